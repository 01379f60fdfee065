import { GatewayError, type BegunPass, type GoneStore, type PassOutcome } from '@kntc/domain';
import { FakeSource, RecordingLogger } from '../../../test/fakes';
import { KeyPass } from './key-pass';

class StoredKeys implements GoneStore {
  readonly goneByKey = new Map<string, boolean>();
  readonly outcomes: PassOutcome[] = [];
  begun: BegunPass | undefined = { startedAt: 'now', confirmedMissing: 0 };

  stand(...keys: readonly string[]): void {
    for (const key of keys) this.goneByKey.set(key, false);
  }

  get gone(): readonly string[] {
    return [...this.goneByKey].flatMap(([key, isGone]) => (isGone ? [key] : []));
  }

  async begin(): Promise<BegunPass | undefined> {
    return this.begun;
  }

  async stood(_source: string, _startedAt: string, afterId: string) {
    const keys = [...this.goneByKey]
      .map(([localKey, isGone], index) => ({ id: String(index + 1), localKey, isGone }))
      .filter((one) => Number(one.id) > Number(afterId))
      .slice(0, 2);
    return { keys, next: keys.length < 2 ? undefined : keys.at(-1)?.id };
  }

  async flag({ gone, back }: Parameters<GoneStore['flag']>[0]): Promise<void> {
    const keys = [...this.goneByKey.keys()];
    for (const id of gone) this.goneByKey.set(keys[Number(id) - 1] ?? '', true);
    for (const id of back) this.goneByKey.set(keys[Number(id) - 1] ?? '', false);
  }

  async finish(_source: string, _startedAt: string, outcome: PassOutcome): Promise<void> {
    this.outcomes.push(outcome);
  }
}

describe('a pass over all keys of a source', () => {
  let source: FakeSource;
  let store: StoredKeys;
  const logger = new RecordingLogger();
  const run = (signal = new AbortController().signal) =>
    new KeyPass({ store, logger }).run(source, 1, signal);
  beforeEach(() => {
    source = new FakeSource();
    store = new StoredKeys();
    for (const key of ['A', 'B', 'C', 'D']) source.write(key);
    store.stand('A', 'B', 'C', 'D');
  });

  it('flags nothing while everything stands', async () => {
    expect(await run()).toEqual({ kind: 'complete', gone: 0, back: 0 });
    expect(store.gone).toEqual([]);
  });

  it('flags what is missing, and unflags it when it is back', async () => {
    store.stand('E', 'F');
    expect(await run()).toEqual({ kind: 'complete', gone: 2, back: 0 });
    expect(store.gone).toEqual(['E', 'F']);
    source.write('E');
    expect(await run()).toEqual({ kind: 'complete', gone: 0, back: 1 });
    expect(store.gone).toEqual(['F']);
  });

  it('flags nothing when more than half is missing, until a person confirms so many', async () => {
    store.stand('E', 'F', 'G', 'H', 'I');
    expect(await run()).toEqual({ kind: 'suspicious', missing: 5, stood: 9 });
    expect(store.gone).toEqual([]);
    expect(store.outcomes).toEqual([{ kind: 'suspicious', missing: 5, stood: 9 }]);
    store.begun = { startedAt: 'now', confirmedMissing: 4 };
    expect(await run()).toMatchObject({ kind: 'suspicious' });
    store.begun = { startedAt: 'now', confirmedMissing: 5 };
    expect(await run()).toEqual({ kind: 'complete', gone: 5, back: 0 });
  });

  it('does not count those gone before among those that are missing', async () => {
    store.stand('E');
    await run();
    store.stand('F', 'G');
    expect(await run()).toEqual({ kind: 'complete', gone: 2, back: 0 });
  });

  it('flags nothing when no key comes', async () => {
    source = new FakeSource();
    expect(await run()).toMatchObject({ kind: 'suspicious', missing: 4, stood: 4 });
  });

  it('flags nothing when it breaks off or has to stop', async () => {
    store.stand('E');
    source.keys = async function* () {
      yield ['A'];
      throw new GatewayError('GW_S101');
    };
    expect(await run()).toEqual({ kind: 'broken-off' });
    source.keys = async function* () {
      yield ['A'];
    };
    expect(await run(AbortSignal.abort())).toEqual({ kind: 'broken-off' });
    expect(store.gone).toEqual([]);
    expect(store.outcomes).toEqual([]);
  });

  it('is left out when it is not due', async () => {
    store.begun = undefined;
    expect(await run()).toEqual({ kind: 'not-due' });
  });
});
