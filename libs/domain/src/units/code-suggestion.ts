/** A local code without a national one, and what is known of it. */
export interface CodeToMap {
  readonly list: number;
  readonly localCode: string;
  /** As the local software calls it; absent where nobody said. */
  readonly name?: string | undefined;
}

/** Why a national code is proposed. */
export type SuggestionEvidence =
  | { readonly kind: 'same-code'; readonly nationalName: string }
  /** `how`: spelled the same · without accents · only the kind of unit or body differs. */
  | {
      readonly kind: 'same-name';
      readonly how: 'spelled' | 'folded' | 'bare';
      readonly localName: string;
      readonly nationalName: string;
    }
  /** The code is that of a unit in the public data, old or new. */
  | { readonly kind: 'unit'; readonly path: string; readonly isNew: boolean }
  | { readonly kind: 'successor'; readonly from: string; readonly to: string };

export interface SuggestedCode {
  /** One; several = split, or undecided. */
  readonly to: readonly string[];
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly evidence: readonly SuggestionEvidence[];
  /** Only one of the two names says of which tier the agency is: a person must look even where it is the only one. */
  readonly isDoubtful?: true | undefined;
}

/** `sure`: one target for each period · `choose`: several fit, a person chooses · `none`: nothing fits. */
export interface CodeSuggestion extends CodeToMap {
  readonly kind: 'sure' | 'choose' | 'none';
  readonly rows: readonly SuggestedCode[];
  /** Where nothing fits: what has this name but is of another tier or body. To look at, never to take. */
  readonly hints: readonly HintedCode[];
}

/** A code of the same name that is something else: a parent perhaps. */
export interface HintedCode {
  readonly code: string;
  readonly nationalName: string;
}
