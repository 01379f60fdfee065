import { digest, positionOf } from './digest-form';

/** `[digits that come on, records, digest]` */
type PartRow = readonly [string, number, string];
/** `[id, digest]` */
type RecordRow = readonly [string, string];

/** What is said of one range, in the words of the contract. */
export interface RangeAnswer {
  readonly TienTo: string;
  readonly SoBanGhi: number;
  readonly TomTat: string;
  readonly Con: readonly PartRow[];
  readonly BanGhi: readonly RecordRow[];
}

interface Entry {
  readonly id: string;
  readonly position: string;
  readonly agency: string;
  readonly digest: string;
}

interface Bucket {
  entries: Entry[];
  /** The digests of all entries in their order; null: not worked out since the last change. */
  bytes: Buffer | null;
}

/** Whether an account may see what an agency entered; absent: everything. */
export type Sees = ((agency: string) => boolean) | undefined;

const BUCKET_DIGITS = 3;

/** Digests of all records by position, so that a range is found without looking at the others. */
export class DigestIndex {
  private readonly buckets = new Map<string, Bucket>();
  private readonly byId = new Map<string, Entry>();

  put(id: string, agency: string, recordDigest: string): void {
    this.remove(id);
    const entry = { id, position: positionOf(id), agency, digest: recordDigest };
    this.byId.set(id, entry);
    const bucket = this.bucketOf(entry.position);
    bucket.entries.push(entry);
    bucket.bytes = null;
  }

  remove(id: string): void {
    const known = this.byId.get(id);
    if (known === undefined) return;
    const bucket = this.bucketOf(known.position);
    bucket.entries = bucket.entries.filter((entry) => entry !== known);
    bucket.bytes = null;
    this.byId.delete(id);
  }

  /** One range with its parts so many digits longer, or with its records (0). */
  look(range: string, addedDigits: number, sees: Sees): RangeAnswer {
    const within = this.bucketsIn(range);
    const groups = within.map((bucket) => this.visible(bucket, range, sees));
    const parts = addedDigits === 0 ? [] : this.parts(groups, range, addedDigits);
    return {
      TienTo: range,
      SoBanGhi: groups.reduce((sum, { entries }) => sum + entries.length, 0),
      TomTat: digest(Buffer.concat(groups.map(bytesOf))),
      Con: parts,
      BanGhi: addedDigits === 0 ? groups.flatMap(({ entries }) => entries.map(rowOf)) : [],
    };
  }

  private parts(groups: readonly Bucket[], range: string, addedDigits: number): readonly PartRow[] {
    const length = Math.min(range.length + addedDigits, 15);
    const parts: PartRow[] = [];
    for (const group of groups) {
      for (const [name, part] of length === BUCKET_DIGITS ? whole(group) : byPrefix(group, length))
        parts.push([name.slice(range.length), part.entries.length, digest(bytesOf(part))]);
    }
    return length < BUCKET_DIGITS ? joined(groups, range, length) : parts;
  }

  /** The bucket itself where all of it is asked for and may be seen: then what was worked out before serves again. */
  private visible(bucket: Bucket, range: string, sees: Sees): Bucket {
    if (sees === undefined && range.length <= BUCKET_DIGITS) return bucket;
    const entries = bucket.entries.filter(
      ({ position, agency }) => position.startsWith(range) && sees?.(agency) !== false,
    );
    return { entries, bytes: null };
  }

  /** In the order of their positions. */
  private bucketsIn(range: string): readonly Bucket[] {
    if (range.length >= BUCKET_DIGITS) return [this.bucketOf(range)];
    return [...this.buckets.keys()]
      .filter((key) => key.startsWith(range))
      .toSorted()
      .map((key) => this.bucketOf(key));
  }

  private bucketOf(position: string): Bucket {
    const key = position.slice(0, BUCKET_DIGITS);
    const known = this.buckets.get(key);
    if (known !== undefined) return known;
    const bucket: Bucket = { entries: [], bytes: null };
    this.buckets.set(key, bucket);
    return bucket;
  }
}

function bytesOf(bucket: Bucket): Buffer {
  if (bucket.bytes !== null) return bucket.bytes;
  bucket.entries = bucket.entries.toSorted(byPosition);
  bucket.bytes = Buffer.concat(bucket.entries.map((entry) => Buffer.from(entry.digest, 'base64url')));
  return bucket.bytes;
}

function whole(bucket: Bucket): readonly (readonly [string, Bucket])[] {
  const [first] = bucket.entries;
  return first === undefined ? [] : [[first.position.slice(0, BUCKET_DIGITS), bucket]];
}

function byPrefix({ entries }: Bucket, length: number): ReadonlyMap<string, Bucket> {
  const parts = new Map<string, Bucket>();
  for (const entry of entries) {
    const name = entry.position.slice(0, length);
    const part = parts.get(name) ?? { entries: [], bytes: null };
    part.entries.push(entry);
    parts.set(name, part);
  }
  return parts;
}

/** Parts larger than a bucket. */
function joined(groups: readonly Bucket[], range: string, length: number): readonly PartRow[] {
  const all: Bucket = { entries: groups.flatMap(({ entries }) => entries), bytes: null };
  return [...byPrefix(all, length)].map(([name, part]) => [
    name.slice(range.length),
    part.entries.length,
    digest(bytesOf(part)),
  ]);
}

function rowOf({ id, digest: of }: Entry): RecordRow {
  return [id, of];
}

function byPosition(one: Entry, other: Entry): number {
  if (one.position !== other.position) return one.position < other.position ? -1 : 1;
  return Buffer.compare(Buffer.from(one.digest, 'base64url'), Buffer.from(other.digest, 'base64url'));
}
