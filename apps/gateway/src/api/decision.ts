import {
  ConflictException,
  ForbiddenException,
  HttpException,
  UnprocessableEntityException,
} from '@nestjs/common';
import {
  ACCESS_REFUSALS,
  isSamePerson,
  OPERATION_DONE,
  OPERATION_REFUSALS,
  PROOF_SCOPE,
  WHO_MAY,
} from '@kntc/domain';
import type { AccessRefusal, CrosswalkRow, OperationDone, Principal } from '@kntc/domain';
import type {
  Command,
  OperationResult,
  PgAlertBook,
  PgCodeLists,
  PgConflicts,
  PgDuplicates,
  PgCorrections,
  PgEntryBatches,
  PgMappings,
  PgInspectorateRequests,
  PgReceptionBook,
  PgOperations,
  PgOverlays,
  PgProposals,
  PgCauseNotes,
  PgQueuePauses,
  PgResyncs,
  PgStatutoryPeriods,
} from '@kntc/storage';
import type { z } from 'zod';
import { registerFor, type PeopleRegister } from '../composition/compose-register';
import type { GatewayParts } from '../composition/gateway-parts';
import { refusal } from './access/refusal';
import { NEXT, NEXT_WHEN_DONE } from './decision-words';
import type { DECIDED } from './decision.dto';
import { wrongRequest } from './operation/asked';

type Parts = Pick<
  GatewayParts,
  | 'operations'
  | 'queuePauses'
  | 'causeNotes'
  | 'alertBook'
  | 'resyncs'
  | 'overlays'
  | 'conflicts'
  | 'proposals'
  | 'duplicates'
  | 'corrections'
  | 'entryBatches'
  | 'crosswalk'
  | 'codeLists'
  | 'periods'
  | 'requests'
  | 'receptions'
  | 'register'
  | 'access'
  | 'keyedDigest'
>;
type Refused = Extract<OperationResult, { readonly kind: 'refused' }>;

/** A decision as a request brings it. */
export interface DecisionAsked<Params = object | undefined> {
  readonly params: Params;
  readonly body: {
    readonly reason: string;
    readonly approver?: string | undefined;
    readonly approverToken?: string | undefined;
  };
  readonly key: string;
}

/** Who decides, by what command, in which core. */
export interface Deciding {
  readonly operations: PgOperations;
  readonly queuePauses: PgQueuePauses;
  readonly causeNotes: PgCauseNotes;
  readonly alertBook: PgAlertBook;
  readonly resyncs: PgResyncs;
  readonly overlays: PgOverlays;
  readonly conflicts: PgConflicts;
  readonly duplicates: PgDuplicates;
  readonly proposals: PgProposals;
  readonly corrections: PgCorrections;
  readonly entryBatches: PgEntryBatches;
  readonly crosswalk: PgMappings;
  readonly codeLists: PgCodeLists;
  readonly periods: PgStatutoryPeriods;
  readonly requests: PgInspectorateRequests;
  readonly receptions: PgReceptionBook;
  readonly register: PeopleRegister;
  readonly command: Command;
}

/**
 * The decision of somebody who is signed in, for the same core as the command line's. The key counts for this account only:
 * nobody learns from somebody else's.
 * @param name of the operation; with the rest of the request it is what a repeated key must be the same as
 */
export async function deciding(
  {
    operations,
    queuePauses,
    causeNotes,
    alertBook,
    resyncs,
    overlays,
    conflicts,
    duplicates,
    proposals,
    corrections,
    entryBatches,
    crosswalk,
    codeLists,
    periods,
    requests,
    receptions,
    register,
    access,
    keyedDigest,
  }: Parts,
  asker: Principal,
  { name, asked }: { readonly name: string; readonly asked: DecisionAsked },
): Promise<Deciding> {
  const { reason, approver, approverToken, ...what } = asked.body;
  const isAlone = approver === undefined;
  if (isAlone && approverToken !== undefined) throw wrongApprover('approverToken', 'cần cả approver');
  if (!isAlone && isSamePerson(asker.login, approver))
    throw wrongApprover('approver', 'người duyệt phải khác người thực hiện');
  const proved = approverToken === undefined ? [] : [await provedBy(access, { approver, approverToken })];
  const request = JSON.stringify([name, asked.params, reason, approver, what]);
  return {
    operations: operations.signedIn(asker, proved),
    queuePauses: queuePauses.signedIn(asker, proved),
    causeNotes: causeNotes.signedIn(asker, proved),
    alertBook: alertBook.signedIn(asker, proved),
    resyncs: resyncs.signedIn(asker, proved),
    overlays: overlays.signedIn(asker, proved),
    conflicts: conflicts.signedIn(asker, proved),
    duplicates: duplicates.signedIn(asker, proved),
    proposals: proposals.signedIn(asker, proved),
    corrections: corrections.signedIn(asker, proved),
    entryBatches: entryBatches.signedIn(asker, proved),
    crosswalk: crosswalk.signedIn(asker, proved),
    codeLists: codeLists.signedIn(asker, proved),
    periods: periods.signedIn(asker, proved),
    requests: requests.signedIn(asker, proved),
    receptions: receptions.signedIn(asker, proved),
    register: registerFor(register, asker, proved),
    command: {
      actor: asker.login,
      approver,
      reason,
      idempotencyKey: `${asker.accountId}:${asked.key}`,
      // With a key: a plain hash of a short value, an identity number say, would give it away.
      requested: keyedDigest.digest(request),
    },
  };
}

async function provedBy(
  { tokens }: Parts['access'],
  { approver = '', approverToken }: { readonly approver: string | undefined; readonly approverToken: string },
): Promise<string> {
  const owner = await tokens.principalOf(approverToken);
  if (owner?.scopes?.includes(PROOF_SCOPE) === true && isSamePerson(owner.login, approver))
    return owner.login;
  throw wrongApprover('approverToken', 'không phải mã cá nhân còn hiệu lực của người duyệt');
}

function wrongApprover(name: string, text: string): HttpException {
  return wrongRequest([{ in: 'body', name, text }]);
}

/** What was decided about, and what it is called where there is none. */
interface DecisionTold {
  readonly target: string;
  readonly as: OperationDone;
  /** Sentence in place of that about a case. */
  readonly missing?: string | undefined;
}

/**
 * What came of it, for a person; repeated it is what came of it the first time.
 * @throws HttpException why it was not carried out
 */
export function decided(
  result: OperationResult,
  { target, as, missing }: DecisionTold,
): z.input<typeof DECIDED> {
  switch (result.kind) {
    case 'done':
      return { target, result: 'done', text: [...OPERATION_DONE[as], NEXT_WHEN_DONE[as]] };
    case 'repeated':
      return decided(result.before ?? { kind: 'refused', why: 'key-reused' }, { target, as, missing });
    case 'not-found':
      throw refusal('not-there', missing);
    case 'refused':
      throw refusedDecision(result);
  }
}

/** Why these people may not, or why the record is not in the state for it. */
export function refusedDecision({ why, of = 'judgement', ...about }: Refused): HttpException {
  const text = isAccess(why)
    ? [ACCESS_REFUSALS[why], 'Chưa có gì thay đổi.', `Ai được làm: ${WHO_MAY[of]}`]
    : [...OPERATION_REFUSALS[why], ...particulars(about), NEXT[why]];
  const answer = { code: why, detail: text.join(' '), text };
  if (why === 'key-reused') return new UnprocessableEntityException(answer);
  return isAccess(why) ? new ForbiddenException(answer) : new ConflictException(answer);
}

/** Which codes it is about. */
function particulars({ standing, codes }: Pick<Refused, 'standing' | 'codes'>): readonly string[] {
  if (codes !== undefined) return [`Mã: ${codes.join(', ')}.`];
  if (standing === undefined) return [];
  return [
    standing.length === 0
      ? 'Nay mã này chưa đối chiếu với mã nào.'
      : `Nay mã này là: ${standing.map(targetText).join('; ')}.`,
  ];
}

function targetText({ nationalCode, validFrom, validUntil, parentNote }: CrosswalkRow): string {
  const from = validFrom === undefined ? '' : ` từ ${validFrom}`;
  const until = validUntil === undefined ? '' : ` đến ${validUntil}`;
  return `${nationalCode}${from}${until}${parentNote === undefined ? '' : ` (cấp trên: ${parentNote})`}`;
}

function isAccess(why: Refused['why']): why is AccessRefusal {
  return Object.hasOwn(ACCESS_REFUSALS, why);
}
