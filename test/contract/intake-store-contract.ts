import type { IntakeBatch, JudgedRecord, StaleWanted } from '@kntc/domain';
import { aBatch, aCase, anAccepted, aRawRecord, aStanding, JUDGED_WITH, knownAs, SOURCE } from '../builders';
import type { AcceptedWords } from '../builders';
import { movedTo as moveTo } from './lane-writes';
import type { Place } from './lane-writes';
import { Sessions } from './stores-under-test';
import type { MakeStores, Stores } from './stores-under-test';

const judgedNotWith = (judgedWith: string): StaleWanted => ({
  judgedWith,
  datesBefore: '2000-01-01T00:00:00Z',
});

/** What every {@link IntakeStore} promises. */
export function intakeStoreContract(make: MakeStores): void {
  let stores: Stores;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await make();
  });
  afterEach(async () => {
    await sessions.closeAll();
    await stores.end();
  });

  /** The record as intake would hand it over: with what the store knows of it. */
  const record = async (key: string, words: AcceptedWords = {}): Promise<JudgedRecord> =>
    knownAs(anAccepted(key, words), (await stores.intake.known(SOURCE, [key])).get(key));
  const storedNow = async (batch: IntakeBatch) => {
    const commit = await stores.intake.commit(batch);
    if (commit.kind !== 'stored') throw new Error(commit.kind);
    return commit;
  };
  const accept = async (key: string, words: AcceptedWords = {}): Promise<readonly number[]> =>
    (await storedNow(aBatch([await record(key, words)]))).lanes;
  const changed = (content: string): AcceptedWords => ({ case: aCase({ content }) });
  const outbox = (key: string) => stores.window.outbox(referenceOf(key));

  it('stores case, version, outbox row and cursor together and names the lanes that have work', async () => {
    const records = [anAccepted('A'), anAccepted('B'), aStanding('C', 'quarantined')];

    const { lanes } = await storedNow(aBatch(records, { cursor: 'after C' }));

    expect(new Set(lanes)).toEqual(new Set(['A', 'B'].map((key) => anAccepted(key).accepted?.lane)));
    expect(await stores.window.counts()).toEqual({ records: 3, cases: 2, versions: 2, outbox: 2 });
    expect(await stores.intake.cursor(SOURCE)).toBe('after C');
    expect(await outbox('A')).toMatchObject({ state: 'due', caseVersion: 1, attemptNo: 0 });
  });

  it('leaves tables and cursor untouched when one row of a batch fails', async () => {
    await stores.intake.commit(aBatch([anAccepted('A')], { cursor: 'first' }));
    const before = await stores.window.counts();
    const clash = anAccepted('C', { accepted: { reference: referenceOf('A') } });

    const failing = stores.intake.commit(
      aBatch([await record('A', changed('mới')), anAccepted('B'), clash], { cursor: 'second' }),
    );

    await expect(failing).rejects.toThrow(/reference/);
    expect(await stores.window.counts()).toEqual(before);
    expect(await stores.intake.cursor(SOURCE)).toBe('first');
    expect(await outbox('A')).toMatchObject({ caseVersion: 1 });
  });

  it('leaves the cursor where it is when records are judged again', async () => {
    await stores.intake.commit(aBatch([anAccepted('A')], { cursor: 'first' }));
    await stores.intake.commit(aBatch([await record('A', changed('mới'))]));
    expect(await stores.intake.cursor(SOURCE)).toBe('first');
  });

  it('tells what it knows of a key', async () => {
    await accept('A');
    await stores.intake.commit(aBatch([aStanding('B', 'waiting')]));
    const known = await stores.intake.known(SOURCE, ['A', 'B', 'nobody']);
    const { contentDigest, accepted } = anAccepted('A');
    expect([...known.keys()].toSorted()).toEqual(['A', 'B']);
    expect(known.get('A')).toMatchObject({
      contentDigest,
      judgedWith: JUDGED_WITH,
      caseDigest: accepted?.digest,
      version: 1,
    });
    expect(known.get('B')).toMatchObject({ caseId: undefined, version: undefined });
  });

  it('knows nothing of the same key of another source', async () => {
    await accept('A');
    expect((await stores.intake.known('other', ['A'])).size).toBe(0);
  });

  it('gives every changed content a higher version and keeps the older ones', async () => {
    await accept('A');
    await accept('A', changed('hai'));
    await accept('A', changed('ba'));
    expect(await outbox('A')).toMatchObject({ state: 'due', caseVersion: 3 });
    expect(await stores.window.counts()).toMatchObject({ cases: 1, versions: 3, outbox: 1 });
  });

  it('makes no version and rings no lane when the content is the same', async () => {
    await accept('A');
    expect(await accept('A', { judgedWith: 'another mapping' })).toEqual([]);
    expect(await stores.window.counts()).toMatchObject({ versions: 1 });
    expect((await stores.intake.known(SOURCE, ['A'])).get('A')?.judgedWith).toBe('another mapping');
  });

  it('keeps the case of a record that is quarantined later', async () => {
    await accept('A');
    const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
    await stores.intake.commit(aBatch([aStanding('A', 'quarantined', { known })]));
    expect((await stores.intake.known(SOURCE, ['A'])).get('A')).toMatchObject({ caseId: known?.caseId });
  });

  describe('a new version', () => {
    it('makes a finished record due again', async () => {
      await accept('A');
      await movedTo('done', 'A');
      expect(await accept('A', changed('mới'))).toEqual([anAccepted('A').accepted?.lane]);
      expect(await outbox('A')).toMatchObject({ state: 'due', caseVersion: 2 });
    });

    it('tries a refused record again', async () => {
      await accept('A');
      await movedTo('REJECTED', 'A');
      await accept('A', changed('mới'));
      expect(await outbox('A')).toMatchObject({
        state: 'due',
        holdCode: undefined,
        holdDetail: undefined,
        holdStep: undefined,
      });
    });

    it.each(['UNKNOWN_OUTCOME', 'WRONG_ANSWER'] as const)('leaves %s with the person', async (code) => {
      await accept('A');
      await movedTo(code, 'A');
      expect(await accept('A', changed('mới'))).toEqual([]);
      expect(await outbox('A')).toMatchObject({
        state: 'held',
        holdCode: code,
        holdDetail: 'why',
        holdStep: 'case',
        caseVersion: 2,
      });
    });

    it('waits until the outcome of what is in flight is known', async () => {
      await accept('A');
      await movedTo('in_flight', 'A');
      expect(await accept('A', changed('mới'))).toEqual([]);
      expect(await outbox('A')).toMatchObject({ state: 'in_flight', caseVersion: 2, attemptNo: 1 });
    });

    it('does not hurry a look-up: two negative ones must lie an index lag apart', async () => {
      await accept('A');
      await movedTo('unknown', 'A');
      expect(await accept('A', changed('mới'))).toEqual([]);
      const after = await outbox('A');
      expect(after).toMatchObject({ state: 'unknown', caseVersion: 2, negativeLookUps: 1 });
      expect(after.dueInMs).toBeGreaterThan(50_000);
    });
  });

  describe('an exact duplicate', () => {
    const twin = { accepted: { duplicateOf: `${SOURCE}/A` } };

    it('is held from the start and rings nobody', async () => {
      await accept('A');
      expect(await accept('B', twin)).toEqual([]);
      expect(await outbox('B')).toMatchObject({
        state: 'held',
        holdCode: 'EXACT_DUPLICATE',
        holdDetail: `${SOURCE}/A`,
      });
    });

    it('goes on when a new version is none any more', async () => {
      await accept('A');
      await accept('B', twin);
      expect(await accept('B', changed('một việc khác'))).toHaveLength(1);
      expect(await outbox('B')).toMatchObject({ state: 'due', holdCode: undefined, holdDetail: undefined });
    });

    it('stays held while new versions still are one', async () => {
      await accept('A');
      await accept('B', twin);
      await accept('B', { ...changed('vẫn thế'), ...twin });
      expect(await outbox('B')).toMatchObject({ state: 'held', holdCode: 'EXACT_DUPLICATE', caseVersion: 2 });
    });

    it('that turns into one only after it was sent is not held', async () => {
      await accept('A');
      await accept('B');
      await movedTo('done', 'B');
      await accept('B', { ...changed('như A'), ...twin });
      expect(await outbox('B')).toMatchObject({ state: 'due', holdCode: undefined, holdDetail: undefined });
    });

    it('is found when it is stored, in the same batch or a later one, and never becomes the holder', async () => {
      const same = { accepted: { fingerprint: 'f' } };
      const batch = aBatch([anAccepted('A', same), anAccepted('B', same)]);
      expect(await stores.intake.commit(batch)).toMatchObject({ duplicates: ['B'] });
      expect(await stores.intake.commit(aBatch([anAccepted('C', same)]))).toMatchObject({
        duplicates: ['C'],
      });
      expect(await outbox('C')).toMatchObject({ holdCode: 'EXACT_DUPLICATE', holdDetail: `${SOURCE}/A` });
    });

    it('is one of two that come in at the same moment', async () => {
      const same = { accepted: { fingerprint: 'f' } };
      const commits = await Promise.all(
        ['A', 'B', 'C'].map((key) => stores.intake.commit(aBatch([anAccepted(key, same)]))),
      );
      const marked = commits.map((commit) => (commit.kind === 'stored' ? commit.duplicates.length : 0));
      expect(marked.reduce((sum, count) => sum + count, 0)).toBe(2);
    });
  });

  it('stores nothing of a batch that was judged on something older', async () => {
    const before = await record('A');
    await stores.intake.commit(aBatch([before], { cursor: 'first' }));
    const outdated = { kind: 'outdated' };
    expect(await stores.intake.commit(aBatch([before, anAccepted('B')], { cursor: 'second' }))).toEqual(
      outdated,
    );
    expect(await stores.window.counts()).toMatchObject({ records: 1, cases: 1, versions: 1 });
    expect(await stores.intake.cursor(SOURCE)).toBe('first');
    expect(await storedNow(aBatch([await record('A', changed('mới'))]))).toMatchObject({ duplicates: [] });
  });

  it('shows impossible dates again when another day has come', async () => {
    const dates = [{ code: 'DATE_ORDER', field: 'receivedDate' }] as const;
    await stores.intake.commit(aBatch([aStanding('A', 'quarantined', { reasons: dates })]));
    await stores.intake.commit(aBatch([aStanding('B', 'quarantined')]));
    const stale = (datesBefore: string) =>
      stores.intake.stale(SOURCE, { judgedWith: JUDGED_WITH, datesBefore }, '0', 9);
    expect(await stale('1960-01-01T00:00:00Z')).toEqual([]);
    expect((await stale('2999-01-01T00:00:00Z')).map(({ raw }) => raw.localKey)).toEqual(['A']);
  });

  it('shows what was judged with something else, in pages and in order', async () => {
    const keys = ['A', 'B', 'C', 'D', 'E'];
    await stores.intake.commit(aBatch(keys.map((key) => aStanding(key, 'waiting', { judgedWith: 'old' }))));
    await stores.intake.commit(aBatch([aStanding('F', 'waiting', { judgedWith: 'new' })]));

    const first = await stores.intake.stale(SOURCE, judgedNotWith('new'), '0', 3);
    const rest = await stores.intake.stale(SOURCE, judgedNotWith('new'), first.at(-1)?.id ?? '0', 3);

    expect([...first, ...rest].map((one) => one.raw.localKey)).toEqual(keys);
    expect(await stores.intake.stale(SOURCE, judgedNotWith('old'), '0', 9)).toHaveLength(1);
    expect(await stores.intake.stale('other', judgedNotWith('new'), '0', 9)).toEqual([]);
  });

  it('gives raw records back as they were: NUL, lone surrogates, emoji and bytes', async () => {
    const raw = aRawRecord('A', {
      text: 'a\u0000b\ud800c😀',
      amount: 5,
      flag: true,
      nothing: null,
      file: new Uint8Array([0, 255, 1]),
    });
    await stores.intake.commit(aBatch([aStanding('A', 'waiting', { raw, judgedWith: 'old' })]));
    expect((await stores.intake.stale(SOURCE, judgedNotWith('new'), '0', 1))[0]?.raw).toEqual(raw);
  });

  it('stores issues whose masked text no jsonb would take', async () => {
    const masked = 'a\u0000b\ud800c\udfffd\\u0000e';
    const reasons = [{ code: 'TEXT_SUSPECT', field: 'content', masked }] as const;
    await stores.intake.commit(aBatch([aStanding('A', 'quarantined', { reasons, warnings: reasons })]));
    const [stored] = await stores.window.reasons('A');
    expect(stored).toMatchObject({ code: 'TEXT_SUSPECT', field: 'content' });
    expect(stored?.masked?.replaceAll(/[^a-e]/g, '')).toContain('abcd');
  });

  it('moves the cursor alone when nothing changed', async () => {
    await stores.intake.noteUnchanged(SOURCE, 'later');
    expect(await stores.intake.cursor(SOURCE)).toBe('later');
    expect(await stores.window.counts()).toMatchObject({ records: 0 });
  });

  it('stores a page without records but with a cursor', async () => {
    expect(await storedNow(aBatch([], { cursor: 'x' }))).toMatchObject({ lanes: [], duplicates: [] });
    expect(await stores.intake.cursor(SOURCE)).toBe('x');
  });

  it('takes a pause, its end and completion of a source', async () => {
    await stores.intake.notePaused(SOURCE, 'GW_S101', 'db:5432');
    await stores.intake.notePaused(SOURCE, undefined, '');
    await stores.intake.noteComplete(SOURCE);
    expect(await stores.intake.cursor(SOURCE)).toBeUndefined();
  });

  async function movedTo(place: Place, key: string): Promise<void> {
    const session = await sessions.open();
    const lane = anAccepted(key).accepted?.lane ?? -1;
    await session.acquire([lane]);
    const due = (await session.fetch([lane], 10)).find((one) => one.reference === referenceOf(key));
    if (due === undefined) throw new Error(`${key} is not due`);
    await moveTo(place, due, session);
    await session.release([lane]);
  }
}

function referenceOf(key: string): string {
  return anAccepted(key).accepted?.reference ?? '';
}
