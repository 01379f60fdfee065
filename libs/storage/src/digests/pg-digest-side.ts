import {
  type DigestAnswer,
  type DigestRange,
  type DigestRow,
  type DigestSide,
  type LookDetail,
  POSITION_DIGITS,
  positionOf,
  type RangeDigest,
  rangeDigest,
  type RangeLook,
} from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { boundsOf, fromDigestColumn } from './digest-columns';
import type { DigestStatements } from './digest-statements';

const BITS_PER_DIGIT = 4;

interface PartRow {
  readonly n: number;
  /** `null`: the range as a whole. */
  readonly part: string | null;
  readonly count: number;
  readonly digest: Buffer;
}

interface RecordRow {
  readonly n: number;
  readonly id: string;
  readonly reference: string;
  readonly digest: Buffer;
}

/** Digests in a table of ours: ranges are worked out from the records when they are asked for, nothing is kept of them. */
export class PgDigestSide implements DigestSide {
  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: DigestStatements,
    /** What of the table is shown. */
    private readonly shown: unknown,
  ) {}

  async look(ranges: readonly DigestRange[], detail: LookDetail): Promise<DigestAnswer> {
    const looks = detail === 'rows' ? this.#rows(ranges) : this.#parts(ranges, detail.parts);
    return { kind: 'looks', looks: await looks };
  }

  async #parts(ranges: readonly DigestRange[], digits: number): Promise<readonly RangeLook[]> {
    const length = Math.min((ranges[0]?.length ?? 0) + digits, POSITION_DIGITS);
    const shift = BITS_PER_DIGIT * (POSITION_DIGITS - length);
    const { parts, partsOfAll } = this.statements;
    const isAll = ranges.length === 1 && ranges[0] === '';
    const rows: PartRow[] = isAll
      ? await this.dataSource.query(partsOfAll, [shift, this.shown])
      : await this.dataSource.query(parts, [...columnsOf(ranges), shift, this.shown]);
    const byRange = grouped(rows);
    return ranges.map((range, at) => partsLook(range, length, byRange.get(at + 1) ?? []));
  }

  async #rows(ranges: readonly DigestRange[]): Promise<readonly RangeLook[]> {
    const found: RecordRow[] = await this.dataSource.query(this.statements.rows, [
      ...columnsOf(ranges),
      this.shown,
    ]);
    const byRange = grouped(found);
    return ranges.map((range, at) => rowsLook(range, byRange.get(at + 1) ?? []));
  }
}

/** Rows by the number of the range they are of. */
function grouped<R extends { readonly n: number }>(rows: readonly R[]): ReadonlyMap<number, readonly R[]> {
  const groups = new Map<number, R[]>();
  for (const row of rows) {
    const group = groups.get(row.n);
    if (group === undefined) groups.set(row.n, [row]);
    else group.push(row);
  }
  return groups;
}

function columnsOf(ranges: readonly DigestRange[]): readonly [readonly string[], readonly string[]] {
  const bounds = ranges.map(boundsOf);
  return [bounds.map(({ first }) => first), bounds.map(({ last }) => last)];
}

/** The digest of everything together is left out where it would cost another pass over all of it. */
function partsLook(range: DigestRange, length: number, rows: readonly PartRow[]): RangeLook {
  const parts: RangeDigest[] = rows.flatMap(({ part, count, digest }) =>
    part === null ? [] : [{ range: rangeOf(part, length), count, digest: fromDigestColumn(digest) }],
  );
  const whole = rows.find(({ part }) => part === null);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const digest = whole === undefined ? undefined : fromDigestColumn(whole.digest);
  return { range, count, digest: count === 0 ? rangeDigest([]) : digest, parts, rows: [] };
}

function rangeOf(part: string, length: number): DigestRange {
  return BigInt(part).toString(16).padStart(length, '0');
}

function rowsLook(range: DigestRange, found: readonly RecordRow[]): RangeLook {
  const rows: DigestRow[] = found.map((row) => ({
    id: row.id.toLowerCase(),
    digest: fromDigestColumn(row.digest),
    reference: row.reference,
  }));
  const placed = rows.map(({ id, digest }) => ({ position: positionOf(id), digest }));
  return { range, count: rows.length, digest: rangeDigest(placed), parts: [], rows };
}
