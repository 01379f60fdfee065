import type { RecordIssue } from '@kntc/domain';
import type { TrueRow } from './make-packs';
import { isHeldCopy, isThrough, type Standing } from './standings';

/** One thing a person decides or does once. */
export type Decision = { readonly text: string; readonly rows: readonly TrueRow[] } & (
  | { readonly way: 'decide'; readonly argv: readonly string[] }
  | { readonly way: 'closed-value'; readonly source: string }
  | {
      readonly way: 'crosswalk';
      readonly source: string;
      readonly list: number;
      readonly from: string;
      readonly to: string;
    }
  | { readonly way: 'mend' }
);

const MOST_DECISIONS = 20;
const NO_PETITION = new Set(['content', 'petitioners[0].fullName']);

/**
 * What people do first, largest effect first. Only rows that the one decision frees are counted with it. A code gets a
 * crosswalk row only when all its rows really mean the same; what stands in a row wrongly is mended row by row, never
 * guessed by a rule (a year with swapped digits).
 */
export function decisionsFor(standings: readonly Standing[], codeOf: CodeOf): readonly Decision[] {
  const groups = new Map<string, Standing[]>();
  for (const standing of standings.filter((one) => !isThrough(one) && !isHeldCopy(one)))
    groups.set(causeOf(standing), [...(groups.get(causeOf(standing)) ?? []), standing]);
  return [...groups.values()]
    .flatMap((group) => decisionsOf(group, codeOf))
    .toSorted((one, other) => other.rows.length - one.rows.length)
    .slice(0, MOST_DECISIONS);
}

function causeOf({ reasons, row }: Standing): string {
  const [first] = reasons;
  if (reasons.length !== 1 || first === undefined) return `${row.file} ${row.row}`;
  return `${first.code} ${first.code === 'UNKNOWN_VALUE' || first.code === 'UNKNOWN_CODE' ? row.file : ''} ${first.field} ${first.localCode ?? ''}`;
}

type CodeOf = (row: TrueRow) => string | undefined;

function decisionsOf(group: readonly Standing[], codeOf: CodeOf): readonly Decision[] {
  const rows = group.map(({ row }) => row);
  const [reason, ...others] = group[0]?.reasons ?? [];
  const together =
    reason === undefined || others.length > 0
      ? undefined
      : (byCommand(reason, rows) ?? byConfiguration(reason, rows, codeOf));
  return together === undefined ? rows.flatMap(mended) : [together];
}

function byCommand({ code, field }: RecordIssue, rows: readonly TrueRow[]): Decision | undefined {
  if (code === 'BEFORE_START_OPEN')
    return { way: 'decide', text: `exclude ${code}`, argv: ['--cause', code, '--exclude'], rows };
  if (code !== 'MISSING_MANDATORY' || !NO_PETITION.has(field)) return undefined;
  const argv = ['--cause', code, '--field', field, '--exclude'];
  return { way: 'decide', text: `exclude ${code} ${field}: no petition`, argv, rows };
}

function byConfiguration(
  { code, field, list, localCode: from }: RecordIssue,
  rows: readonly TrueRow[],
  codeOf: CodeOf,
): Decision | undefined {
  const source = rows[0]?.file ?? '';
  if (code === 'UNKNOWN_VALUE' && field === 'closed')
    return { way: 'closed-value', text: `a value of "closed" in ${source}`, source, rows };
  const [to, ...others] = new Set(rows.map(codeOf));
  if (code !== 'UNKNOWN_CODE' || to === undefined || others.length > 0) return undefined;
  if (list === undefined || from === undefined) return undefined;
  return { way: 'crosswalk', text: `crosswalk ${source}: ${from} → ${to}`, source, list, from, to, rows };
}

/** Of copies and of cells with many people the generator keeps no truth that could be typed over them. */
const WITHOUT_TRUTH = new Set(['duplicate', 'many_petitioners']);

function mended(row: TrueRow): readonly Decision[] {
  if (WITHOUT_TRUTH.has(row.dirt)) return [];
  return [{ way: 'mend', text: `mended at the source: ${row.dirt}`, rows: [row] }];
}
