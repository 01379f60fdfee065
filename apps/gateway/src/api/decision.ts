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
import type { AccessRefusal, CrosswalkRow, OperationDone, OperationRefusal, Principal } from '@kntc/domain';
import type {
  Command,
  OperationResult,
  PgCodeLists,
  PgConflicts,
  PgCorrections,
  PgMappings,
  PgInspectorateRequests,
  PgOperations,
  PgOverlays,
  PgProposals,
  PgStatutoryPeriods,
} from '@kntc/storage';
import type { z } from 'zod';
import type { GatewayParts } from '../composition/gateway-parts';
import { refusal } from './access/refusal';
import type { DECIDED } from './decision.dto';
import { wrongRequest } from './operation/asked';

type Parts = Pick<
  GatewayParts,
  | 'operations'
  | 'overlays'
  | 'conflicts'
  | 'proposals'
  | 'corrections'
  | 'crosswalk'
  | 'codeLists'
  | 'periods'
  | 'requests'
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
  readonly overlays: PgOverlays;
  readonly conflicts: PgConflicts;
  readonly proposals: PgProposals;
  readonly corrections: PgCorrections;
  readonly crosswalk: PgMappings;
  readonly codeLists: PgCodeLists;
  readonly periods: PgStatutoryPeriods;
  readonly requests: PgInspectorateRequests;
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
    overlays,
    conflicts,
    proposals,
    corrections,
    crosswalk,
    codeLists,
    periods,
    requests,
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
    overlays: overlays.signedIn(asker, proved),
    conflicts: conflicts.signedIn(asker, proved),
    proposals: proposals.signedIn(asker, proved),
    corrections: corrections.signedIn(asker, proved),
    crosswalk: crosswalk.signedIn(asker, proved),
    codeLists: codeLists.signedIn(asker, proved),
    periods: periods.signedIn(asker, proved),
    requests: requests.signedIn(asker, proved),
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

const LOOK = 'Xem kết quả: /api/v1/cases/{reference}.';
const NOTHING = 'Không phải làm gì.';
const NEXT_WHEN_DONE: Readonly<Record<OperationDone, string>> = {
  released: LOOK,
  kept: 'Không phải làm gì; nếu đổi ý, cho hồ sơ đi tiếp.',
  found: NOTHING,
  'not-there': LOOK,
  resync: NOTHING,
  compared: 'Tiến độ: /api/v1/reconciliation; sai khác: /api/v1/findings.',
  include: NOTHING,
  exclude: 'Không phải làm gì; nếu đổi ý, rút lại quyết định (undecided).',
  undecided: 'Xem /api/v1/records?class=quarantined.',
  namesake: NOTHING,
  completed: 'Kết quả xét: /api/v1/records?source=…&localKey=….',
  resolved: 'Xem tiến triển: /api/v1/conflicts/{reference}; đổi ý khi chưa gửi: …/undo.',
  unresolved: 'Quyết định lại: /api/v1/conflicts/{reference}/resolve.',
  mapped:
    'Kết quả: /api/v1/missing-codes. Sửa cả dòng này trong config/crosswalks: chưa sửa thì lần nạp tệp sau bị từ chối.',
  'list-accepted': 'Mã nào chưa đối chiếu được: /api/v1/missing-codes.',
  'list-refused': 'Không phải làm gì; nếu đổi ý, duyệt phiên bản đó (/accept).',
  entered: NOTHING,
  'period-closed': 'Thay đổi sau này: /api/v1/statutory/changes.',
  'period-adjusted': 'Xem /api/v1/statutory/closings.',
  'request-recorded': 'Trả lời trước hạn rồi ghi: /api/v1/requests/{id}/reply.',
  'request-replied': NOTHING,
  'taken-back': 'Kết quả xét: /api/v1/records?source=…&localKey=….',
  'correction-draft': 'Tải tệp: /api/v1/correction-requests/{id}/files/cong-van.docx và phu-luc.xlsx.',
  'correction-sent': 'Không phải làm gì; xem /api/v1/correction-requests/{id}.',
  'correction-withdraw': NOTHING,
  'proposal-link': 'Không phải làm gì; nếu nhầm, gửi undecided ngay.',
  'proposal-awaited': 'Nhập hồ sơ vào phần mềm của đơn vị.',
  'proposal-not-ours': 'Lập đề nghị chỉnh sửa gửi Thanh tra Chính phủ.',
  'proposal-ignored': 'Không phải làm gì; nếu đổi ý, rút lại quyết định (undecided).',
  'proposal-undecided': 'Quyết định lại khi đã rõ: /api/v1/proposals/{id}/decision.',
};

/** What to do now. */
const NEXT: Readonly<Record<OperationRefusal, string>> = {
  'not-held': LOOK,
  'wrong-hold': 'Xem lý do và cách giải quyết đúng: /api/v1/holds.',
  'needs-approver': 'Gửi lại với approver: tên tài khoản của người duyệt.',
  'no-open-attempt': 'Xem các lần gửi: /api/v1/cases/{reference}/attempts.',
  'id-taken': 'Tra cứu lại trên CSDLQG; nếu mã đúng là của hồ sơ này, báo người vận hành xem hồ sơ kia.',
  'other-id': 'Xem mã ở /api/v1/cases/{reference}, tra cứu lại trên CSDLQG rồi ghi đúng mã.',
  'login-taken': NOTHING,
  'identity-taken': NOTHING,
  'is-machine': NOTHING,
  'not-undecided': 'Xem lý do của hồ sơ: /api/v1/records?class=quarantined.',
  'not-completable': 'Sửa field theo trường mà lý do của hồ sơ nêu: /api/v1/records.',
  unreadable: 'Sửa value: ngày viết dd/MM/yyyy, số viết bằng chữ số, có hoặc không.',
  'said-by-source': 'Giá trị ở nguồn sai thì sửa trong phần mềm của đơn vị.',
  'no-place': 'Nhập người hoặc dòng đó trong phần mềm của đơn vị trước.',
  'completed-already': 'Muốn đổi: rút thông tin cũ (/api/v1/overlays/withdraw) rồi bổ sung lại.',
  'not-completed': 'Xem /api/v1/overlays.',
  'not-read': NOTHING,
  'nothing-missing': NOTHING,
  'in-flight': 'Chờ vài phút rồi làm lại, với khoá mới, nếu vẫn cần.',
  'changed-meanwhile': 'Xem lại /api/v1/crosswalk, gửi seen như đang dùng, với khoá mới, nếu vẫn muốn đổi.',
  'overlapping-days':
    'Sửa validFrom, validUntil của targets: hoặc trùng hẳn (mã bị chia), hoặc không chung ngày nào.',
  'unknown-codes': 'Xem mã đúng: /api/v1/codes?list=…; mã đã hết hiệu lực thì cần validUntil.',
  'folder-decides':
    'Lập tài khoản người duyệt và quản trị cấu hình, hoặc sửa config/crosswalks rồi crosswalk import.',
  'no-list-waits': 'Xem /api/v1/code-list-changes.',
  'other-version': 'Xem lại /api/v1/code-list-changes, gửi version đang chờ.',
  'doubtful-list': 'Hỏi Thanh tra Chính phủ. Nếu đúng là như vậy, gửi lại với evenIfMostGone và khoá mới.',
  'too-far-ahead':
    'Sửa fromDay rồi gửi lại với khoá mới; nếu đúng là ngày đó, duyệt lại khi còn không quá một năm.',
  'list-refused-already': NOTHING,
  'no-conflict': 'Xem /api/v1/conflicts.',
  'decided-already': 'Muốn đổi: rút quyết định cũ (/api/v1/conflicts/{reference}/undo) rồi quyết định lại.',
  'not-decided': 'Xem /api/v1/conflicts/{reference}.',
  'sent-already': 'Chờ lần đối soát sau; còn sai khác thì quyết định lại.',
  'not-takeable': 'Chọn ours, hoặc sửa trong phần mềm của đơn vị.',
  'not-decidable-here': 'Sửa ở phía sai; CSDLQG sai thì đề nghị Thanh tra Chính phủ sửa.',
  'far-side-silent': 'Gửi lại sau vài phút, với khoá mới.',
  'changed-there': 'Yêu cầu đối soát lại (/api/v1/reconciliation), xem lại rồi quyết định.',
  'entered-already': NOTHING,
  'period-not-over': 'Chốt sau ngày cuối kỳ.',
  'period-closed-already':
    'Thay đổi sau khi chốt: /api/v1/statutory/changes, rồi POST /api/v1/statutory/adjustments.',
  'period-not-closed': 'Chốt trước: POST /api/v1/statutory/closings.',
  'nothing-to-adjust': NOTHING,
  'request-recorded': 'Xem /api/v1/requests.',
  'request-replied': 'Xem /api/v1/requests?isReplied=true.',
  'day-before': 'Sửa ngày rồi gửi lại với khoá mới.',
  'not-correctable': 'Xem /api/v1/findings, /api/v1/proposals?state=not-ours, /api/v1/missing-codes.',
  'in-request': 'Xem /api/v1/correction-requests.',
  'not-draft': 'Xem /api/v1/correction-requests/{id}.',
  'correction-ended': NOTHING,
  'proposal-ended': 'Xem /api/v1/proposals/{id}.',
  'no-local-record': 'Xem mã hồ sơ ở /api/v1/records; bổ sung thông tin cho hồ sơ trước.',
  'other-kind': 'Xem lại hai bên; sửa loại đơn trong phần mềm của đơn vị nếu sai ở đó.',
  'further-there':
    'Đề nghị Thanh tra Chính phủ hướng dẫn; tạm thời chọn awaited để cổng không gửi hồ sơ này.',
  'key-reused': 'Gửi lại với một Idempotency-Key mới.',
};
