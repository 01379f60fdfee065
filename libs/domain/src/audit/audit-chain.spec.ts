import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { KeyedDigest } from '../ports/seal';
import { CHAIN_START, linkTo, type AuditEntry, type ChainedEntry } from './audit-chain';
import { ChainVerifier, type ChainFinding } from './verify-chain';

const keyed: KeyedDigest = { digest: (text) => createHmac('sha256', 'audit key').update(text).digest('hex') };
const stolen: KeyedDigest = { digest: (text) => createHmac('sha256', 'a guess').update(text).digest('hex') };

const entry = (index: number): AuditEntry => ({
  agencyId: `H507.0${index % 4}`,
  actor: `cán bộ ${index % 3}`,
  approver: index % 2 === 0 ? 'trưởng phòng' : undefined,
  action: 'holds release',
  target: `HT-${index}`,
  reason: `đã xem hồ sơ ${index}`,
  result: 'done',
  at: new Date(Date.UTC(2026, 10, 26, 8, 0, index)).toISOString(),
});

function chainOf(entries: readonly AuditEntry[], digest = keyed): readonly ChainedEntry[] {
  let head = CHAIN_START;
  return entries.map((one) => {
    const link = linkTo(head, one, digest);
    head = link;
    return link;
  });
}

const LENGTH = 40;
const CHAIN = chainOf(Array.from({ length: LENGTH }, (_none, index) => entry(index)));
const WITNESSED = new Map(CHAIN.map(({ seq, hash }) => [seq, hash]));

function findingsIn(
  entries: readonly ChainedEntry[],
  witnessed: ReadonlyMap<number, string> = WITNESSED,
): readonly ChainFinding[] {
  const verifier = new ChainVerifier(keyed, witnessed);
  for (const one of entries) verifier.take(one);
  return verifier.end();
}

/** Number of an entry that is not the last. */
const place = fc.integer({ min: 0, max: LENGTH - 2 });
const field = fc.constantFrom('actor', 'approver', 'action', 'target', 'reason', 'result', 'at', 'agencyId');

const without = (at: number): readonly ChainedEntry[] => CHAIN.filter((_one, index) => index !== at);
const renumbered = (entries: readonly ChainedEntry[]): readonly ChainedEntry[] =>
  entries.map((one, index) => ({ ...one, seq: index + 1 }));

/** Everything somebody with the database, but without the key, can do to the rows. */
const TAMPERS: Readonly<Record<string, fc.Arbitrary<readonly ChainedEntry[]>>> = {
  'an edited field': fc
    .tuple(place, field, fc.string({ minLength: 1 }))
    .map(([at, name, text]) =>
      CHAIN.map((one, index) => (index === at ? { ...one, [name]: `${one[name as 'actor']}${text}` } : one)),
    ),
  'an approver taken away or put in': place.map((at) =>
    CHAIN.map((one, index) =>
      index === at ? { ...one, approver: one.approver === undefined ? 'ai đó' : undefined } : one,
    ),
  ),
  'an edited entry with a hash of its own': place.map((at) =>
    CHAIN.map((one, index) =>
      index === at ? linkTo(CHAIN[at - 1] ?? CHAIN_START, { ...one, actor: 'người khác' }, stolen) : one,
    ),
  ),
  'a deleted entry': place.map(without),
  'a deleted entry and new numbers': place.map((at) => renumbered(without(at))),
  'two entries exchanged': fc
    .uniqueArray(place, { minLength: 2, maxLength: 2 })
    .map(([one = 0, other = 1]) =>
      CHAIN.map((link, index) =>
        index === one
          ? { ...(CHAIN[other] ?? link), seq: link.seq }
          : index === other
            ? { ...(CHAIN[one] ?? link), seq: link.seq }
            : link,
      ),
    ),
  'an inserted entry': place.map((at) =>
    renumbered([
      ...CHAIN.slice(0, at),
      linkTo(CHAIN[at - 1] ?? CHAIN_START, entry(900), stolen),
      ...CHAIN.slice(at),
    ]),
  ),
  'an entry written twice': place.map((at) => renumbered([...CHAIN.slice(0, at + 1), ...CHAIN.slice(at)])),
  'a tail cut off': place.map((at) => CHAIN.slice(0, at)),
  'an older database put back, which then went on': place.map((at) =>
    chainOf([...CHAIN.slice(0, at), ...Array.from({ length: LENGTH }, (_none, index) => entry(500 + index))]),
  ),
  'the whole chain written anew': fc.constant(chainOf(CHAIN, stolen)),
};

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
  afterAll(() => {
    process.stderr.write(
      `audit chain: ${found} random tampers of ${Object.keys(TAMPERS).length} kinds, all found\n`,
    );
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
    const long = chainOf(
      Array.from({ length: 1_000 }, (_none, index) => entry(index)),
      stolen,
    );
    expect(findingsIn(long)).toHaveLength(100);
  });
});
