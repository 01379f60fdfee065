import type { PartialDate } from '../case/partial-date';
import type { CodeBook, CodeTranslation } from '../ports/code-book';

export interface CrosswalkRow {
  readonly sourceId: string;
  readonly list: number;
  readonly localCode: string;
  readonly nationalCode: string;
  /** Inclusive, `yyyy-MM-dd`. */
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

export interface CodeRow {
  readonly list: number;
  readonly code: string;
  readonly name: string;
}

export interface AgencyRow {
  /** Stable id, part of every reference. */
  readonly id: string;
  readonly name: string;
  readonly code: string;
}

/** The code book of one moment. Lookups are O(1) plus the few periods of one code. */
export class CodeBookInMemory implements CodeBook {
  readonly #crosswalk = new Map<string, CrosswalkRow[]>();
  readonly #names = new Map<string, string>();
  readonly #agencies: ReadonlyMap<string, string>;

  constructor(
    readonly version: string,
    rows: {
      readonly crosswalk: readonly CrosswalkRow[];
      readonly codes: readonly CodeRow[];
      readonly agencies: readonly AgencyRow[];
    },
  ) {
    for (const row of rows.crosswalk) {
      const key = crosswalkKey(row.sourceId, row.list, row.localCode);
      this.#crosswalk.set(key, [...(this.#crosswalk.get(key) ?? []), row]);
    }
    for (const row of rows.codes) this.#names.set(`${row.list}|${row.code}`, row.name);
    this.#agencies = new Map(rows.agencies.map((agency) => [agency.code, agency.id]));
  }

  translate(
    sourceId: string,
    list: number,
    localCode: string,
    onDate: PartialDate | undefined,
  ): CodeTranslation {
    const rows = this.#crosswalk.get(crosswalkKey(sourceId, list, localCode.trim())) ?? [];
    const row = rows.find((candidate) => isValid(candidate, onDate));
    if (row === undefined) return { kind: 'unmapped' };
    const known = this.#names.has(`${list}|${row.nationalCode}`);
    return known
      ? { kind: 'found', code: row.nationalCode }
      : { kind: 'not-national', code: row.nationalCode };
  }

  nameOf(list: number, code: string): string | undefined {
    return this.#names.get(`${list}|${code}`);
  }

  agencyId(nationalCode: string): string | undefined {
    return this.#agencies.get(nationalCode);
  }
}

function crosswalkKey(sourceId: string, list: number, localCode: string): string {
  return `${sourceId}|${list}|${localCode}`;
}

function isValid(row: CrosswalkRow, onDate: PartialDate | undefined): boolean {
  if (onDate === undefined) return row.validUntil === undefined;
  const from = row.validFrom?.slice(0, onDate.length);
  const until = row.validUntil?.slice(0, onDate.length);
  return (from === undefined || onDate >= from) && (until === undefined || onDate <= until);
}
