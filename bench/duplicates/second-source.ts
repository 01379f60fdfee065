import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PairLabel, PetitionerToMatch, PetitionToMatch } from '@kntc/duplicates';
import { loadUnits } from '@kntc/platform';
import {
  FIRMS,
  GIVENS,
  HAMLETS,
  MIDDLES,
  POSTS,
  ROADS,
  SCHOOLS,
  STORIES,
  SURNAMES,
  type Story,
} from './other-words';
import { Slips } from './slips';

/**
 * A second, independently written source of labelled petitions: other words, other habits of clerks, other slips, real communes before
 * and after 01/07/2025. Never trained on. Deterministic. `npm run bench -- second-source --n 10000 --seed 1 --out DIR`
 */
export async function secondSource(args: readonly string[]): Promise<boolean> {
  const option = (name: string, fallback: string): string => args[args.indexOf(`--${name}`) + 1] ?? fallback;
  const out = option('out', 'var/second-source');
  const source = new SecondSource(Number(option('seed', '1')));
  while (source.petitions.length < Number(option('n', '10000'))) source.next();
  mkdirSync(out, { recursive: true });
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(out, 'petitions.ndjson'), lines(source.petitions));
  writeFileSync(join(out, 'labels.ndjson'), lines(source.labels));
  process.stdout.write(`${source.petitions.length} petitions, ${source.labels.length} labels in ${out}\n`);
  return true;
}

interface Commune {
  readonly old: readonly [commune: string, district: string, province: string];
  readonly fresh: readonly [commune: string, province: string];
}

interface Citizen {
  readonly name: string;
  readonly year: number;
  readonly day: string;
  readonly cccd: string;
  readonly cmnd: string;
  readonly phone: string;
  readonly commune: Commune;
  readonly hamlet: string;
}

interface Matter {
  readonly story: Story;
  readonly facts: Readonly<Record<string, string>>;
  readonly start: number;
}

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2022, 0, 1);
const DAYS = 1600;
const TWO_TIERS = Date.UTC(2025, 6, 1);

class SecondSource {
  readonly petitions: PetitionToMatch[] = [];
  readonly labels: PairLabel[] = [];
  readonly #slips: Slips;
  readonly #communes: readonly Commune[];

  constructor(seed: number) {
    this.#slips = new Slips(seed);
    const rows = loadUnits('config')?.mappings ?? [];
    // A few dozen communes, so that neighbours and namesakes meet.
    this.#communes = Array.from({ length: 60 }, () => this.#slips.pick(rows)).map((row) => ({
      old: [row.oldName, row.oldDistrict, row.oldProvince],
      fresh: [row.newName, row.newProvince],
    }));
  }

  /** One scene: some petitions and what is known of their pairs. */
  next(): void {
    const slips = this.#slips;
    const citizen = this.#citizen();
    const matter = this.#matter(citizen);
    const again = (): string[] => this.#sent(citizen, matter, 1 + slips.upTo(3));
    const scene = slips.share();
    if (scene < 0.62) this.#sent(citizen, matter, 1);
    else if (scene < 0.8) this.#label(again(), [], 'duplicate', 'resent');
    else if (scene < 0.87) {
      const other = this.#matter(citizen, slips.chance(0.5) ? matter.story : undefined);
      this.#label(again(), this.#sent(citizen, other, 1), 'distinct', 'same_person_diff_matter');
    } else if (scene < 0.93) {
      const neighbour = this.#citizen(citizen.commune);
      const own = { ...matter, facts: { ...matter.facts, ...this.#ownFacts() } };
      this.#label(again(), this.#sent(neighbour, own, 1 + slips.upTo(2)), 'distinct', 'template_project');
    } else if (scene < 0.97) {
      const relative = { ...this.#citizen(citizen.commune), hamlet: citizen.hamlet, phone: citizen.phone };
      this.#label(again(), this.#sent(relative, matter, 1), 'related', 'household_same_matter');
    } else {
      const namesake = { ...this.#citizen(citizen.commune), name: citizen.name };
      this.#label(again(), this.#sent(namesake, this.#matter(namesake), 1), 'distinct', 'namesake');
    }
  }

  #label(ones: readonly string[], others: readonly string[], label: PairLabel['label'], tag: string): void {
    const duplicates = [ones, others].flatMap((ids) =>
      ids.flatMap((a, at) =>
        ids.slice(at + 1).map((b) => ({ a, b, label: 'duplicate' as const, tags: ['resent'] })),
      ),
    );
    const across = ones.flatMap((a) => others.map((b) => ({ a, b, label, tags: [tag] })));
    this.labels.push(...duplicates, ...across);
  }

  #citizen(commune = this.#slips.pick(this.#communes)): Citizen {
    const slips = this.#slips;
    const year = 1940 + slips.upTo(64);
    const century = year < 2000 ? slips.upTo(2) : 2 + slips.upTo(2);
    return {
      name: [slips.pick(SURNAMES), slips.pick(MIDDLES), slips.pick(GIVENS)].join(' '),
      year,
      day: `${slips.digits(1, 12)}-${slips.digits(1, 28)}`,
      cccd: `0${slips.digits(10, 96)}${century}${String(year % 100).padStart(2, '0')}${slips.digits(100000, 999999)}`,
      cmnd: slips.digits(100000000, 399999999),
      phone: `09${slips.digits(10000000, 99999999)}`,
      commune,
      hamlet: slips.pick(HAMLETS),
    };
  }

  #matter({ commune, hamlet }: Citizen, story = this.#slips.pick(STORIES)): Matter {
    const slips = this.#slips;
    const person = (): string =>
      `${slips.pick(['ông', 'bà'])} ${slips.pick(SURNAMES)} ${slips.pick(MIDDLES)} ${slips.pick(GIVENS)}`;
    return {
      story,
      start: FIRST_DAY + slips.upTo(DAYS) * DAY,
      facts: {
        ...this.#ownFacts(),
        qd: `${slips.digits(10, 9000)}/QĐ-UBND`,
        ngay: `${slips.digits(1, 28)}/${slips.digits(1, 12)}/${2018 + slips.upTo(4)}`,
        canbo: person(),
        canbo2: person(),
        chucvu: slips.pick(POSTS),
        cty: slips.pick(FIRMS),
        truong: slips.pick(SCHOOLS),
        duong: slips.pick(ROADS),
        thon: hamlet,
        xa: commune.old[0],
        huyen: commune.old[1],
        nam: String(1968 + slips.upTo(45)),
        donvi: `D${slips.digits(1, 60)}`,
        lop: `${slips.digits(1, 12)}${slips.pick(['A', 'B', 'C'])}`,
      },
    };
  }

  /** What the same letter of a neighbour has of its own. */
  #ownFacts(): Readonly<Record<string, string>> {
    const slips = this.#slips;
    return {
      thua: slips.digits(1, 900),
      to: slips.digits(1, 80),
      dt: slips.digits(20, 5000),
      tien: Number(slips.digits(2, 4000)).toLocaleString('de-DE') + '.000',
      so: slips.digits(3, 400),
      gcn: `${slips.pick(['AK', 'BS', 'CM', 'DD'])} ${slips.digits(100000, 999999)}`,
      bn: `${slips.digits(100, 9999)}/BN-MC`,
    };
  }

  /** The petition and its repetitions; ids in order. */
  #sent(citizen: Citizen, matter: Matter, times: number): string[] {
    const first = this.#slips.upTo(2 ** matter.story.sentences.length);
    return Array.from({ length: times }, (_none, at) => {
      const gap = at === 0 ? 0 : this.#slips.upTo(this.#slips.chance(0.6) ? 30 : 330);
      const received = Math.min(matter.start + gap * DAY, FIRST_DAY + 1780 * DAY);
      const id = `S${String(this.petitions.length + 1).padStart(7, '0')}`;
      // The same letter copied, or told anew: every sentence has two ways.
      const ways =
        at > 0 && this.#slips.chance(0.45) ? this.#slips.upTo(2 ** matter.story.sentences.length) : first;
      this.petitions.push(this.#written({ id, citizen, matter, received, ways }));
      return id;
    });
  }

  #written(sent: Sent): PetitionToMatch {
    const { id, citizen, matter, received, ways } = sent;
    const slips = this.#slips;
    const { story } = matter;
    const clerk = slips.clerk();
    const said = (text: string): string =>
      clerk(text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => matter.facts[name] ?? ''));
    const sentences = story.sentences.map((pair, at) => pair[(ways >> at) & 1] ?? pair[0]);
    const body = slips.chance(0.25) ? '' : slips.body(sentences, citizen.name);
    return {
      id,
      caseType: slips.chance(0.07) ? slips.pick(['KN', 'TC', 'KNPA']) : story.caseType,
      receivedDate: new Date(received).toISOString().slice(0, 10),
      petitioners: slips.chance(0.03) ? [] : [this.#petitioner(citizen, received, clerk)],
      subjectParty: slips.chance(0.2) ? '' : said(story.subject),
      field: slips.chance(0.1) ? slips.pick(STORIES).field : story.field,
      summary: said(slips.pick(story.titles)),
      content: said(body),
      agency: slips.pick(['Ban Tiếp công dân', 'Thanh tra tỉnh', 'UBND xã', 'Sở Nông nghiệp và Môi trường']),
    };
  }

  #petitioner(citizen: Citizen, received: number, clerk: (text: string) => string): PetitionerToMatch {
    const slips = this.#slips;
    const isNew = received >= TWO_TIERS ? slips.chance(0.8) : false;
    const [commune, district, province] = isNew
      ? [citizen.commune.fresh[0], undefined, citizen.commune.fresh[1]]
      : citizen.commune.old;
    const [year, full] = [slips.chance(0.3), slips.chance(0.75)];
    return {
      fullName: clerk(slips.name(citizen.name)),
      ...(year && { birthYear: citizen.year + (slips.chance(0.04) ? 1 : 0) }),
      ...(!year && full && { birthDate: `${citizen.year}-${citizen.day}` }),
      ...(slips.chance(0.55) && { idNumber: slips.number(slips.chance(0.2) ? citizen.cmnd : citizen.cccd) }),
      ...(slips.chance(0.5) && { phone: slips.number(citizen.phone) }),
      address: { line: slips.chance(0.3) ? undefined : clerk(citizen.hamlet), commune, district, province },
    };
  }
}

interface Sent {
  readonly id: string;
  readonly citizen: Citizen;
  readonly matter: Matter;
  readonly received: number;
  /** One bit a sentence: which way it is said. */
  readonly ways: number;
}
