import type { Case } from '../case/case';
import type { Sealed } from '../case/sealed';
import { canonicalJson } from '../digest/canonical-json';
import type { KeyedDigest } from '../ports/seal';

/**
 * What of a withheld denunciation a redacted rendition can stand for: text of the petition, summary of the handling,
 * result of an earlier settlement, summary of a round (`resolution:1`), files (`file:1`, as many as were redacted).
 */
export type RenditionField = 'content' | 'handling' | 'prior' | `resolution:${number}` | `file:${number}`;

export const RENDITION_TEXTS = ['content', 'handling', 'prior'] as const;
const NUMBERED = /^(?:resolution|file):[1-9]\d?$/;

/** Reads what a person typed; `undefined` for anything else. */
export function renditionField(text: string): RenditionField | undefined {
  return RENDITION_TEXTS.some((one) => one === text) || NUMBERED.test(text)
    ? (text as RenditionField)
    : undefined;
}

/** What leaves in place of an original, approved by a second person. */
export interface Rendition {
  readonly id: string;
  readonly field: RenditionField;
  /** {@link originalDigest} of what it was made from. */
  readonly original: string;
  /** The text, or the bytes of a file. */
  readonly content: Sealed<Uint8Array>;
}

export function isFileField(field: RenditionField): boolean {
  return field.startsWith('file:');
}

/**
 * Keyed digest of what a rendition stands for, with the identity it must not show: when either changes, nobody has
 * approved that. `undefined`: the case has no such place. Opens nothing.
 */
export function originalDigest(kase: Case, field: RenditionField, keyed: KeyedDigest): string | undefined {
  const original = originalOf(kase, field);
  if (original === undefined) return undefined;
  return keyed.digest(canonicalJson([field.split(':')[0], original, kase.petitioners.identity.digest]));
}

/** Renditions of what the case says now. */
export function validRenditions(
  kase: Case,
  renditions: readonly Rendition[],
  keyed: KeyedDigest,
): readonly Rendition[] {
  return renditions.filter(({ field, original }) => originalDigest(kase, field, keyed) === original);
}

function originalOf(kase: Case, field: RenditionField): unknown {
  if (field === 'content') return kase.petition.narrative.digest;
  if (field === 'handling') return kase.handling && [kase.handling.summary ?? ''];
  if (field === 'prior') return kase.priorResolution && [kase.priorResolution.result ?? ''];
  if (isFileField(field)) return kase.attachments.map(({ content }) => content.digest);
  const round = kase.rounds.find((one) => `resolution:${one.round}` === field);
  return round && [round.summary ?? ''];
}
