/** The two halves of a look at something sealed. */
export interface Look<R, V, No extends { readonly kind: 'refused' }> {
  /** Puts the look on record for good, or says why it may not be. */
  readonly record: () => Promise<{ readonly kind: 'done'; readonly value: R } | No>;
  /** Opens what the record is about. */
  readonly open: (recorded: R) => Promise<V>;
}

/**
 * Opens only what is on record: a crash in between leaves a look on record that nobody had, never one that somebody had
 * and nobody knows of. Whatever cannot be recorded is not opened.
 */
export async function openOnRecord<R, V, No extends { readonly kind: 'refused' }>({
  record,
  open,
}: Look<R, V, No>): Promise<{ readonly kind: 'done'; readonly value: V } | No> {
  const recorded = await record();
  if (recorded.kind === 'refused') return recorded;
  return { kind: 'done', value: await open(recorded.value) };
}
