import { encodeRawRecord, referenceOf, sha256 } from '@kntc/domain';
import type { BareReception, JudgedRecord } from '@kntc/domain';
import { AGENCY, PETITIONER, sealed } from './a-case';
import { SOURCE } from './a-code-book';
import { aRawRecord } from './a-draft';
import { JUDGED_WITH } from './a-judged-record';
import { RECEIVED } from './dates';

/** What only a visit is told, as `judge-reception.spec.ts` tries. */
export const VISIT_REASONS = ['RECEPTION_WITHOUT_PETITION', 'CASE_WITHOUT_PETITION'] as const;

/** A visit about a complaint that no petition came of. */
export function aReception(changes: Partial<BareReception> = {}): BareReception {
  return {
    receivingAgencyCode: AGENCY,
    kind: 'KN',
    visit: { date: RECEIVED, periodic: false, delegated: false },
    visitors: {
      type: 'individual',
      headCount: 1,
      representativeCount: 1,
      anonymous: false,
      impersonated: false,
      identity: sealed({ people: [PETITIONER] }),
    },
    isRepeat: false,
    words: sealed({ content: 'Hỏi về thủ tục cấp giấy.', result: 'Đã giải thích.' }),
    ...changes,
  };
}

/** The record of such a visit, judged. */
export function aVisit(
  localKey: string,
  {
    reception = {},
    ...words
  }: Partial<Omit<JudgedRecord, 'reception'>> & { readonly reception?: Partial<BareReception> } = {},
): JudgedRecord {
  const raw = aRawRecord(localKey);
  const agencyId = 'thanh-tra-tinh';
  return {
    raw,
    encoded: encodeRawRecord(raw),
    contentDigest: sha256(encodeRawRecord(raw)),
    judgedWith: JUDGED_WITH,
    class: 'noChannel',
    reasons: [{ code: 'RECEPTION_WITHOUT_PETITION', field: '' }],
    warnings: [],
    repairs: [],
    people: 1,
    isVisit: true,
    ownerId: agencyId,
    ...words,
    reception: {
      reception: aReception(reception),
      agencyId,
      reference: referenceOf({ prefix: 'BDI', province: 'H507', sourceId: SOURCE, localKey, agencyId }),
    },
  };
}
