import type {
  ConfirmedStep,
  DecisionWay,
  DueRecord,
  FindingCode,
  IdentityPolicy,
  LaneWrite,
  OpenAttempt,
  SealBox,
  SeenByPeople,
  SentStep,
  StepKind,
} from '@kntc/domain';
import { digestColumn, positionColumn } from '../digests/digest-columns';
import { toRendition, type RenditionTuple } from '../renditions/rendition-rows';
import { fromSealedRow } from '../rows/seal-case';

export type StepTuple = readonly [
  kind: StepKind,
  ordinal: number,
  result: string,
  content: string,
  protectedDigest: string,
  identity: string,
  comparable: string | null,
];
type SentTuple = readonly [
  kind: StepKind,
  ordinal: number,
  content: string,
  protectedDigest: string,
  identity: string,
];
type OpenTuple = readonly [
  attemptNo: number,
  kind: StepKind,
  ordinal: number,
  body: string,
  version: number,
  content: string,
  protectedDigest: string,
  identity: string,
  reason: string | null,
  repeatKey: string | null,
  sentForMs: number | null,
  comparable: string | null,
];

type DecidedTuple = readonly [
  kind: StepKind,
  ordinal: number,
  field: string,
  way: DecisionWay,
  digest: string,
];

export interface DueRow {
  readonly national_record_id: string;
  readonly agency_id: string;
  readonly lane: number;
  readonly state: 'due' | 'unknown' | 'in_flight';
  readonly attempt_no: number;
  readonly retry_count: number;
  readonly case_version: number;
  readonly mapping_version: string;
  readonly approved_version: number | null;
  readonly negative_lookups: number;
  readonly unknown_for_ms: string | null;
  readonly reference: string;
  readonly national_id: string | null;
  readonly identity_policy: IdentityPolicy | null;
  readonly case_id: string;
  readonly plain: Buffer;
  readonly secret: Buffer;
  /** `null` like the rest of the record's key where the record is missing: then only old values open. */
  readonly source_id: string | null;
  readonly local_key: string | null;
  readonly data_key: Buffer | null;
  readonly kek: string | null;
  readonly steps: readonly StepTuple[] | null;
  readonly open: OpenTuple | null;
  readonly unsettled: readonly SentTuple[];
  readonly barred: boolean;
  readonly is_transferred: boolean;
  readonly claimed_id: string | null;
  readonly claimed_steps: readonly StepKind[] | null;
  readonly claim_decided: boolean;
  readonly claim_shared: boolean;
  readonly renditions: readonly RenditionTuple[] | null;
  readonly is_doubtful: boolean;
  readonly times_gone: number;
  readonly base_unknown: boolean;
  readonly seen_by_people: SeenByPeople | null;
  readonly findings: readonly FindingCode[] | null;
  readonly decided: readonly DecidedTuple[] | null;
  readonly differing: readonly string[] | null;
  readonly decided_version: number | null;
  readonly decided_plain: Buffer | null;
  readonly decided_secret: Buffer | null;
  /** It has no id yet, and somebody may have entered the same case there. */
  readonly may_be_proposed: boolean;
  /** `null` while nobody ever signed off that our database was put back. */
  readonly may_stand: boolean | null;
  readonly is_attached: boolean;
  /** National id of the case it is attached to. */
  readonly head_id: string | null;
}

/**
 * @param box of the record that the case came from
 * @param house for what is sealed apart from it
 */
export function toDueRecord(row: DueRow, box: SealBox, house: SealBox): DueRecord {
  return {
    recordId: row.national_record_id,
    agencyId: row.agency_id,
    reference: row.reference,
    lane: row.lane,
    state: row.state,
    attemptNo: row.attempt_no,
    retryCount: row.retry_count,
    caseVersion: row.case_version,
    mappingVersion: row.mapping_version,
    approvedVersion: row.approved_version ?? undefined,
    identityPolicy: row.identity_policy ?? undefined,
    nationalId: row.national_id ?? undefined,
    case: fromSealedRow(row, row.case_id, row.case_version, box),
    steps: listed(row.steps).map(toConfirmedStep),
    openAttempt: row.open === null ? undefined : toOpenAttempt(row.open),
    unsettled: row.unsettled.map(toSentStep),
    unknownForMs: row.unknown_for_ms === null ? undefined : Number(row.unknown_for_ms),
    negativeLookUps: row.negative_lookups,
    barred: row.barred,
    isTransferred: row.is_transferred,
    claim: toClaim(row),
    attach: toAttachment(row),
    unknownBase:
      row.base_unknown && (row.national_id ?? row.claimed_id) !== null
        ? { seen: row.seen_by_people ?? {} }
        : undefined,
    isDoubtful: row.is_doubtful,
    timesGone: row.times_gone,
    findings: row.may_be_proposed ? [...listed(row.findings), 'STANDS_THERE'] : listed(row.findings),
    decided: toDecided(row, box),
    mayStandAlready: row.may_stand === true && row.national_id === null,
    renditions: listed(row.renditions).map((tuple) => toRendition(tuple, house)),
  };
}

/** What an aggregate over no rows makes of a list. */
function listed<T>(rows: readonly T[] | null): readonly T[] {
  return rows ?? [];
}

/** Only where something waits was the state read that was confirmed last. */
function toDecided(row: DueRow, box: SealBox): DueRecord['decided'] {
  const { decided, decided_version: version, decided_plain: plain, decided_secret: secret } = row;
  if (decided === null || version === null || plain === null || secret === null) return undefined;
  return {
    fields: decided.map(([kind, ordinal, field, way, digest]) => ({
      key: { kind, ordinal },
      field,
      way,
      digest,
    })),
    differing: listed(row.differing),
    confirmedCase: fromSealedRow({ plain, secret }, row.case_id, version, box),
  };
}

function toAttachment({ is_attached, head_id }: DueRow): DueRecord['attach'] {
  return is_attached ? { caseId: head_id ?? undefined } : undefined;
}

/** An id that is ours already leaves nothing to claim. */
function toClaim(row: DueRow): DueRecord['claim'] {
  if (row.claimed_id === null || row.national_id !== null) return undefined;
  return {
    caseId: row.claimed_id,
    steps: row.claimed_steps ?? [],
    isShared: row.claim_shared,
    isByPerson: row.claim_decided,
  };
}

export function toConfirmedStep(tuple: StepTuple): ConfirmedStep {
  const [kind, ordinal, resultId, contentDigest, protectedDigest, identityDigest, comparable] = tuple;
  const comparableDigest = comparable ?? undefined;
  return {
    key: { kind, ordinal },
    resultId,
    contentDigest,
    protectedDigest,
    identityDigest,
    comparableDigest,
  };
}

function toSentStep([kind, ordinal, contentDigest, protectedDigest, identityDigest]: SentTuple): SentStep {
  return { key: { kind, ordinal }, contentDigest, protectedDigest, identityDigest };
}

function toOpenAttempt(tuple: OpenTuple): OpenAttempt {
  const [
    attemptNo,
    kind,
    ordinal,
    bodySha256,
    caseVersion,
    contentDigest,
    protectedDigest,
    identityDigest,
    reason,
    repeatKey,
    sentForMs,
    comparable,
  ] = tuple;
  return {
    attemptNo,
    key: { kind, ordinal },
    bodySha256,
    caseVersion,
    contentDigest,
    protectedDigest,
    identityDigest,
    reason: reason ?? undefined,
    repeatKey: repeatKey ?? undefined,
    sentForMs: sentForMs ?? undefined,
    comparableDigest: comparable ?? undefined,
  };
}

/** One element of the JSON parameter of the group commit; absent members become null columns. */
export function toWriteRow(write: LaneWrite): Readonly<Record<string, unknown>> {
  const { close, confirm, open, digested, next } = write;
  return {
    id: write.recordId,
    expected: write.expectedAttempt,
    version: write.caseVersion,
    ...(close && { close_no: close.attemptNo, close_outcome: close.outcome, close_reason: close.reason }),
    ...(confirm && {
      c_kind: confirm.key.kind,
      c_ordinal: confirm.key.ordinal,
      c_result: confirm.resultId,
      c_content: confirm.contentDigest,
      c_protected: confirm.protectedDigest,
      c_identity: confirm.identityDigest,
      c_comparable: confirm.comparableDigest,
      c_version: confirm.caseVersion,
      c_body: confirm.bodySha256,
      national_id: confirm.nationalId,
    }),
    ...(open && {
      o_no: open.attemptNo,
      o_kind: open.key.kind,
      o_ordinal: open.key.ordinal,
      o_body: open.bodySha256,
      o_content: open.contentDigest,
      o_protected: open.protectedDigest,
      o_identity: open.identityDigest,
      o_comparable: open.comparableDigest,
      o_version: open.caseVersion,
      o_mapping: open.mappingVersion,
      o_reference: open.reference,
      o_disclosure: open.disclosure,
      o_key: open.repeatKey,
    }),
    ...(digested && {
      d_position: positionColumn(digested.nationalId),
      d_digest: digestColumn(digested.digest),
    }),
    ...toNextColumns(next),
  };
}

function toNextColumns(next: LaneWrite['next']): Readonly<Record<string, unknown>> {
  switch (next.state) {
    case 'due':
      return { state: 'due', delay_ms: next.delayMs, retries: next.retryCount };
    case 'unknown':
      return { state: 'unknown', delay_ms: next.delayMs, negatives: next.negativeLookUps, fresh: next.fresh };
    case 'held':
      return {
        state: 'held',
        hold_code: next.code,
        hold_detail: next.detail,
        hold_step: next.key?.kind,
        hold_ordinal: next.key?.ordinal,
      };
    case 'in_flight':
    case 'done':
      return { state: next.state };
  }
}
