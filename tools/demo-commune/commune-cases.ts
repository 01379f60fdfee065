import type { Accused, LocalCase, LocalPerson, Round } from '../demo-province/check-ledger/local-case';
import type { SqlClient } from '../demo-province/store/insert-rows';

type Row = Readonly<Record<string, string>>;

const PROVINCE = 'Bình Định';
const COMMUNE = 'Xã Phước Hòa';
const COMMITTEE = 'UBND xã Phước Hòa';
const KINDS: Readonly<Record<string, LocalCase['kind']>> = {
  'Khiếu nại': 'KN',
  'Tố cáo': 'TC',
  'Kiến nghị, phản ánh': 'KNPA',
};
const NOBODY: LocalPerson = {
  name: '',
  idNumber: '',
  idDay: '',
  idPlace: '',
  gender: '',
  phone: '',
  province: '',
  district: '',
  ward: '',
  address: '',
  nationality: '',
  ethnicity: '',
};

/** Reads the commune's registers into the checker's shape, independently of the source file. */
export async function readCommuneCases(client: SqlClient): Promise<LocalCase[]> {
  const { rows } = await client.query('select * from so_theo_doi.tat_ca order by so_ho_so');
  const texts = (row: Readonly<Record<string, unknown>>): Row =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'string' ? value : '']),
    );
  return rows.map((row) => toLocalCase(texts(row)));
}

function toLocalCase(row: Row): LocalCase {
  const many = Number(of(row, 'so_nguoi')) > 1;
  return {
    key: of(row, 'so_ho_so'),
    kind: KINDS[of(row, 'loai')],
    agency: COMMITTEE,
    received: day(row, 'ngay_tiep_nhan'),
    channel: of(row, 'nguon'),
    forwarded: { agency: '', number: '', day: '' },
    fields: [of(row, 'linh_vuc')],
    content: of(row, 'noi_dung'),
    anonymous: false,
    petitionerType: many ? 2 : 1,
    headCount: of(row, 'so_nguoi'),
    representatives: '1',
    organisation: { name: '', address: '' },
    people: [petitioner(row)],
    agent: undefined,
    accused: accused(row),
    prior: undefined,
    reception: undefined,
    ...milestones(row),
    rounds: [...round(row, 1), ...round(row, 2)],
    files: [],
  };
}

function petitioner(row: Row): LocalPerson {
  return {
    ...NOBODY,
    name: of(row, 'nguoi_nop'),
    idNumber: of(row, 'cccd'),
    gender: of(row, 'gioi') === 'Nữ' ? 'female' : 'male',
    phone: of(row, 'dien_thoai'),
    province: PROVINCE,
    ward: COMMUNE,
    address: of(row, 'thon'),
  };
}

function accused(row: Row): Accused[] {
  const name = of(row, 'doi_tuong');
  if (name === '') return [];
  const position = of(row, 'chuc_vu');
  return of(row, 'la_ca_nhan') === 'x'
    ? [{ ...NOBODY, type: 1, name, position, organisation: '' }]
    : [{ ...NOBODY, type: 2, organisation: name, position }];
}

function milestones(row: Row): Pick<LocalCase, 'handling' | 'acceptance'> {
  return {
    handling:
      of(row, 'ngay_xu_ly') === ''
        ? undefined
        : {
            day: day(row, 'ngay_xu_ly'),
            eligible: of(row, 'du_dieu_kien') === 'Có',
            direction: of(row, 'huong'),
            agency: COMMITTEE,
            next: '',
            officer: of(row, 'can_bo'),
            approver: of(row, 'lanh_dao'),
            summary: of(row, 'tom_tat'),
          },
    acceptance:
      of(row, 'ngay_thu_ly') === ''
        ? undefined
        : {
            day: day(row, 'ngay_thu_ly'),
            due: day(row, 'han'),
            agency: COMMITTEE,
            approver: of(row, 'lanh_dao'),
          },
  };
}

function round(row: Row, number: 1 | 2): Round[] {
  const column = (name: string): string => of(row, `${name}_${number}`);
  if (column('ngay_qd') === '') return [];
  return [
    {
      round: number,
      day: day(row, `ngay_qd_${number}`),
      agency: column('noi_qd'),
      result: column('ket_qua'),
      form: '',
      rightToSue: undefined,
      summary: '',
      figures: { TraLaiTien: money(column('tien_tra')), TraLaiDatSX: column('dat_tra').replace(',', '.') },
      disciplinedPeople: [],
      disciplinedOrganisations: [],
      enforcements:
        column('ngay_th') === ''
          ? []
          : [
              {
                day: day(row, `ngay_th_${number}`),
                agency: COMMITTEE,
                figures: { TraLaiTien: money(column('tien_th')) },
              },
            ],
    },
  ];
}

function of(row: Row, column: string): string {
  return row[column] ?? '';
}

function day(row: Row, column: string): string {
  return of(row, column).split('/').toReversed().join('-');
}

function money(typed: string): string {
  return typed.replaceAll('.', '');
}
