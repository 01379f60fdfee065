import fc from 'fast-check';
import { aReceipt } from '../../../../test/builders';
import { FakeCheckpointSigner } from '../../../../test/fakes';
import { CHAIN_START, type ChainHead } from '../audit/audit-chain';
import type { Checkpoint, KeyBreak, ReceiptKey } from './checkpoint';
import { chainReceipt, monthOf, type ChainedReceipt, type Receipt } from './receipt';
import { ReceiptVerifier, type ReceiptFinding } from './verify-receipts';

const signer = new FakeCheckpointSigner();
const stranger = new FakeCheckpointSigner();
const AT = '2026-10-01T04:00:00.000Z';

function chainOf(receipts: readonly Receipt[]): readonly ChainedReceipt[] {
  let head: ChainHead = CHAIN_START;
  return receipts.map((one) => {
    const link = chainReceipt(head, one);
    head = link;
    return link;
  });
}

const LENGTH = 40;
const CHAIN = chainOf(Array.from({ length: LENGTH }, (_none, index) => aReceipt(index)));
const CHECKPOINTS = [9, 24, LENGTH - 1].map((at) => {
  const { seq = 0, hash = '' } = CHAIN[at] ?? {};
  return signer.sign({ seq, hash, at: AT });
});

function findingsIn(
  links: readonly ChainedReceipt[],
  checkpoints: readonly Checkpoint[] = CHECKPOINTS,
): readonly ReceiptFinding[] {
  const verifier = new ReceiptVerifier(checkpoints, signer.keys());
  for (const link of links) verifier.take(link);
  return verifier.end();
}

const place = fc.integer({ min: 0, max: LENGTH - 2 });
const textField = fc.constantFrom(
  'reference',
  'agencyId',
  'resultId',
  'bodySha256',
  'mappingVersion',
  'nationalId',
);
const edited = (at: number, changes: Partial<Receipt>): readonly ChainedReceipt[] =>
  CHAIN.map((link, index) => (index === at ? { ...link, receipt: { ...link.receipt, ...changes } } : link));
const without = (at: number): readonly ChainedReceipt[] => CHAIN.filter((_one, index) => index !== at);
const receipts = (links: readonly ChainedReceipt[]): readonly Receipt[] =>
  links.map(({ receipt }) => receipt);

/** The hash needs no key, so whoever holds the database can write the chain anew; the checkpoints show it. */
const TAMPERS: Readonly<Record<string, fc.Arbitrary<readonly ChainedReceipt[]>>> = {
  'an edited field': fc
    .tuple(place, textField, fc.string({ minLength: 1 }))
    .map(([at, name, text]) => edited(at, { [name]: `${CHAIN[at]?.receipt[name as 'resultId']}${text}` })),
  'another word for how it was acknowledged': place.map((at) =>
    edited(at, { acknowledged: 'decided-by-person' }),
  ),
  'a later time': place.map((at) => edited(at, { confirmedAt: '2026-12-01T00:00:00.000Z' })),
  'an edited receipt and everything behind it chained anew': place.map((at) =>
    chainOf(receipts(edited(at, { resultId: 'khác' }))),
  ),
  'a deleted receipt': place.map(without),
  'a deleted receipt and everything chained anew': place.map((at) => chainOf(receipts(without(at)))),
  'two receipts exchanged': fc
    .uniqueArray(place, { minLength: 2, maxLength: 2 })
    .map(([one = 0, other = 1]) =>
      chainOf(
        receipts(
          CHAIN.map((link, index) => CHAIN[index === one ? other : index === other ? one : index] ?? link),
        ),
      ),
    ),
  'an inserted receipt': place.map((at) =>
    chainOf([...receipts(CHAIN.slice(0, at)), aReceipt(900), ...receipts(CHAIN.slice(at))]),
  ),
  'a tail cut off': place.map((at) => CHAIN.slice(0, at)),
};

describe('the chain of receipts', () => {
  it('is whole as it was written, also while the newest are not signed yet', () => {
    expect(findingsIn(CHAIN)).toEqual([]);
    expect(findingsIn(CHAIN, CHECKPOINTS.slice(0, 1))).toEqual([]);
    expect(findingsIn([], [])).toEqual([]);
  });

  it.each(Object.entries(TAMPERS))('shows %s, wherever it is', (_what, tampers) => {
    fc.assert(
      fc.property(tampers, (links) => expect(findingsIn(links)).not.toEqual([])),
      { numRuns: 60 },
    );
  });

  it('names the place', () => {
    expect(findingsIn(edited(6, { resultId: 'khác' }))).toEqual([{ kind: 'changed', seq: 7 }]);
    expect(findingsIn(CHAIN.slice(0, 30))).toEqual([{ kind: 'cut', last: 30, checkpoint: LENGTH }]);
    expect(findingsIn(without(6))).toEqual([
      { kind: 'gap', after: 6, seq: 8 },
      { kind: 'changed', seq: 8 },
    ]);
  });

  it('believes only signatures of keys that are known, in their time', () => {
    const [first] = CHECKPOINTS;
    if (first === undefined) throw new Error('there are checkpoints');
    expect(findingsIn(CHAIN, [{ ...first, at: '2026-10-02T00:00:00.000Z' }])).toEqual([
      { kind: 'bad-signature', seq: first.seq },
    ]);
    const forged = stranger.sign({ seq: first.seq, hash: first.hash, at: AT });
    expect(findingsIn(CHAIN, [forged])).toMatchObject([{ kind: 'unknown-key' }]);
    expect(findingsIn(CHAIN, [{ ...forged, keyId: first.keyId }])).toMatchObject([{ kind: 'bad-signature' }]);
    const early = signer.sign({ seq: first.seq, hash: first.hash, at: '2025-12-31T00:00:00.000Z' });
    expect(findingsIn(CHAIN, [early])).toMatchObject([{ kind: 'unknown-key' }]);
  });

  it('counts months as Vietnam does', () => {
    expect(monthOf('2026-10-31T16:59:59.999Z')).toBe('2026-10');
    expect(monthOf('2026-10-31T17:00:00.000Z')).toBe('2026-11');
  });
});

describe('receipts whose key was lost on the way', () => {
  const next = new FakeCheckpointSigner();
  const [first, second, last] = CHECKPOINTS;
  const head = { seq: last?.seq ?? 0, hash: last?.hash ?? '', at: AT };
  const checkpoints = [first, second].flatMap((one) => one ?? []).concat(next.sign(head));
  const gap = { lost: signer.id, fresh: next.id, lastSeq: second?.seq ?? 0, at: AT };
  const found = (breaks: readonly KeyBreak[], keys: readonly ReceiptKey[]): readonly ReceiptFinding[] => {
    const verifier = new ReceiptVerifier(checkpoints, keys, { breaks });
    for (const link of CHAIN) verifier.take(link);
    return verifier.end();
  };

  it('show one break, with how many checkpoints nobody can verify', () => {
    expect(found([gap], next.keys())).toEqual([{ kind: 'key-break', unverifiable: 2, ...gap }]);
    expect(found([gap], [...signer.keys(), ...next.keys()])).toEqual([
      { kind: 'key-break', unverifiable: 0, ...gap },
    ]);
  });

  it('show what the lost key signed afterwards, and a key nobody recorded, as unknown', () => {
    const early = { ...gap, lastSeq: first?.seq ?? 0 };
    expect(found([early], next.keys())).toContainEqual({
      kind: 'unknown-key',
      seq: second?.seq,
      keyId: signer.id,
    });
    expect(found([], next.keys()).map(({ kind }) => kind)).toEqual(['unknown-key', 'unknown-key']);
  });
});
