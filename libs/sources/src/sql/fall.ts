import type { SqlSourceDefinition } from '../definition/source-definition';
import { goOnInDoubt, startOver, type Cursor } from './cursor';
import type { Ceiling, SqlDialect, SqlSession, TypeInfo } from './dialect';

/** Where the highest watermarks of a source are compared: only its database knows which of two texts is higher. */
export interface FallRuler {
  readonly dialect: SqlDialect;
  readonly session: SqlSession;
  readonly record: Pick<SqlSourceDefinition['record'], 'overlapMs'>;
  readonly type: TypeInfo;
}

/** `far`: by more than the overlap, so that what is written from now on would lie below the start of every window. */
export type Fall = 'no' | 'little' | 'far';

/**
 * A page of a cycle in the light of how high the source stands now: where that is lower than what was read, it was restored from
 * a backup, its clock was set back, or its newest row is gone. Asked before every page, in the page's own snapshot: a source
 * that is put back between two pages of a long pass would show old rows as new ones.
 */
export async function mindingFall(
  ruler: FallRuler,
  { begun, isNew, ceiling, nowMs }: CycleBegun,
): Promise<Cursor> {
  const fall = await fallBetween(ruler, begun.top ?? begun.high, ceiling.at);
  const minded = { ...begun, top: ceiling.isEmpty ? begun.top : ceiling.at };
  if (fall === 'far') return startOver(minded, ceiling.at, nowMs);
  const hasFallen = fall === 'little';
  if (!isNew) return hasFallen ? goOnInDoubt(minded, ceiling.at) : minded;
  return begun.phase === 'window'
    ? windowUpTo(ruler, { minded, ceiling, hasFallen })
    : { ...minded, wentBack: hasFallen || begun.owesDoubt, owesDoubt: undefined };
}

interface WindowBegun {
  readonly minded: Cursor;
  readonly ceiling: Ceiling;
  readonly hasFallen: boolean;
}

/** As far back as the next windows will reach: what comes into them now is read in doubt, not later without. */
async function windowUpTo(ruler: FallRuler, { minded, ceiling, hasFallen }: WindowBegun): Promise<Cursor> {
  const { start, owesDoubt, owesWindow } = minded;
  const isInDoubt = hasFallen || owesWindow !== undefined || undefined;
  const from = hasFallen ? ceiling.at : start;
  return {
    ...minded,
    start: owesWindow === undefined ? from : await lower(ruler, from, owesWindow),
    ceiling: ceiling.at,
    wentBack: isInDoubt,
    owesDoubt: hasFallen || owesDoubt,
    owesWindow: undefined,
  };
}

export interface CycleBegun {
  readonly begun: Cursor;
  /** The cycle begins with this page. */
  readonly isNew: boolean;
  readonly ceiling: Ceiling;
  readonly nowMs: number;
}

async function lower(ruler: FallRuler, one: string | undefined, other: string): Promise<string | undefined> {
  return (await fallBetween(ruler, one, other)) === 'no' ? one : other;
}

/** How far it is from what was read down to what stands there now. */
export async function fallBetween(
  { dialect, session, record, type }: FallRuler,
  high: string | undefined,
  now: string | undefined,
): Promise<Fall> {
  if (high === undefined || now === undefined) return 'no';
  const [present, read] = [dialect.param(1, type), dialect.param(2, type)];
  const lowest = dialect.back(2, type, record.overlapMs);
  const sql = `select case when ${present} < ${lowest} then 2 when ${present} < ${read} then 1 else 0 end`;
  const { rows } = await session.query(sql, [now, high], 'record.watermark');
  const depth = Number(rows[0]?.[0]);
  return depth === 2 ? 'far' : depth === 1 ? 'little' : 'no';
}
