import type { CodeListEntry } from '../ports/code-book';
import type { HintedCode, SuggestedCode } from './code-suggestion';
import type { Unit } from './unit-data';
import {
  bareNameKey,
  doKindsFit,
  isTierUnsaid,
  namedKind,
  nameKey,
  spelledKey,
  type NamedKind,
} from './unit-names';

type Place = Pick<Partial<Unit>, 'district' | 'province'>;

const AREAS = 1;
const AGENCIES = 2;
const SPELLINGS = [
  ['spelled', spelledKey],
  ['folded', nameKey],
  ['bare', bareNameKey],
] as const;
/** Tier of an area whose name does not say it, by the digits of its code. */
const TIER_OF_DIGITS: Readonly<Record<number, NamedKind['tiers']>> = {
  3: ['province'],
  5: ['district'],
  7: ['commune'],
};

/** One national list by code and by name in three spellings. */
export class NamedEntries {
  readonly #byCode: ReadonlyMap<string, CodeListEntry>;
  readonly #byName = SPELLINGS.map(() => new Map<string, CodeListEntry[]>());

  constructor(
    private readonly list: number,
    entries: readonly CodeListEntry[],
  ) {
    this.#byCode = new Map(entries.map((entry) => [entry.code, entry]));
    for (const entry of entries)
      for (const [at, [, key]] of SPELLINGS.entries()) {
        const names = this.#byName[at];
        names?.set(key(entry.name), [...(names.get(key(entry.name)) ?? []), entry]);
      }
  }

  byCode(code: string): CodeListEntry | undefined {
    return this.#byCode.get(code.trim());
  }

  /**
   * Entries of this name at the strictest spelling that has any, within the place if the list has one above them. A ward is
   * never the city of its name, nor a branch the department: what is of another tier or body is none of them.
   */
  byName(localName: string, place: Place): SuggestedCode | undefined {
    const local = namedKind(localName);
    for (const [at, [how, key]] of SPELLINGS.entries()) {
      const found = (this.#byName[at]?.get(key(localName)) ?? []).filter(
        (entry) => this.#isAt(entry, place) && doKindsFit(local, this.#kindOf(entry)),
      );
      if (found.length === 0) continue;
      const isDoubtful =
        this.list === AGENCIES && found.some(({ name }) => isTierUnsaid(local, namedKind(name)));
      return {
        to: found.map(({ code }) => code),
        evidence: found.map(({ name }) => ({ kind: 'same-name', how, localName, nationalName: name })),
        ...(isDoubtful ? { isDoubtful } : {}),
      };
    }
    return undefined;
  }

  /** Entries that have this name and are of another tier or body: parents, perhaps. */
  ofOtherKind(localName: string): readonly HintedCode[] {
    const local = namedKind(localName);
    const named = this.#byName.at(-1)?.get(bareNameKey(localName)) ?? [];
    return named
      .filter((entry) => !doKindsFit(local, this.#kindOf(entry)))
      .map(({ code, name }) => ({ code, nationalName: name }));
  }

  #kindOf({ code, name }: CodeListEntry): NamedKind {
    const kind = namedKind(name);
    if (this.list !== AREAS || kind.tiers.length > 0) return kind;
    return { ...kind, tiers: TIER_OF_DIGITS[code.length] ?? [] };
  }

  /** National areas stand under each other by the first digits of their codes: 3, 5 and 7. */
  #isAt({ code }: CodeListEntry, place: Place): boolean {
    if (this.list !== AREAS) return true;
    const isUnder = (digits: number, name: string | undefined): boolean => {
      const above = code.length > digits ? this.#byCode.get(code.slice(0, digits)) : undefined;
      return name === undefined || above === undefined || bareNameKey(above.name) === bareNameKey(name);
    };
    const isCommune = place.province === undefined || code.length === 7;
    return isCommune && isUnder(3, place.province) && isUnder(5, place.district);
  }
}
