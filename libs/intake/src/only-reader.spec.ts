import { IntakeBench, settled } from '../../../test/fakes';

let bench: IntakeBench;
beforeEach(() => {
  bench = new IntakeBench();
});

const contentOf = (key: string): string => bench.record(key).raw;

/** The next page stays with its reader until the function that comes back is called. */
function holdNextPage(): () => void {
  const read = bench.source.readChanged.bind(bench.source);
  let give: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    give = resolve;
  });
  bench.source.readChanged = async (cursor, limit) => {
    bench.source.readChanged = read;
    const page = await read(cursor, limit);
    await held;
    return page;
  };
  return give;
}

describe('two processes that read one source', () => {
  it('never read it at the same time', async () => {
    bench.source.write('A');
    const give = holdNextPage();
    const first = bench.read();
    await settled();
    expect(await bench.read()).toEqual({ read: 0, judged: 0, isElsewhere: true });
    give();
    expect(await first).toEqual({ read: 1, judged: 1 });
    expect(await bench.read()).toEqual({ read: 0, judged: 0 });
  });

  it('leave a slow reader alone as long as it lives', async () => {
    bench.source.write('A');
    const give = holdNextPage();
    const first = bench.read();
    await bench.clock.advance(120_000);
    expect(await bench.read()).toMatchObject({ isElsewhere: true });
    give();
    expect(await first).toEqual({ read: 1, judged: 1 });
  });

  it('store nothing of a reader that was frozen while another one went on', async () => {
    bench.source.write('A', { content: 'Bản cũ' });
    const give = holdNextPage();
    const frozen = bench.read();
    await settled();
    bench.clock.freeze(20_000);
    bench.source.write('A', { content: 'Bản mới' });
    expect(await bench.read()).toEqual({ read: 2, judged: 1 });
    const newest = contentOf('A');
    give();
    await frozen;
    expect(contentOf('A')).toBe(newest);
    expect(bench.logger.messages('warn')).toEqual([expect.stringContaining('reading given up')]);
    expect(bench.tables.rows.sources.get('mini')?.pausedCode).toBeUndefined();
  });
});

describe('what is judged again', () => {
  it('never replaces what was read anew since it was looked up', async () => {
    bench.source.write('A', { content: 'Bản cũ' });
    await bench.read();
    bench.policy = undefined;
    const stale = bench.store.stale.bind(bench.store);
    bench.store.stale = async (...wanted) => {
      bench.store.stale = stale;
      const found = await stale(...wanted);
      bench.source.write('A', { content: 'Bản mới' });
      await bench.read();
      return found;
    };
    await bench.intake.rejudge(bench.source);
    expect(contentOf('A')).toContain('Bản mới');
    expect(bench.national('A').outbox).toMatchObject({ caseVersion: 2 });
  });
});
