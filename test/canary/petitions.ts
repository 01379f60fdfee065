import type { MiniRoad } from '../journey/mini-road';
import { rowOf } from './canaries';
import type { Aviary, Planted } from './canaries';

type Columns = Readonly<Record<string, string | boolean | null>>;

interface Petition {
  readonly ma: string;
  readonly columns: (planted: Planted) => Columns;
  /** With a second person, an agent and a summary. */
  readonly whole?: true;
}

const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const typed = (planted: Planted, field: string): string =>
  planted.text(field, (one, two) => `xem đơn của bà Nguyễn Thị ${one} ${two}`);

/** Values that clerks really put into the wrong column, one record each. */
const STOPPED: readonly Petition[] = [
  { ma: 'DATE', columns: (of) => ({ ngay_nhan: typed(of, 'chữ ở cột ngày') }) },
  { ma: 'LATER-DATE', columns: (of) => ({ ngay_xu_ly: typed(of, 'chữ ở cột ngày xử lý') }) },
  { ma: 'NUMBER', columns: (of) => ({ so_nguoi: typed(of, 'chữ ở cột số') }) },
  { ma: 'KIND', columns: (of) => ({ loai: typed(of, 'chữ ở cột loại') }) },
  { ma: 'LEVEL', columns: (of) => ({ mat: typed(of, 'chữ ở cột độ mật') }) },
  { ma: 'MANY', columns: (of) => ({ ho_ten: `${of.name('người thứ nhất')}; ${of.name('người thứ hai')}` }) },
  { ma: 'MISSING', columns: () => ({ co_quan: null }) },
  { ma: 'SUSPECT', columns: (of) => ({ noi_dung: `${of.sentence('nội dung hỏng')} \ufffd` }) },
  { ma: 'LONG', columns: (of) => ({ noi_dung: of.sentence('nội dung dài').repeat(3_000) }) },
  { ma: 'ORDER', columns: () => ({ ngay_xu_ly: '2026-01-05' }) },
  { ma: 'OLD', columns: () => ({ ngay_nhan: '2016-03-02', ngay_xu_ly: '2016-03-05' }) },
  { ma: 'SECRET', columns: () => ({ mat: 'm' }) },
  { ma: 'LOCAL', columns: () => ({ noi_bo: true }) },
  { ma: 'UNNAMED', columns: () => ({ loai: null }) },
  { ma: 'WARD', whole: true, columns: (of) => ({ xa_2: typed(of, 'chữ ở cột mã xã') }) },
  { ma: 'CODE', columns: (of) => ({ linh_vuc: typed(of, 'chữ ở cột mã lĩnh vực') }) },
  { ma: 'NAME-AS-CODE', columns: (of) => ({ linh_vuc: of.name('tên ở cột mã lĩnh vực') }) },
  { ma: 'NUMBER-AS-CODE', columns: (of) => ({ linh_vuc: of.identityNumber('số ở cột mã lĩnh vực') }) },
];

/** What reaches the far side, or tries to. */
const MOVING: readonly Petition[] = [
  { ma: 'FULL', whole: true, columns: () => ({}) },
  { ma: 'GROUP', whole: true, columns: () => ({ loai_nguoi: 'dn', so_nguoi: '7' }) },
  {
    ma: 'ORGANISATION',
    columns: (of) => ({
      loai_nguoi: 'tc',
      to_chuc: of.text('tổ chức', (one, two) => `Hợp tác xã ${one} ${two}`),
      dia_chi_to_chuc: of.address('địa chỉ tổ chức'),
    }),
  },
  { ma: 'REFUSED', columns: () => ({ tinh: 'QN' }) },
  {
    ma: 'UNUSUAL',
    columns: (of) => ({ cccd: of.phone('số định danh lạ'), dien_thoai: `+84 (0) ${of.phone('số lạ')}` }),
  },
  { ma: 'MARKUP', columns: (of) => ({ noi_dung: `<p>${inEntities(of.sentence('nội dung HTML'))}</p>` }) },
  ...['FIRST', 'SECOND', 'THIRD', 'FOURTH'].map((ma) => ({ ma, columns: () => ({}) })),
];

/** Both kinds of petition, by whose data it holds. */
const KINDS = [
  ['TC', 'denouncer', { loai: 'tc', linh_vuc: 'TN', ...ACCEPTED }],
  ['KN', 'complainant', { loai: 'kn', ...ACCEPTED }],
] as const;

/** A petition of each sort for denouncers and complainants, every field of every one another canary. */
export async function plantPetitions(road: MiniRoad, aviary: Aviary): Promise<void> {
  for (const [prefix, owner, kind] of KINDS) {
    for (const { ma, columns, whole } of [...STOPPED, ...MOVING]) {
      const planted = aviary.petition(`${prefix}-${ma}`, owner);
      await plant(road, planted, { ...kind, ...columns(planted) }, whole === true);
    }
    await plantTwins(road, aviary.petition(`${prefix}-TWIN`, owner), kind);
  }
}

/** One more petition of each owner, while the road runs. */
export async function plantLatecomers(road: MiniRoad, aviary: Aviary, name: string): Promise<void> {
  for (const [prefix, owner, kind] of KINDS)
    await plant(road, aviary.petition(`${prefix}-${name}`, owner), kind, true);
}

async function plant(road: MiniRoad, of: Planted, columns: Columns, whole: boolean): Promise<void> {
  await road.petition(of.petition, rowOf(of, columns, whole));
  await plantFollowUp(road, of);
}

/** Decision and files. */
async function plantFollowUp({ local }: MiniRoad, of: Planted): Promise<void> {
  await local.query("insert into quyet_dinh (ma, ngay, tom_tat) values ($1, '2026-04-20', $2)", [
    of.petition,
    of.sentence('tóm tắt quyết định'),
  ]);
  await local.query('insert into tep (ma, ten, tom_tat, noi_dung) values ($1, $2, $3, $4)', [
    of.petition,
    of.file('tên tệp'),
    of.sentence('tóm tắt tệp'),
    of.bytes('nội dung tệp'),
  ]);
}

async function plantTwins(road: MiniRoad, of: Planted, columns: Columns): Promise<void> {
  const row = rowOf(of, columns, false);
  for (const name of [of.petition, `${of.petition}-AGAIN`]) await road.petition(name, row);
}

function inEntities(text: string): string {
  return text.replaceAll(/[^ -~]/gu, (letter) => `&#${letter.codePointAt(0) ?? 0};`);
}
