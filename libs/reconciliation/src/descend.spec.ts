import { digest128 } from '@kntc/domain';
import type {
  Descent,
  DescentStore,
  NationalProfile,
  NationalReading,
  ReconciliationRun,
  RecordsRead,
} from '@kntc/domain';
import { FakeClock, FakeDigestSide, FakeNationalProfile } from '../../../test/fakes';
import { descend, type Descended } from './descend';

const FULL: ReconciliationRun = { id: '1', kind: 'full', isDeliveryBusy: false };
const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const referenceOf = (n: number): string => `REF-${n}`;

/** A thousand records that both sides hold alike, until a test says otherwise. */
class World implements DescentStore {
  readonly local = new FakeDigestSide();
  readonly national = new FakeDigestSide();
  readonly picked: string[] = [];
  readonly ended: (Descent | readonly string[])[] = [];
  readonly sidesAsked: (readonly string[] | undefined)[] = [];
  readonly accountsAsked: (string | undefined)[] = [];
  /** References that records carry which only the far side knows by their ids. */
  readonly references = new Map<string, string>();
  recordsRead = 0;
  recordsFailure: string | undefined;
  /** Agencies that enter by hand. */
  readonly byHand = new Set<string>();

  constructor(records = 1_000) {
    for (let n = 1; n <= records; n += 1) {
      const row = { id: idOf(n), digest: digest128(String(n)), reference: referenceOf(n) };
      this.local.put(row);
      this.national.put(row);
    }
  }

  side(agencyIds?: readonly string[]): FakeDigestSide {
    this.sidesAsked.push(agencyIds);
    return this.local;
  }

  known(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  pick(_run: ReconciliationRun, references: readonly string[]): Promise<number> {
    const ours = references.filter((reference) => reference.startsWith('REF-'));
    this.picked.push(...ours);
    return Promise.resolve(ours.length);
  }

  descended(_run: ReconciliationRun, descent: Descent): Promise<void> {
    this.ended.push(descent);
    return Promise.resolve();
  }

  lookUpAll(_run: ReconciliationRun, doubts: readonly string[]): Promise<void> {
    this.ended.push(doubts);
    return Promise.resolve();
  }

  async down(run = FULL, accounts?: Readonly<Record<string, readonly string[]>>): Promise<Descended> {
    const fake = new FakeNationalProfile({ clock: new FakeClock(), ...(accounts && { accounts }) });
    const profile: NationalProfile = Object.assign(fake, { reading: this.#reading() });
    const agencies = ['H507.01', 'H507.02', 'H507.03'];
    const turn = (): Promise<void> => Promise.resolve();
    const mayAsk = (agency: string): Promise<boolean> => Promise.resolve(!this.byHand.has(agency));
    return descend(run, { profile, store: this, turn, agencies, mayAsk }, new AbortController().signal);
  }

  #reading(): NationalReading {
    const unused = (): never => {
      throw new Error('not asked');
    };
    return {
      digests: (options) => {
        this.accountsAsked.push(options?.account);
        return this.national;
      },
      records: (ids) => Promise.resolve(this.#records(ids)),
      recordDigest: unused,
      facts: unused,
      changes: unused,
      agencies: unused,
    };
  }

  #records(ids: readonly string[]): RecordsRead {
    this.recordsRead += 1;
    if (this.recordsFailure !== undefined) return { kind: 'failed', reason: this.recordsFailure };
    const records = ids.map((id) => ({
      id,
      reference: this.references.get(id),
      agencyCode: 'H507',
      changedAt: '',
      digest: digest128(id),
      steps: [],
    }));
    return { kind: 'read', records, absent: [], foreign: 0 };
  }
}

describe('a run on a profile with digests', () => {
  it('picks nothing where both sides are the same, for one request', async () => {
    const world = new World();
    expect(await world.down()).toEqual({ kind: 'picked' });
    expect(world.ended).toEqual([{ requests: 1, onlyNational: 0 }]);
    expect(world.picked).toEqual([]);
  });

  it('picks exactly what differs, however many records there are', async () => {
    const world = new World();
    world.national.put({ id: idOf(7), digest: digest128('edited there') });
    world.national.remove(idOf(8));
    world.national.put({ id: idOf(2_001), digest: digest128('entered there') });
    await world.down();
    expect(world.picked.toSorted()).toEqual(['REF-7', 'REF-8']);
    expect(world.ended).toEqual([{ requests: world.national.requests + 1, onlyNational: 1 }]);
  });

  it('picks the record of ours that stands there under an id we do not know', async () => {
    const world = new World();
    world.national.put(
      { id: idOf(3_000), digest: digest128('x') },
      { id: idOf(3_001), digest: digest128('y') },
    );
    world.references.set(idOf(3_000), 'REF-9');
    world.references.set(idOf(3_001), 'of-another-gateway');
    await world.down();
    expect(world.picked).toEqual(['REF-9']);
    expect(world.ended).toMatchObject([{ onlyNational: 1 }]);
    expect(world.recordsRead).toBe(1);
  });

  it('looks up every record where what is said of a range cannot be true', async () => {
    const world = new World();
    world.national.bend = (look) => ({ ...look, count: look.count + 1 });
    expect(await world.down()).toMatchObject({
      kind: 'look-up-all',
      doubts: [expect.stringMatching(/^TraTomTat \*: wrong-total \(national\)$/)],
    });
    expect(world.ended).toEqual([]);
  });

  it.each(['digests', 'records'])('says nothing when the far side does not answer for %s', async (what) => {
    const world = new World();
    if (what === 'digests') world.national.failure = 'timeout';
    else world.recordsFailure = 'timeout';
    world.national.put({ id: idOf(2_001), digest: digest128('entered there') });
    expect(await world.down()).toMatchObject({ kind: 'unanswered', reason: 'timeout' });
    expect(world.ended).toEqual([]);
  });

  it('asks each account about the agencies it shows', async () => {
    const world = new World();
    await world.down(FULL, { mot: ['H507.01', 'H507.02'], hai: ['H507.03'] });
    expect(world.accountsAsked).toEqual(['mot', 'hai']);
    expect(world.sidesAsked).toEqual([['H507.01', 'H507.02'], ['H507.03']]);
  });

  it('asks nothing with an account whose agencies all enter by hand', async () => {
    const world = new World();
    for (const agency of ['H507.01', 'H507.02']) world.byHand.add(agency);
    expect(await world.down(FULL, { mot: ['H507.01', 'H507.02'], hai: ['H507.03'] })).toEqual({
      kind: 'picked',
    });
    expect(world.accountsAsked).toEqual(['hai']);
    world.byHand.add('H507.03');
    world.byHand.delete('H507.01');
    await world.down(FULL, { mot: ['H507.01', 'H507.02'], hai: ['H507.03'] });
    expect(world.accountsAsked).toEqual(['hai', 'mot']);
  });

  it('serves one agency only where that has an account of its own', async () => {
    const accounts = { mot: ['H507.01', 'H507.02'], hai: ['H507.03'] };
    const asked = { ...FULL, kind: 'asked' } as const;
    const world = new World();
    const shared = await world.down({ ...asked, agencyId: 'H507.01' }, accounts);
    expect(shared).toEqual({ kind: 'look-up-all', doubts: [] });
    expect(await world.down({ ...asked, agencyId: 'H507.03' }, accounts)).toEqual({ kind: 'picked' });
    expect(world.sidesAsked).toEqual([['H507.03']]);
  });
});
