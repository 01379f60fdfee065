import { foldText } from './fold-text';

/** One old commune and the new one it came to; a commune that was split has several rows. */
export interface UnitRow {
  readonly province: string;
  readonly district: string;
  readonly commune: string;
  readonly newProvince: string;
  readonly newCommune: string;
}

/** Where somebody lives, in new units as far as that is known. */
export interface PlaceForm {
  readonly province: string;
  /** Names of the commune today, `province|commune`; several where it was split, none where it is not said. */
  readonly communes: readonly string[];
  /** Name as written, without the kind of unit. */
  readonly writtenCommune: string;
  readonly district: string;
  /** Whether old units are written: with a district, or in a province that is no more. */
  readonly isOld: boolean;
  /** Whether the communes are known to be today's, not only assumed. */
  readonly isKnown: boolean;
}

const KINDS = /^(?:thanh pho|thi xa|thi tran|phuong|quan|huien|xa|tinh|dac khu)\s+/;
const NOWHERE: PlaceForm = {
  province: '',
  communes: [],
  writtenCommune: '',
  district: '',
  isOld: false,
  isKnown: false,
};

/** Old and new units, so that an address of before and one of after 01/07/2025 meet. Pure: rows come from outside. */
export class UnitTable {
  readonly #successors = new Map<string, Set<string>>();
  readonly #provinces = new Map<string, string>();

  constructor(rows: Iterable<UnitRow>) {
    for (const row of rows) {
      const [old, fresh] = [bare(row.province), bare(row.newProvince)];
      const today = `${fresh}|${bare(row.newCommune)}`;
      this.#add(`${old}|${bare(row.district)}|${bare(row.commune)}`, today);
      this.#add(`${old}||${bare(row.commune)}`, today);
      this.#add(`${fresh}||${bare(row.newCommune)}`, today);
      this.#provinces.set(old, fresh);
    }
    // Where a name stayed, the province of today is meant.
    for (const fresh of new Set(this.#provinces.values())) this.#provinces.set(fresh, fresh);
  }

  /** Place of an address as written; old units become new ones, what is unknown stays as written. */
  placeOf(address: {
    readonly province?: string | undefined;
    readonly district?: string | undefined;
    readonly commune?: string | undefined;
  }): PlaceForm {
    const written = bare(address.province);
    const commune = bare(address.commune);
    const district = bare(address.district);
    if (written === '' && commune === '') return NOWHERE;
    const province = this.#provinces.get(written) ?? written;
    const found = commune === '' ? undefined : this.#find(written, district, commune);
    const assumed = commune === '' ? [] : [`${province}|${commune}`];
    return {
      province,
      communes: found === undefined ? assumed : [...found].toSorted(),
      writtenCommune: commune,
      district,
      isOld: district !== '' || (province !== written && written !== ''),
      isKnown: found !== undefined,
    };
  }

  #find(province: string, district: string, commune: string): ReadonlySet<string> | undefined {
    const exact = district === '' ? undefined : this.#successors.get(`${province}|${district}|${commune}`);
    return exact ?? this.#successors.get(`${province}||${commune}`);
  }

  #add(key: string, today: string): void {
    const known = this.#successors.get(key);
    if (known === undefined) this.#successors.set(key, new Set([today]));
    else known.add(today);
  }
}

function bare(name: string | undefined): string {
  const folded = foldText(name)
    .replace(/[.,\-/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const without = folded.replace(KINDS, '');
  return without === '' ? folded : without;
}
