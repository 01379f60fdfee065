import type { KeyedDigest } from '../ports/seal';
import { CHAIN_START, linkTo, type ChainHead, type ChainedEntry } from './audit-chain';

/** What shows that somebody was at the audit, or that an older database was put back. */
export type ChainFinding =
  /** Numbers between `after` and `seq` are missing. */
  | { readonly kind: 'gap'; readonly after: number; readonly seq: number }
  /** The entry, or the one before it, is not what was written. */
  | { readonly kind: 'changed'; readonly seq: number }
  /** The chain ends before an entry that was witnessed outside the database. */
  | { readonly kind: 'cut'; readonly last: number; readonly witnessed: number }
  /** Another entry stands where one was witnessed: the chain went on from an older copy. */
  | { readonly kind: 'other-history'; readonly seq: number };

const MOST_FINDINGS = 100;

/**
 * Checks a chain from its first entry on, in the order of the numbers; holds one entry and the witnessed heads, so any
 * length fits. Findings name the place; after {@link MOST_FINDINGS} the rest is not listed.
 */
export class ChainVerifier {
  readonly findings: ChainFinding[] = [];
  #head: ChainHead = CHAIN_START;

  /** @param witnessed hashes by number, as they were seen outside the database */
  constructor(
    private readonly keyed: KeyedDigest,
    private readonly witnessed: ReadonlyMap<number, string>,
  ) {}

  get last(): number {
    return this.#head.seq;
  }

  take(entry: ChainedEntry): void {
    if (entry.seq !== this.#head.seq + 1) this.#note({ kind: 'gap', after: this.#head.seq, seq: entry.seq });
    const expected = linkTo({ seq: entry.seq - 1, hash: this.#head.hash }, entry, this.keyed);
    if (expected.hash !== entry.hash) this.#note({ kind: 'changed', seq: entry.seq });
    const witnessed = this.witnessed.get(entry.seq);
    if (witnessed !== undefined && witnessed !== entry.hash)
      this.#note({ kind: 'other-history', seq: entry.seq });
    // On with what stands there: one changed entry is one place, not everything behind it.
    this.#head = { seq: entry.seq, hash: entry.hash };
  }

  /** Everything was taken. */
  end(): readonly ChainFinding[] {
    let newest = 0;
    for (const seq of this.witnessed.keys()) newest = Math.max(newest, seq);
    if (newest > this.#head.seq) this.#note({ kind: 'cut', last: this.#head.seq, witnessed: newest });
    return this.findings;
  }

  #note(finding: ChainFinding): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
  }
}
