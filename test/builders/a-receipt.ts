import type { Receipt } from '@kntc/domain';

/** The receipt of an answered first step; the index makes it another record, agency and time. */
export function aReceipt(index: number, changes: Partial<Receipt> = {}): Receipt {
  return {
    reference: `HT-${String(index).padStart(13, '0')}`,
    agencyId: `H507.0${index % 3}`,
    step: 'case',
    ordinal: 1,
    attemptNo: 1,
    nationalId: `QG-${index}`,
    resultId: `QG-${index}`,
    bodySha256: String(index % 10).repeat(64),
    caseVersion: 1,
    mappingVersion: 'mapping-1',
    sentAt: new Date(Date.UTC(2026, 9, 1, 3, 0, index)).toISOString(),
    confirmedAt: new Date(Date.UTC(2026, 9, 1, 3, 0, index + 1)).toISOString(),
    acknowledged: 'answered',
    actedBy: 'gateway',
    backfilled: false,
    ...changes,
  };
}
