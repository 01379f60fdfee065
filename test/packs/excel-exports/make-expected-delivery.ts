/**
 * Says what has to come of every row of the two Excel exports, from the pack's own files alone. It shares nothing
 * with the product on purpose: class, our reason and national steps of a row follow from its cells, from the pack's
 * reference policy and from what the national interface requires. Rows are named by their line in the sheet.
 *
 * Writes expected-delivery.csv:
 * `node -r ./test/environment/typescript-hook.cjs test/packs/excel-exports/make-expected-delivery.ts ../shared`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv, toCsv, type Row } from '../csv';
import { readCells } from './read-cells';

/** Where the two sheets keep what decides about a row. */
const SHEETS: Readonly<Record<string, { readonly received: string; readonly status: string }>> = {
  'so-theo-doi.xlsx': { received: 'B', status: 'K' },
  'quan-ly-ho-so-don-thu.xlsx': { received: 'G', status: 'I' },
};
/** Statuses and directions after which the agency has nothing more to do. */
const CLOSED = new Set([
  'Đã kết luận',
  'Rút đơn',
  'Trả lại đơn',
  'Chuyển đơn',
  'Hướng dẫn',
  'Trả đơn',
  'Lưu đơn',
]);
/**
 * Neither sheet has a day of handling (NgayXuLy), of acceptance (NgayThuLy) or of a decision (NgayBanHanh), which the
 * later steps require: only the first one can be fed.
 */
const STEPS = 'CapNhatVuViec';

interface Outcome {
  readonly class: string;
  readonly reason?: string;
  readonly duplicateOf?: string;
}

interface RowCells {
  readonly received: string;
  readonly status: string;
}

/** Our class and reason for each quarantine of the pack's reference policy. */
const QUARANTINED: Readonly<Record<string, (detail: string, cells: RowCells) => Outcome>> = {
  DUPLICATE_OF: (detail) => ({
    class: 'held',
    reason: 'EXACT_DUPLICATE',
    duplicateOf: detail.replace('row ', ''),
  }),
  BEFORE_2018: (_detail, { status }) =>
    CLOSED.has(status)
      ? { class: 'outOfScope', reason: 'BEFORE_START_CLOSED' }
      : { class: 'quarantined', reason: 'BEFORE_START_OPEN' },
  FUTURE_DATE: () => ({ class: 'quarantined', reason: 'DATE_ORDER' }),
  MISSING_REQUIRED: () => ({ class: 'quarantined', reason: 'MISSING_MANDATORY' }),
  // A cell without any text holds no date at all.
  BAD_DATE: (_detail, { received }) => ({
    class: 'quarantined',
    reason: received === '' ? 'MISSING_MANDATORY' : 'BAD_DATE',
  }),
  // Both sheets hold words, not codes: value maps translate them.
  UNKNOWN_CODE: () => ({ class: 'quarantined', reason: 'UNKNOWN_VALUE' }),
  AMBIGUOUS_TYPE: () => ({ class: 'quarantined', reason: 'AMBIGUOUS_VALUE' }),
};

export async function expectedDelivery(packDir: string): Promise<string> {
  const lines: (string | undefined)[][] = [];
  for (const [file, { received, status }] of Object.entries(SHEETS)) {
    const cell = await readCells(join(packDir, file));
    for (const expected of expectedRows(packDir, file)) {
      const row = Number(expected['row']);
      const cells = { received: cell(row, received), status: cell(row, status) };
      const { class: cls, reason, duplicateOf } = outcomeOf(expected, cells);
      lines.push([file, String(row), cls, reason, cls === 'confirmed' ? STEPS : '', duplicateOf]);
    }
  }
  return toCsv([['file', 'row', 'class', 'reason', 'steps', 'duplicate_of'], ...lines]);
}

function expectedRows(packDir: string, file: string): readonly Row[] {
  return readCsv(readFileSync(join(packDir, 'expected.csv'), 'utf8')).filter((row) => row['file'] === file);
}

function outcomeOf(expected: Row, cells: RowCells): Outcome {
  if (expected['expected'] === 'accept') return { class: 'confirmed' };
  const [code = '', detail = ''] = (expected['reason'] ?? '').split(':');
  const outcome = QUARANTINED[code];
  if (outcome === undefined) throw new Error(`no outcome is defined for ${code}`);
  return outcome(detail, cells);
}

if (require.main === module) {
  const packDir = join(process.argv[2] ?? '../shared', 'local-systems', 'excel-exports');
  void expectedDelivery(packDir).then((text) =>
    writeFileSync(join(__dirname, 'expected-delivery.csv'), text),
  );
}
