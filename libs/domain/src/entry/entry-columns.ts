import type { EntryField } from '../ports/manual-entry';
import type { StepKey, StepKind } from '../ports/step-plan';
import type { EntryAct, EntryCells, EntryRow } from './entry-batch';

/** Titles of the columns every sheet of a batch has beside the fields themselves. */
export const ENTRY_COLUMNS = {
  code: 'Mã dòng (không sửa)',
  reference: 'Mã hồ sơ địa phương',
  act: 'Việc phải làm',
  standing: 'Mã vụ việc đã có trên CSDLQG',
  id: 'KẾT QUẢ: mã định danh trên CSDLQG',
  enteredOn: 'KẾT QUẢ: ngày nhập',
  enteredBy: 'KẾT QUẢ: người nhập',
  result: 'KẾT QUẢ: đã nhập / bị từ chối / chưa nhập',
  note: 'KẾT QUẢ: ghi chú, lý do từ chối',
} as const;

/** Filled in by whoever types; not part of what was handed out. */
export const RESULT_TITLES: readonly string[] = [
  ENTRY_COLUMNS.id,
  ENTRY_COLUMNS.enteredOn,
  ENTRY_COLUMNS.enteredBy,
  ENTRY_COLUMNS.result,
  ENTRY_COLUMNS.note,
];

const SHEETS: Readonly<Record<StepKind, string>> = {
  case: '1 Vụ việc',
  handling: '2 Kết quả xử lý',
  acceptance: '3 Thụ lý',
  resolution: '4 Kết quả giải quyết',
  enforcement: '5 Thi hành',
};

/** Denunciations stand on sheets of their own, to be handed to whoever may see them. */
export function entrySheet(kind: StepKind, isDenunciation: boolean): string {
  return isDenunciation ? `TC ${SHEETS[kind]}` : SHEETS[kind];
}

export function stepTitle({ kind }: StepKey): string {
  return SHEETS[kind].slice(2);
}

/** Steps that have an id of their own on the national web; the others stand under that of the case. */
export function hasOwnId({ kind }: Pick<StepKey, 'kind'>): boolean {
  return kind === 'case' || kind === 'resolution' || kind === 'enforcement';
}

const ACTS: Readonly<Record<EntryAct, string>> = {
  new: 'Nhập mới',
  'look-first': 'Tra trước trên CSDLQG theo mã hồ sơ; chưa có thì nhập mới',
  change: 'Sửa bản đã có trên CSDLQG',
};

/** Cells of a row but its code and results. The place of a round or an enforcement stands in what is to be done. */
export function entryCells(
  {
    reference,
    key,
    act,
    nationalId,
    standingId,
  }: Pick<EntryRow, 'reference' | 'key' | 'act' | 'nationalId' | 'standingId'>,
  fields: readonly EntryField[],
): EntryCells {
  const stands = [nationalId ?? '', standingId === nationalId ? '' : (standingId ?? '')].filter(
    (id) => id !== '',
  );
  return new Map([
    [ENTRY_COLUMNS.reference, reference],
    [ENTRY_COLUMNS.act, `${ACTS[act]}: ${stepTitle(key)}${ordinalOf(key)}`],
    [ENTRY_COLUMNS.standing, stands.join(' / ')],
    ...fields.map(({ label, path, value }) => [`${label} (${path})`, value] as const),
  ]);
}

/** An enforcement is numbered within its round. */
function ordinalOf({ kind, ordinal }: StepKey): string {
  if (kind === 'resolution') return ` lần ${ordinal}`;
  return kind === 'enforcement' ? ` lần ${Math.floor(ordinal / 1000)}, dòng ${ordinal % 1000}` : '';
}
