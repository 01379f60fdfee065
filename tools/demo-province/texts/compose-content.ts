import { addDays, randomDay, toVietnamese, type Day } from '../generator/days';
import type { Random } from '../generator/random';
import { HAMLETS, PLACES, type Place } from '../data/places';
import { personName } from '../generator/people';
import { CIRCUMSTANCES } from './circumstances';
import type { Topic } from './topic';

export interface ContentWish {
  readonly topic: Topic;
  readonly place: Place;
  /** Nothing in the text is dated later. */
  readonly before: Day;
  /** The agency petitioned against, as people call it. */
  readonly agency: string;
  readonly accused?: { readonly name: string; readonly position: string } | undefined;
  /** First sentence naming the writer. */
  readonly introduction?: string | undefined;
}

const MAX_TRIES = 80;
const MAX_SIMILARITY = 0.34;

/** Writes petitions no two of which are near each other: remembers what it wrote and tries again when too close. */
export class ContentWriter {
  readonly #written = new Map<string, Set<string>[]>();

  constructor(private readonly random: Random) {}

  write(wish: ContentWish): string {
    for (let tries = 1; ; tries += 1) {
      const opening = this.random.pick(wish.topic.openings);
      const text = this.compose(wish, opening);
      const shingles = shinglesOf(text);
      const earlier = this.#written.get(opening) ?? [];
      if (tries < MAX_TRIES && earlier.some((other) => similarity(shingles, other) > MAX_SIMILARITY))
        continue;
      this.#written.set(opening, [...earlier, shingles]);
      return text;
    }
  }

  private compose(wish: ContentWish, opening: string): string {
    const random = this.random;
    const facts = random.sample(wish.topic.facts, random.int(1, 4));
    const circumstances = random.sample(CIRCUMSTANCES, random.int(0, 2));
    const sentences = [opening, ...facts, ...circumstances, random.pick(wish.topic.requests)];
    const filled = sentences.map((sentence) =>
      sentence.replace(/\{(\w+)\}/g, (_, slot: string) => this.fill(slot, wish)),
    );
    return [...(wish.introduction === undefined ? [] : [wish.introduction]), ...filled].join(' ');
  }

  private fill(slot: string, wish: ContentWish): string {
    const filler = SLOTS[slot];
    if (filler === undefined) throw new Error(`Unknown slot {${slot}}`);
    return filler(this.random, wish);
  }
}

const PROJECTS: readonly string[] = [
  'tuyến đường ven biển ĐT.639',
  'khu đô thị du lịch sinh thái Nhơn Hội',
  'cụm công nghiệp Cát Hiệp',
  'hồ chứa nước Đồng Mít',
  'đường cao tốc Bắc - Nam đoạn Hoài Nhơn - Quy Nhơn',
  'khu tái định cư Nhơn Phước',
  'nhà máy điện mặt trời Mỹ An',
  'kè chống xói lở sông Kôn',
  'mở rộng quốc lộ 19',
  'khu dân cư phía nam sông Hà Thanh',
  'trạm bơm Tân An',
  'chợ đầu mối nông sản',
];

const FIGURE =
  (low: number, high: number) =>
  (random: Random): string =>
    String(random.int(low, high));

const SLOTS: Readonly<Record<string, (random: Random, wish: ContentWish) => string>> = {
  xa: (random, { place }) => lower(random.chance(0.8) ? place.ward : random.pick(PLACES).ward),
  thon: (random) => `${random.pick(['thôn', 'khu phố', 'xóm'])} ${random.pick(HAMLETS)}`,
  ten: (random) => personName(random).name,
  ong: (random) => personName(random, 'NAM').name,
  ba: (random) => personName(random, 'NU').name,
  ngay: (random, { before }) => toVietnamese(randomDay(random, addDays(before, -420), addDays(before, -4))),
  thang: FIGURE(1, 12),
  nam: FIGURE(1981, 2024),
  n: FIGURE(7, 96),
  so: FIGURE(11, 4999),
  thua: FIGURE(3, 912),
  to: FIGURE(1, 58),
  m2: (random) => grouped(random.int(38, 9800)),
  tien: (random) => grouped(random.int(12, 990) * random.pick([1000, 5000, 25_000, 250_000])),
  qd: (random) =>
    `${random.int(100, 8999)}/QĐ-${random.pick(['UBND', 'CTUBND', 'XPHC', 'STNMT', 'SLĐTBXH'])}`,
  duan: (random) => random.pick(PROJECTS),
  coquan: (_, { agency }) => agency,
  bitocao: (_, { accused }) => accused?.name ?? '',
  chucvu: (_, { accused }) => lower(accused?.position ?? ''),
};

/** Points between thousands. */
function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.');
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** Word triples of a text. */
export function shinglesOf(text: string): Set<string> {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}

/** Jaccard similarity, 0 to 1. */
export function similarity(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  let both = 0;
  for (const shingle of first) if (second.has(shingle)) both += 1;
  return both / (first.size + second.size - both);
}
