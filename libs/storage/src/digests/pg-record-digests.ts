import {
  type DigestAnswer,
  type DigestRange,
  type DigestRow,
  type DigestSide,
  type DigestStore,
  type KnownNationalId,
  type LookDetail,
  POSITION_DIGITS,
  positionOf,
  type RangeDigest,
  rangeDigest,
  type RangeLook,
} from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { boundsOf, fromDigestColumn } from './digest-columns';
import { KNOWN, PARTS, PARTS_OF_ALL, ROWS } from './digest-statements';

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
  readonly national_id: string;
  readonly reference: string;
  readonly digest: Buffer;
}

/** {@link DigestStore} on PostgreSQL: ranges are worked out from the records when they are asked for, nothing is kept of them. */
export class PgRecordDigests implements DigestStore {
  constructor(private readonly dataSource: DataSource) {}

  side(agencyIds?: readonly string[]): DigestSide {
    return { look: (ranges, detail) => this.#look(ranges, detail, agencyIds ?? null) };
  }

  async known(ids: readonly string[]): Promise<readonly KnownNationalId[]> {
    const rows: { national_id: string; reference: string; is_on_its_way: boolean }[] =
      await this.dataSource.query(KNOWN, [ids.flatMap((id) => [id, id.toLowerCase(), id.toUpperCase()])]);
    return rows.map((row) => ({
      id: row.national_id,
      reference: row.reference,
      isOnItsWay: row.is_on_its_way,
    }));
  }

  async #look(
    ranges: readonly DigestRange[],
    detail: LookDetail,
    agencyIds: readonly string[] | null,
  ): Promise<DigestAnswer> {
    const looks =
      detail === 'rows' ? this.#rows(ranges, agencyIds) : this.#parts(ranges, detail.parts, agencyIds);
    return { kind: 'looks', looks: await looks };
  }

  async #parts(
    ranges: readonly DigestRange[],
    digits: number,
    agencyIds: readonly string[] | null,
  ): Promise<readonly RangeLook[]> {
    const length = Math.min((ranges[0]?.length ?? 0) + digits, POSITION_DIGITS);
    const shift = BITS_PER_DIGIT * (POSITION_DIGITS - length);
    const isAll = ranges.length === 1 && ranges[0] === '';
    const rows: PartRow[] = isAll
      ? await this.dataSource.query(PARTS_OF_ALL, [shift, agencyIds])
      : await this.dataSource.query(PARTS, [...columnsOf(ranges), shift, agencyIds]);
    return ranges.map((range, at) =>
      partsLook(
        range,
        length,
        rows.filter(({ n }) => n === at + 1),
      ),
    );
  }

  async #rows(
    ranges: readonly DigestRange[],
    agencyIds: readonly string[] | null,
  ): Promise<readonly RangeLook[]> {
    const found: RecordRow[] = await this.dataSource.query(ROWS, [...columnsOf(ranges), agencyIds]);
    return ranges.map((range, at) =>
      rowsLook(
        range,
        found.filter(({ n }) => n === at + 1),
      ),
    );
  }
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
    id: row.national_id.toLowerCase(),
    digest: fromDigestColumn(row.digest),
    reference: row.reference,
  }));
  const placed = rows.map(({ id, digest }) => ({ position: positionOf(id), digest }));
  return { range, count: rows.length, digest: rangeDigest(placed), parts: [], rows };
}
