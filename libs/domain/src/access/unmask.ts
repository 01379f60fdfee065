import type { Case, Identity, Narrative, Person, PetitionKind } from '../case/case';
import type { Principal } from './principal';
import { ALLOWED, refusedFor, type AccessDecision } from './refusals';

/** What can be shown of a case, one at a time. Fields of a person are asked for by the person's place in the petition. */
export const UNMASK_FIELDS = [
  'petitioner.name',
  'petitioner.idNumber',
  'petitioner.phone',
  'petitioner.address',
  'organisation.name',
  'agent.name',
  'content',
  'request',
  'respondent.name',
  'respondent.position',
] as const;
export type UnmaskField = (typeof UNMASK_FIELDS)[number];

/** Why somebody must see it, with the Vietnamese words that screens and the audit use. */
export const UNMASK_REASONS = {
  'verify-identity': 'Xác minh nhân thân người đứng đơn',
  'contact-petitioner': 'Liên hệ, mời làm việc, đối thoại',
  'verify-content': 'Xác minh nội dung đơn',
  'hand-over': 'Chuyển hồ sơ cho cơ quan có thẩm quyền',
  'protect-denouncer': 'Bảo vệ người tố cáo',
  'correct-data': 'Sửa dữ liệu sai, trùng',
  'lawful-request': 'Yêu cầu bằng văn bản của cơ quan có thẩm quyền',
} as const;
export type UnmaskReason = keyof typeof UNMASK_REASONS;

/** A reason says something from this many characters on. */
export const MIN_REASON_TEXT = 10;
/** How long a field may be looked at after the approval. */
export const UNMASK_WINDOW_MS = 5 * 60_000;
/** How old the last proof of identity may be. */
export const FRESH_SIGN_IN_MS = 10 * 60_000;
/** Fields one account sees in a day, unless configured otherwise. */
export const UNMASK_DAILY_CAP = 20;

/** A request as far as it matters for who may open it. */
export interface UnmaskState {
  readonly requestedBy: string;
  /** Absent as long as the second person has not agreed. */
  readonly approvedAt?: Date | undefined;
}

/** Whether a second person must agree before a field of such a case is shown. */
export function needsSecondLook(kind: PetitionKind): boolean {
  return kind === 'TC';
}

/** Whether the reason of a request can be taken at all. */
export function mayRequestUnmask(text: string): AccessDecision {
  return Array.from(text.trim()).length >= MIN_REASON_TEXT ? ALLOWED : refusedFor('reason-too-short');
}

/** Whether the field may be shown now, to this principal. Somebody else's request is no request. */
export function mayReveal(
  by: Principal,
  { requestedBy, approvedAt }: UnmaskState,
  { now, revealedToday, cap }: { readonly now: Date; readonly revealedToday: number; readonly cap: number },
): AccessDecision {
  if (by.via === 'token') return refusedFor('token-not-for-this');
  if (by.accountId !== requestedBy) return refusedFor('not-there');
  // Not "older than": a time that cannot be read is not fresh either.
  const signedInMs = now.getTime() - new Date(by.authenticatedAt).getTime();
  if (!(signedInMs >= 0 && signedInMs <= FRESH_SIGN_IN_MS)) return refusedFor('sign-in-too-old');
  if (approvedAt === undefined) return refusedFor('not-approved');
  if (now.getTime() - approvedAt.getTime() > UNMASK_WINDOW_MS) return refusedFor('window-over');
  return revealedToday >= cap ? refusedFor('cap-reached') : ALLOWED;
}

/** The one field, from the opened case; nothing where the petition does not say it. @param place of the person, from 1 */
export function unmaskedField(kase: Case, field: UnmaskField, place: number): string | undefined {
  switch (field) {
    case 'respondent.name':
    case 'respondent.position':
      return respondentField(kase, field, place);
    case 'content':
    case 'request':
      return narrativeField(kase.petition.narrative.open(), field);
    case 'petitioner.name':
    case 'petitioner.idNumber':
    case 'petitioner.phone':
    case 'petitioner.address':
    case 'organisation.name':
    case 'agent.name':
      return identityField(kase.petitioners.identity.open(), field, place);
  }
}

function respondentField({ respondents }: Case, field: UnmaskField, place: number): string | undefined {
  const one = respondents[place - 1];
  if (one?.type !== 'person') return field === 'respondent.name' ? one?.name : undefined;
  return field === 'respondent.name' ? one.person.fullName : one.position;
}

function narrativeField(narrative: Narrative, field: 'content' | 'request'): string | undefined {
  return narrative[field];
}

function identityField(
  identity: Identity,
  field: 'organisation.name' | 'agent.name' | PersonField,
  place: number,
): string | undefined {
  if (field === 'organisation.name') return identity.organisation?.name;
  if (field === 'agent.name') return identity.agent?.person.fullName;
  const person = identity.people[place - 1];
  return person === undefined ? undefined : personField(person, field);
}

type PersonField = Extract<UnmaskField, `petitioner.${string}`>;

function personField(person: Person, field: PersonField): string | undefined {
  switch (field) {
    case 'petitioner.name':
      return person.fullName;
    case 'petitioner.idNumber':
      return person.idNumber;
    case 'petitioner.phone':
      return person.phone;
    case 'petitioner.address': {
      const { detail, wardCode, districtCode, provinceCode } = person.address;
      return [detail, wardCode, districtCode, provinceCode].filter(Boolean).join(', ') || undefined;
    }
  }
}
