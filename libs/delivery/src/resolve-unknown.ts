import { provesNothing, settleMs } from '@kntc/domain';
import type { DueRecord, LookUpOutcome, NationalCapabilities, ReasonCode, TimeBounds } from '@kntc/domain';

/** What becomes of an attempt whose outcome is not known. */
export type Resolution =
  /** The far side has it: confirm with this id and go on. */
  | { readonly kind: 'adopt'; readonly caseId: string }
  /** Proven absent, or safe to repeat: go on sending. */
  | { readonly kind: 'send-again' }
  /** Look again later. */
  | { readonly kind: 'wait'; readonly delayMs: number; readonly negativeLookUps: number }
  | { readonly kind: 'hold'; readonly code: ReasonCode; readonly detail: string };

/** Two look-ups after the settle time, at least one index lag apart, prove absence. */
const NEGATIVES_NEEDED = 2;
const SHORTEST_WAIT_MS = 500;
const FAILED_LOOKUP_WAIT_MS = 5_000;

/** Whether the open attempt created the national record; only then can a look-up by reference tell its outcome. */
export function isOpenCreate(record: DueRecord): boolean {
  return record.openAttempt?.key.kind === 'case' && record.nationalId === undefined;
}

/**
 * The settle rule for a create (`guarantees.md` §2.2): found is adopted; absent counts only after the longest
 * possible request and index lag have passed, twice; and even then only a profile whose look-up is proven may
 * create again. Everything else is a person's decision.
 */
export function resolveCreate(
  record: DueRecord,
  look: LookUpOutcome,
  capabilities: NationalCapabilities,
  bounds: TimeBounds,
): Resolution {
  if (look.kind === 'found') return { kind: 'adopt', caseId: look.caseId };
  if (look.kind === 'several')
    return { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: `lookup-several:${look.count}` };
  if (look.kind === 'failed' && provesNothing(look)) {
    return { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: `lookup-${look.reason}` };
  }
  if (look.kind === 'failed')
    return { kind: 'wait', delayMs: FAILED_LOOKUP_WAIT_MS, negativeLookUps: record.negativeLookUps };
  const remaining = settleMs(bounds) - (record.unknownForMs ?? 0);
  if (remaining > 0) {
    return {
      kind: 'wait',
      delayMs: Math.max(SHORTEST_WAIT_MS, Math.min(remaining, bounds.indexLagMs * 2)),
      negativeLookUps: 0,
    };
  }
  const negatives = record.negativeLookUps + 1;
  if (negatives < NEGATIVES_NEEDED) {
    return {
      kind: 'wait',
      delayMs: Math.max(SHORTEST_WAIT_MS, bounds.indexLagMs),
      negativeLookUps: negatives,
    };
  }
  if (record.openAttempt?.reason === 'answer-unverified')
    return { kind: 'hold', code: 'WRONG_ANSWER', detail: 'answered-id-not-found' };
  return capabilities.lookupByReference === 'proven'
    ? { kind: 'send-again' }
    : { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: 'lookup-not-proven' };
}

/** So many settle times a doubt may last before a person is asked. */
const DOUBTED_FOR_SETTLE_TIMES = 10;
const DOUBTED = { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: 'lookup-finds-nothing-of-ours' } as const;

/**
 * Creates were acknowledged and none was found so far: absence counts for nothing yet. It rests until one is found or
 * the doubt has lasted, then a person looks.
 */
export function doubted(
  { negativeLookUps }: Pick<DueRecord, 'negativeLookUps'>,
  doubtedForMs: number,
  bounds: TimeBounds,
): Resolution {
  if (doubtedForMs > DOUBTED_FOR_SETTLE_TIMES * settleMs(bounds)) return DOUBTED;
  return { kind: 'wait', delayMs: FAILED_LOOKUP_WAIT_MS, negativeLookUps };
}

/**
 * What the look-up of a record says that stands there for certain: only a far side that finds it is believed that another
 * one is absent. A failed look-up says neither, and is tried again.
 */
export function controlled(
  look: LookUpOutcome,
  standingId: string,
  { negativeLookUps }: Pick<DueRecord, 'negativeLookUps'>,
): Resolution {
  if (look.kind === 'found' && look.caseId.toLowerCase() === standingId.toLowerCase())
    return { kind: 'send-again' };
  if (look.kind === 'failed' && !provesNothing(look))
    return { kind: 'wait', delayMs: FAILED_LOOKUP_WAIT_MS, negativeLookUps };
  return DOUBTED;
}

/**
 * Steps that cannot be looked up follow the repeat semantics of the profile. Even a replacing repeat waits until
 * the earlier request can no longer land after it.
 */
export function resolveRepeat(
  record: DueRecord,
  capabilities: NationalCapabilities,
  bounds: TimeBounds,
): Resolution {
  const kind = record.openAttempt?.key.kind;
  if (kind === undefined) return { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: 'attempt-not-recorded' };
  if (capabilities.repeat[kind] !== 'replace')
    return { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: `repeat-${capabilities.repeat[kind]}` };
  const remaining = bounds.requestMaxMs + bounds.marginMs - (record.unknownForMs ?? 0);
  if (remaining > 0)
    return { kind: 'wait', delayMs: Math.max(SHORTEST_WAIT_MS, remaining), negativeLookUps: 0 };
  return { kind: 'send-again' };
}

/** What a look-up before a first create says to do. */
export type BeforeCreate =
  | { readonly kind: 'create' }
  /** `isBlind`: nothing was seen, neither ours nor its absence; people may have looked instead. */
  | { readonly kind: 'hold'; readonly detail: string; readonly isBlind?: true }
  | { readonly kind: 'wait'; readonly delayMs: number };

/**
 * A record that is already there is not created again; whether what stands there may be overwritten is a person's
 * decision, and what cannot be seen clearly is not guessed.
 */
export function beforeCreate(look: LookUpOutcome): BeforeCreate {
  switch (look.kind) {
    case 'absent':
      return { kind: 'create' };
    case 'found':
      return { kind: 'hold', detail: `found-before-create:${look.caseId}` };
    case 'several':
      return { kind: 'hold', detail: `lookup-several:${look.count}` };
    case 'failed':
      return provesNothing(look)
        ? { kind: 'hold', detail: `lookup-${look.reason}`, isBlind: true }
        : { kind: 'wait', delayMs: look.pause === undefined ? FAILED_LOOKUP_WAIT_MS : 0 };
  }
}
