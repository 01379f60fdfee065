import type { PartialDate } from '../case/partial-date';
import type { CodeListEntry } from '../ports/code-book';
import type { CodeSuggestion, CodeToMap, SuggestedCode, SuggestionEvidence } from './code-suggestion';
import { NamedEntries } from './named-entries';
import { THREE_TIERS_UNTIL, TWO_TIERS_SINCE, type Unit } from './unit-data';
import { bareNameKey, doKindsFit, namedKind, nameKey } from './unit-names';
import { unitPath, type UnitRegister } from './unit-register';

const AREAS = 1;
const GSO_COMMUNE = /^\d{5}$/;

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
    const isSure =
      rows.length > 0 && rows.every(({ to, isDoubtful }) => to.length === 1 && isDoubtful !== true);
    const hints = rows.length > 0 ? [] : this.#entries(code.list).ofOtherKind(code.name ?? code.localCode);
    return { ...code, kind: isSure ? 'sure' : rows.length > 0 ? 'choose' : 'none', rows, hints };
  }

  #now({ list, localCode, name }: CodeToMap): readonly SuggestedCode[] {
    const entries = this.#entries(list);
    const same = entries.byCode(localCode);
    if (same !== undefined && (name === undefined || nameKey(name) === nameKey(same.name)))
      return [
        {
          to: [same.code],
          evidence: [{ kind: 'same-code', nationalName: same.name }],
          // Five digits are a commune to the statistics office and a district to the national list.
          ...(list === AREAS && name === undefined && GSO_COMMUNE.test(localCode)
            ? { isDoubtful: true }
            : {}),
        },
      ];
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
  if (name === undefined) return true;
  return bareNameKey(unit.name) === bareNameKey(name) && doKindsFit(namedKind(unit.name), namedKind(name));
}
