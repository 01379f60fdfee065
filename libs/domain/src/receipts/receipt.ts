import type { ChainHead } from '../audit/audit-chain';
import { dateInVietnam } from '../case/partial-date';
import { sha256 } from '../digest/sha256';
import type { StepKind } from '../ports/step-plan';

/** How it became known that the far side has a step. */
export type Acknowledgement =
  /** The far side answered the request. */
  | 'answered'
  /** The answer was lost; a look-up by our reference found it. */
  | 'adopted-by-lookup'
  /** It stood there before the gateway; the source names the id and a look-up found it. */
  | 'adopted-from-source'
  /** As before, the id named by people. */
  | 'adopted-by-person'
  /** People looked at the far side and recorded what they found. */
  | 'decided-by-person'
  /** People typed it on the national web; the hash of the bytes is that of the workbook which says so. */
  | 'entered-by-hand';

/**
 * What is kept of one confirmed step for good. Nothing personal: a stranger may read it. Whoever acted as a person stands
 * by name in the audit, never here.
 */
export interface Receipt {
  readonly reference: string;
  readonly agencyId: string;
  readonly step: StepKind;
  readonly ordinal: number;
  readonly attemptNo: number;
  /** Id of the record at the far side. `null`: not known when the receipt was made. */
  readonly nationalId: string | null;
  /** Id the far side gave this step; of the first step the id of the record. */
  readonly resultId: string;
  /** Of the exact bytes that were sent; of what was adopted no bytes are known (`ADOPTED_BODY`). */
  readonly bodySha256: string;
  readonly caseVersion: number;
  /** `null`: the attempt is no longer there (back-filled receipts only). */
  readonly mappingVersion: string | null;
  /** ISO 8601 in UTC, to the millisecond, like every time here. `null` as for `mappingVersion`. */
  readonly sentAt: string | null;
  readonly confirmedAt: string;
  readonly acknowledged: Acknowledgement;
  readonly actedBy: 'gateway' | 'one-person' | 'two-persons';
  /** Made by the migration that brought receipts, from what was on record then. */
  readonly backfilled: boolean;
}

/** What a link shows of a receipt without showing it: enough to see that none of an agency's month was left out. */
export interface ReceiptLink extends ChainHead {
  readonly agencyId: string;
  /** Month of the confirmation in Vietnam, `yyyy-MM`. */
  readonly month: string;
  /** SHA-256 of the receipt. */
  readonly leaf: string;
}

export interface ChainedReceipt extends ReceiptLink {
  readonly receipt: Receipt;
}

/** Changes whenever what is hashed changes, so that an old verifier says that it does not know the form. */
const FORM = 'kntc receipt 1';

/** SHA-256 of everything a receipt says; nobody needs a key to compute it. */
export function leafOf(receipt: Receipt): string {
  return sha256(`${FORM}\n${JSON.stringify(said(receipt))}`);
}

/** Hash of a link: of the link before, its number, whose and of which month it is, and what it says. */
export function linkHash(before: string, { seq, agencyId, month, leaf }: Omit<ReceiptLink, 'hash'>): string {
  return sha256(`${FORM}\n${JSON.stringify([before, seq, agencyId, month, leaf])}`);
}

/** The receipt as the next link. */
export function chainReceipt(head: ChainHead, receipt: Receipt): ChainedReceipt {
  const { agencyId } = receipt;
  const link = { seq: head.seq + 1, agencyId, month: monthOf(receipt.confirmedAt), leaf: leafOf(receipt) };
  return { ...link, hash: linkHash(head.hash, link), receipt };
}

/** `yyyy-MM` in Vietnam. */
export function monthOf(at: string): string {
  return dateInVietnam(new Date(at)).slice(0, 7);
}

/** What the chain covers, in a fixed order: natively written JSON, for this happens once for every step of every case. */
function said(receipt: Receipt): readonly unknown[] {
  return [
    receipt.reference,
    receipt.agencyId,
    receipt.step,
    receipt.ordinal,
    receipt.attemptNo,
    receipt.nationalId,
    receipt.resultId,
    receipt.bodySha256,
    receipt.caseVersion,
    receipt.mappingVersion,
    receipt.sentAt,
    receipt.confirmedAt,
    receipt.acknowledged,
    receipt.actedBy,
    receipt.backfilled,
  ];
}
