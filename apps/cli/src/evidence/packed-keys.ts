import type { KeyBreak, ReceiptKey } from '@kntc/domain';

/** A public key as the package shows it. */
export type PackedKey = ReceiptKey & {
  /** The key before was lost: only two people vouch for this one. */
  readonly unvouched?: Pick<KeyBreak, 'lost' | 'lastSeq' | 'at'>;
};

/** Says of each key that was put in the place of a lost one that it was. */
export function packedKeys(keys: readonly ReceiptKey[], breaks: readonly KeyBreak[]): readonly PackedKey[] {
  return keys.map((key) => {
    const found = breaks.find(({ fresh }) => fresh === key.id);
    if (found === undefined) return key;
    const { lost, lastSeq, at } = found;
    return { ...key, unvouched: { lost, lastSeq, at } };
  });
}
