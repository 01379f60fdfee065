import { canonicalJson } from '../digest/canonical-json';
import type { CodeRow, CrosswalkRow } from './code-book-in-memory';
import { doOverlap } from './validity';

/**
 * What a national list says of the target of a row, in the days of the row: `ended`: it had the code, but the row goes on
 * longer · `not-national`: it never has the code in these days · `unfetched`: nobody knows the list yet.
 */
export type TargetStanding = 'national' | 'ended' | 'not-national' | 'unfetched';

const END = '9999-99-99';

/** The national lists with the days of their codes, asked about targets of a crosswalk. */
export class NationalTargets {
  readonly #lists: ReadonlySet<number>;
  readonly #codes = new Map<string, CodeRow[]>();

  constructor(codes: readonly CodeRow[]) {
    this.#lists = new Set(codes.map(({ list }) => list));
    for (const row of codes) {
      const key = `${row.list}|${row.code}`;
      this.#codes.set(key, [...(this.#codes.get(key) ?? []), row]);
    }
  }

  standingOf(row: CrosswalkRow): TargetStanding {
    if (!this.#lists.has(row.list)) return 'unfetched';
    const names = this.#codes.get(`${row.list}|${row.nationalCode}`) ?? [];
    const then = names.filter((name) => doOverlap(name, row));
    if (then.length === 0) return 'not-national';
    const last = row.validUntil ?? END;
    return then.some(({ validUntil }) => (validUntil ?? END) >= last) ? 'national' : 'ended';
  }

  /** Last day on which its list had the target; none while it has it, or never had it. */
  endOf({ list, nationalCode }: CrosswalkRow): string | undefined {
    const names = this.#codes.get(`${list}|${nationalCode}`) ?? [];
    if (names.some(({ validUntil }) => validUntil === undefined)) return undefined;
    return names
      .map(({ validUntil = '' }) => validUntil)
      .toSorted()
      .at(-1);
  }
}

/** What a row says, without where it stands: equal for equal rows. */
export function crosswalkContent(row: CrosswalkRow): string {
  const { sourceId, list, localCode, nationalCode, validFrom, validUntil, parentNote } = row;
  return canonicalJson({ sourceId, list, localCode, nationalCode, validFrom, validUntil, parentNote });
}
