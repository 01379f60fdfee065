import { CHAIN_START, type ChainHead, type Checkpoint, dayOf } from '@kntc/domain';

/** What part of the chain an evidence package shows. */
export interface EvidenceSpan {
  /** Behind it the package begins: the start of the chain or a checkpoint from before the period. */
  readonly start: ChainHead;
  /** A checkpoint from after the period, or the newest one. */
  readonly end: ChainHead;
  /** Every checkpoint of every day that the span touches: what was stamped of a day is the whole day. */
  readonly checkpoints: readonly Checkpoint[];
}

/**
 * From before the first to after the last moment of the month, so that nothing of it lies outside: a receipt is chained
 * after its step was confirmed. What was chained late – after an outage – still lies before the end.
 * @param lastSeq number of the last receipt of the agency in the period; 0 = there is none
 * @returns `undefined` when nothing was signed yet
 */
export function evidenceSpan(
  checkpoints: readonly Checkpoint[],
  period: string,
  lastSeq: number,
): EvidenceSpan | undefined {
  const newest = checkpoints.at(-1);
  if (newest === undefined) return undefined;
  const start = checkpoints.findLast(({ at }) => dayOf(at).slice(0, 7) < period);
  const end = checkpoints.find(({ at, seq }) => dayOf(at).slice(0, 7) > period && seq >= lastSeq) ?? newest;
  const from = start ?? checkpoints[0] ?? newest;
  const shown = checkpoints.filter(({ at }) => dayOf(at) >= dayOf(from.at) && dayOf(at) <= dayOf(end.at));
  return { start: headOf(start) ?? CHAIN_START, end: headOf(end) ?? CHAIN_START, checkpoints: shown };
}

function headOf(checkpoint: Checkpoint | undefined): ChainHead | undefined {
  return checkpoint && { seq: checkpoint.seq, hash: checkpoint.hash };
}
