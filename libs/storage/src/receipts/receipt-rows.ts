import { chainReceipt, monthOf, leafOf } from '@kntc/domain';
import type { Acknowledgement, ChainedReceipt, Checkpoint, Receipt } from '@kntc/domain';
import { visible, type Condition, type RowScope } from '../access/row-scope';

export const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const RECEIPT_COLUMNS = `seq, hash, agency_id as "agencyId", reference, kind as step, ordinal, attempt_no as "attemptNo",
  national_id as "nationalId", result_id as "resultId", body_sha256 as "bodySha256", case_version as "caseVersion",
  mapping_version as "mappingVersion", ${iso('sent_at')} as "sentAt", ${iso('confirmed_at')} as "confirmedAt",
  acknowledged, acted_by as "actedBy", backfilled`;

export const CHECKPOINT_COLUMNS = `seq, hash, ${iso('at')} as at, key_id as "keyId", signature`;
export const STAMP_COLUMNS = `day::text, digest, at, authority, public_key as "publicKey", signature`;

/** A page of the chain behind a number. */
export const PAGE_OF_CHAIN = `select ${RECEIPT_COLUMNS} from receipt where seq > $1 order by seq limit $2`;
/** @param seen condition about `receipt`, its parameters from the second on */
export const ofReference = (seen: string): string =>
  `select ${RECEIPT_COLUMNS} from receipt where reference = $1 and ${seen} order by seq`;

/**
 * Receipts of an agency and month that a reader may not know of.
 * @param seen condition about `receipt`, its parameters from the third on
 */
export const hiddenOf = (seen: string): string =>
  `select exists (select from receipt where agency_id = $1
     and to_char(confirmed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') = $2 and not ${seen}) as hidden`;

/** Receipts outlive what they tell of: where the record is gone the agency in the receipt counts. */
export function visibleReceipt(scope: RowScope, first: number): Condition {
  const columns = { caseId: 'n.case_id', agencyId: 'coalesce(n.agency_id, receipt.agency_id)' };
  const { sql, values } = visible(scope, first, columns);
  const of = '(select receipt.reference as of) r left join national_record n on n.reference = r.of';
  return { sql: `exists (select from ${of} where ${sql})`, values };
}

/**
 * Takes some of what waits, with everything a receipt says. Look-ups by key on purpose: statistics lag behind. The step is
 * asked only where its attempt is gone.
 */
export const TAKE_DUE = `
  with taken as (
    delete from receipt_due where ctid = any(array(select ctid from receipt_due limit $1)) returning *)
  select n.reference, d.agency_id as "agencyId", d.kind as step, d.ordinal, d.attempt_no as "attemptNo",
    n.national_id as "nationalId", d.result_id as "resultId", coalesce(a.body_sha256, s.body_sha256, '') as "bodySha256",
    coalesce(a.case_version, s.case_version, 0) as "caseVersion", a.mapping_version as "mappingVersion",
    ${iso('a.intent_at')} as "sentAt", ${iso('coalesce(a.settled_at, s.confirmed_at, clock_timestamp())')} as "confirmedAt",
    a.reason, d.acted_by as "actedBy", d.backfilled
  from taken d
  cross join lateral (select * from national_record r where r.id = d.national_record_id limit 1) n
  left join lateral (
    select * from attempt t where t.national_record_id = d.national_record_id and t.attempt_no = d.attempt_no
    order by t.intent_at desc limit 1) a on true
  left join lateral (
    select * from step t
    where a.attempt_no is null
      and t.national_record_id = d.national_record_id and t.kind = d.kind and t.ordinal = d.ordinal limit 1) s on true
  order by "confirmedAt", n.reference, d.attempt_no`;

export const INSERT_CHAINED = `
  insert into receipt (seq, hash, agency_id, reference, kind, ordinal, attempt_no, national_id, result_id, body_sha256,
    case_version, mapping_version, sent_at, confirmed_at, acknowledged, acted_by, backfilled)
  select seq, hash, "agencyId", reference, step, ordinal, "attemptNo", "nationalId", "resultId", "bodySha256",
    "caseVersion", "mappingVersion", "sentAt", "confirmedAt", acknowledged, "actedBy", backfilled
  from json_to_recordset($1::json) as r(seq bigint, hash text, "agencyId" text, reference text, step text, ordinal int,
    "attemptNo" int, "nationalId" text, "resultId" text, "bodySha256" text, "caseVersion" int, "mappingVersion" text,
    "sentAt" timestamptz, "confirmedAt" timestamptz, acknowledged text, "actedBy" text, backfilled boolean)`;

/**
 * Confirmed steps that no receipt stands for, or that say something else than their newest receipt. What waits for its
 * place in the chain counts as there.
 */
/** @param seen condition about `n`, its parameters from the second on */
export const withoutReceipt = (seen: string): string => `
  select n.reference, s.kind as step, s.ordinal, r.attempt_no is null as "isMissing"
  from step s join national_record n on n.id = s.national_record_id
  left join lateral (
    select * from receipt t where t.reference = n.reference and t.kind = s.kind and t.ordinal = s.ordinal
    order by t.attempt_no desc, t.seq desc limit 1) r on true
  where (r.result_id, r.body_sha256, r.case_version) is distinct from (s.result_id, s.body_sha256, s.case_version)
    and not exists (select from receipt_due d
      where d.national_record_id = s.national_record_id and d.kind = s.kind and d.ordinal = s.ordinal)
    and ${seen}
  order by n.reference, s.kind, s.ordinal limit $1`;

export interface DueRow extends Omit<Receipt, 'acknowledged' | 'actedBy'> {
  readonly reason: string | null;
  readonly actedBy: Receipt['actedBy'] | null;
}

export interface ReceiptRow extends Receipt {
  readonly seq: string;
  readonly hash: string;
}

const BY_REASON: Readonly<Record<string, Acknowledgement>> = {
  'adopted-by-lookup': 'adopted-by-lookup',
  'adopted-from-source': 'adopted-from-source',
  'adopted-by-person': 'adopted-by-person',
  'decided-by-person': 'decided-by-person',
  'entered-by-hand': 'entered-by-hand',
};

export function toReceipt({ reason, actedBy, ...row }: DueRow): Receipt {
  const acknowledged = BY_REASON[reason ?? ''] ?? 'answered';
  const isByPerson = acknowledged === 'adopted-by-person' || acknowledged === 'decided-by-person';
  return { ...row, acknowledged, actedBy: actedBy ?? (isByPerson ? 'one-person' : 'gateway') };
}

/** The row as it stands; whether its hash fits is for a verifier. */
export function toChained({ seq, hash, ...receipt }: ReceiptRow): ChainedReceipt {
  const { agencyId, confirmedAt } = receipt;
  return { seq: Number(seq), hash, agencyId, month: monthOf(confirmedAt), leaf: leafOf(receipt), receipt };
}

/** The receipts as links behind a head. */
export function chained(head: { seq: number; hash: string }, receipts: readonly Receipt[]): ChainedReceipt[] {
  let last = head;
  return receipts.map((receipt) => {
    const link = chainReceipt(last, receipt);
    last = link;
    return link;
  });
}

export function toCheckpoint({
  seq,
  ...row
}: Omit<Checkpoint, 'seq'> & { readonly seq: string }): Checkpoint {
  return { ...row, seq: Number(seq) };
}
