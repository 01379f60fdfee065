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
      if (tries < MAX_TRIES && earlier.some((other) => similarity(shingles, other) > MAX_SIMILARITY)) continue;
      this.#written.set(opening, [...earlier, shingles]);
      return text;
    }
  }

  private compose(wish: ContentWish, opening: string): string {
    const random = this.random;
    const facts = random.sample(wish.topic.facts, random.int(1, 4));
    const circumstances = random.sample(CIRCUMSTANCES, random.int(0, 2));
    const sentences = [opening, ...facts, ...circumstances, random.pick(wish.topic.requests)];
    const filled = sentences.map((sentence) => sentence.replace(/\{(\w+)\}/g, (_, slot: string) => this.fill(slot, wish)));
    return [...(wish.introduction === undefined ? [] : [wish.introduction]), ...filled].join(' ');
  }

  private fill(slot: string, wish: ContentWish): string {
    const random = this.random;
    switch (slot) {
      case 'xa':
        return random.chance(0.8) ? lower(wish.place.ward) : lower(random.pick(PLACES).ward);
      case 'thon':
        return `${random.pick(['thôn', 'khu phố', 'xóm'])} ${random.pick(HAMLETS)}`;
      case 'ten':
        return personName(random).name;
      case 'ong':
        return personName(random, 'NAM').name;
      case 'ba':
        return personName(random, 'NU').name;
      case 'ngay':
        return toVietnamese(randomDay(random, addDays(wish.before, -420), addDays(wish.before, -4)));
      case 'thang':
        return `${random.int(1, 12)}`;
      case 'nam':
        return `${random.int(1981, 2024)}`;
      case 'n':
        return `${random.int(7, 96)}`;
      case 'm2':
        return random.int(38, 9800).toLocaleString('de-DE');
      case 'tien':
        return (random.int(12, 990) * random.pick([1000, 5000, 25_000, 250_000])).toLocaleString('de-DE');
      default:
        return this.fillDocument(slot, wish);
    }
  }

  private fillDocument(slot: string, wish: ContentWish): string {
    const random = this.random;
    switch (slot) {
      case 'so':
        return `${random.int(11, 4999)}`;
      case 'qd':
        return `${random.int(100, 8999)}/QĐ-${random.pick(['UBND', 'CTUBND', 'XPHC', 'STNMT', 'SLĐTBXH'])}`;
      case 'thua':
        return `${random.int(3, 912)}`;
      case 'to':
        return `${random.int(1, 58)}`;
      case 'duan':
        return random.pick(PROJECTS);
      case 'coquan':
        return wish.agency;
      case 'bitocao':
        return wish.accused?.name ?? '';
      case 'chucvu':
        return lower(wish.accused?.position ?? '');
      default:
        throw new Error(`Unknown slot {${slot}}`);
    }
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
