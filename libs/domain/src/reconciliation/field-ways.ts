import { DEFAULT_OWNERSHIP, mergeFields, type FieldState, type Ownership } from './merge';
import type { FieldDifference, RecordFinding } from './findings';

export interface WayBasis {
  /** Field → keyed digest of the newest local content, where that is not what was confirmed (a change that waits). */
  readonly present?: FieldState | undefined;
  readonly ownership?: Ownership | undefined;
}

/**
 * Says of each differing field whose it is and what becomes of it: the three-way merge of what both sides last agreed on,
 * the newest local content and what the far side shows. Pure; works on digests alone. A field nobody knows the agreement
 * of is a conflict.
 */
export function withWays(finding: RecordFinding, { present, ownership }: WayBasis): RecordFinding {
  return { ...finding, fields: finding.fields.map((field) => withWay(field, { present, ownership })) };
}

function withWay(
  difference: FieldDifference,
  { present, ownership = DEFAULT_OWNERSHIP }: WayBasis,
): FieldDifference {
  const { field, ours, theirs, base } = difference;
  const local = present?.get(field) ?? ours ?? base;
  const state = (digest: string | undefined): FieldState =>
    new Map(digest === undefined ? [] : [[field, digest]]);
  const states = {
    base: base === undefined ? undefined : state(base),
    local: state(local),
    national: state(theirs),
  };
  const [merged] = mergeFields(states, ownership);
  return {
    ...difference,
    ...(local !== ours && { local }),
    ...(merged !== undefined && { way: merged.way, owner: merged.owner }),
  };
}
