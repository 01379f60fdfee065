/** Who a field belongs to (`domain.md` §2.11). */
export type FieldOwner = 'local' | 'national';

/** Ownership by path: the longest prefix decides. Configurable; the last word has the table a province gives. */
export interface Ownership {
  /** Of every field no rule names. */
  readonly otherwise: FieldOwner;
  readonly rules: readonly { readonly prefix: string; readonly owner: FieldOwner }[];
}

/**
 * Content that was entered in the province is the province's; ids, links across provinces and what the far side hides or
 * numbers is the far side's.
 */
export const DEFAULT_OWNERSHIP: Ownership = {
  otherwise: 'local',
  rules: [
    { prefix: 'national', owner: 'national' },
    { prefix: 'attachedTo', owner: 'national' },
    { prefix: 'assignedFrom', owner: 'national' },
    { prefix: 'masking', owner: 'national' },
  ],
};

/** A state by field: any text by which equal contents are told from different ones, such as keyed digests. */
export type FieldState = ReadonlyMap<string, string>;

/**
 * What becomes of one field. `same`: both sides agree, by whatever way; `send-local`: only ours changed, it is sent by the
 * ordinary road (a correction of what was confirmed asks for its reason and approver there); `take-national`: only theirs
 * changed in what is theirs; `keep-national`: theirs changed in what is ours: it is neither overwritten nor taken, a clerk is
 * shown it; `restore-national`: only ours changed in what is theirs: ours is put back; `conflict`: both changed, or nobody
 * knows what they agreed on: a person decides.
 */
export const MERGE_WAYS = [
  'same',
  'send-local',
  'take-national',
  'keep-national',
  'restore-national',
  'conflict',
] as const;
export type MergeWay = (typeof MERGE_WAYS)[number];

export interface MergedField {
  readonly field: string;
  readonly way: MergeWay;
  readonly owner: FieldOwner;
}

export interface ThreeStates {
  /** The last state both sides agreed on. `undefined`: nobody knows it (after a restore): every difference is a conflict. */
  readonly base: FieldState | undefined;
  readonly local: FieldState;
  readonly national: FieldState;
}

/** Owner of a field by the longest prefix that ends at a boundary of its path. */
export function ownerOf(field: string, { rules, otherwise }: Ownership): FieldOwner {
  const found = rules
    .filter(
      ({ prefix }) => field === prefix || field.startsWith(`${prefix}.`) || field.startsWith(`${prefix}[`),
    )
    .toSorted((one, other) => other.prefix.length - one.prefix.length);
  return found[0]?.owner ?? otherwise;
}

/**
 * Merges field by field, in the order of the names. Pure. A field the far side does not show (not in `national`) cannot have
 * changed there as far as anybody can see, and is left to what delivery knows.
 */
export function mergeFields(
  { base, local, national }: ThreeStates,
  ownership: Ownership = DEFAULT_OWNERSHIP,
): readonly MergedField[] {
  const names = [...new Set([...local.keys(), ...national.keys()])].filter((name) => national.has(name));
  return names.toSorted().map((field) => {
    const owner = ownerOf(field, ownership);
    const sides = { local: local.get(field), national: national.get(field) };
    return {
      field,
      owner,
      way: wayOf(sides, base === undefined ? UNKNOWN : { value: base.get(field) }, owner),
    };
  });
}

interface Sides {
  readonly local: string | undefined;
  readonly national: string | undefined;
}

const UNKNOWN = Symbol('nobody knows what both sides agreed on');
type Base = { readonly value: string | undefined } | typeof UNKNOWN;

function wayOf({ local, national }: Sides, base: Base, owner: FieldOwner): MergeWay {
  if (local === national) return 'same';
  if (base === UNKNOWN) return 'conflict';
  const isLocalChanged = local !== base.value;
  const isNationalChanged = national !== base.value;
  if (isLocalChanged && isNationalChanged) return 'conflict';
  if (isLocalChanged) return owner === 'local' ? 'send-local' : 'restore-national';
  return owner === 'national' ? 'take-national' : 'keep-national';
}
