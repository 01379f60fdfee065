import { canonicalJson, encodeRawRecord, laneOf, referenceOf, sha256 } from '@kntc/domain';
import type { AcceptedCase, Case, IntakeBatch, JudgedRecord, KnownRecord } from '@kntc/domain';
import { fakeDigest } from '../fakes/fake-digest';
import { aCase } from './a-case';
import { aRawRecord } from './a-draft';
import { SOURCE } from './a-code-book';

export const JUDGED_WITH = 'judged-with-1';

export interface AcceptedWords extends Partial<Omit<JudgedRecord, 'accepted'>> {
  readonly sourceId?: string;
  readonly case?: Case;
  readonly accepted?: Partial<AcceptedCase>;
}

/** An accepted record of one key: a complaint just received. `known` comes from the store. */
export function anAccepted(localKey: string, words: AcceptedWords = {}): JudgedRecord {
  const { sourceId = SOURCE, case: kase = aCase({ registerNo: localKey }), accepted, ...rest } = words;
  const raw = rest.raw ?? aRawRecord(localKey, { registerNo: kase.petition.registerNo ?? null });
  const reference = referenceOf({
    prefix: 'BDI',
    province: 'H507',
    sourceId,
    localKey,
    agencyId: 'thanh-tra-tinh',
  });
  return {
    raw,
    encoded: encodeRawRecord(raw),
    contentDigest: sha256(encodeRawRecord(raw)),
    judgedWith: JUDGED_WITH,
    class: 'accepted',
    reasons: [],
    warnings: [],
    repairs: [],
    ...rest,
    accepted: {
      case: kase,
      kind: kase.kind,
      agencyId: 'thanh-tra-tinh',
      digest: fakeDigest.digest(canonicalJson(kase)),
      fingerprint: fakeDigest.digest(`fingerprint|${sourceId}|${localKey}`),
      reference,
      lane: laneOf(reference),
      ...accepted,
    },
  };
}

/** A record that goes no further for now. */
export function aStanding(
  localKey: string,
  recordClass: Exclude<JudgedRecord['class'], 'accepted'>,
  words: Partial<Omit<JudgedRecord, 'class' | 'accepted'>> = {},
): JudgedRecord {
  const raw = words.raw ?? aRawRecord(localKey);
  return {
    raw,
    encoded: encodeRawRecord(raw),
    contentDigest: sha256(encodeRawRecord(raw)),
    judgedWith: JUDGED_WITH,
    reasons: [{ code: 'MISSING_MANDATORY', field: 'content' }],
    warnings: [],
    repairs: [],
    ...words,
    class: recordClass,
  };
}

export function aBatch(
  records: readonly JudgedRecord[],
  changes: Partial<Omit<IntakeBatch, 'records'>> = {},
): IntakeBatch {
  return { sourceId: SOURCE, provinceId: 'H507', mappingVersion: 'mapping-1', records, ...changes };
}

/** The same record as the store knows it now. */
export function knownAs(record: JudgedRecord, known: KnownRecord | undefined): JudgedRecord {
  return { ...record, known };
}
