import { Sealed, canonicalJson, sha256 } from '@kntc/domain';
import type {
  Acceptance,
  Address,
  Agent,
  Attachment,
  AttachmentContent,
  Case,
  CaseDraft,
  Handling,
  Identity,
  KeyedDigest,
  Narrative,
  Person,
  PersonDraft,
  Petition,
  PetitionKind,
  Petitioners,
  PriorResolution,
  Respondent,
} from '@kntc/domain';
import { buildRounds } from './build-rounds';
import type { CodeReader } from './code-reader';

/** The values without which there is no case; the mandatory check has seen them. */
export interface CaseEssentials {
  readonly kind: PetitionKind;
  readonly receivedDate: NonNullable<CaseDraft['receivedDate']>;
  readonly receivingAgencyCode: string;
  readonly channelCode: string;
}

/**
 * Puts the canonical case together from a draft. Pure; unmapped codes are noted in the reader and leave their
 * field empty, and the caller then quarantines the record instead of using the case.
 */
export function buildCase(
  draft: CaseDraft,
  essentials: CaseEssentials,
  codes: CodeReader,
  keyed: KeyedDigest,
): Case {
  return {
    kind: essentials.kind,
    receivingAgencyCode: essentials.receivingAgencyCode,
    petition: buildPetition(draft, essentials, codes, keyed),
    petitioners: buildPetitioners(draft, codes, keyed),
    respondents: (draft.respondents ?? []).map((one, index) =>
      buildRespondent(one, codes, `respondents[${index}]`),
    ),
    priorResolution: buildPriorResolution(draft, codes),
    reception: buildReception(draft),
    handling: buildHandling(draft, codes),
    acceptance: buildAcceptance(draft, codes),
    verification: draft.verification,
    dialogues: (draft.dialogues ?? []).flatMap(({ date, ...rest }) =>
      date === undefined ? [] : [{ date, ...rest }],
    ),
    rounds: buildRounds(draft.rounds ?? [], codes),
    suspensions: (draft.suspensions ?? []).flatMap(({ date, ...rest }) =>
      date === undefined ? [] : [{ date, ...rest }],
    ),
    extensions: buildExtensions(draft),
    withdrawal: buildWithdrawal(draft),
    closedDate: draft.closedDate,
    attachments: (draft.attachments ?? []).flatMap((one, index) =>
      buildAttachment(one, codes, keyed, `attachments[${index}]`),
    ),
    confidentiality: draft.confidentiality ?? 'normal',
  };
}

/** What the draft says of visits without a petition is no part of a case. */
export function buildReception({ reception }: CaseDraft): Case['reception'] {
  if (reception === undefined) return undefined;
  const { date, leader, periodic = false, delegated = false, delegatedBy } = reception;
  return { date, leader, periodic, delegated, delegatedBy };
}

/** Nothing rather than an empty list: a case without any is the same as it was before there were extensions. */
function buildExtensions({ extensions = [] }: CaseDraft): Case['extensions'] {
  const dated = extensions.flatMap(({ date, ...rest }) => (date === undefined ? [] : [{ date, ...rest }]));
  return dated.length === 0 ? undefined : dated;
}

function buildWithdrawal({ withdrawal }: CaseDraft): Case['withdrawal'] {
  if (withdrawal?.date === undefined) return undefined;
  return { date: withdrawal.date, documentNo: withdrawal.documentNo, partial: withdrawal.partial ?? false };
}

function buildPetition(
  draft: CaseDraft,
  essentials: CaseEssentials,
  codes: CodeReader,
  keyed: KeyedDigest,
): Petition {
  const forwardingAgency = codes.read(2, draft.forwardedBy?.agency, 'forwardedBy.agency');
  const narrative: Narrative = { content: draft.content ?? '', request: draft.request };
  return {
    registerNo: draft.registerNo,
    writtenDate: draft.writtenDate,
    receivedDate: essentials.receivedDate,
    channelCode: essentials.channelCode,
    forwardedBy:
      forwardingAgency === undefined
        ? undefined
        : {
            agencyCode: forwardingAgency,
            documentNo: draft.forwardedBy?.documentNo,
            documentDate: draft.forwardedBy?.documentDate,
          },
    classification: (draft.classification ?? []).flatMap((one, index) => {
      const leaf = codes.read(6, one.code, `classification[${index}].code`);
      return leaf === undefined ? [] : [pathOf(leaf)];
    }),
    hasOriginals: draft.hasOriginals,
    copyIndex: draft.copyIndex,
    narrative: Sealed.of(narrative, keyed.digest(canonicalJson(narrative))),
  };
}

/** `KN.01.02` → `['KN', 'KN.01', 'KN.01.02']`: every level repeats the full code (list 6, at most four levels). */
function pathOf(leaf: string): readonly string[] {
  const parts = leaf.split('.').slice(0, 4);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('.'));
}

/** Who petitions, or who came. */
export function buildPetitioners(draft: CaseDraft, codes: CodeReader, keyed: KeyedDigest): Petitioners {
  const people = (draft.petitioners ?? []).map((one, index) =>
    buildPerson(one, codes, `petitioners[${index}]`),
  );
  const organisation =
    draft.organisationName === undefined
      ? undefined
      : { name: draft.organisationName, address: draft.organisationAddress };
  const identity: Identity = { people, organisation, agent: buildAgent(draft, codes) };
  const headCount = draft.headCount ?? Math.max(1, people.length);
  return {
    type:
      draft.petitionerType ??
      (organisation !== undefined ? 'organisation' : headCount > 1 ? 'group' : 'individual'),
    headCount,
    representativeCount: draft.representativeCount ?? Math.max(1, people.length),
    anonymous: draft.anonymous ?? false,
    impersonated: draft.impersonated ?? false,
    provinceCode: people[0]?.address.provinceCode,
    identity: Sealed.of(identity, keyed.digest(canonicalJson(identity))),
  };
}

function buildAgent(draft: CaseDraft, codes: CodeReader): Agent | undefined {
  if (draft.agent?.fullName === undefined) return undefined;
  return { type: draft.agent.type ?? 'other', person: buildPerson(draft.agent, codes, 'agent') };
}

function buildRespondent(
  draft: NonNullable<CaseDraft['respondents']>[number],
  codes: CodeReader,
  field: string,
): Respondent {
  const isOrganisation =
    draft.type === 'organisation' || (draft.type === undefined && draft.fullName === undefined);
  if (isOrganisation)
    return {
      type: 'organisation',
      name: draft.organisation ?? draft.fullName ?? '',
      address: buildAddress(draft, codes, field),
    };
  return {
    type: 'person',
    person: buildPerson(draft, codes, field),
    position: draft.position,
    organisation: draft.organisation,
  };
}

function buildPerson(draft: PersonDraft, codes: CodeReader, field: string): Person {
  return {
    fullName: draft.fullName ?? '',
    idNumber: draft.idNumber,
    idIssuedDate: draft.idIssuedDate,
    idIssuedPlace: draft.idIssuedPlace,
    gender: draft.gender,
    birthDate: draft.birthDate,
    phone: draft.phone,
    address: buildAddress(draft, codes, field),
    nationalityCode: codes.read(3, draft.nationality, `${field}.nationality`),
    ethnicityCode: codes.read(4, draft.ethnicity, `${field}.ethnicity`),
  };
}

function buildAddress(draft: PersonDraft, codes: CodeReader, field: string): Address {
  return {
    provinceCode: codes.read(1, draft.province, `${field}.province`),
    districtCode: codes.read(1, draft.district, `${field}.district`),
    wardCode: codes.read(1, draft.ward, `${field}.ward`),
    detail: draft.addressDetail,
  };
}

function buildPriorResolution(draft: CaseDraft, codes: CodeReader): PriorResolution | undefined {
  const prior = draft.priorResolution;
  const then = codes.at(prior?.decidedDate);
  const agencyCode = then.read(2, prior?.agency, 'priorResolution.agency');
  if (prior === undefined || agencyCode === undefined) return undefined;
  return {
    agencyCode,
    round: prior.round ?? 1,
    decidedDate: prior.decidedDate,
    decisionTypeCode: then.read(8, prior.decisionType, 'priorResolution.decisionType'),
    result: prior.result,
  };
}

function buildHandling(draft: CaseDraft, codes: CodeReader): Handling | undefined {
  const handling = draft.handling;
  const then = codes.at(handling?.decidedDate);
  const directionCode = then.read(13, handling?.direction, 'handling.direction');
  const agencyCode = then.read(2, handling?.agency, 'handling.agency');
  const nextAgencyCode = then.read(2, handling?.nextAgency, 'handling.nextAgency');
  if (
    handling?.decidedDate === undefined ||
    handling.eligible === undefined ||
    directionCode === undefined ||
    agencyCode === undefined
  ) {
    return undefined;
  }
  return {
    decidedDate: handling.decidedDate,
    eligible: handling.eligible,
    ineligibleReasons: handling.ineligibleReason === undefined ? [] : [handling.ineligibleReason],
    directionCode,
    agencyCode,
    nextAgencyCode,
    documentNo: handling.documentNo,
    handledBy: handling.handledBy,
    approvedBy: handling.approvedBy,
    summary: handling.summary,
  };
}

function buildAcceptance(draft: CaseDraft, codes: CodeReader): Acceptance | undefined {
  const { date, dueDate, agency, documentNo, approvedBy } = draft.acceptance ?? {};
  const agencyCode = codes.at(date).read(2, agency, 'acceptance.agency');
  if (date === undefined || dueDate === undefined || agencyCode === undefined) return undefined;
  return { date, dueDate, agencyCode, documentNo, approvedBy };
}

function buildAttachment(
  draft: NonNullable<CaseDraft['attachments']>[number],
  codes: CodeReader,
  keyed: KeyedDigest,
  field: string,
): Attachment[] {
  const typeCode = codes.read(11, draft.type, `${field}.type`);
  const fileName = draft.fileName ?? nameOf(draft.content);
  if (draft.content === undefined || fileName === undefined) return [];
  return [
    {
      typeCode,
      title: draft.title ?? fileName,
      fileName,
      summary: draft.summary,
      content: Sealed.of(draft.content, keyed.digest(hashOf(draft.content))),
    },
  ];
}

/** A file by path has a name even where no column holds one. */
function nameOf(content: AttachmentContent | undefined): string | undefined {
  return content === undefined || content instanceof Uint8Array ? undefined : content.path.split('/').at(-1);
}

/** The same file gives the same digest, whether it came with the record or stays where it is. */
function hashOf(content: AttachmentContent): string {
  return content instanceof Uint8Array ? sha256(content) : content.sha256;
}
