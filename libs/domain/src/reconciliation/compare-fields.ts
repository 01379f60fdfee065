import type { ExpectedField, ExpectedRecord, NotCompared, ShownField, ShownRecord } from '../ports/read-back';
import { comparableOf, fitsMask, isCut, isHidden } from './comparable';
import type { FieldDifference } from './findings';

/** Keyed digest of the compared form of one field. */
export type FieldDigest = (field: string, comparable: string) => string;

/** Field → digest of what both sides showed when they last agreed on it. */
export type Agreed = ReadonlyMap<string, string>;

export interface ComparedFields {
  readonly differing: readonly FieldDifference[];
  /** Shown as both sides had it before the last confirmed update. */
  readonly outdated: readonly FieldDifference[];
  readonly notCompared: readonly NotCompared[];
  /** What both sides agree on now, with what they agreed on before where they do not. */
  readonly agreed: Agreed;
  /** Fields that tell cases apart: how many were compared, how many agree, and whether what it is about differs. */
  readonly identity: { readonly compared: number; readonly same: number; readonly isOtherMatter: boolean };
}

export interface FieldBasis {
  readonly expected: ExpectedRecord | undefined;
  readonly agreed: Agreed;
  readonly digest: FieldDigest;
}

type FieldVerdict =
  | {
      readonly kind: 'same' | 'differs' | 'outdated';
      readonly ours?: string | undefined;
      readonly theirs: string;
    }
  | { readonly kind: 'not-compared'; readonly why: NotCompared['why'] };

/**
 * What is shown against what was sent, field by field. Where what was sent cannot be made again, against what both sides last
 * agreed on. Opens nothing and keeps no value: its answer holds digests.
 */
export function compareFields(shown: ShownRecord, basis: FieldBasis): ComparedFields {
  const { expected, agreed } = basis;
  if (shown.isAsAcknowledged === true) return asAcknowledged(basis);
  const ours = new Map((expected?.fields ?? []).map((field) => [field.name, field]));
  const theirs = new Map(shown.fields.map((field) => [field.name, field]));
  const names = expected === undefined ? [...theirs.keys()] : [...ours.keys()];
  const judged = names.map((name) => ({
    name,
    field: ours.get(name),
    base: agreed.get(name),
    verdict: verdictOn({ field: ours.get(name), shown: theirs.get(name), base: agreed.get(name) }, basis),
  }));
  const skipped = judged.flatMap(({ name, verdict }): NotCompared[] =>
    verdict.kind === 'not-compared' ? [{ field: name, why: verdict.why }] : [],
  );
  const same = judged.flatMap(({ name, verdict }) =>
    verdict.kind === 'same' ? [[name, verdict.theirs] as const] : [],
  );
  return {
    differing: differencesOf(judged, 'differs'),
    outdated: differencesOf(judged, 'outdated'),
    notCompared: [...(expected?.unshown ?? []), ...skipped],
    agreed: new Map([...agreed, ...same]),
    identity: identityOf(judged),
  };
}

/** Nothing was read, for the far side holds what was sent: that is what both sides agree on now. */
function asAcknowledged({ expected, agreed, digest }: FieldBasis): ComparedFields {
  const fields = (expected?.fields ?? []).map(
    (field) => [field.name, digest(field.name, comparableOf(field))] as const,
  );
  return {
    differing: [],
    outdated: [],
    notCompared: expected?.unshown ?? [],
    agreed: new Map([...agreed, ...fields]),
    identity: { compared: fields.length, same: fields.length, isOtherMatter: false },
  };
}

interface Judged {
  readonly name: string;
  readonly field: ExpectedField | undefined;
  readonly base: string | undefined;
  readonly verdict: FieldVerdict;
}

function differencesOf(judged: readonly Judged[], kind: 'differs' | 'outdated'): readonly FieldDifference[] {
  return judged.flatMap(({ name, base, verdict }) =>
    verdict.kind === kind ? [{ field: name, ours: verdict.ours, theirs: verdict.theirs, base }] : [],
  );
}

function identityOf(judged: readonly Judged[]): ComparedFields['identity'] {
  const telling = judged.filter(
    ({ field, verdict }) => field?.tells !== undefined && verdict.kind !== 'not-compared',
  );
  const same = telling.filter(({ verdict }) => verdict.kind === 'same');
  const others = telling.filter((one) => !same.includes(one));
  return {
    compared: telling.length,
    same: same.length,
    isOtherMatter: others.some(({ field }) => field?.tells === 'what'),
  };
}

interface FieldPair {
  readonly field: ExpectedField | undefined;
  readonly shown: ShownField | undefined;
  readonly base: string | undefined;
}

function verdictOn({ field, shown, base }: FieldPair, { digest }: FieldBasis): FieldVerdict {
  if (shown === undefined) return { kind: 'not-compared', why: 'not-shown' };
  const theirs = digest(shown.name, comparableOf(shown));
  if (field === undefined) return withoutOurs(theirs, base);
  const ours = digest(field.name, comparableOf(field));
  if (ours === theirs) return { kind: 'same', ours, theirs };
  const why = whyNotCompared(field, shown, base);
  if (why !== undefined) return { kind: 'not-compared', why };
  if (base !== theirs) return { kind: 'differs', ours, theirs };
  return { kind: field.isDerived === true ? 'same' : 'outdated', ours, theirs };
}

/** What was sent cannot be made again: only earlier agreement tells. */
function withoutOurs(theirs: string, base: string | undefined): FieldVerdict {
  if (base === undefined) return { kind: 'not-compared', why: 'base-unknown' };
  return { kind: base === theirs ? 'same' : 'differs', theirs };
}

/** Why values that are not the same may be so without anybody having changed anything. */
function whyNotCompared(
  field: ExpectedField,
  shown: ShownField,
  base: string | undefined,
): NotCompared['why'] | undefined {
  const isMasked = field.mayBeHidden === true && isHidden(shown.value) && fitsMask(shown.value, field.value);
  if (isMasked) return 'hidden';
  if (field.kind === 'text' && isCut(comparableOf(shown), comparableOf(field))) return 'cut';
  return field.isDerived === true && base === undefined ? 'derived' : undefined;
}
