import { DISTRICT_COMMITTEES, PROVINCE_COMMITTEE, RECEIVING_AGENCIES } from '../data/agencies';
import type { Kind } from '../data/local-codes';
import { PLACES, type Place } from '../data/places';
import type { NguoiRow, Petition } from '../store/rows';
import { COMPLAINTS_ABOUT_LAND } from '../texts/complaints-about-land';
import { COMPLAINTS_ABOUT_RIGHTS } from '../texts/complaints-about-rights';
import type { ContentWish, ContentWriter } from '../texts/compose-content';
import { DENUNCIATIONS } from '../texts/denunciations';
import { PROPOSALS_ABOUT_PLACES } from '../texts/proposals-about-places';
import { PROPOSALS_ABOUT_SERVICES } from '../texts/proposals-about-services';
import type { Topic } from '../texts/topic';
import { attachments } from './attachments';
import { addMilestones } from './milestones';
import { accusedAgency, accusedPerson, agent, petitioners, type Petitioners } from './parties';
import type { PlannedPetition } from './plan';
import { Random } from './random';
import { donRow, reception, receivingAgency } from './registration';

const TOPICS: Readonly<Record<Kind, readonly Topic[]>> = {
  KN: [...COMPLAINTS_ABOUT_LAND, ...COMPLAINTS_ABOUT_LAND, ...COMPLAINTS_ABOUT_RIGHTS],
  TC: DENUNCIATIONS,
  KNPA: [...PROPOSALS_ABOUT_PLACES, ...PROPOSALS_ABOUT_SERVICES],
};

export interface PetitionWish extends PlannedPetition {
  readonly id: number;
  readonly seed: string;
}

/** One whole petition: people, text, milestones and files, all from its own seed. */
export function makePetition(wish: PetitionWish, writer: ContentWriter): Petition {
  const random = new Random(`${wish.seed}/${wish.id}`);
  const { id, kind, received } = wish;
  const place = random.pick(PLACES);
  const agency = receivingAgency(random, kind, place);
  const people = isAnonymous(wish) ? ANONYMOUS : petitioners(random, kind, place, received);
  const topic = random.pick(TOPICS[kind]);
  const accused = respondents(random, wish, place);
  const content = writer.write({
    topic,
    place,
    before: received,
    ...petitionedAgainst(accused[0], place),
    introduction: kind === 'TC' && random.chance(0.5) ? introduction(people) : undefined,
  });
  const don = donRow(random, { id, kind, received, agency, petitioners: people, content });
  if (isAnonymous(wish)) don.nac_danh = '1';
  const petition: Petition = {
    ...emptyPetition(don),
    linh_vuc: fields(random, id, topic),
    nguoi: petitionerRows(random, wish, place, people),
    bi_don: accused.map((row, index) => ({ ...row, id: id * 10 + index, don_id: id, thu_tu: index + 1 })),
    buoi_tiep: reception(random, don, received),
    tai_lieu: hasAttachments(wish) ? attachments(random, id) : [],
  };
  const transferTo = random.pick(RECEIVING_AGENCIES.filter((other) => other.code !== agency.code));
  addMilestones(random, petition, { ...wish, agency, transferTo });
  return petition;
}

function petitionedAgainst(
  first: ReturnType<typeof accusedPerson> | undefined,
  place: Place,
): Pick<ContentWish, 'agency' | 'accused'> {
  const district = DISTRICT_COMMITTEES[place.districtCode] ?? PROVINCE_COMMITTEE;
  return {
    agency: first?.ten_co_quan ?? district.name,
    accused: { name: first?.ho_ten ?? '', position: first?.chuc_vu ?? '' },
  };
}

export function emptyPetition(don: Petition['don']): Petition {
  return {
    don,
    linh_vuc: [],
    nguoi: [],
    bi_don: [],
    buoi_tiep: [],
    xu_ly: [],
    thu_ly: [],
    xac_minh: [],
    doi_thoai: [],
    quyet_dinh: [],
    bi_xu_ly: [],
    thi_hanh: [],
    tam_dinh_chi: [],
    gia_han: [],
    tai_lieu: [],
  };
}

const ANONYMOUS: Petitioners = { type: 'individual', headCount: 1, people: [] };

// Dealt by position, so that every run has exactly these many.
function isAnonymous({ kind, stage, ordinal }: PlannedPetition): boolean {
  return kind === 'KNPA' && stage === 'handled' && ordinal >= 100 && ordinal < 104;
}

function hasAttachments({ kind, stage, ordinal }: PlannedPetition): boolean {
  if (kind === 'KN') return stage === 'resolved' && ordinal < 35;
  if (kind === 'KNPA') return stage === 'handled' && ordinal < 25;
  return ordinal < 4;
}

function hasAgent({ kind, stage, ordinal }: PlannedPetition): boolean {
  if (kind === 'KN') return stage === 'accepted' && ordinal < 12;
  return kind === 'TC' ? stage === 'resolved' && ordinal < 3 : stage === 'received' && ordinal < 5;
}

function respondents(
  random: Random,
  { kind, stage, ordinal }: PlannedPetition,
  place: Place,
): ReturnType<typeof accusedPerson>[] {
  if (kind === 'TC') return [accusedPerson(random, place)];
  if (kind === 'KNPA') return random.chance(0.25) ? [accusedAgency(random, place)] : [];
  const first = random.chance(0.2) ? accusedPerson(random, place) : accusedAgency(random, place);
  const several = stage === 'resolved' && ordinal >= 40 && ordinal < 50;
  return several ? [first, accusedPerson(random, place)] : [first];
}

function petitionerRows(random: Random, wish: PetitionWish, place: Place, side: Petitioners): NguoiRow[] {
  const base = { don_id: wish.id };
  const rows: NguoiRow[] = side.people.map((person, index) => ({
    ...person,
    ...base,
    id: wish.id * 10 + index,
    thu_tu: index + 1,
    vai_tro: 'CHU_DON',
    loai_uy_quyen: null,
  }));
  if (!hasAgent(wish)) return rows;
  return [
    ...rows,
    { ...agent(random, place, wish.received), ...base, id: wish.id * 10 + 9, thu_tu: 1, vai_tro: 'UY_QUYEN' },
  ];
}

function introduction(side: Petitioners): string | undefined {
  const [first] = side.people;
  if (first === undefined) return undefined;
  const phone = first.dien_thoai === null ? '' : `, điện thoại ${first.dien_thoai}`;
  return `Tôi tên là ${first.ho_ten}, hiện cư trú tại ${first.dia_chi}${phone}.`;
}

function fields(random: Random, donId: number, topic: Topic): Petition['linh_vuc'] {
  const count = topic.fields.length > 1 && random.chance(0.2) ? 2 : 1;
  return random
    .sample(topic.fields, count)
    .map((code, index) => ({ don_id: donId, thu_tu: index + 1, ma_linh_vuc: code }));
}
