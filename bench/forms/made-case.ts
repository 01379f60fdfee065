import {
  canonicalJson,
  encodeRawRecord,
  laneOf,
  partialDate,
  referenceOf,
  Sealed,
  sha256,
} from '@kntc/domain';
import type {
  Case,
  JudgedRecord,
  KeyedDigest,
  PartialDate,
  PetitionKind,
  ResolutionRound,
} from '@kntc/domain';

export const SOURCE_ID = 'bench';
export const PROVINCE_ID = 'H507';
/** Agencies of a province after the merger of 2025, about. */
export const AGENCIES = 150;

const KINDS: readonly PetitionKind[] = ['KN', 'KN', 'KN', 'TC', 'KNPA'];
const RESULTS: Readonly<Record<PetitionKind, readonly string[]>> = {
  KN: ['1', '2', '6'],
  TC: ['3', '4', '5'],
  KNPA: ['8'],
};
const SENTENCE = 'Kính đề nghị cơ quan có thẩm quyền xem xét lại quyết định thu hồi đất của hộ gia đình. ';
const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('2025-12-15T00:00:00Z');

/** One record of a year of petitions; the same index is always the same record. */
export function madeRecord(index: number, keyed: KeyedDigest): JudgedRecord {
  const localKey = `B-${index}`;
  const agencyId = `xa-${index % AGENCIES}`;
  const kase = madeCase(index, keyed);
  const raw = { localKey, row: { ma: localKey }, children: {} };
  const encoded = encodeRawRecord(raw);
  const reference = referenceOf({
    prefix: 'BDI',
    province: PROVINCE_ID,
    sourceId: SOURCE_ID,
    localKey,
    agencyId,
  });
  return {
    raw,
    encoded,
    contentDigest: sha256(encoded),
    judgedWith: 'bench',
    class: 'accepted',
    reasons: [],
    warnings: [],
    repairs: [],
    receivedOn: kase.petition.receivedDate,
    petitionKind: kase.kind,
    people: kase.petitioners.headCount,
    accepted: {
      case: kase,
      kind: kase.kind,
      agencyId,
      digest: keyed.digest(canonicalJson(kase)),
      fingerprint: keyed.digest(localKey),
      reference,
      lane: laneOf(reference),
    },
  };
}

function madeCase(index: number, keyed: KeyedDigest): Case {
  const kind = KINDS[index % KINDS.length] ?? 'KN';
  const received = after(0, index % 330);
  const isSettled = index % 3 > 0 && kind !== 'KNPA';
  const sealed = <T>(value: T): Sealed<T> => Sealed.of(value, keyed.digest(canonicalJson(value)));
  const identity = {
    people: [{ fullName: `Nguyễn Thị Mẫu ${index}`, idNumber: `052${index}`, address: {} }],
  };
  return {
    kind,
    receivingAgencyCode: 'H507.02',
    petition: {
      receivedDate: received,
      channelCode: '1',
      classification: [[kind === 'KNPA' ? 'PA' : kind]],
      narrative: sealed({ content: SENTENCE.repeat(8 + (index % 20)) }),
    },
    petitioners: {
      type: 'individual',
      headCount: 1 + (index % 7),
      representativeCount: 1,
      anonymous: false,
      impersonated: false,
      provinceCode: '507',
      identity: sealed(identity),
    },
    respondents: [],
    handling: {
      decidedDate: after(index % 330, 3),
      eligible: index % 9 > 0,
      ineligibleReasons: [],
      directionCode: '4',
      agencyCode: 'H507.02',
    },
    acceptance: isSettled
      ? { date: after(index % 330, 6), dueDate: after(index % 330, 36), agencyCode: 'H507.02' }
      : undefined,
    dialogues: index % 4 === 0 ? [{ date: after(index % 330, 12) }] : [],
    rounds: isSettled ? [madeRound(index, kind)] : [],
    suspensions: [],
    attachments: [],
    confidentiality: 'normal',
  };
}

function madeRound(index: number, kind: PetitionKind): ResolutionRound {
  const results = RESULTS[kind];
  return {
    round: 1,
    issuedDate: after(index % 330, 20 + (index % 30)),
    agencyCode: 'H507.02',
    resultCode: results[index % results.length] ?? '1',
    compensation: { peopleRightsRestored: index % 5 },
    disciplinedPeople: [],
    disciplinedOrganisations: [],
    enforcements: [],
  };
}

function after(first: number, days: number): PartialDate {
  const day = partialDate(new Date(FIRST_MS + (first + days) * DAY_MS).toISOString().slice(0, 10));
  if (day === undefined) throw new Error('no day');
  return day;
}
