import { GatewayError } from '@kntc/domain';
import { ACCEPTANCE_DRAFT, aCodeBook, aRoundDraft, CROSSWALK } from '../../../test/builders';
import { IntakeBench, FakeSource, settled } from '../../../test/fakes';

let bench: IntakeBench;
beforeEach(() => {
  bench = new IntakeBench();
});

describe('reading a source', () => {
  it('takes what is new, stores it with the cursor and rings its lanes', async () => {
    bench.source.write('A');
    bench.source.write('B', { content: undefined });
    expect(await bench.read()).toEqual({ read: 2, judged: 2 });
    await settled();
    expect([bench.record('A').class, bench.record('B').class]).toEqual(['accepted', 'quarantined']);
    expect(bench.national('A').outbox).toMatchObject({ state: 'due', caseVersion: 1 });
    expect(bench.rung).toEqual([bench.national('A').lane]);
    expect(await bench.store.cursor('mini')).toBe('2');
    expect(Object.fromEntries(bench.meter.counts)).toEqual({ 'intake accepted': 1, 'intake quarantined': 1 });
  });

  it('goes on page by page until nothing is left', async () => {
    for (let key = 0; key < 600; key += 1) bench.source.write(`K${key}`);
    expect(await bench.read()).toEqual({ read: 600, judged: 600 });
    expect(bench.store.commits).toBe(3);
    expect(bench.tables.rows.records.size).toBe(600);
    expect(await bench.store.cursor('mini')).toBe('600');
  });

  it('stops between pages when the process wants to end', async () => {
    for (let key = 0; key < 600; key += 1) bench.source.write(`K${key}`);
    const report = await bench.intake.readSource(bench.source, AbortSignal.abort());
    expect(report.read).toBe(250);
    expect(bench.tables.rows.sources.get('mini')?.completedAtMs).toBeUndefined();
  });

  it('does nothing twice after a crash between pages', async () => {
    for (let key = 0; key < 300; key += 1) bench.source.write(`K${key}`);
    const original = bench.store.commit.bind(bench.store);
    bench.store.commit = async (batch) => {
      const result = await original(batch);
      bench.store.failNextCommit = new Error('killed');
      return result;
    };
    await expect(bench.read()).rejects.toThrow('killed');
    expect(bench.tables.rows.records.size).toBe(250);
    expect(await bench.store.cursor('mini')).toBe('250');

    bench.store.commit = original;
    bench.store.failNextCommit = undefined;

    expect(await bench.read()).toEqual({ read: 50, judged: 50 });
    expect(bench.tables.rows.cases.size).toBe(300);
    expect([...bench.tables.rows.cases.values()].every((one) => one.version === 1)).toBe(true);
  });

  it('reads a page again that was not stored', async () => {
    bench.source.write('A');
    bench.store.failNextCommit = new Error('killed');
    await expect(bench.read()).rejects.toThrow('killed');
    expect(bench.tables.rows.records.size).toBe(0);
    expect(await bench.read()).toEqual({ read: 1, judged: 1 });
  });

  it('stores and rings nothing for what it has seen before', async () => {
    bench.source.write('A');
    await bench.read();
    bench.source.showAgain('A');
    const { commits } = bench.store;
    expect(await bench.read()).toEqual({ read: 1, judged: 0 });
    expect(bench.store.commits).toBe(commits);
    expect(await bench.store.cursor('mini')).toBe('2');
  });

  it('makes a new version of what changed, under the same reference', async () => {
    bench.source.write('A');
    await bench.read();
    const { reference } = bench.national('A');
    bench.source.write('A', { rounds: [aRoundDraft()] });
    await bench.read();
    expect(bench.national('A')).toMatchObject({ reference, outbox: { state: 'due', caseVersion: 2 } });
  });

  it('makes no version of a change that the case does not show', async () => {
    bench.source.write('A', {}, { repairs: [] });
    await bench.read();
    bench.source.write('A', {}, { repairs: [{ field: 'content', kind: 'whitespace' }] });
    expect(await bench.read()).toEqual({ read: 1, judged: 1 });
    expect(bench.national('A').outbox.caseVersion).toBe(1);
  });

  it('takes the last of a key that stands twice in a page', async () => {
    bench.source.write('A', { content: undefined });
    bench.source.write('A', { acceptance: { ...ACCEPTANCE_DRAFT, documentNo: 'mới' } });
    expect(await bench.read()).toEqual({ read: 2, judged: 1 });
    expect(bench.record('A').class).toBe('accepted');
    expect(bench.tables.rows.cases.size).toBe(1);
  });

  it('keeps two sources with the same local key apart', async () => {
    const other = new FakeSource({ id: 'other' });
    bench.tables.registerSource('other');
    bench.codeBook = aCodeBook({
      crosswalk: [...CROSSWALK, ...CROSSWALK.map((row) => ({ ...row, sourceId: 'other' }))],
    });
    bench.source.write('A');
    other.write('A', { content: 'Một việc khác.' });
    await bench.read();
    await bench.intake.readSource(other);
    expect(bench.national('A').reference).not.toBe(bench.national('A', 'other').reference);
    expect(bench.tables.rows.cases.size).toBe(2);
  });

  it('marks the source as paused when it cannot be read, and opens it again when it can', async () => {
    bench.source.write('A');
    bench.source.failure = new GatewayError('GW_S103', 'bảng don: không có cột so_don');
    expect(await bench.read()).toEqual({ read: 0, judged: 0 });
    expect(bench.tables.rows.sources.get('mini')).toMatchObject({ pausedCode: 'GW_S103', cursor: undefined });
    expect(bench.logger.messages('error')).toEqual(['source paused']);
    expect(bench.logger.lines.at(-1)?.fields).toMatchObject({ source: 'mini', correlationId: 'iiiiiiii' });

    bench.source.failure = undefined;
    await bench.read();

    expect(bench.tables.rows.sources.get('mini')).toMatchObject({ pausedCode: undefined, cursor: '1' });
  });
});

describe('an exact duplicate', () => {
  const same = { content: 'Khiếu nại việc thu hồi đất.' };

  it('is held when it comes later', async () => {
    bench.source.write('A', same);
    await bench.read();
    bench.source.write('B', same);
    await bench.read();
    expect(bench.national('A').outbox.state).toBe('due');
    expect(bench.national('B').outbox).toMatchObject({
      state: 'held',
      holdCode: 'EXACT_DUPLICATE',
      holdDetail: 'mini/A',
    });
    expect(bench.meter.counts.get('intake held')).toBe(1);
  });

  it('is held when both come in one page', async () => {
    for (const key of ['A', 'B', 'C']) bench.source.write(key, same);
    await bench.read();
    expect(['A', 'B', 'C'].map((key) => bench.national(key).outbox.holdDetail)).toEqual([
      undefined,
      'mini/A',
      'mini/A',
    ]);
  });

  it('is not the record itself when it is judged again', async () => {
    bench.source.write('A', same);
    await bench.read();
    bench.source.write('A', { ...same, rounds: [aRoundDraft()] });
    await bench.read();
    expect(bench.national('A').outbox).toMatchObject({ state: 'due', holdCode: undefined });
  });

  it('is none once a person said so', async () => {
    for (const key of ['A', 'B']) bench.source.write(key, same);
    await bench.read();
    bench.record('B').decision = 'not-duplicate';
    bench.source.write('B', { ...same, rounds: [aRoundDraft()] });
    await bench.read();
    expect(bench.national('B').outbox).toMatchObject({ state: 'due', holdCode: undefined });
  });

  it('is none at another agency', async () => {
    bench.source.write('A', same);
    bench.source.write('B', { ...same, receivingAgency: 'CQ2' });
    await bench.read();
    expect(bench.national('B').outbox.state).toBe('due');
  });
});

describe('judging again', () => {
  const rejudge = () => bench.intake.rejudge(bench.source);

  it('touches nothing while nothing it depends on changed', async () => {
    bench.source.write('A');
    await bench.read();
    expect(await rejudge()).toBe(0);
  });

  it('lets records go whose missing code was mapped meanwhile, without reading the source', async () => {
    for (let key = 0; key < 300; key += 1) bench.source.write(`K${key}`, { channel: 'thu-dien-tu' });
    await bench.read();
    const { reads } = bench.source;
    const row = { sourceId: 'mini', list: 5, localCode: 'thu-dien-tu', nationalCode: '1' };
    bench.codeBook = aCodeBook({ version: 'book-2', crosswalk: [...CROSSWALK, row] });

    expect(await rejudge()).toBe(300);

    expect(bench.source.reads).toBe(reads);
    expect([...bench.tables.rows.records.values()].every((one) => one.class === 'accepted')).toBe(true);
    expect(await bench.store.cursor('mini')).toBe('300');
    expect(await rejudge()).toBe(0);
  });

  it('lets denunciations go once a policy is recorded, and makes a version when it changes', async () => {
    bench.policy = undefined;
    bench.source.write('A', { kind: 'TC' });
    await bench.read();
    expect(bench.record('A').class).toBe('waiting');

    bench.policy = 'withheld';
    await rejudge();
    expect(bench.national('A')).toMatchObject({ identityPolicy: 'withheld', outbox: { caseVersion: 1 } });

    bench.policy = 'transmitted';
    await rejudge();
    expect(bench.national('A')).toMatchObject({ identityPolicy: 'transmitted', outbox: { caseVersion: 2 } });
  });

  it('does not touch complaints when only the policy changed', async () => {
    bench.source.write('A');
    await bench.read();
    bench.policy = 'transmitted';
    await rejudge();
    expect(bench.national('A')).toMatchObject({ identityPolicy: undefined, outbox: { caseVersion: 1 } });
  });

  it('follows a person’s decision about what came before the start date', async () => {
    bench.source.info = { ...bench.source.info, startDate: '2026-06-01' };
    bench.source.write('A');
    await bench.read();
    expect(bench.record('A').reasons).toMatchObject([{ code: 'BEFORE_START_OPEN' }]);
    Object.assign(bench.record('A'), { decision: 'include', judgedWith: '' });
    expect(await rejudge()).toBe(1);
    expect(bench.record('A').class).toBe('accepted');
  });

  it('ends between pages when the process wants to end', async () => {
    bench.source.write('A');
    await bench.read();
    bench.codeBook = aCodeBook({ version: 'book-2' });
    expect(await bench.intake.rejudge(bench.source, AbortSignal.abort())).toBe(0);
  });

  it.each([
    ['the mapping', () => void (bench.source.info = { ...bench.source.info, mappingVersion: 'mapping-2' })],
    ['the code book', () => void (bench.codeBook = aCodeBook({ version: 'book-2' }))],
    ['the policy', () => void (bench.policy = 'not-read')],
  ])('is due when %s changes', (_what, change) => {
    const before = bench.intake.judgedWith(bench.source);
    change();
    expect(bench.intake.judgedWith(bench.source)).not.toBe(before);
  });
});
