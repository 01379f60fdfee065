import { sha256 } from '@kntc/domain';
import type { SqlSourceDefinition } from '../definition/source-definition';

/** Place in the ordering of a phase. `watermark` is unused where rows are in key order. */
export interface Place {
  readonly watermark?: string | undefined;
  readonly key: string;
}

/** Which rows stood at or behind the start of a cycle, or had no watermark. Times in wall-clock milliseconds. */
export interface Listing {
  readonly digest: string;
  /** When exactly these rows were listed for the first time. */
  readonly sinceMs: number;
  /** When they were listed before the last cycle that read them. */
  readonly untilMs: number;
}

/**
 * How far reading has come.
 *
 * A cycle reads in phases and each phase ends: `window` = watermark between `start` and `ceiling`, in (watermark,
 * key) order; then `rest` = watermark empty or beyond the ceiling, in key order. `full` = everything in key order.
 * The ceiling is the highest watermark of the past when the cycle began: rows that change while the cycle runs move
 * beyond it and cannot be chased for ever, and a watermark in the future cannot push the next start there.
 */
export interface Cursor {
  /** Digest of what the places below mean; another one starts from the beginning. */
  readonly shape: string;
  /** `done`: the cycle ended, the next call begins a new one. */
  readonly phase: 'window' | 'rest' | 'full' | 'done';
  /** Lower bound of this cycle before the overlap is taken off; missing = from the beginning. */
  readonly start?: string | undefined;
  readonly ceiling?: string | undefined;
  readonly after?: Place | undefined;
  /** Highest watermark a window has passed. */
  readonly high?: string | undefined;
  /** Wall-clock milliseconds when the last pass over everything began. */
  readonly fullAt?: number | undefined;
  /** Taken before this cycle began to read. */
  readonly listing?: Listing | undefined;
  /** Listing of the last cycle that ended: everything in it was read. */
  readonly read?: Listing | undefined;
  /** The last look at rows without a watermark, or with one in the future, found some. */
  readonly restless?: boolean | undefined;
  /** Highest watermark of a row that any look has seen since the source last went back in time. */
  readonly top?: string | undefined;
  /** The source's highest watermark fell when this cycle began, or while it ran. */
  readonly wentBack?: true | undefined;
  /**
   * It fell by so little that only the window was read: rows below it may show what they were before, and the next pass over
   * everything finds them. What that pass finds changed is doubtful.
   */
  readonly owesDoubt?: true | undefined;
  /**
   * It fell to here while a cycle ran: what that cycle had passed before may show what it was before, and the next window finds
   * it, in doubt.
   */
  readonly owesWindow?: string | undefined;
}

/** Changes whenever stored places would lie: other query, other key, other watermark, other children, another digest. */
export function cursorShape({ record, children, timeZone }: SqlSourceDefinition): string {
  const { query, key, watermark, digest } = record;
  const queries = children.map((child) => [child.name, child.query, child.parent, child.orderBy]);
  // A digest that is new or another one: everything is read once, so that it is noted of every record.
  const digests = digest === undefined ? [] : [digest];
  return sha256(JSON.stringify([query, key, watermark, timeZone, queries, ...digests])).slice(0, 16);
}

export function writeCursor(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

/** A cursor that is missing, unreadable or of another shape reads from the beginning: safe, only slower. */
export function readCursor(text: string | undefined, shape: string): Cursor {
  const begin: Cursor = { shape, phase: 'done' };
  if (text === undefined) return begin;
  try {
    const cursor = JSON.parse(text) as Cursor | null;
    return cursor?.shape === shape ? cursor : begin;
  } catch {
    return begin;
  }
}

export interface CyclePlan {
  readonly hasWatermark: boolean;
  readonly rescanMs?: number | undefined;
  readonly nowMs: number;
}

/** First cursor of a new cycle: a pass over everything when there is no watermark or a rescan is due. */
export function beginCycle(cursor: Cursor, plan: CyclePlan): Cursor {
  const { shape, high, top, fullAt, listing, read, restless, owesDoubt, owesWindow } = cursor;
  if (!plan.hasWatermark) return { shape, phase: 'full', fullAt: plan.nowMs };
  // The first cycle reads everything anyway, in watermark order.
  if (high === undefined) return { shape, phase: 'window', fullAt: plan.nowMs, top };
  const before = { shape, high, top, listing, read, restless, owesDoubt, owesWindow };
  return rescanIsDue(cursor, plan)
    ? { ...before, phase: 'full', fullAt: plan.nowMs }
    : { ...before, phase: 'window', start: high, fullAt };
}

/** The source went back in time: everything is read, and what comes next is news above its present height. */
export function startOver(cursor: Cursor, high: string | undefined, nowMs: number): Cursor {
  return {
    ...cursor,
    phase: 'full',
    start: undefined,
    after: undefined,
    high,
    fullAt: nowMs,
    wentBack: true,
    owesDoubt: undefined,
    owesWindow: undefined,
  };
}

/**
 * The source went back by little while a cycle runs: the rest of it is read in doubt, and so are the next window and the next
 * pass over everything, for what the cycle had passed already. The cycle itself goes on: a source whose newest row comes and
 * goes would never be read to its end.
 */
export function goOnInDoubt(cursor: Cursor, fallenTo: string | undefined): Cursor {
  return { ...cursor, wentBack: true, owesDoubt: true, owesWindow: fallenTo };
}

/**
 * Whether a new cycle would read nothing but what was read before: the same rows are listed, none of them may change
 * without a word, and a cycle has read them after the overlap was over, when a change could no longer come in under an
 * old time (a late commit, or a second change within one tick of the source's clock).
 */
export function isQuiet(cursor: Cursor, listing: Listing, plan: CyclePlan & { overlapMs: number }): boolean {
  const { read, restless } = cursor;
  if (read === undefined || restless !== false || rescanIsDue(cursor, plan)) return false;
  return read.digest === listing.digest && read.untilMs - read.sinceMs > plan.overlapMs;
}

/** Whether everything has to be read again, by the time it was read last. */
export function rescanIsDue(
  { fullAt }: Cursor,
  { rescanMs, nowMs }: Pick<CyclePlan, 'rescanMs' | 'nowMs'>,
): boolean {
  return rescanMs !== undefined && isDue(fullAt, rescanMs, nowMs);
}

/** A clock that was set back must not postpone the pass for days. */
function isDue(fullAt: number | undefined, rescanMs: number, nowMs: number): boolean {
  return fullAt === undefined || nowMs < fullAt || nowMs - fullAt >= rescanMs;
}

/** The cursor after a page. `places` is empty when the phase had nothing more. */
export function afterPage(cursor: Cursor, places: readonly Place[], phaseEnded: boolean): Cursor {
  const last = places.at(-1);
  const high = cursor.phase === 'window' ? (last?.watermark ?? cursor.high) : cursor.high;
  const restless = cursor.phase === 'rest' && last !== undefined ? true : cursor.restless;
  if (!phaseEnded) return { ...cursor, high, restless, after: last ?? cursor.after };
  if (cursor.phase === 'window') return { ...cursor, high, phase: 'rest', restless: false, after: undefined };
  return {
    shape: cursor.shape,
    phase: 'done',
    high,
    fullAt: cursor.fullAt,
    restless,
    read: readListing(cursor),
    top: cursor.top,
    owesDoubt: cursor.owesDoubt,
    owesWindow: cursor.owesWindow,
  };
}

/** A listing that did not change keeps the time since which it is the same. */
function readListing({ listing, read }: Cursor): Listing | undefined {
  const isSame = listing !== undefined && listing.digest === read?.digest;
  return isSame ? { ...read, untilMs: listing.untilMs } : listing;
}
