import type { Pause } from '../../ports/pause';
import type { Digest128, DigestRange } from './digest-ranges';

/** How many records a range holds, and the digest of all of them. */
export interface RangeDigest {
  readonly range: DigestRange;
  readonly count: number;
  readonly digest: Digest128;
}

/** One record in a range: its id – the national one, or the hash of a local key – and the digest of everything in it that can be compared. */
export interface DigestRow {
  readonly id: string;
  readonly digest: Digest128;
  /** What we call it, where the side knows: our reference, or the local key. */
  readonly reference?: string | undefined;
}

/** What one side shows of a range. All of it is from one moment: totals and parts must agree. */
export interface RangeLook {
  readonly range: DigestRange;
  readonly count: number;
  /** A database that is asked directly may leave it out where it costs much; then nobody checks by it. */
  readonly digest?: Digest128 | undefined;
  /** The ranges within that hold records. */
  readonly parts: readonly RangeDigest[];
  readonly rows: readonly DigestRow[];
}

/** `parts`: the ranges that are so many digits longer. `rows`: every record. */
export type LookDetail = { readonly parts: number } | 'rows';

export type DigestAnswer =
  | { readonly kind: 'looks'; readonly looks: readonly RangeLook[] }
  /** Could not be asked; says nothing about any record. */
  | { readonly kind: 'failed'; readonly reason: string; readonly pause?: Pause | undefined };

/** One of two sides that hold the same records: stored digests here, an endpoint there. Never throws for the far side's sake. */
export interface DigestSide {
  look(ranges: readonly DigestRange[], detail: LookDetail): Promise<DigestAnswer>;
}
