import { CHAIN_START, type ChainHead } from '../audit/audit-chain';
import {
  checkpointText,
  fingerprintOf,
  isSignedBy,
  type Checkpoint,
  type KeyBreak,
  type ReceiptKey,
} from './checkpoint';
import { chainReceipt, type ChainedReceipt } from './receipt';

/** What shows that somebody was at the receipts. */
export type ReceiptFinding =
  /** Numbers between `after` and `seq` are missing. */
  | { readonly kind: 'gap'; readonly after: number; readonly seq: number }
  /** The receipt, or the one before it, is not what was chained. */
  | { readonly kind: 'changed'; readonly seq: number }
  /** The chain ends before a receipt that a checkpoint, or a witness, knows. */
  | { readonly kind: 'cut'; readonly last: number; readonly checkpoint: number }
  /** Another receipt stands where a checkpoint was made. */
  | { readonly kind: 'other-history'; readonly seq: number }
  /** The signature of the checkpoint is none of its key. */
  | { readonly kind: 'bad-signature'; readonly seq: number }
  /** Nobody we know signed it, or not in the time of its key. */
  | { readonly kind: 'unknown-key'; readonly seq: number; readonly keyId: string }
  /** A key was lost; nothing but two people vouches for the next one. `unverifiable`: checkpoints whose signature nobody can check. */
  | ({ readonly kind: 'key-break'; readonly unverifiable: number } & KeyBreak);

const MOST_FINDINGS = 100;

/**
 * Checks receipts from the first on, in the order of their numbers, beside the checkpoints. Holds one receipt and the
 * checkpoints, so any length fits. Needs no secret.
 */
export class ReceiptVerifier {
  readonly findings: ReceiptFinding[] = [];
  #head: ChainHead = CHAIN_START;
  readonly #hashes = new Map<number, string>();
  #lastCheckpoint = 0;
  #signed = 0;

  /**
   * @param keys that are trusted
   * @param beside hashes by number, as they were seen outside the database, and keys that two people replaced
   */
  constructor(
    checkpoints: readonly Checkpoint[],
    keys: readonly ReceiptKey[],
    {
      witnessed = new Map<number, string>(),
      breaks = [],
    }: { readonly witnessed?: ReadonlyMap<number, string>; readonly breaks?: readonly KeyBreak[] } = {},
  ) {
    for (const one of breaks)
      this.#note({ kind: 'key-break', unverifiable: unverifiableOf(one, checkpoints, keys), ...one });
    for (const [seq, hash] of witnessed) this.#expect({ seq, hash });
    for (const checkpoint of checkpoints) {
      const objection = objectionTo(checkpoint, keys);
      if (objection !== undefined && !isOfLostKey(objection, breaks)) this.#note(objection);
      this.#expect(checkpoint);
      this.#signed = Math.max(this.#signed, checkpoint.seq);
    }
  }

  get last(): number {
    return this.#head.seq;
  }

  /** Number of the last receipt under a signature. */
  get signed(): number {
    return this.#signed;
  }

  take({ seq, hash, receipt }: Pick<ChainedReceipt, 'seq' | 'hash' | 'receipt'>): void {
    if (seq !== this.#head.seq + 1) this.#note({ kind: 'gap', after: this.#head.seq, seq });
    const expected = chainReceipt({ seq: seq - 1, hash: this.#head.hash }, receipt);
    if (expected.hash !== hash) this.#note({ kind: 'changed', seq });
    if ((this.#hashes.get(seq) ?? hash) !== hash) this.#note({ kind: 'other-history', seq });
    // On with what stands there: one changed receipt is one place, not everything behind it.
    this.#head = { seq, hash };
  }

  /** Everything was taken. */
  end(): readonly ReceiptFinding[] {
    if (this.#lastCheckpoint > this.#head.seq)
      this.#note({ kind: 'cut', last: this.#head.seq, checkpoint: this.#lastCheckpoint });
    return this.findings;
  }

  #expect({ seq, hash }: ChainHead): void {
    if ((this.#hashes.get(seq) ?? hash) !== hash) this.#note({ kind: 'other-history', seq });
    this.#hashes.set(seq, hash);
    this.#lastCheckpoint = Math.max(this.#lastCheckpoint, seq);
  }

  #note(finding: ReceiptFinding): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
  }
}

function objectionTo(checkpoint: Checkpoint, keys: readonly ReceiptKey[]): ReceiptFinding | undefined {
  const { seq, keyId, at, signature } = checkpoint;
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined || !isInTime(key, at)) return { kind: 'unknown-key', seq, keyId };
  const isTheirs =
    fingerprintOf(key.publicKey).startsWith(keyId) &&
    isSignedBy(key.publicKey, checkpointText(checkpoint), signature);
  return isTheirs ? undefined : { kind: 'bad-signature', seq };
}

/** A lost key is known no more: what it signed until it was replaced is part of that break, whatever it signed later is not. */
function isOfLostKey(objection: ReceiptFinding, breaks: readonly KeyBreak[]): boolean {
  if (objection.kind !== 'unknown-key') return false;
  return breaks.some(({ lost, lastSeq }) => lost === objection.keyId && objection.seq <= lastSeq);
}

function unverifiableOf(
  { lost, lastSeq }: KeyBreak,
  checkpoints: readonly Checkpoint[],
  keys: readonly ReceiptKey[],
): number {
  if (keys.some(({ id }) => id === lost)) return 0;
  return checkpoints.filter(({ keyId, seq }) => keyId === lost && seq <= lastSeq).length;
}

function isInTime({ validFrom, validUntil }: ReceiptKey, at: string): boolean {
  return validFrom <= at && (validUntil === null || at <= validUntil);
}
