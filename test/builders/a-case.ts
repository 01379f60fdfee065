import { Sealed, STEP_KINDS, canonicalJson } from '@kntc/domain';
import type {
  Case,
  Enforcement,
  Identity,
  Narrative,
  Person,
  PetitionKind,
  ResolutionRound,
  StepKind,
} from '@kntc/domain';
import { fakeDigest } from '../fakes/fake-digest';
import { ACCEPTED, DECIDED, DUE, ENFORCED, HANDLED, RECEIVED, WRITTEN } from './dates';

export const ACCEPT = '4';
export const AGENCY = 'H507.02';

export const PETITIONER: Person = {
  fullName: 'Nguyễn Thị Bưởi',
  idNumber: '037081000123',
  phone: '0912000111',
  address: { provinceCode: '507', wardCode: '5070103', detail: 'Thôn Đông' },
};

export function sealed<T>(value: T): Sealed<T> {
  return Sealed.of(value, fakeDigest.digest(canonicalJson(value)));
}

/** A sealed member that fails the test when somebody opens it. */
export function mustStayShut<T>(digest = 'shut'): Sealed<T> {
  return Sealed.lazy<T>(() => {
    throw new Error('a sealed member was opened');
  }, digest);
}

export function aRound(changes: Partial<ResolutionRound> = {}): ResolutionRound {
  return {
    round: 1,
    decisionNo: '12/QĐ-UBND',
    issuedDate: DECIDED,
    agencyCode: AGENCY,
    resultCode: '1',
    formCode: '1',
    compensation: {},
    disciplinedPeople: [],
    disciplinedOrganisations: [],
    enforcements: [],
    ...changes,
  };
}

export function anEnforcement(changes: Partial<Enforcement> = {}): Enforcement {
  return { ordinal: 1, date: ENFORCED, agencyCode: AGENCY, ...changes };
}

/** What a test says about a case in its own words; everything else is that of a complaint just received. */
export interface CaseWords extends Partial<Omit<Case, 'petition' | 'petitioners' | 'attachments'>> {
  readonly content?: string;
  readonly people?: readonly Person[];
  readonly registerNo?: string;
  readonly copyIndex?: number;
  readonly petition?: Partial<Case['petition']>;
  readonly petitioners?: Partial<Case['petitioners']>;
  readonly files?: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
}

/** A complaint of one person, received and nothing more. */
export function aCase(words: CaseWords = {}): Case {
  const { content, people, registerNo, copyIndex, petition, petitioners, files, ...rest } = words;
  const narrative: Narrative = { content: content ?? 'Khiếu nại quyết định thu hồi đất.' };
  const identity: Identity = { people: people ?? [PETITIONER] };
  return {
    kind: 'KN',
    receivingAgencyCode: AGENCY,
    petition: {
      registerNo: registerNo ?? '17/KN',
      writtenDate: WRITTEN,
      receivedDate: RECEIVED,
      channelCode: '1',
      classification: [['KN', 'KN.01', 'KN.01.02']],
      copyIndex,
      narrative: sealed(narrative),
      ...petition,
    },
    petitioners: {
      type: 'individual',
      headCount: 1,
      representativeCount: 1,
      anonymous: false,
      impersonated: false,
      provinceCode: '507',
      identity: sealed(identity),
      ...petitioners,
    },
    respondents: [{ type: 'organisation', name: 'UBND xã Hoà Bình', address: { wardCode: '5070103' } }],
    dialogues: [],
    rounds: [],
    suspensions: [],
    attachments: (files ?? []).map(({ fileName, bytes }) => ({
      title: fileName,
      fileName,
      content: Sealed.of(bytes, fakeDigest.digest(Buffer.from(bytes).toString('latin1'))),
    })),
    confidentiality: 'normal',
    ...rest,
  };
}

/** A complaint that has reached a national step, with everything before it. */
export function aCaseUpTo(step: StepKind, words: CaseWords = {}): Case {
  const reached = (kind: StepKind): boolean => STEP_KINDS.indexOf(kind) <= STEP_KINDS.indexOf(step);
  const enforcements = reached('enforcement') ? [anEnforcement()] : [];
  return aCase({
    ...(reached('handling') && { handling: aHandling() }),
    ...(reached('acceptance') && {
      acceptance: { date: ACCEPTED, dueDate: DUE, agencyCode: AGENCY, documentNo: '5/TB-TL' },
    }),
    ...(reached('resolution') && { rounds: [aRound({ enforcements })] }),
    ...words,
  });
}

export function aHandling(
  changes: Partial<NonNullable<Case['handling']>> = {},
): NonNullable<Case['handling']> {
  return {
    decidedDate: HANDLED,
    eligible: true,
    ineligibleReasons: [],
    directionCode: ACCEPT,
    agencyCode: AGENCY,
    documentNo: '3/PXL',
    ...changes,
  };
}

export function aDenunciation(words: CaseWords = {}): Case {
  return aCase({ kind: 'TC' satisfies PetitionKind, content: 'Tố cáo hành vi nhận tiền.', ...words });
}
