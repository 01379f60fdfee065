import { GatewayError, sourceDigest, sourceDigestId } from '@kntc/domain';
import type { DigestPassOutcome, NotedDigest, RawRecord, SourceDigestStore, SourceRead } from '@kntc/domain';
import { FakeDigestSide, fakeDigest, IntakeBench, RecordingLogger } from '../../../test/fakes';
import { DigestPass } from './digest-pass';
import { Intake } from './intake';
import { digestSalt } from './noted-digests';

const SALT = digestSalt(fakeDigest, 'mini');

class Noted implements SourceDigestStore {
  readonly outcomes: DigestPassOutcome[] = [];
  readonly byKey = new Map<string, string>();
  due = true;

  async note(_source: string, _reading: number, digests: readonly NotedDigest[]): Promise<void> {
    for (const { localKey, digest } of digests)
      if (digest === undefined) this.byKey.delete(localKey);
      else this.byKey.set(localKey, digest);
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
  theirs = (): FakeDigestSide =>
    sideOf(new Map([...this.rows].map(([key, row]) => [key, sourceDigest(SALT, [said(row)]) ?? ''])));
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
        return this.#saying(keys.flatMap((key) => this.rows.get(key) ?? []));
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
    const ports = { store: bench.store, clock: bench.clock, keyedDigest: fakeDigest };
    const logger = new RecordingLogger();
    return new DigestPass({ ...ports, digests: noted, intake, logger }).run(bench.source, 1, signal);
  }
}

const said = ({ row }: RawRecord): string => JSON.stringify(row);

describe('a comparison by digests with a local system', () => {
  let local: Digesting;
  beforeEach(async () => {
    local = new Digesting();
    await local.takeIn('A', 'B', 'C');
  });

  it('reads nothing while both say the same', async () => {
    expect(await local.pass()).toEqual({ kind: 'compared', records: 3, read: 0, changed: 0, questions: 1 });
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
    local.noted.byKey.set('A', sourceDigest(SALT, ['before it was moved']) ?? '');
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

  it('keeps nothing of a state secret', async () => {
    local.noted.byKey.set('A', sourceDigest(SALT, ['it was open']) ?? '');
    const { source } = local.bench;
    source.digests = {
      side: () => local.theirs(),
      read: async (keys) => ({
        records: [],
        secret: keys.map((localKey) => ({ localKey, row: { $secret: true }, children: {} })),
        said: new Map(keys.map((key) => [key, ['it is secret']])),
      }),
    };
    await local.pass();
    expect(local.noted.byKey.has('A')).toBe(false);
  });
});
