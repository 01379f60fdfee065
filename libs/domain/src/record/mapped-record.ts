import type { CaseDraft } from '../draft/draft-fields';
import { isCodeHandle } from '../text/mask';
import type { ReasonCode } from '../errors/reasons';
import type { LegacyEncodingName } from '../text/legacy/encoding';

/** Why a record, or one field of it, cannot go on as it is. Never carries the value itself, only a masked form. */
export interface RecordIssue {
  readonly code: ReasonCode;
  /** Canonical path with indexes, as in the draft: `petitioners[0].idNumber`. */
  readonly field: string;
  /** What the clerk may see of the offending value: masked, at most 40 characters. */
  readonly masked?: string | undefined;
  /** Column of the source it came from, for the person who mends it. */
  readonly column?: string | undefined;
  /** National list of an unmapped code, with the local code itself, or with what stands for it ({@link codeHandle}). */
  readonly list?: number | undefined;
  readonly localCode?: string | undefined;
  /** Keyed digest of what people may agree to so that the record goes on although this was found. */
  readonly agreement?: string | undefined;
}

/** What a person reads of the value: its code, and beside what stands for a hidden one its mask. */
export function shownValue({
  localCode,
  masked,
}: Pick<RecordIssue, 'localCode' | 'masked'>): string | undefined {
  if (localCode === undefined || masked === undefined || !isCodeHandle(localCode)) return localCode ?? masked;
  return `${masked} (${localCode})`;
}

/** A change normalisation made to a value; the raw value is kept with the record. */
export interface Repair {
  readonly field: string;
  readonly kind:
    | LegacyEncodingName
    | 'font-damage'
    | 'look-alike'
    | 'whitespace'
    | 'html'
    | 'identity-number'
    | 'phone'
    | 'control-character';
}

/** What the mapping engine makes of a raw record. Issues here concern single values; intake judges the whole. */
export interface MappedRecord {
  readonly draft: CaseDraft;
  readonly issues: readonly RecordIssue[];
  /** Noticed and let pass (optional value unreadable …). */
  readonly warnings: readonly RecordIssue[];
  readonly repairs: readonly Repair[];
  /** The source file's own rule put the record out of scope: the basis it recorded. */
  readonly outOfScope?: string | undefined;
  /** The source file's own rule calls it a visit that no petition came of. */
  readonly isBareReception?: boolean | undefined;
}
