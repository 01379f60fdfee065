/** What the hashing thread is asked. */
export type HashingTask = { readonly id: number; readonly password: string } & (
  { readonly kind: 'hash'; readonly salt: Uint8Array } | { readonly kind: 'verify'; readonly encoded: string }
);

/** What it answers, in the order it was asked. */
export type HashingAnswer =
  | { readonly id: number; readonly hash: string }
  | { readonly id: number; readonly fits: boolean }
  | { readonly id: number; readonly failed: true };
