import type { PartialDate } from '../case/partial-date';
import type { CodeListEntry } from '../ports/code-book';
import { THREE_TIERS_UNTIL, TWO_TIERS_SINCE, type Unit } from './unit-data';
import { bareNameKey, nameKey, spelledKey } from './unit-names';
import { unitPath, type UnitRegister } from './unit-register';

/** A local code without a national one, and what is known of it. */
export interface CodeToMap {
  readonly list: number;
  readonly localCode: string;
  /** As the local software calls it; absent where nobody said. */
  readonly name?: string | undefined;
}

/** Why a national code is proposed. */
export type SuggestionEvidence =
  | { readonly kind: 'same-code'; readonly nationalName: string }
  /** `how`: spelled the same · without accents · only the kind of unit or body differs. */
  | {
      readonly kind: 'same-name';
      readonly how: 'spelled' | 'folded' | 'bare';
      readonly localName: string;
      readonly nationalName: string;
    }
  /** The code is that of a unit in the public data, old or new. */
  | { readonly kind: 'unit'; readonly path: string; readonly isNew: boolean }
  | { readonly kind: 'successor'; readonly from: string; readonly to: string };

export interface SuggestedCode {
  /** One; several = split, or undecided. */
  readonly to: readonly string[];
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly evidence: readonly SuggestionEvidence[];
}

/** `sure`: one target for each period · `choose`: several fit, a person chooses · `none`: nothing fits. */
export interface CodeSuggestion extends CodeToMap {
  readonly kind: 'sure' | 'choose' | 'none';
  readonly rows: readonly SuggestedCode[];
}

const AREAS = 1;
const GSO_COMMUNE = /^\d{5}$/;
const LEVELS = [
  ['spelled', spelledKey],
  ['folded', nameKey],
  ['bare', bareNameKey],
] as const;

/** Proposes national codes by code and name, with the evidence. Proposes only: nothing of it is in use by itself. */
export class CodeSuggestions {
  readonly #lists = new Map<number, NamedEntries>();

  constructor(
    private readonly national: (list: number) => readonly CodeListEntry[],
    /** Without it nothing is known of old and new communes. */
    private readonly units: UnitRegister | undefined,
  ) {}

  suggest(code: CodeToMap): CodeSuggestion {
    const rows = this.#byUnit(code) ?? this.#now(code);
    const isSure = rows.length > 0 && rows.every(({ to }) => to.length === 1);
    return { ...code, kind: isSure ? 'sure' : rows.length > 0 ? 'choose' : 'none', rows };
  }

  #now({ list, localCode, name }: CodeToMap): readonly SuggestedCode[] {
    const entries = this.#entries(list);
    const same = entries.byCode(localCode);
    if (same !== undefined && (name === undefined || nameKey(name) === nameKey(same.name)))
      return [{ to: [same.code], evidence: [{ kind: 'same-code', nationalName: same.name }] }];
    const found = entries.byName(name ?? localCode, {});
    return found === undefined ? [] : [found];
  }

  /** A commune by its GSO code: what it was until 30/06/2025, what it became, and what has that code since. */
  #byUnit({ list, localCode, name }: CodeToMap): readonly SuggestedCode[] | undefined {
    if (list !== AREAS || this.units === undefined || !GSO_COMMUNE.test(localCode)) return undefined;
    const was = this.units
      .byCode(localCode, THREE_TIERS_UNTIL as PartialDate)
      .filter((one) => isNamed(one, name));
    const is = this.units
      .byCode(localCode, TWO_TIERS_SINCE as PartialDate)
      .filter((one) => isNamed(one, name));
    if (was.length + is.length === 0) return undefined;
    const before = this.#targets(was, []);
    const became = was.flatMap((unit) => this.units?.successorsOf(unit) ?? []);
    const after = this.#targets([...new Set([...became, ...is])], was);
    return [
      ...(before === undefined ? [] : [{ ...before, until: THREE_TIERS_UNTIL }]),
      ...(after === undefined ? [] : [{ ...after, from: TWO_TIERS_SINCE }]),
    ];
  }

  /** National codes of these units, with where each comes from. */
  #targets(units: readonly Unit[], predecessors: readonly Unit[]): SuggestedCode | undefined {
    const entries = this.#entries(AREAS);
    const found = units.flatMap((unit) => {
      const match = entries.byName(unit.name, unit);
      if (match === undefined) return [];
      const from = predecessors.find((one) => this.units?.successorsOf(one).includes(unit));
      const own: SuggestionEvidence = { kind: 'unit', path: unitPath(unit), isNew: unit.isNew };
      const came: SuggestionEvidence | undefined =
        from === undefined ? undefined : { kind: 'successor', from: unitPath(from), to: unitPath(unit) };
      return [{ to: match.to, evidence: [own, ...(came === undefined ? [] : [came]), ...match.evidence] }];
    });
    if (found.length === 0) return undefined;
    return {
      to: [...new Set(found.flatMap(({ to }) => to))],
      evidence: found.flatMap(({ evidence }) => evidence),
    };
  }

  #entries(list: number): NamedEntries {
    const known = this.#lists.get(list) ?? new NamedEntries(list, this.national(list));
    this.#lists.set(list, known);
    return known;
  }
}

/** A name that somebody gave says which of the two a code means. */
function isNamed(unit: Unit, name: string | undefined): boolean {
  return name === undefined || bareNameKey(unit.name) === bareNameKey(name);
}

/** One national list by code and by name in three spellings. */
class NamedEntries {
  readonly #byCode: ReadonlyMap<string, CodeListEntry>;
  readonly #byName = LEVELS.map(() => new Map<string, CodeListEntry[]>());

  constructor(
    private readonly list: number,
    entries: readonly CodeListEntry[],
  ) {
    this.#byCode = new Map(entries.map((entry) => [entry.code, entry]));
    for (const entry of entries)
      for (const [at, [, key]] of LEVELS.entries()) {
        const names = this.#byName[at];
        names?.set(key(entry.name), [...(names.get(key(entry.name)) ?? []), entry]);
      }
  }

  byCode(code: string): CodeListEntry | undefined {
    return this.#byCode.get(code.trim());
  }

  /** Entries of this name at the strictest spelling that has any, within the place if the list has one above them. */
  byName(localName: string, place: Pick<Partial<Unit>, 'district' | 'province'>): SuggestedCode | undefined {
    for (const [at, [how, key]] of LEVELS.entries()) {
      const found = (this.#byName[at]?.get(key(localName)) ?? []).filter((entry) => this.#isAt(entry, place));
      if (found.length === 0) continue;
      return {
        to: found.map(({ code }) => code),
        evidence: found.map(({ name }) => ({ kind: 'same-name', how, localName, nationalName: name })),
      };
    }
    return undefined;
  }

  /** National areas stand under each other by the first digits of their codes: 3, 5 and 7. */
  #isAt({ code }: CodeListEntry, place: Pick<Partial<Unit>, 'district' | 'province'>): boolean {
    if (this.list !== AREAS) return true;
    const isUnder = (digits: number, name: string | undefined): boolean => {
      const above = code.length > digits ? this.#byCode.get(code.slice(0, digits)) : undefined;
      return name === undefined || above === undefined || bareNameKey(above.name) === bareNameKey(name);
    };
    const isCommune = place.province === undefined || code.length === 7;
    return isCommune && isUnder(3, place.province) && isUnder(5, place.district);
  }
}
