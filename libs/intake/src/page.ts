import { encodeRawRecord } from '@kntc/domain';
import type {
  JudgedRecord,
  KeyedDigest,
  KnownRecord,
  NotedDigest,
  RawRecord,
  SaidDigests,
  SourcePage,
} from '@kntc/domain';

/** A record that was read or stored, and what is known of it. */
export interface Candidate {
  readonly raw: RawRecord;
  readonly encoded: Uint8Array;
  readonly contentDigest: string;
  readonly known: KnownRecord | undefined;
}

/** Records to be judged, from the source or from storage. */
export interface Page {
  readonly records: readonly RawRecord[];
  readonly secret?: readonly RawRecord[] | undefined;
  /** Missing when stored records are judged again: no cursor moves. */
  readonly cursor?: string;
  /** Number of the reading it comes from. */
  readonly reading?: number;
  /** The source went back in time, and this is what it shows now. */
  readonly isWentBack?: boolean | undefined;
  /** Of stored records: the content digests they were read with, by key. */
  readonly standing?: ReadonlyMap<string, string>;
  /** What the source says of each record, by key. */
  readonly said?: ReadonlyMap<string, SaidDigests> | undefined;
  /** Has to be judged again although nothing of it changed. */
  readonly isStale?: boolean;
}

/** Judged, and ready to be stored. */
export interface JudgedPage {
  readonly records: readonly JudgedRecord[];
  /** All keys of the page, the unchanged ones too. */
  readonly keys: readonly string[];
  readonly cursor: string | undefined;
  readonly reading: number | undefined;
  /** What is noted of them once they are stored. */
  readonly digests: readonly NotedDigest[];
}

export function isChanged({ known, contentDigest }: Candidate, judgedWith: string): boolean {
  return known?.contentDigest !== contentDigest || known.judgedWith !== judgedWith || known.isGone === true;
}

/**
 * Whether what was read may be older than what stands, or of somebody else: a source that went back in time, or a key that was
 * gone and comes back with other content (given away twice).
 */
export function isDoubtful({ known, contentDigest }: Candidate, { isWentBack, cursor }: Page): boolean {
  if (cursor === undefined || known === undefined || known.contentDigest === contentDigest) return false;
  return isWentBack === true || known.isGone === true;
}

/** Records a page tells of, whether or not they may be read. */
export function sizeOf({ records, secret = [] }: SourcePage): number {
  return records.length + secret.length;
}

/** A key may stand in a page twice, when its rows differ in their watermark: what was read last counts. */
export function lastOfEachKey(page: readonly RawRecord[]): readonly RawRecord[] {
  return [...new Map(page.map((record) => [record.localKey, record])).values()];
}

/** Somebody stored something newer since a stored record was read to be judged again: what is newer was judged itself. */
export function stillStands({ raw, known }: Candidate, { standing }: Page): boolean {
  return standing === undefined || known?.contentDigest === standing.get(raw.localKey);
}

/** Content digests of stored records, by key. */
export function digestsOf(
  stored: readonly { readonly raw: RawRecord }[],
  keyedDigest: KeyedDigest,
): ReadonlyMap<string, string> {
  return new Map(stored.map(({ raw }) => [raw.localKey, keyedDigest.digest(encodeRawRecord(raw))]));
}
