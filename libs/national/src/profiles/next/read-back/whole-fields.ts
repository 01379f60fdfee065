import type { NationalSettings, StepMethod } from '../../../settings/national-settings';
import { OPTIONAL_OBJECT_KEYS } from '../../ttcp-2018/wire/wire';
import { SHOWN } from '../../ttcp-2018/read-back/shown-rows';
import type { ShownField, ShownKind } from '@kntc/domain';

type Members = Readonly<Record<string, unknown>>;

/** The steps of a record as one side has them; fields as they are sent. Personal: stays in memory. */
export interface WholeStep {
  readonly method: StepMethod;
  readonly fields: Members;
}

/** Bytes of files are not read back. */
const FILES = new Set(['FileDinhKem', 'FileThuLy', 'FileBanHanh']);

/** Fields that summaries show as well keep their names: what both sides agreed on before still counts. */
const NAMES: Readonly<Record<string, string>> = {
  'CapNhatVuViec.NguoiKNTC.DataNguoiKNTC[0].HoTen': SHOWN.name.name,
  'CapNhatVuViec.NguoiKNTC.DataNguoiKNTC[0].SoDinhDanhCaNhan': SHOWN.number.name,
  'CapNhatVuViec.NoiDungDon': SHOWN.content.name,
};

/** Figures that are left out while nobody knows them: what is added there is seen. */
const FIGURES = [
  ...OPTIONAL_OBJECT_KEYS.BoiThuongThietHai.slice(0, 6),
  'SoNguoiBiXuLy',
  'SoTapTheBiXuLy',
  'TaiSanQuyRaTien',
  'SoTienNopPhat',
  'SoDoiTuongDaKhoiTo',
];

/** Steps that stand more than once, in an order both sides come to: by date and agency. */
const ORDER: Partial<Readonly<Record<StepMethod, (fields: Members) => string>>> = {
  CapNhatKQGiaiQuyet: ({ NgayBanHanh, MaCoQuanBanHanh }) => orderOf(NgayBanHanh, MaCoQuanBanHanh),
  CapNhatThiHanh: ({ ThiHanhGiaiQuyet }) => {
    const { NgayCapNhat, MaCoQuanThiHanh } = (ThiHanhGiaiQuyet ?? {}) as Members;
    return orderOf(NgayCapNhat, MaCoQuanThiHanh);
  },
};

/** Every field of every step, also those that are empty, and how many of each step and list there are. */
export function wholeFields(steps: readonly WholeStep[]): readonly ShownField[] {
  const methods = [...new Set(steps.map(({ method }) => method))].toSorted();
  return methods.flatMap((method) => {
    const own = steps.filter((step) => step.method === method).map(({ fields }) => fields);
    const order = ORDER[method];
    if (order === undefined) return leavesOf(method, filled(method, own[0] ?? {}));
    const inOrder = own.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
    return inOrder.flatMap((fields, at) => leavesOf(`${method}[${at}]`, filled(method, fields)));
  });
}

/** Which steps stand, and how often. */
export function stepsField(steps: readonly StepMethod[], all: NationalSettings['steps']): ShownField {
  const methods = Object.keys(all) as StepMethod[];
  const counts = methods.map((method) => `${method}: ${steps.filter((step) => step === method).length}`);
  return { name: 'steps', kind: 'code', value: counts.join(', ') };
}

/** What is absent is empty, whatever form it was left out in. */
function filled(method: StepMethod, fields: Members): Members {
  if (method === 'CapNhatThiHanh') return within(fields, 'ThiHanhGiaiQuyet', FIGURES);
  if (method === 'CapNhatKQGiaiQuyet')
    return within(
      { HinhThucGiaiQuyet: '', QuyenKhoiKien: '', ...known(fields) },
      'BoiThuongThietHai',
      OPTIONAL_OBJECT_KEYS.BoiThuongThietHai,
    );
  if (method !== 'CapNhatVuViec') return fields;
  const { NguoiUyQuyen, NguoiBiKNTCT, CoQuanDaGiaiQuyet } = OPTIONAL_OBJECT_KEYS;
  const parts = Object.entries({ NguoiUyQuyen, NguoiBiKNTCT, CoQuanDaGiaiQuyet });
  return parts.reduce((filledSoFar, [key, names]) => within(filledSoFar, key, names), fields);
}

function within(fields: Members, key: string, names: readonly string[]): Members {
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  return { ...fields, [key]: { ...empty, ...known((fields[key] ?? {}) as Members) } };
}

/** Without figures that nobody knows: they are not sent. */
function known(fields: Members): Members {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function leavesOf(path: string, value: unknown): readonly ShownField[] {
  if (Array.isArray(value))
    return [
      { name: `${path}.length`, kind: 'code', value: String(value.length) },
      ...value.flatMap((item, at) => leavesOf(`${path}[${at}]`, item)),
    ];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) =>
      FILES.has(key) ? [] : leavesOf(`${path}.${key}`, item),
    );
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return [{ name: NAMES[path] ?? path, kind: kindOf(path), value: text }];
}

const KINDS: readonly (readonly [RegExp, ShownKind])[] = [
  [/\.(HoTen|LanhDao\w+|CanBo\w+|Ten\w*)$/, 'name'],
  [/\.SoDinhDanhCaNhan$/, 'number'],
  [/\.(Ngay\w+|HanGiaiQuyet)$/, 'date'],
  [/\.(Ma\w+|Loai\w+|GioiTinh)$/, 'code'],
];

function kindOf(path: string): ShownKind {
  return KINDS.find(([form]) => form.test(path))?.[1] ?? 'text';
}

function orderOf(date: unknown, agency: unknown): string {
  const [day, code] = [date, agency].map((text) => (typeof text === 'string' ? text : ''));
  return `${(day ?? '').split('/').toReversed().join('-')} ${code ?? ''}`;
}
