import { canonicalJson } from '../../digest/canonical-json';
import { digest128, type Digest128 } from './digest-ranges';

/** A step as it stands, by what it is called on the wire. */
export interface DigestedStep {
  readonly name: string;
  /** Its own id at the far side; `''` for steps that have none beside the case. */
  readonly ownId: string;
  readonly digest: Digest128;
}

/** Digest of a national record: of its steps in force, in whatever order they came. */
export function recordDigest(steps: readonly DigestedStep[]): Digest128 {
  const lines = steps.map(({ name, ownId, digest }) => canonicalJson([name, ownId.toLowerCase(), digest]));
  return digest128(`[${lines.toSorted().join(',')}]`);
}

/** Digest of a step's fields, after what says nothing was taken out of them. */
export function contentDigest(fields: unknown): Digest128 {
  return digest128(canonicalJson(comparable(fields) ?? {}));
}

/**
 * The same for two ways to write the same thing: texts are composed and trimmed, figures are text, and whatever is empty
 * – `""`, `null`, `{}`, `[]` – is not there.
 */
function comparable(value: unknown): unknown {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return unlessEmpty(value.map(comparable).filter((item) => item !== undefined));
  if (typeof value !== 'object' || value === null) return undefined;
  const members = Object.entries(value).flatMap(([key, item]) => {
    const kept = comparable(item);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function textOf(text: string): string | undefined {
  const kept = text.normalize('NFC').trim();
  return kept === '' ? undefined : kept;
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
