import { FakeDigestSide } from '../../../../../test/fakes';
import type { DigestStore, KnownNationalId } from '../../ports/digest-store';
import { compareRecords, type RecordDifference } from './compare-records';
import { digest128 } from './digest-ranges';

const row = (id: string, content = 'first') => ({ id, digest: digest128(`${id} ${content}`) });
const ours = (id: string, isOnItsWay = false): KnownNationalId => ({
  id,
  reference: `BDI-${id}`,
  isOnItsWay,
});

/** What is ours, and of it what has a digest. */
function stored(side: FakeDigestSide, known: readonly KnownNationalId[]): DigestStore & { asked: number } {
  const store = {
    asked: 0,
    side: () => side,
    known: async (ids: readonly string[]) => {
      store.asked += 1;
      return known.filter(({ id }) => ids.includes(id));
    },
  };
  return store;
}

describe('comparing our records with the far side', () => {
  it('says which differ, stand on one side only, or cannot be compared yet', async () => {
    const store = stored(new FakeDigestSide().put(row('a'), row('b'), row('c')), [
      ours('a'),
      ours('b', true),
      ours('c'),
      ours('d'),
    ]);
    const national = new FakeDigestSide().put(row('a'), row('b', 'second'), row('d'), row('e'));
    const findings: RecordDifference[] = [];
    const report = await compareRecords({ store, national }, (finding) => void findings.push(finding));
    expect(report.kind).toBe('compared');
    expect(findings.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))).toEqual(
      [
        { kind: 'different', id: 'b', reference: 'BDI-b', isOnItsWay: true },
        { kind: 'only-local', id: 'c', reference: 'BDI-c', isOnItsWay: false },
        { kind: 'only-national', id: 'e' },
        { kind: 'undigested', id: 'd', reference: 'BDI-d', isOnItsWay: false },
      ],
    );
  });

  it('asks for references a few hundred at a time, however much differs', async () => {
    const ids = Array.from({ length: 500 }, (_, n) => `id-${n}`);
    const store = stored(
      new FakeDigestSide().put(...ids.map((id) => row(id))),
      ids.map((id) => ours(id)),
    );
    let told = 0;
    await compareRecords({ store, national: new FakeDigestSide() }, () => void (told += 1));
    expect([told, store.asked]).toEqual([500, 3]);
  });
});
