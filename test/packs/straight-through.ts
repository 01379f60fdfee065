import type { Client } from 'pg';

/** One cause for which rows stand still. */
export interface Cause {
  readonly class: string;
  readonly code: string;
  /** Field or local code that one entry of a map or one bulk decision settles for all its rows. */
  readonly detail: string;
  readonly rows: number;
}

export interface Rates {
  readonly rows: number;
  /** Confirmed nationally or exempt, without anybody's help. */
  readonly through: number;
  readonly causes: readonly Cause[];
  /** What most rows need, largest effect first. */
  readonly decisions: readonly string[];
  /** Rows through when these decisions are taken. Counted, not walked. */
  readonly throughAfter: number;
}

const MOST_DECISIONS = 20;
/** One entry in a crosswalk or value map, or one bulk include or exclude, settles every row of the cause. */
const SETTLED_TOGETHER = new Set(['UNKNOWN_CODE', 'UNKNOWN_VALUE', 'BEFORE_START_OPEN']);
/** Rightly standing still: the twin went through. No decision sends it. */
const RIGHTLY_HELD = new Set(['EXACT_DUPLICATE']);

/** How far the rows of a pack came on the first run, and how far twenty decisions of people bring them. */
export async function ratesOf(own: Client): Promise<Rates> {
  const { rows: causes } = await own.query<Cause>(
    `select class, coalesce(hold_code, reasons -> 0 ->> 'code', '') as code,
       coalesce(reasons -> 0 ->> 'localCode', reasons -> 0 ->> 'field', '') as detail, count(*)::int as rows
     from record_standing group by 1, 2, 3 order by 4 desc`,
  );
  const isThrough = (cause: Cause): boolean => cause.class === 'confirmed' || cause.class === 'outOfScope';
  const sum = (some: readonly Cause[]): number => some.reduce((total, { rows }) => total + rows, 0);
  const through = sum(causes.filter(isThrough));
  const open = causes.filter((cause) => !isThrough(cause) && !RIGHTLY_HELD.has(cause.code));
  const decisions = open.flatMap(decisionsFor).toSorted((one, other) => other.rows - one.rows);
  const taken = decisions.slice(0, MOST_DECISIONS);
  return {
    rows: sum(causes),
    through,
    causes,
    decisions: taken.map(({ text, rows }) => `${text} (${rows})`),
    throughAfter: through + taken.reduce((total, { rows }) => total + rows, 0),
  };
}

function decisionsFor({
  code,
  detail,
  rows,
}: Cause): readonly { readonly text: string; readonly rows: number }[] {
  if (SETTLED_TOGETHER.has(code)) return [{ text: `one decision for ${code} ${detail}`, rows }];
  return Array.from({ length: rows }, () => ({
    text: `a row mended at the source: ${code} ${detail}`,
    rows: 1,
  }));
}

export function ratesText(pack: string, { rows, through, causes, decisions, throughAfter }: Rates): string {
  const share = (part: number): string => `${((100 * part) / rows).toFixed(1)} %`;
  return [
    `${pack}: ${rows} rows, through on the first run ${share(through)}`,
    ...causes.map((cause) => `  ${cause.rows}  ${cause.class} ${cause.code} ${cause.detail}`.trimEnd()),
    `  after ${decisions.length} decisions ${share(throughAfter)} (counted, not walked):`,
    ...decisions.map((decision) => `    ${decision}`),
    '',
  ].join('\n');
}
