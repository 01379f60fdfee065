import { POSITION_DIGITS, positionOf, rangeDigest } from '@kntc/domain';
import type { DigestAnswer, DigestRow, DigestSide, LookDetail, RangeDigest, RangeLook } from '@kntc/domain';

type Placed = DigestRow & { readonly position: string };

/** Records in memory, shown as an honest side shows them; `bend` makes it lie. Counts what it is asked and what it answers. */
export class FakeDigestSide implements DigestSide {
  readonly #records = new Map<string, Placed>();
  /** Changes a look before it is answered; the number of the request counts from one. */
  bend: (look: RangeLook, request: number) => RangeLook | undefined = (look) => look;
  /** Called before each request: what is written meanwhile. */
  meanwhile: (request: number) => void = () => undefined;
  failure: string | undefined;
  requests = 0;
  /** Parts and rows shown. */
  shown = 0;

  put(...rows: readonly DigestRow[]): this {
    for (const row of rows) this.#records.set(row.id, { ...row, position: positionOf(row.id) });
    return this;
  }

  remove(id: string): void {
    this.#records.delete(id);
  }

  look(ranges: readonly string[], detail: LookDetail): Promise<DigestAnswer> {
    this.requests += 1;
    this.meanwhile(this.requests);
    if (this.failure !== undefined) return Promise.resolve({ kind: 'failed', reason: this.failure });
    const looks = this.#looks(ranges, detail).flatMap((look) => this.bend(look, this.requests) ?? []);
    for (const { parts, rows } of looks) this.shown += parts.length + rows.length;
    return Promise.resolve({ kind: 'looks', looks });
  }

  /** Every record is put into the range it lies in once, so that a look costs one pass. */
  #looks(ranges: readonly string[], detail: LookDetail): readonly RangeLook[] {
    const lengths = new Set(ranges.map(({ length }) => length));
    const within = new Map([...lengths].flatMap((length) => [...grouped(this.#records.values(), length)]));
    return ranges.map((range) => {
      const records = within.get(range) ?? [];
      const parts = detail === 'rows' ? [] : partsOf(records, range.length + detail.parts);
      const rows = detail === 'rows' ? records.map(rowOf) : [];
      return { range, count: records.length, digest: rangeDigest(records), parts, rows };
    });
  }
}

function rowOf({ id, digest, reference }: Placed): DigestRow {
  return { id, digest, reference };
}

function partsOf(records: readonly Placed[], length: number): readonly RangeDigest[] {
  return [...grouped(records, Math.min(length, POSITION_DIGITS))].map(([range, part]) => ({
    range,
    count: part.length,
    digest: rangeDigest(part),
  }));
}

function grouped(records: Iterable<Placed>, length: number): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const record of records) {
    const range = record.position.slice(0, length);
    const group = groups.get(range);
    if (group === undefined) groups.set(range, [record]);
    else group.push(record);
  }
  return groups;
}
