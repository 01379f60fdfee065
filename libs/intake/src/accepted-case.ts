import { canonicalJson, denouncedDigests, isBackfill, laneOf, referenceOf, urgentDays } from '@kntc/domain';
import type { AcceptedCase, IdentityPolicy, KeyedDigest, LateDays, PartialDate } from '@kntc/domain';
import { fingerprintOf } from './fingerprint';
import type { IntakeRules } from './intake-ports';

interface Place {
  readonly sourceId: string;
  readonly localKey: string;
  readonly rules: IntakeRules;
  readonly keyedDigest: KeyedDigest;
  readonly policyInForce: IdentityPolicy | undefined;
  readonly late: LateDays;
  /** In Vietnam. */
  readonly today: PartialDate;
}

/** What an accepted judgement becomes: the case with its reference, lane and digests. Pure. */
export function acceptedCase(
  { case: kase, agencyId, claim }: Pick<AcceptedCase, 'case' | 'agencyId' | 'claim'>,
  { sourceId, localKey, rules, keyedDigest, policyInForce, late, today }: Place,
): AcceptedCase {
  const identityPolicy = kase.kind === 'TC' ? policyInForce : undefined;
  const reference = referenceOf({
    prefix: rules.referencePrefix,
    province: rules.provinceId,
    sourceId,
    localKey,
    agencyId,
  });
  return {
    case: kase,
    kind: kase.kind,
    agencyId,
    digest: keyedDigest.digest(canonicalJson({ case: kase, identityPolicy, claim })),
    fingerprint: fingerprintOf(kase, agencyId, { keyed: keyedDigest, alone: `${sourceId}/${localKey}` }),
    reference,
    lane: laneOf(reference),
    identityPolicy,
    claim,
    isBackfill: isBackfill(kase.petition.receivedDate, today),
    // A decision nobody took yet is nothing to send: it makes what else is due no more urgent.
    urgent: urgentDays(kase.rounds.length === 0 ? { ...late, resolution: undefined } : late, today),
    denounced: kase.kind === 'TC' ? denouncedDigests(kase, keyedDigest) : undefined,
  };
}
