import type { PartialDate } from '../case/partial-date';
import type { AgencyOnDate, CodeBook, CodeTranslation } from '../ports/code-book';
import { AgenciesInTime, type AgencyRow } from './agencies-in-time';
import { isValidOn, type Validity } from './validity';

/** One target of a local code. Rows of one code that share a day say that it was split. */
export interface CrosswalkRow extends Validity {
  readonly sourceId: string;
  readonly list: number;
  readonly localCode: string;
  readonly nationalCode: string;
  /** Why the national code is that of a parent: the local agency is in no national list. */
  readonly parentNote?: string | undefined;
}

/** A name of a national code, in the days it had it. */
export interface CodeRow extends Validity {
  readonly list: number;
  readonly code: string;
  readonly name: string;
}

/** The code book of one moment. Lookups are O(1) plus the few periods of one code. */
export class CodeBookInMemory implements CodeBook {
  readonly #crosswalk = new Map<string, CrosswalkRow[]>();
  readonly #names = new Map<string, CodeRow[]>();
  readonly #agencies: AgenciesInTime;

  constructor(
    readonly version: string,
    rows: {
      readonly crosswalk: readonly CrosswalkRow[];
      readonly codes: readonly CodeRow[];
      readonly agencies: readonly AgencyRow[];
    },
  ) {
    for (const row of rows.crosswalk)
      gather(this.#crosswalk, crosswalkKey(row.sourceId, row.list, row.localCode), row);
    for (const row of rows.codes) gather(this.#names, `${row.list}|${row.code}`, row);
    this.#agencies = new AgenciesInTime(rows.agencies);
  }

  translate(
    sourceId: string,
    list: number,
    localCode: string,
    onDate: PartialDate | undefined,
  ): CodeTranslation {
    const rows = this.#crosswalk.get(crosswalkKey(sourceId, list, localCode.trim())) ?? [];
    const codes = new Set(rows.filter((row) => isValidOn(row, onDate)).map((row) => row.nationalCode));
    const [code] = codes;
    if (code === undefined) return { kind: 'unmapped' };
    if (codes.size > 1) return { kind: 'split', codes: [...codes].toSorted() };
    const names = this.#names.get(`${list}|${code}`) ?? [];
    return names.some((row) => isValidOn(row, onDate))
      ? { kind: 'found', code }
      : { kind: 'not-national', code };
  }

  nameOf(list: number, code: string): string | undefined {
    const rows = this.#names.get(`${list}|${code}`) ?? [];
    return (rows.find(({ validUntil }) => validUntil === undefined) ?? rows.at(-1))?.name;
  }

  agencyOn(nationalCode: string, onDate: PartialDate | undefined): AgencyOnDate | undefined {
    return this.#agencies.on(nationalCode, onDate);
  }
}

function gather<T>(map: Map<string, T[]>, key: string, row: T): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else rows.push(row);
}

function crosswalkKey(sourceId: string, list: number, localCode: string): string {
  return `${sourceId}|${list}|${localCode}`;
}
