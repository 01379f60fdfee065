import { dateInVietnam } from '@kntc/domain';
import type { JudgedRecord, Source } from '@kntc/domain';
import { acceptedCase } from './accepted-case';
import type { IntakePorts, IntakeRules } from './intake-ports';
import { judge } from './judge';
import { mappedWithOverlays } from './mapped-with-overlays';
import { ownerOf } from './owner-of';
import type { Candidate } from './page';
import { toldOf } from './record-deadlines';
import { receptionOf } from './judge-reception';

export interface Judging {
  readonly ports: Pick<IntakePorts, 'codeBook' | 'identityPolicy' | 'keyedDigest' | 'clock'>;
  readonly rules: IntakeRules;
  /** Fingerprint of everything the judgement depends on besides the record. */
  readonly judgedWith: string;
}

/** Maps one record, with what people completed, and judges it: what is stored of it. Reads nothing, stores nothing. */
export function judgeRecord(
  source: Source,
  candidate: Candidate,
  { ports, rules, judgedWith }: Judging,
): JudgedRecord {
  const { codeBook, identityPolicy, keyedDigest, clock } = ports;
  const today = dateInVietnam(clock.now());
  const mapped = mappedWithOverlays(source, candidate, identityPolicy());
  const judgement = judge(mapped, {
    source: source.info,
    codeBook: codeBook(),
    keyedDigest,
    identityPolicy: identityPolicy(),
    releasePoint: rules.releasePoint,
    today,
    decision: candidate.known?.decision,
    isCase: candidate.known?.caseId !== undefined,
    agreements: candidate.known?.agreements,
  });
  const told = toldOf(mapped.draft, judgement, { deadlines: rules.deadlines, today });
  return {
    raw: candidate.raw,
    encoded: candidate.encoded,
    contentDigest: candidate.contentDigest,
    judgedWith,
    class: judgement.class,
    reasons: judgement.class === 'accepted' ? [] : judgement.reasons,
    warnings: judgement.warnings,
    repairs: mapped.repairs,
    known: candidate.known,
    ...told,
    reception: receptionOf(judgement, { sourceId: source.info.id, localKey: candidate.raw.localKey, rules }),
    ownerId: ownerOf(judgement.class, mapped.draft, { codeBook: codeBook(), sourceId: source.info.id }),
    accepted:
      judgement.class === 'accepted'
        ? acceptedCase(judgement, {
            sourceId: source.info.id,
            localKey: candidate.raw.localKey,
            rules,
            keyedDigest,
            policyInForce: identityPolicy(),
            today,
            late: told.deadlines?.late ?? {},
          })
        : undefined,
  };
}
