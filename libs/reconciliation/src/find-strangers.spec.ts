import { digest128, partialDate, Sealed } from '@kntc/domain';
import type {
  ChangesRead,
  NationalChange,
  NationalFacts,
  NationalProfile,
  NationalReading,
  NationalRecordRead,
  ProposalStore,
  RecordsRead,
  StrangersPage,
} from '@kntc/domain';
import { aCodeBook } from '../../../test/builders';
import { FakeClock, FakeNationalProfile, RecordingLogger } from '../../../test/fakes';
import { FindStrangers } from './find-strangers';

const clock = new FakeClock();
const signal = new AbortController().signal;
const who = Sealed.of({ names: ['Nguyễn Văn Mẫu'], idNumbers: [], content: '' }, 'd');

const change = (id: string, kind: NationalChange['kind'] = 'created'): NationalChange => ({
  id,
  kind,
  at: '',
});
const record = (id: string, agencyCode: string): NationalRecordRead => ({
  id,
  agencyCode,
  changedAt: '',
  digest: digest128(id),
  steps: [],
});

/** A far side of a few pages of changes and a few records. */
class FarReading implements Pick<NationalReading, 'changes' | 'records' | 'facts'> {
  asked = 0;
  failure: string | undefined;
  readonly next = new Map<string, string>();

  constructor(
    private readonly pages: readonly (readonly NationalChange[])[],
    private readonly held: readonly NationalRecordRead[],
  ) {}

  changes(cursor = '0'): Promise<ChangesRead> {
    this.asked += 1;
    if (this.failure !== undefined) return Promise.resolve({ kind: 'failed', reason: this.failure });
    const at = Number(cursor);
    const isLast = at + 1 >= this.pages.length;
    const changes = this.pages[at] ?? [];
    return Promise.resolve({ kind: 'read', changes, cursor: String(at + 1), hasMore: !isLast });
  }

  records(ids: readonly string[]): Promise<RecordsRead> {
    const records = this.held.filter(({ id }) => ids.includes(id));
    const absent = ids.filter((id) => !records.some((one) => one.id === id));
    return Promise.resolve({ kind: 'read', records, absent, foreign: 0 });
  }

  facts({ id }: NationalRecordRead): NationalFacts {
    const nextAgencyCode = this.next.get(id);
    return { kind: 'KN', receivedOn: partialDate('2026-03-02'), steps: ['case'], who, nextAgencyCode };
  }
}

class StrangersInMemory implements ProposalStore {
  readonly pages: StrangersPage[] = [];
  readonly ours = new Set<string>();
  cursor: string | undefined;
  mayAsk = true;
  isTaken = false;
  matched = 0;

  place() {
    return Promise.resolve(this.mayAsk ? { cursor: this.cursor } : undefined);
  }

  strangersAmong(changes: readonly Pick<NationalChange, 'id'>[]) {
    return Promise.resolve(changes.map(({ id }) => id).filter((id) => !this.ours.has(id)));
  }

  note(page: StrangersPage): Promise<boolean> {
    if (this.isTaken) return Promise.resolve(false);
    this.pages.push(page);
    this.cursor = page.cursor;
    return Promise.resolve(true);
  }

  noteStanding(found: StrangersPage['found']): Promise<void> {
    this.pages.push({ account: '', from: undefined, cursor: '', found, gone: [] });
    return Promise.resolve();
  }

  match(): Promise<void> {
    this.matched += 1;
    return Promise.resolve();
  }

  get found(): readonly string[] {
    return this.pages.flatMap(({ found }) =>
      found.map(({ nationalId, agencyId, way }) => `${nationalId} ${agencyId} ${way}`),
    );
  }

  get gone(): readonly string[] {
    return this.pages.flatMap(({ gone }) => gone);
  }
}

/** People who enter by hand for every agency there is. */
const hands = { areAll: false };

function finding(reading: FarReading, store: ProposalStore, lookupByReference: 'proven' | 'no' = 'proven') {
  const capabilities = { changeFeed: true, lookupByReference };
  const profile: NationalProfile = Object.assign(new FakeNationalProfile({ clock, capabilities }), {
    reading: reading as unknown as NationalReading,
  });
  const logger = new RecordingLogger();
  const hand = { agencies: ['H507.01', 'H507.02'], mayAsk: () => Promise.resolve(!hands.areAll) };
  return new FindStrangers({ store, profile, codeBook: aCodeBook, clock, logger, ...hand }, 60);
}

describe('finding what only the far side knows', () => {
  afterEach(() => {
    hands.areAll = false;
  });

  it('asks nothing for people who enter by hand for every agency of an account', async () => {
    const store = new StrangersInMemory();
    const reading = new FarReading([[change('own')]], [record('own', 'H507.01')]);
    hands.areAll = true;
    expect(await finding(reading, store).turn(new AbortController().signal)).toBe(0);
    expect(reading.asked).toBe(0);
  });

  it('keeps what stands for an agency of this province, also what was passed on to it, and nothing that is ours', async () => {
    const reading = new FarReading(
      [
        [change('own'), change('known')],
        [change('passed'), change('foreign')],
      ],
      [record('own', 'H507.02'), record('passed', 'H999.01'), record('foreign', 'H999.01')],
    );
    reading.next.set('passed', 'H507.03');
    const store = new StrangersInMemory();
    store.ours.add('known');
    expect(await finding(reading, store).turn(signal)).toBe(2);
    const [own, passed] = store.found;
    expect([own?.split(' ')[0], own?.split(' ')[2]]).toEqual(['own', 'entered']);
    expect([passed?.split(' ')[0], passed?.split(' ')[2]]).toEqual(['passed', 'assigned']);
    expect(store.gone).toEqual(['foreign']);
    expect(store.matched).toBe(1);
  });

  it('keeps what a comparison of everything came upon, but for what is ours or of another province', async () => {
    const store = new StrangersInMemory();
    store.ours.add('known');
    const all = [record('own', 'H507.02'), record('known', 'H507.02'), record('foreign', 'H999.01')];
    await finding(new FarReading([], []), store).seen(all);
    expect(store.found.map((one) => one.split(' ')[0])).toEqual(['own']);
    await finding(new FarReading([], []), store, 'no').seen(all);
    expect(store.pages).toHaveLength(1);
  });

  it('lets go of what was removed there, or vanished before it was read', async () => {
    const reading = new FarReading([[change('a'), change('a', 'removed'), change('b')]], []);
    const store = new StrangersInMemory();
    await finding(reading, store).turn(signal);
    expect(store.gone).toEqual(['a', 'b']);
  });

  it('asks no more than its share of a minute, and ever more rarely while nobody answers', async () => {
    const reading = new FarReading([[]], []);
    const strangers = finding(reading, new StrangersInMemory());
    await strangers.turn(signal);
    await strangers.turn(signal);
    expect(reading.asked).toBe(1);
    reading.failure = 'timeout';
    for (const ms of [30_000, 30_000, 30_000, 30_000]) {
      await clock.advance(ms);
      await strangers.turn(signal);
    }
    expect(reading.asked).toBe(4);
  });

  it('goes no further where it must not ask, or where another process went on', async () => {
    const reading = new FarReading([[change('own')], [change('other')]], [record('own', 'H507.02')]);
    const store = new StrangersInMemory();
    store.mayAsk = false;
    await finding(reading, store).turn(signal);
    expect(reading.asked).toBe(0);
    Object.assign(store, { mayAsk: true, isTaken: true });
    await finding(reading, store).turn(signal);
    expect([reading.asked, store.found]).toEqual([1, []]);
  });

  it('asks nothing where references do not travel: our own creates would look like strangers', async () => {
    const reading = new FarReading([[change('own')]], [record('own', 'H507.02')]);
    expect(await finding(reading, new StrangersInMemory(), 'no').turn(signal)).toBe(0);
    expect(reading.asked).toBe(0);
  });
});
