import type { KnownRecord, OverlayText, RecordDecision } from '@kntc/domain';

/** What the tables say of a key. */
export interface KnownRow {
  readonly local_key: string;
  readonly content_digest: string;
  readonly judged_with: string;
  readonly decision: RecordDecision | null;
  readonly agreements: readonly string[] | null;
  readonly case_id: string | null;
  readonly digest: string | null;
  readonly version: number | null;
  readonly is_gone: boolean;
}

/** What is known by local key. */
export function knownBy(rows: readonly KnownRow[]): ReadonlyMap<string, KnownRecord> {
  return new Map(rows.map((row) => [row.local_key, toKnown(row)]));
}

/** The same with what people completed. */
export function withOverlaysOf(
  known: ReadonlyMap<string, KnownRecord>,
  overlays: ReadonlyMap<string, readonly OverlayText[]>,
): ReadonlyMap<string, KnownRecord> {
  if (overlays.size === 0) return known;
  return new Map([...known].map(([key, record]) => [key, { ...record, overlays: overlays.get(key) }]));
}

function toKnown(row: KnownRow): KnownRecord {
  return {
    localKey: row.local_key,
    contentDigest: row.content_digest,
    judgedWith: row.judged_with,
    decision: row.decision ?? undefined,
    agreements: row.agreements ?? undefined,
    caseId: row.case_id ?? undefined,
    caseDigest: row.digest ?? undefined,
    version: row.version ?? undefined,
    isGone: row.is_gone,
  };
}
