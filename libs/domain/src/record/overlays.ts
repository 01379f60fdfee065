import type { PetitionKind } from '../case/case';
import { canonicalJson } from '../digest/canonical-json';
import type { ApprovalKind } from '../access/approvals';
import { isPersonal } from '../draft/personal-fields';
import type { IdentityPolicy } from '../ports/national';
import type { MappedRecord } from './mapped-record';

/** A field that a person completed, as typed: canonical path (`petitioners[0].idNumber`) and text. */
export interface OverlayText {
  readonly field: string;
  readonly text: string;
  /**
   * What the source said there when people decided otherwise ({@link saidBySource}): as long as it says exactly that, their
   * word counts. Absent: the source said nothing that could be read.
   */
  readonly over?: string | undefined;
}

/** The same with the value it stands for, in the type of the draft field. */
export interface ReadOverlay {
  readonly field: string;
  readonly value: unknown;
  readonly over?: string | undefined;
}

/**
 * Whether a field may be completed: `said-by-source` = the source says something there that can be read, `no-place` = it
 * belongs to a person or row that is not there.
 */
export type OverlayFit = 'fits' | 'said-by-source' | 'no-place';

type Node = Readonly<Record<string, unknown>>;

/** What the source itself says at the path, and whether a value could be put there. */
export function fitOfOverlay(mapped: MappedRecord, field: string): OverlayFit {
  const steps = stepsOf(field);
  if (!hasPlace(mapped.draft, steps)) return 'no-place';
  const isSaid = valueAt(mapped.draft, steps) !== undefined && !isUnreadable(mapped, field);
  return isSaid ? 'said-by-source' : 'fits';
}

/** What the source says at the path, in a form that is equal for equal values; `undefined`: nothing that can be read. */
export function saidBySource(mapped: MappedRecord, field: string): string | undefined {
  const value = valueAt(mapped.draft, stepsOf(field));
  return value === undefined || isUnreadable(mapped, field) ? undefined : formOf(value);
}

/**
 * The record as the source and the people together say it. An overlay fills what the source lacks, or what could not be
 * read there. Where the source has come to say the same, the source counts and nothing is noted; where it says something
 * else, what the source says stays and the record stops (`OVERLAY_CONFLICT`): nobody here chooses between two people. Only what
 * people decided in view of exactly that value (`over`) stands in its place.
 */
export function withOverlays(mapped: MappedRecord, overlays: readonly ReadOverlay[]): MappedRecord {
  return overlays.reduce(withOverlay, mapped);
}

function withOverlay(mapped: MappedRecord, { field, value, over }: ReadOverlay): MappedRecord {
  const fit = fitOfOverlay(mapped, field);
  const steps = stepsOf(field);
  if (fit === 'fits' || (over !== undefined && saidBySource(mapped, field) === over))
    return {
      ...mapped,
      draft: placed(mapped.draft, steps, value) as MappedRecord['draft'],
      issues: mapped.issues.filter((issue) => issue.field !== field),
    };
  if (fit === 'said-by-source' && isSame(valueAt(mapped.draft, steps), value)) return mapped;
  return { ...mapped, issues: [...mapped.issues, { code: 'OVERLAY_CONFLICT', field }] };
}

/** Capital letters make no other value; marks do. */
function isSame(said: unknown, completed: unknown): boolean {
  return formOf(said) === formOf(completed);
}

function formOf(value: unknown): string {
  return canonicalJson([value]).normalize('NFC').toLowerCase();
}

/** Overlays that count for a record: under `not-read` none that may be the denouncer's. */
export function overlaysInForce<T extends { readonly field: string }>(
  overlays: readonly T[],
  { kind, policy }: { readonly kind: PetitionKind | undefined; readonly policy: IdentityPolicy | undefined },
): readonly T[] {
  if (policy !== 'not-read' || isOther(kind)) return overlays;
  return overlays.filter(({ field }) => !isPersonal(field));
}

/**
 * Who must agree: what a petition is, and whatever may be a denouncer's, takes two people as a change of content does; the
 * rest one named person.
 */
export function approvalOfOverlay(field: string, kind: PetitionKind | undefined): ApprovalKind {
  return field === 'kind' || (isPersonal(field) && !isOther(kind)) ? 'content' : 'judgement';
}

function isOther(kind: PetitionKind | undefined): boolean {
  return kind === 'KN' || kind === 'KNPA';
}

function isUnreadable({ issues }: MappedRecord, field: string): boolean {
  return issues.some((issue) => issue.field === field);
}

/** `rounds[0].agency` → `rounds`, 0, `agency`. */
function stepsOf(field: string): readonly (string | number)[] {
  return field
    .split('.')
    .flatMap((part) => part.split(/[[\]]/).filter((one) => one !== ''))
    .map((one) => (/^\d+$/.test(one) ? Number(one) : one));
}

function valueAt(node: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((at, step) => (at as Node | undefined)?.[step], node);
}

/** Elements follow one another: the first missing one may be added, the one behind it not. */
function hasPlace(node: unknown, steps: readonly (string | number)[]): boolean {
  return steps.every((step, index) => {
    if (typeof step === 'string') return true;
    const list = valueAt(node, steps.slice(0, index));
    return step <= (Array.isArray(list) ? list.length : 0);
  });
}

function placed(node: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const of = node as Node | undefined;
    return { ...of, [step]: placed(of?.[step], rest, value) };
  }
  const list: readonly unknown[] = Array.isArray(node) ? node : [];
  return [...list.slice(0, step), placed(list[step], rest, value), ...list.slice(step + 1)];
}
