import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { documentedFigure } from '../../../../test/figures/figures';
import { aChainOf, anAuditEntry, tampersOf } from '../../../../test/builders/audit-tampers';
import type { KeyedDigest } from '../ports/seal';
import type { ChainedEntry } from './audit-chain';
import { ChainVerifier, type ChainFinding } from './verify-chain';

const keyed: KeyedDigest = { digest: (text) => createHmac('sha256', 'audit key').update(text).digest('hex') };

const LENGTH = 40;
const CHAIN = aChainOf(
  Array.from({ length: LENGTH }, (_none, index) => anAuditEntry(index)),
  keyed,
);
const WITNESSED = new Map(CHAIN.map(({ seq, hash }) => [seq, hash]));

function findingsIn(
  entries: readonly ChainedEntry[],
  witnessed: ReadonlyMap<number, string> = WITNESSED,
): readonly ChainFinding[] {
  const verifier = new ChainVerifier(keyed, witnessed);
  for (const one of entries) verifier.take(one);
  return verifier.end();
}

const without = (at: number): readonly ChainedEntry[] => CHAIN.filter((_one, index) => index !== at);
const TAMPERS = tampersOf(CHAIN, keyed);

describe('the audit chain', () => {
  it('is whole as it was written, also while the witness lags behind', () => {
    expect(findingsIn(CHAIN)).toEqual([]);
    expect(findingsIn(CHAIN, new Map([...WITNESSED].slice(0, 10)))).toEqual([]);
    expect(findingsIn([], new Map())).toEqual([]);
  });

  let found = 0;
  const runs = Math.ceil(1_000 / Object.keys(TAMPERS).length);
  it.each(Object.entries(TAMPERS))('shows %s, wherever it is', (_what, tampers) => {
    fc.assert(
      fc.property(tampers, (entries) => {
        expect(findingsIn(entries)).not.toEqual([]);
        found += 1;
      }),
      { numRuns: runs },
    );
  });
  it('and as many as docs/security/figures.md says', () => {
    process.stderr.write(
      `audit chain: ${found} random tampers of ${Object.keys(TAMPERS).length} kinds, all found\n`,
    );
    expect(documentedFigure('audit-tampers', found)).toBe(found);
  });

  it('names the place', () => {
    const edited = CHAIN.map((one) => (one.seq === 7 ? { ...one, result: 'refused' } : one));
    expect(findingsIn(edited)).toEqual([{ kind: 'changed', seq: 7 }]);
    expect(findingsIn(without(6))).toEqual([
      { kind: 'gap', after: 6, seq: 8 },
      { kind: 'changed', seq: 8 },
    ]);
    expect(findingsIn(CHAIN.slice(0, 30))).toEqual([{ kind: 'cut', last: 30, witnessed: 40 }]);
  });

  it('does not see a cut tail without a witness: that is what the witness is for', () => {
    expect(findingsIn(CHAIN.slice(0, 30), new Map())).toEqual([]);
  });

  it('keeps the list of findings short when everything is wrong', () => {
    const guessed: KeyedDigest = {
      digest: (text) => createHmac('sha256', 'a guess').update(text).digest('hex'),
    };
    const long = aChainOf(
      Array.from({ length: 1_000 }, (_none, index) => anAuditEntry(index)),
      guessed,
    );
    expect(findingsIn(long)).toHaveLength(100);
  });
});
