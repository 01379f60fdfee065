import type { AccessRefusal, IdentityTrace, RenditionField } from '@kntc/domain';

/** These people may not have it done. */
export interface NotAllowed {
  readonly kind: 'not-allowed';
  readonly why: AccessRefusal;
}

/** What came of a proposal. `traces`: the text shows who the denouncer is; it was not stored. */
export type RenditionProposal =
  | { readonly kind: 'proposed'; readonly id: string }
  | { readonly kind: 'refused'; readonly traces: readonly IdentityTrace[] }
  | NotAllowed
  | { readonly kind: 'no-record' | 'no-denunciation' | 'no-original' | 'already-proposed' };

export type RenditionApproval =
  | { readonly kind: 'refused'; readonly traces: readonly IdentityTrace[] }
  | NotAllowed
  | { readonly kind: 'approved' | 'not-proposed' | 'same-person' | 'original-changed' };

export interface RenditionRow {
  readonly id: string;
  readonly reference: string;
  readonly agency: string;
  readonly field: RenditionField;
  readonly state: 'proposed' | 'approved' | 'withdrawn' | 'void';
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy: string | null;
  readonly endedAt: Date | null;
}

/** A text to send instead, and the texts that a file holds as far as they can be read. */
export interface RenditionOffer {
  readonly reference: string;
  readonly field: RenditionField;
  readonly content: Uint8Array;
  readonly texts: readonly string[];
  readonly actor: string;
}
