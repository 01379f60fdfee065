import type { PartialDate } from '../case/partial-date';
import type { MendedUnits } from './mend-units';
import { THREE_TIERS_UNTIL, type Unit } from './unit-data';
import { bareNameKey, nameKey, spelledKey } from './unit-names';

/** Where a unit is looked for; names in any spelling. */
export interface UnitPlace {
  readonly district?: string | undefined;
  readonly province?: string | undefined;
}

/** From the strictest to the loosest. */
const KEYS = [spelledKey, nameKey, bareNameKey] as const;

/**
 * Communes before and after 01/07/2025. A source of proposals, not the truth: its data has gaps. One code may be an old unit
 * until 30/06/2025 and another, new one since, so every question has a day.
 */
export class UnitRegister {
  readonly #byCode = new Map<string, Unit[]>();
  readonly #byName = KEYS.map(() => new Map<string, Unit[]>());
  readonly #successors: ReadonlyMap<Unit, readonly Unit[]>;

  constructor({ fresh, old }: Pick<MendedUnits, 'fresh' | 'old'>) {
    this.#successors = new Map(old.map(({ unit, successors }) => [unit, successors]));
    for (const unit of [...old.map((one) => one.unit), ...fresh]) {
      if (unit.code !== undefined) gather(this.#byCode, unit.code, unit);
      for (const [at, key] of KEYS.entries()) gather(this.#byName[at], key(unit.name), unit);
    }
  }

  /** Units with this code on that day; more than one only where the data gives a code twice. */
  byCode(code: string, onDate: PartialDate): readonly Unit[] {
    return (this.#byCode.get(code) ?? []).filter((unit) => wasThere(unit, onDate));
  }

  /** Units with this name there on that day: spelled so; else without accents; else of another kind of unit. */
  byName(name: string, onDate: PartialDate, place: UnitPlace = {}): readonly Unit[] {
    for (const [at, key] of KEYS.entries()) {
      const named = this.#byName[at]?.get(key(name)) ?? [];
      const found = named.filter((unit) => wasThere(unit, onDate) && isAt(unit, place));
      if (found.length > 0) return found;
    }
    return [];
  }

  /** What the one old unit of this name there became, if it is known to have been split; nothing where that is not clear. */
  splitInto(name: string, place: UnitPlace): readonly Unit[] {
    const [unit, ...others] = this.byName(name, THREE_TIERS_UNTIL as PartialDate, place);
    const successors = unit === undefined || others.length > 0 ? [] : this.successorsOf(unit);
    return successors.length > 1 ? successors : [];
  }

  /** Names of what it was split into. @param within names of the areas it lay in, the largest first */
  namesOfSplit(name: string, [province, district]: readonly string[]): readonly string[] {
    if (province === undefined) return [];
    return this.splitInto(name, { province, district }).map((unit) => unit.name);
  }

  /** What an old unit became; several = it was split. Of a new one, itself. */
  successorsOf(unit: Unit): readonly Unit[] {
    return unit.isNew ? [unit] : (this.#successors.get(unit) ?? []);
  }
}

/** `Phường Thị Nại, Thành phố Quy Nhơn, Tỉnh Bình Định`. */
export function unitPath({ name, district, province }: Unit): string {
  return [name, district, province].filter((part) => part !== undefined && part !== '').join(', ');
}

/** Of a date without its day: on one of the days it may be. */
function wasThere({ isNew }: Unit, onDate: PartialDate): boolean {
  const last = THREE_TIERS_UNTIL.slice(0, onDate.length);
  return isNew ? onDate > last || (onDate === last && onDate.length < 7) : onDate <= last;
}

function isAt(unit: Unit, { district, province }: UnitPlace): boolean {
  const isThere = (there: string | undefined, asked: string | undefined): boolean =>
    asked === undefined || there === undefined || bareNameKey(there) === bareNameKey(asked);
  return isThere(unit.district, district) && isThere(unit.province, province);
}

function gather(map: Map<string, Unit[]> | undefined, key: string, unit: Unit): void {
  map?.set(key, [...(map.get(key) ?? []), unit]);
}
