/**
 * Says what has to come of every row of the pack `httt-kntc-postgresql`, from the pack's own files alone. It shares
 * nothing with the product on purpose: the class, our reason and the national steps of a row follow from its data,
 * from the pack's reference policy and from what the national interface requires.
 *
 * Writes expected-delivery.csv and expected-changes-delivery.csv:
 * `node -r ./test/environment/typescript-hook.cjs test/packs/httt-kntc-postgresql/make-expected-delivery.ts ../shared`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv, toCsv, type Row } from '../csv';

/** Columns that can feed what the OpenAPI file requires of each step; a requirement without a column cannot be fed. */
const STEPS: readonly (readonly [method: string, needs: Readonly<Record<string, readonly string[]>>])[] = [
  [
    'CapNhatVuViec',
    {
      NgayNhapDon: ['thoi_gian_tiep_nhan'],
      PhanLoaiDon: ['linh_vuc'],
      NguoiKNTC: ['nguoi_nop_don'],
      NoiDungDon: ['noi_dung_vu_viec'],
    },
  ],
  // The system keeps no day on which a petition was handled, only a status.
  ['CapNhatKQXuLy', { NgayXuLy: [] }],
  ['CapNhatGiaiQuyet', { NgayThuLy: ['ngay_GQTC'], HanGiaiQuyet: ['thoi_gian_hen_tra_kq'] }],
  ['CapNhatKQGiaiQuyet', { NgayBanHanh: ['ngay_tra_kq_1', 'ngay_QDGQTC'], LoaiKetQuaGiaiQuyet: ['ket_qua'] }],
];
/** Concluded, withdrawn, returned, transferred. */
const CLOSED = new Set(['3', '4', '5', '6']);
/** Columns whose content travels in the first step. */
const TRAVELS = new Set([
  'linh_vuc',
  'nguoi_nop_don',
  'cccd_cmnd',
  'dia_chi_thuong_tru',
  'ma_tinh_tp',
  'ma_xa_phuong_tt',
  'thoi_gian_tiep_nhan',
  'noi_dung_vu_viec',
  'nguoi_bi_to_cao',
]);

export function expectedDelivery(packDir: string): string {
  const rows = insertedRows(readFileSync(join(packDir, 'data.sql'), 'utf8'));
  const lines = readCsv(readFileSync(join(packDir, 'expected.csv'), 'utf8')).map((expected) => {
    const row = rows.get(expected['source_id'] ?? '') ?? {};
    const { class: cls, reason = '', duplicateOf = '' } = outcomeOf(expected, row);
    const steps = cls === 'confirmed' ? stepsOf(row).join(';') : '';
    return [expected['table'], expected['source_id'], cls, reason, steps, duplicateOf];
  });
  return toCsv([['table', 'source_id', 'class', 'reason', 'steps', 'duplicate_of'], ...lines]);
}

export function expectedChanges(packDir: string): string {
  const sql = readFileSync(join(packDir, 'changes.sql'), 'utf8');
  const lines = readCsv(readFileSync(join(packDir, 'expected-changes.csv'), 'utf8')).map((event) => {
    const id = event['source_id'] ?? '';
    const isGone = event['op'] === 'hard delete';
    const travelling = changedColumns(sql, id).filter((column) => TRAVELS.has(column));
    const isSeen = !isGone && event['seen_by_content_hash']?.startsWith('yes') === true;
    return [event['op'], id, isSeen ? 'yes' : 'no', isGone ? 'yes' : 'no', travelling.join(';')];
  });
  return toCsv([['op', 'source_id', 'judged_again', 'gone', 'travelling_changes'], ...lines]);
}

interface Outcome {
  readonly class: string;
  readonly reason?: string;
  readonly duplicateOf?: string;
}

/** Our class and reason for each quarantine of the pack's reference policy. */
const QUARANTINED: Readonly<Record<string, (detail: string, row: Row) => Outcome>> = {
  DUPLICATE_OF: (detail) => ({ class: 'held', reason: 'EXACT_DUPLICATE', duplicateOf: detail }),
  BEFORE_2018: (_detail, row) =>
    CLOSED.has(row['trang_thai'] ?? '')
      ? { class: 'outOfScope', reason: 'BEFORE_START_CLOSED' }
      : { class: 'quarantined', reason: 'BEFORE_START_OPEN' },
  FUTURE_DATE: () => ({ class: 'quarantined', reason: 'DATE_ORDER' }),
  MISSING_REQUIRED: () => ({ class: 'quarantined', reason: 'MISSING_MANDATORY' }),
  BAD_DATE: () => ({ class: 'quarantined', reason: 'BAD_DATE' }),
  // A subject is translated by the crosswalk, a status by the value map of the source file.
  UNKNOWN_CODE: (detail) => ({
    class: 'quarantined',
    reason: detail.startsWith('linh_vuc') ? 'UNKNOWN_CODE' : 'UNKNOWN_VALUE',
  }),
};

function outcomeOf(expected: Row, row: Row): Outcome {
  if (expected['expected'] === 'accept') return { class: 'confirmed' };
  const [code = '', detail = ''] = (expected['reason'] ?? '').split(':');
  const outcome = QUARANTINED[code];
  if (outcome === undefined) throw new Error(`no outcome is defined for ${code}`);
  return outcome(detail, row);
}

/** Steps go as an unbroken prefix: the first one that cannot be fed ends them. */
function stepsOf(row: Row): readonly string[] {
  const feedable = STEPS.map(([, needs]) =>
    Object.values(needs).every((columns) => columns.some((column) => (row[column] ?? '') !== '')),
  );
  const end = feedable.indexOf(false);
  return STEPS.slice(0, end < 0 ? STEPS.length : end).map(([method]) => method);
}

function changedColumns(sql: string, id: string): readonly string[] {
  const update = new RegExp(`UPDATE \\S+ SET (.*) WHERE "Id" = '${id}';`).exec(sql)?.[1] ?? '';
  return [...update.matchAll(/"?(\w+)"? = (?:'[^']*'|[\w.]+)/g)].map(([, column = '']) => column);
}

/** Rows of the two case tables by their id; NULL is the empty text. */
export function insertedRows(sql: string): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const [, names = '', values = ''] of sql.matchAll(
    /^INSERT INTO "KNTC"\."(?:Complains|Denounces)" \(([^)]*)\) VALUES \((.*?)\);$/gms,
  )) {
    const columns = names.split(',').map((name) => name.replaceAll('"', ''));
    const fields = [...values.matchAll(/E?'((?:[^']|'')*)'|([^,]+)/g)].map(([, text, bare = '']) =>
      text === undefined ? bare.replace(/^NULL$/, '') : text.replaceAll("''", "'"),
    );
    const row = Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
    rows.set(row['Id'] ?? '', row);
  }
  return rows;
}

if (require.main === module) {
  const packDir = join(process.argv[2] ?? '../shared', 'local-systems', 'httt-kntc-postgresql');
  writeFileSync(join(__dirname, 'expected-delivery.csv'), expectedDelivery(packDir));
  writeFileSync(join(__dirname, 'expected-changes-delivery.csv'), expectedChanges(packDir));
}
