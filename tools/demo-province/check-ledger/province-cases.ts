import type { SqlClient } from '../store/insert-rows';
import type {
  Accused,
  Enforcement,
  FigureTable,
  LocalCase,
  LocalFile,
  LocalPerson,
  Round,
} from './local-case';

type Row = Readonly<Record<string, unknown>>;

const TABLES = [
  'don_linh_vuc',
  'nguoi_lien_quan',
  'doi_tuong_bi_kn',
  'buoi_tiep',
  'xu_ly_don',
  'quyet_dinh_giai_quyet',
  'ca_nhan_bi_xu_ly',
  'thi_hanh',
  'tai_lieu',
] as const;
type Table = (typeof TABLES)[number] | 'thu_ly';
type ChildrenOf = (table: Table) => readonly Row[];

/** Reads every petition of the demo province, whatever its state. */
export async function readProvinceCases(client: SqlClient): Promise<LocalCase[]> {
  const petitions = await rowsOf(client, 'select * from donthu.don order by so_ho_so');
  const children = new Map<Table, Map<unknown, Row[]>>();
  for (const table of TABLES)
    children.set(table, byPetition(await rowsOf(client, `select * from donthu.${table}`)));
  const accepted = `select *, (ngay_thu_ly at time zone 'Asia/Ho_Chi_Minh')::date as ngay from donthu.thu_ly`;
  children.set('thu_ly', byPetition(await rowsOf(client, accepted)));
  return petitions.map((don) => toLocalCase(don, (table) => children.get(table)?.get(don['id']) ?? []));
}

/** Rows as JSON made by the database: no driver conversion of dates or numbers in between. */
async function rowsOf(client: SqlClient, query: string): Promise<Row[]> {
  const { rows } = await client.query(`select row_to_json(t)::text as line from (${query}) t`);
  return rows.map((row) => JSON.parse(String(row['line'])) as Row);
}

function byPetition(rows: readonly Row[]): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const id = row['don_id'];
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return groups;
}

const KINDS: Readonly<Record<string, LocalCase['kind']>> = { 1: 'KN', 2: 'TC', 3: 'KNPA' };

function toLocalCase(don: Row, of: ChildrenOf): LocalCase {
  const petitioners = of('nguoi_lien_quan')
    .filter((row) => row['vai_tro'] === 'CHU_DON')
    .toSorted(byOrder);
  return {
    key: text(don['so_ho_so']),
    kind: KINDS[text(don['loai_don'])],
    agency: text(don['ma_cq_nhan']),
    received: receivedDay(text(don['ngay_nhan'])),
    channel: text(don['ma_nguon']),
    forwarded: forwarded(don),
    fields: of('don_linh_vuc')
      .toSorted(byOrder)
      .map((row) => text(row['ma_linh_vuc'])),
    content: text(don['noi_dung']),
    anonymous: don['nac_danh'] === '1',
    petitionerType: Number(don['loai_chu_don']),
    headCount: text(don['so_nguoi']),
    representatives: text(don['so_dai_dien']),
    organisation: { name: text(don['ten_to_chuc']), address: text(don['dia_chi_to_chuc']) },
    people: petitioners.map(toPerson),
    agent: toAgent(of('nguoi_lien_quan').find((row) => row['vai_tro'] === 'UY_QUYEN')),
    accused: of('doi_tuong_bi_kn').toSorted(byOrder).map(toAccused),
    prior: prior(don),
    ...milestones(of),
    rounds: of('quyet_dinh_giai_quyet')
      .toSorted((a, b) => Number(a['lan']) - Number(b['lan']))
      .map((row) => toRound(row, of)),
    files: of('tai_lieu').toSorted(byId).map(toFile),
  };
}

function forwarded(don: Row): LocalCase['forwarded'] {
  if (don['ma_cq_chuyen'] === null) return { agency: '', number: '', day: '' };
  return { agency: text(don['ma_cq_chuyen']), number: text(don['so_vb_den']), day: text(don['ngay_vb_den']) };
}

function prior(don: Row): LocalCase['prior'] {
  if (don['gqt_ma_cq'] === null) return undefined;
  return {
    agency: text(don['gqt_ma_cq']),
    round: text(don['gqt_lan']),
    day: text(don['gqt_ngay']),
    type: text(don['gqt_loai_qd']),
    result: text(don['gqt_ket_qua']),
  };
}

function milestones(of: ChildrenOf): Pick<LocalCase, 'reception' | 'handling' | 'acceptance'> {
  const [bt] = of('buoi_tiep');
  const [xl] = of('xu_ly_don');
  const [tl] = of('thu_ly');
  return {
    reception: bt && {
      leader: text(bt['lanh_dao']),
      periodic: bt['dinh_ky'] === true,
      delegated: bt['uy_quyen'] === true,
      delegatedBy: text(bt['lanh_dao_uy_quyen']),
    },
    handling: xl && {
      day: text(xl['ngay_xu_ly']),
      eligible: xl['du_dieu_kien'] === 'co',
      direction: text(xl['huong_xu_ly']),
      agency: text(xl['ma_cq_xu_ly']),
      next: text(xl['ma_cq_tiep']),
      officer: text(xl['can_bo']),
      approver: text(xl['nguoi_duyet']),
      summary: text(xl['tom_tat']),
    },
    acceptance: tl && {
      day: text(tl['ngay']),
      due: text(tl['han_giai_quyet']),
      agency: text(tl['ma_cq_thu_ly']),
      approver: text(tl['nguoi_duyet']),
    },
  };
}

const GENDERS: Readonly<Record<string, LocalPerson['gender']>> = { NAM: 'male', NU: 'female' };

function toPerson(row: Row): LocalPerson {
  return {
    name: text(row['ho_ten']),
    idNumber: text(row['so_giay_to']),
    idDay: text(row['ngay_cap']),
    idPlace: text(row['noi_cap']),
    gender: GENDERS[text(row['gioi_tinh'])] ?? '',
    phone: text(row['dien_thoai']),
    province: text(row['ma_tinh']),
    district: text(row['ma_huyen']),
    ward: text(row['ma_xa']),
    address: text(row['dia_chi']),
    nationality: text(row['quoc_tich']),
    ethnicity: text(row['dan_toc']),
  };
}

const AGENT_TYPES = { LS: 'lawyer', TGPL: 'legal-aid', KHAC: 'other' } as const;

function toAgent(row: Row | undefined): LocalCase['agent'] {
  return (
    row && { ...toPerson(row), type: AGENT_TYPES[text(row['loai_uy_quyen']) as keyof typeof AGENT_TYPES] }
  );
}

function toAccused(row: Row): Accused {
  return {
    ...toPerson(row),
    type: row['loai'] === 'CN' ? 1 : 2,
    position: text(row['chuc_vu']),
    organisation: text(row['ten_co_quan']),
  };
}

const SHARED_FIGURES = {
  ThuHoiTien: 'thu_hoi_tien',
  ThuHoiDatO: 'thu_hoi_dat_o',
  ThuHoiDatSX: 'thu_hoi_dat_sx',
  TraLaiTien: 'tra_lai_tien',
  TraLaiDatO: 'tra_lai_dat_o',
  TraLaiDatSX: 'tra_lai_dat_sx',
};
const DECISION_FIGURES = {
  ...SHARED_FIGURES,
  SoNguoiChuyenDieuTra: 'chuyen_dieu_tra',
  SoNguoiDuocTraQuyenLoi: 'tra_quyen_loi',
  XuPhatHanhChinh: 'phat_hanh_chinh',
};
const ENFORCEMENT_FIGURES = {
  ...SHARED_FIGURES,
  SoNguoiBiXuLy: 'nguoi_bi_xu_ly',
  SoTapTheBiXuLy: 'tap_the_bi_xu_ly',
  TaiSanQuyRaTien: 'tai_san',
  SoTienNopPhat: 'tien_phat',
  SoDoiTuongDaKhoiTo: 'da_khoi_to',
};

function figures(row: Row, columns: Readonly<Record<string, string>>): FigureTable {
  return Object.fromEntries(Object.entries(columns).map(([wire, column]) => [wire, text(row[column])]));
}

function toRound(row: Row, of: ChildrenOf): Round {
  const disciplined = of('ca_nhan_bi_xu_ly')
    .filter((one) => one['quyet_dinh_id'] === row['id'])
    .toSorted(byId);
  const named = (type: string): { name: string; position: string; measure: string }[] =>
    disciplined
      .filter((one) => one['loai'] === type)
      .map((one) => ({
        name: text(one['ten']),
        position: text(one['chuc_vu']),
        measure: text(one['hinh_thuc']),
      }));
  return {
    round: Number(row['lan']),
    day: text(row['ngay_ban_hanh']),
    agency: text(row['ma_cq_ban_hanh']),
    result: text(row['ket_qua']),
    form: text(row['hinh_thuc']),
    rightToSue: row['quyen_khoi_kien'] === 'C',
    summary: text(row['tom_tat']),
    figures: figures(row, DECISION_FIGURES),
    disciplinedPeople: named('CN'),
    disciplinedOrganisations: named('TC'),
    enforcements: of('thi_hanh')
      .filter((one) => one['quyet_dinh_id'] === row['id'])
      .toSorted(byId)
      .map(toEnforcement),
  };
}

function toEnforcement(row: Row): Enforcement {
  return { day: text(row['ngay']), agency: text(row['ma_cq']), figures: figures(row, ENFORCEMENT_FIGURES) };
}

function toFile(row: Row): LocalFile {
  const bytes = Buffer.from(text(row['noi_dung']).replace(/^\\x/, ''), 'hex');
  return {
    type: text(row['loai']),
    title: text(row['ten']),
    fileName: text(row['ten_tep']),
    summary: text(row['tom_tat']),
    base64: bytes.toString('base64'),
  };
}

/** Clerks type `yyyy-MM-dd` or `dd/MM/yyyy`. */
function receivedDay(typed: string): string {
  return typed.includes('/') ? typed.split('/').toReversed().join('-') : typed;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function byOrder(a: Row, b: Row): number {
  return Number(a['thu_tu']) - Number(b['thu_tu']);
}

function byId(a: Row, b: Row): number {
  return Number(a['id']) - Number(b['id']);
}
