import type { RawMapping, RawUnits, Unit } from './unit-data';
import { bareNameKey, spelledKey } from './unit-names';

/** What is known to be wrong with the package, and whether it could be mended. */
export type UnitDefect =
  /** No code of the old unit. */
  | 'no-old-code'
  /** A row without any old unit: a unit that was none before, such as an island district. */
  | 'no-old-unit'
  /** The code of the new unit lost its leading zero; mended. */
  | 'lost-zero'
  /** The code of the new unit stands in no table; found again by its name. */
  | 'mended-by-name'
  /** Neither code nor name lead to a unit; the row is left out. */
  | 'unknown-target'
  /** A name that is not composed (NFC); mended. */
  | 'not-composed'
  /** The same row again. */
  | 'repeated';

export interface DefectCount {
  readonly defect: UnitDefect;
  readonly rows: number;
  /** The first ones, to look at. */
  readonly examples: readonly string[];
}

export interface MendedUnits {
  readonly provinces: number;
  readonly fresh: readonly Unit[];
  readonly old: readonly { readonly unit: Unit; readonly successors: readonly Unit[] }[];
  readonly defects: readonly DefectCount[];
}

const CODE_DIGITS = 5;
const EXAMPLES = 3;

/** Mends what can be mended without guessing and counts everything that was wrong. Pure. */
export function mendUnits(raw: RawUnits): MendedUnits {
  const defects = new Defects();
  const provinces = new Map(raw.provinces.map(({ code, name }) => [code, composed(name, defects)]));
  const fresh = raw.wards.map(({ code, name, province }): Unit => {
    return { code, name: composed(name, defects), province: provinces.get(province) ?? '', isNew: true };
  });
  const targets = new Targets(fresh);
  const old = new Map<string, { unit: Unit; successors: Unit[] }>();
  for (const row of raw.mappings) {
    const target = targetOf(row, targets, defects);
    if (target === undefined) continue;
    const unit = oldUnit(row, defects);
    if (unit === undefined) continue;
    const key = [unit.province, unit.district ?? '', unit.name].map(spelledKey).join('|');
    const known = old.get(key) ?? { unit, successors: [] };
    if (known.successors.includes(target)) defects.add('repeated', `${unit.name} → ${target.name}`);
    else known.successors.push(target);
    old.set(key, { ...known, unit: known.unit.code === undefined ? unit : known.unit });
  }
  return { provinces: provinces.size, fresh, old: [...old.values()], defects: defects.counted() };
}

function oldUnit(row: RawMapping, defects: Defects): Unit | undefined {
  if (row.oldName === '') {
    defects.add('no-old-unit', row.newName);
    return undefined;
  }
  if (row.oldCode === '') defects.add('no-old-code', `${row.oldName}, ${row.oldDistrict}`);
  return {
    code: row.oldCode === '' ? undefined : row.oldCode.padStart(CODE_DIGITS, '0'),
    name: row.oldName.normalize('NFC'),
    district: row.oldDistrict.normalize('NFC'),
    province: row.oldProvince.normalize('NFC'),
    isNew: false,
  };
}

/** The code counts where its unit has the name beside it; otherwise the name, within its province. */
function targetOf(row: RawMapping, targets: Targets, defects: Defects): Unit | undefined {
  const code = row.newCode.padStart(CODE_DIGITS, '0');
  if (code !== row.newCode) defects.add('lost-zero', row.newCode);
  const byCode = targets.byCode.get(code);
  if (byCode !== undefined && spelledKey(byCode.name) === spelledKey(row.newName)) return byCode;
  const byName = targets.byName.get(`${spelledKey(row.newName)}|${bareNameKey(row.newProvince)}`) ?? [];
  const where = `${code} ${row.newName}`;
  defects.add(byName.length === 1 ? 'mended-by-name' : 'unknown-target', where);
  return byName.length === 1 ? byName[0] : undefined;
}

class Targets {
  readonly byCode: ReadonlyMap<string, Unit>;
  readonly byName = new Map<string, Unit[]>();

  constructor(fresh: readonly Unit[]) {
    this.byCode = new Map(fresh.map((unit) => [unit.code ?? '', unit]));
    for (const unit of fresh) {
      const key = `${spelledKey(unit.name)}|${bareNameKey(unit.province)}`;
      this.byName.set(key, [...(this.byName.get(key) ?? []), unit]);
    }
  }
}

class Defects {
  readonly #found = new Map<UnitDefect, { rows: number; examples: string[] }>();

  add(defect: UnitDefect, example: string): void {
    const known = this.#found.get(defect) ?? { rows: 0, examples: [] };
    known.rows += 1;
    if (known.examples.length < EXAMPLES) known.examples.push(example);
    this.#found.set(defect, known);
  }

  counted(): readonly DefectCount[] {
    return [...this.#found].map(([defect, { rows, examples }]) => ({ defect, rows, examples }));
  }
}

function composed(name: string, defects: Defects): string {
  const nfc = name.normalize('NFC');
  if (nfc !== name) defects.add('not-composed', nfc);
  return nfc;
}
