import { GatewayError, saltedHash, sourceDigest, sourceDigestId } from '@kntc/domain';
import type {
  DigestPassOutcome,
  NotedDigest,
  RawRecord,
  SourceDigests,
  SourceDigestStore,
  SourceRead,
} from '@kntc/domain';
import { FakeDigestSide, IntakeBench, RecordingLogger } from '../../../test/fakes';
import { DigestPass } from './digest-pass';
import { Intake } from './intake';

const SALT = 'of this installation';

class Noted implements SourceDigestStore {
  readonly outcomes: DigestPassOutcome[] = [];
  readonly byKey = new Map<string, string>();
  due = true;

  async note(_source: string, _reading: number, digests: readonly NotedDigest[]): Promise<void> {
    const keys = digests.map(({ localKey }) => localKey);
    // As a database does that is told to write a row twice in one statement.
    if (new Set(keys).size < keys.length) throw new Error('a key comes twice');
    for (const { localKey, digest } of digests)
      if (digest === undefined) this.byKey.delete(localKey);
      else this.byKey.set(localKey, digest);
  }

  async forget(_source: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) this.byKey.delete(key);
  }

  side(): FakeDigestSide {
    return sideOf(this.byKey);
  }

  async isDue(): Promise<boolean> {
    return this.due;
  }

  async finish(_source: string, outcome: DigestPassOutcome): Promise<void> {
    this.outcomes.push(outcome);
  }
}

function sideOf(byKey: ReadonlyMap<string, string>): FakeDigestSide {
  const rows = [...byKey].map(([key, digest]) => ({ id: sourceDigestId(key), reference: key, digest }));
  return new FakeDigestSide().put(...rows);
}

/** A local system that changes rows without a word and says of each what it holds. */
class Digesting {
  readonly bench = new IntakeBench();
  readonly noted = new Noted();
  readonly asked: string[][] = [];
  /** Rows as they stand there, whatever was told of them. */
  readonly rows = new Map<string, RawRecord>();
  failure: GatewayError | undefined;
  theirs = (): FakeDigestSide => sideOf(new Map([...this.rows].map(([key, row]) => [key, digestOf(row)])));
  isWentBack = false;
  /** What became of the cursor. */
  readonly cursors: string[] = [];
  readonly intake: Intake;

  constructor() {
    const { bench } = this;
    const { ports, rules } = bench.parts;
    this.intake = new Intake({ ...ports, digests: this.noted }, rules);
    const readChanged = bench.source.readChanged.bind(bench.source);
    bench.source.readChanged = async (cursor, limit) => {
      const page = await readChanged(cursor, limit);
      for (const record of page.records) this.rows.set(record.localKey, record);
      return { ...page, ...this.#saying(page.records) };
    };
    bench.source.digests = {
      side: () => this.theirs(),
      read: async (keys) => {
        this.asked.push([...keys]);
        if (this.failure !== undefined) throw this.failure;
        const { isWentBack } = this;
        return { ...this.#saying(keys.flatMap((key) => this.rows.get(key) ?? [])), isWentBack };
      },
      compared: async (cursor) => {
        this.cursors.push('compared');
        return cursor;
      },
      notCompared: (cursor) => {
        this.cursors.push('not compared');
        return cursor;
      },
    };
  }

  #saying(records: readonly RawRecord[]): SourceRead {
    return { records, said: new Map(records.map((record) => [record.localKey, [said(record)]])) };
  }

  async takeIn(...keys: readonly string[]): Promise<void> {
    for (const key of keys) this.bench.source.write(key);
    await this.intake.readSource(this.bench.source);
  }

  /** Changed by somebody who moves no watermark. */
  change(key: string, text = 'khác'): void {
    this.rows.set(key, { localKey: key, row: { written: text }, children: {} });
  }

  pass(signal = new AbortController().signal) {
    const { bench, noted, intake } = this;
    const ports = { store: bench.store, clock: bench.clock };
    const logger = new RecordingLogger();
    return new DigestPass({ ...ports, digests: noted, intake, logger }).run(bench.source, 1, signal);
  }
}

const said = ({ row }: RawRecord): string => saltedHash(SALT, JSON.stringify(row));
const digestOf = (row: RawRecord): string => sourceDigest([said(row)]) ?? '';

describe('a comparison by digests with a local system', () => {
  let local: Digesting;
  beforeEach(async () => {
    local = new Digesting();
    await local.takeIn('A', 'B', 'C');
  });

  it('reads nothing while both say the same', async () => {
    expect(await local.pass()).toEqual({
      kind: 'compared',
      records: 3,
      read: 0,
      changed: 0,
      moving: 0,
      questions: 1,
    });
    expect(local.asked).toEqual([]);
  });

  it('reads what changed without a word and what came late, and nothing twice', async () => {
    local.change('B');
    local.change('late');
    expect(await local.pass()).toMatchObject({ kind: 'compared', records: 4, read: 2, changed: 2 });
    expect(local.asked.flat().toSorted()).toEqual(['B', 'late']);
    expect(local.bench.record('B').contentDigest).not.toBe(local.bench.record('A').contentDigest);
    expect(local.bench.record('late').class).toBeDefined();
    expect(await local.pass()).toMatchObject({ read: 0 });
    expect(local.noted.outcomes).toHaveLength(2);
  });

  it('leaves the cursor where it is', async () => {
    const before = await local.bench.store.cursor('mini');
    local.change('B');
    await local.pass();
    expect(await local.bench.store.cursor('mini')).toBe(before);
  });

  it('notes anew what the system says otherwise of the same content', async () => {
    const row = local.rows.get('A');
    local.noted.byKey.set('A', sourceDigest(['before it was moved']) ?? '');
    expect(await local.pass()).toMatchObject({ read: 1, changed: 0 });
    expect(local.rows.get('A')).toBe(row);
    expect(await local.pass()).toMatchObject({ read: 0 });
  });

  it('leaves what is gone to the key pass', async () => {
    local.rows.delete('A');
    expect(await local.pass()).toMatchObject({ kind: 'compared', records: 2, read: 0 });
    expect(local.noted.byKey.has('A')).toBe(true);
  });

  it('reads a hundred at a time', async () => {
    for (let n = 0; n < 250; n += 1) local.change(`K${n}`);
    expect(await local.pass()).toMatchObject({ read: 250, changed: 250 });
    expect(local.asked.map((keys) => keys.length)).toEqual([100, 100, 50]);
  });

  it('is not made before it is due, nor while another process reads, nor before the first reading', async () => {
    local.noted.due = false;
    expect(await local.pass()).toEqual({ kind: 'not-due' });
    local.noted.due = true;
    await local.bench.store.beginReading(local.bench.source.info, 60_000);
    expect(await local.pass()).toEqual({ kind: 'not-due' });
    const fresh = new Digesting();
    fresh.change('A');
    expect(await fresh.pass()).toEqual({ kind: 'not-due' });
    expect(fresh.noted.outcomes).toEqual([]);
  });

  it('says why it ended early: the source, the process, or that it has lost the source', async () => {
    local.theirs = () => {
      const side = new FakeDigestSide();
      side.failure = 'GW_S103';
      return side;
    };
    expect(await local.pass()).toEqual({ kind: 'broken-off', why: 'GW_S103' });
    local = new Digesting();
    await local.takeIn('A');
    expect(await local.pass(AbortSignal.abort())).toEqual({ kind: 'broken-off', why: 'ending' });
    local.change('A');
    local.failure = new GatewayError('GW_S101', 'gone');
    expect(await local.pass()).toEqual({ kind: 'broken-off', why: 'GW_S101' });
    expect(local.noted.outcomes.map(({ kind }) => kind)).toEqual(['broken-off', 'broken-off']);
  });

  it('reads what says something else at every question, says so, and finds what changed among it', async () => {
    local.change('B');
    local.change('new');
    let question = 0;
    local.theirs = () => {
      const side = new FakeDigestSide();
      side.meanwhile = () => {
        question += 1;
        for (const key of local.rows.keys())
          side.put({
            id: sourceDigestId(key),
            reference: key,
            digest: sourceDigest([`${key} ${question}`]) ?? '',
          });
      };
      return side;
    };
    expect(await local.pass()).toMatchObject({ kind: 'compared', read: 4, changed: 2, moving: 4 });
    expect(local.bench.record('new').class).toBeDefined();
  });

  it('never says that all was compared where a side contradicts itself', async () => {
    const honest = local.theirs;
    local.theirs = () => {
      const side = honest();
      side.bend = (look) => ({ ...look, count: look.count + 1 });
      return side;
    };
    expect(await local.pass()).toEqual({ kind: 'broken-off', why: 'doubtful' });
  });

  it('holds what a source that went back would change of something confirmed', async () => {
    local.isWentBack = true;
    local.bench.source.write('B', { content: 'Nội dung cũ hơn.' });
    local.change('B');
    await local.pass();
    expect(local.bench.national('B').outbox).toMatchObject({ isDoubtful: true });
  });

  it('tells the source how it ended, and reads on only where it came to its end', async () => {
    await local.pass();
    local.failure = new GatewayError('GW_S101', 'gone');
    local.change('A');
    await local.pass();
    expect(local.cursors).toEqual(['compared', 'not compared']);
  });

  it('is noted as made although something of ours broke, so that it is not made at every poll', async () => {
    local.theirs = () => {
      throw new Error('ours');
    };
    await expect(local.pass()).rejects.toThrow('ours');
    expect(local.noted.outcomes).toEqual([{ kind: 'broken-off', why: 'failed' }]);
  });

  it('stops reading when the process ends, and says that it did', async () => {
    const ending = new AbortController();
    for (let n = 0; n < 250; n += 1) local.change(`K${n}`);
    const reads = local.asked;
    const read = local.bench.source.digests?.read;
    local.bench.source.digests = {
      ...(local.bench.source.digests as SourceDigests),
      read: async (...asked) => {
        ending.abort();
        return (await read?.(...asked)) ?? { records: [] };
      },
    };
    expect(await local.pass(ending.signal)).toEqual({ kind: 'broken-off', why: 'ending' });
    expect(reads).toHaveLength(1);
  });

  it('notes a key once that a page shows twice', async () => {
    local.bench.source.showAgain('A');
    local.bench.source.showAgain('A');
    await local.takeIn('D');
    expect(local.noted.byKey.has('A')).toBe(true);
    expect(await local.pass()).toMatchObject({ read: 0 });
  });

  it('keeps nothing of a record that has become a state secret', async () => {
    const row = { localKey: 'A', row: { $secret: true }, children: {} };
    local.noted.byKey.set('A', sourceDigest(['it was open']) ?? '');
    const { source } = local.bench;
    const digests = source.digests as SourceDigests;
    source.digests = {
      ...digests,
      read: async (keys) => ({
        records: [],
        secret: keys.map((localKey) => ({ ...row, localKey })),
        said: new Map(),
      }),
    };
    await local.pass();
    expect(local.noted.byKey.has('A')).toBe(false);
  });
});
