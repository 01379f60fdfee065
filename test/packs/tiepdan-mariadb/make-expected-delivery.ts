/**
 * Says what has to come of every row of the pack `tiepdan-mariadb`, from the pack's own files alone. It shares nothing
 * with the product on purpose: the class, our reason and the national steps of a row follow from its data, from the
 * pack's reference policy and from what the national interface requires.
 *
 * Writes expected-delivery.csv and expected-changes-delivery.csv:
 * `node -r ./test/environment/typescript-hook.cjs test/packs/tiepdan-mariadb/make-expected-delivery.ts ../shared`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv, toCsv, type Row } from '../csv';

/** Marks a requirement that no column of the system can supply. */
const NOWHERE = '';
/**
 * What the OpenAPI file requires of each step, by the column that supplies it (tables joined on donthuid). What the
 * agency itself knows – its own code – is not listed. Whether a petition was fit to be handled (DonDuDKXuLy) follows
 * from its direction, which has to be one of the five.
 */
const STEPS: readonly (readonly [method: string, needs: readonly string[]])[] = [
  ['CapNhatVuViec', ['donthu.ngaynhan', 'donthu.nguondon', 'donthu.noidung', 'phanloaidonthu.loaidon']],
  ['CapNhatKQXuLy', ['theodoidonthu.ngayquyetdinhxuly', 'phanloaidonthu.huonggiaiquyet']],
  // A day of acceptance could be read out of direction 1, a day until when to settle stands nowhere.
  ['CapNhatGiaiQuyet', [NOWHERE]],
];
/** Passing on says nothing without whom to: the interface calls MaCoQuanXuLyTiep the target of a transfer. */
const TRANSFER = { direction: '3', needs: 'phanloaidonthu.donvichuyenden' };
/** Resolved, withdrawn, ended. */
const CLOSED = new Set(['3', '4', '5']);

type Tables = ReadonlyMap<string, Row>;

export function expectedDelivery(packDir: string): string {
  const rows = insertedRows(textOf(packDir, 'data.sql'));
  const lines = readCsv(textOf(packDir, 'expected.csv')).map((expected) => {
    const id = expected['donthuid'] ?? '';
    const outcome = outcomeOf(expected, rows.get(id) ?? {});
    // Also of a duplicate: which of two equal rows is the first one is not in the data.
    const sendable = outcome.class === 'confirmed' || outcome.class === 'held';
    const steps = sendable ? stepsOf(rows.get(id) ?? {}).join(';') : '';
    return [id, outcome.class, outcome.reason ?? '', steps, outcome.duplicateOf ?? ''];
  });
  return toCsv([['donthuid', 'class', 'reason', 'steps', 'duplicate_of'], ...lines]);
}

export function expectedChanges(packDir: string): string {
  const rows = insertedRows(textOf(packDir, 'data.sql'));
  const changes = textOf(packDir, 'changes.sql');
  const lines = readCsv(textOf(packDir, 'expected-changes.csv')).map((event) => {
    const id = event['donthuid'] ?? '';
    const isGone = event['op']?.startsWith('hard delete') === true;
    const isSeen = !isGone && event['seen_by_content_hash']?.startsWith('yes') === true;
    const byWatermark = event['seen_by_create_at'] === 'yes';
    const { class: cls, reason = '' } = isSeen ? afterChange(changes, id, rows) : { class: 'confirmed' };
    const yes = (holds: boolean): string => (holds ? 'yes' : 'no');
    return [event['op'], id, yes(byWatermark), yes(isSeen), yes(isGone), id === '*' ? '' : cls, reason];
  });
  const header = ['op', 'donthuid', 'seen_by_watermark', 'seen_by_rescan', 'gone', 'class', 'reason'];
  return toCsv([header, ...lines]);
}

/** A decision without a handled petition is no order of things; one more confirmed petitioner needs a person's word. */
function afterChange(changes: string, id: string, rows: Tables): Outcome {
  const isAbout = (statement: string): boolean =>
    changes.split('\n').some((line) => line.startsWith(statement) && new RegExp(`\\b${id}\\b`).test(line));
  if (isAbout('INSERT INTO nguoidaidien')) return { class: 'held', reason: 'CORRECTION_NEEDS_DECISION' };
  if (isAbout('UPDATE ketquagiaiquyet') && !stepsOf(rows.get(id) ?? {}).includes('CapNhatKQXuLy'))
    return { class: 'quarantined', reason: 'ILLEGAL_JUMP' };
  return { class: 'confirmed' };
}

interface Outcome {
  readonly class: string;
  readonly reason?: string;
  readonly duplicateOf?: string;
}

/** Our class and reason for each quarantine of the pack's reference policy. */
const QUARANTINED: Readonly<Record<string, (detail: string, row: Row) => Outcome>> = {
  // The copies have step rows of their own; some were handled before they were received.
  DUPLICATE_OF: (detail, row) =>
    isImpossible(row)
      ? { class: 'quarantined', reason: 'DATE_ORDER' }
      : { class: 'held', reason: 'EXACT_DUPLICATE', duplicateOf: detail },
  BEFORE_2018: (_detail, row) =>
    CLOSED.has(row['donthu.trangthaixuly'] ?? '')
      ? { class: 'outOfScope', reason: 'BEFORE_START_CLOSED' }
      : { class: 'quarantined', reason: 'BEFORE_START_OPEN' },
  FUTURE_DATE: () => ({ class: 'quarantined', reason: 'DATE_ORDER' }),
  MISSING_REQUIRED: (detail) =>
    detail === 'case_type'
      ? { class: 'waiting', reason: 'NOT_CLASSIFIED' }
      : { class: 'quarantined', reason: 'MISSING_MANDATORY' },
  BAD_DATE: () => ({ class: 'quarantined', reason: 'BAD_DATE' }),
  // A subject is translated by the crosswalk, a type by the value map of the source file.
  UNKNOWN_CODE: (detail) => ({
    class: 'quarantined',
    reason: detail.startsWith('linhvuc') ? 'UNKNOWN_CODE' : 'UNKNOWN_VALUE',
  }),
  AMBIGUOUS_TYPE: () => ({ class: 'quarantined', reason: 'AMBIGUOUS_VALUE' }),
  TRUNCATED_VALUE: () => ({ class: 'quarantined', reason: 'TEXT_TRUNCATED' }),
  TEXT_LOST: () => ({ class: 'quarantined', reason: 'TEXT_LOST' }),
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
  const needsMore = (method: string): readonly string[] =>
    method === 'CapNhatKQXuLy' && row['phanloaidonthu.huonggiaiquyet'] === TRANSFER.direction
      ? [TRANSFER.needs]
      : [];
  const end = STEPS.findIndex(([method, needs]) =>
    [...needs, ...needsMore(method)].some((column) => !isReal(row[column])),
  );
  return STEPS.slice(0, end < 0 ? STEPS.length : end).map(([method]) => method);
}

/** Handled, or settled, on a day before the petition came. Dates are ISO texts. */
function isImpossible(row: Row): boolean {
  const received = row['donthu.ngaynhan'] ?? '';
  const handled = isReal(row['phanloaidonthu.huonggiaiquyet'])
    ? row['theodoidonthu.ngayquyetdinhxuly']
    : undefined;
  return [handled, row['ketquagiaiquyet.ngayquyetdinh']].some((day) => isReal(day) && (day ?? '') < received);
}

/** A row of a step table always exists; its step happened only when its date is one. */
function isReal(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '' && value !== '0' && !value.startsWith('0000-00-00');
}

/** The one-to-one tables of a petition as one row by its id, columns as `table.column`. */
function insertedRows(sql: string): Tables {
  const rows = new Map<string, Row>();
  for (const [, table = '', names = '', values = ''] of sql.matchAll(
    /^INSERT INTO (donthu|phanloaidonthu|theodoidonthu|ketquagiaiquyet) \(([^)]*)\) VALUES \((.*)\);$/gm,
  )) {
    const fields = [...values.matchAll(/'((?:[^'\\]|''|\\.)*)'|([^,]+)/g)].map(([, text, bare = '']) =>
      text === undefined ? bare : unescaped(text),
    );
    const columns = names.split(',');
    const row = Object.fromEntries(columns.map((name, index) => [`${table}.${name}`, fields[index] ?? '']));
    const id = row[`${table}.donthuid`] ?? '';
    rows.set(id, { ...rows.get(id), ...row });
  }
  return rows;
}

function unescaped(text: string): string {
  const meanings: Readonly<Record<string, string>> = { n: '\n', r: '\r' };
  return text
    .replaceAll("''", "'")
    .replace(/\\(.)/g, (_escape, letter: string) => meanings[letter] ?? letter);
}

function textOf(packDir: string, file: string): string {
  return readFileSync(join(packDir, file), 'utf8');
}

if (require.main === module) {
  const packDir = join(process.argv[2] ?? '../shared', 'local-systems', 'tiepdan-mariadb');
  writeFileSync(join(__dirname, 'expected-delivery.csv'), expectedDelivery(packDir));
  writeFileSync(join(__dirname, 'expected-changes-delivery.csv'), expectedChanges(packDir));
}
