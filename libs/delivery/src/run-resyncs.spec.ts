import type { ResyncStore } from '@kntc/domain';
import { RunResyncs } from './run-resyncs';

/** Re-syncs with so many records each; notes what it was asked. */
class CountedStore implements ResyncStore {
  readonly asked: string[] = [];

  constructor(private readonly left: Map<string, number>) {}

  async take(): Promise<string | undefined> {
    return [...this.left].find(([, count]) => count > 0)?.[0];
  }

  async release(id: string, limit: number): Promise<number> {
    const count = Math.min(limit, this.left.get(id) ?? 0);
    this.left.set(id, (this.left.get(id) ?? 0) - count);
    this.asked.push(`${id} ${count}`);
    return count;
  }

  async settle(): Promise<number> {
    this.asked.push('settle');
    return 0;
  }
}

describe('whoever carries out re-syncs', () => {
  const never = new AbortController().signal;

  it('takes the records of one after the other, and looks what came of them', async () => {
    const store = new CountedStore(new Map([['a', 45]]));
    expect(await new RunResyncs(store, 'p').turn(never)).toBe(45);
    expect(store.asked).toEqual(['a 20', 'a 20', 'a 5', 'settle']);
  });

  it('looks what came of records although none is left to be made due', async () => {
    const store = new CountedStore(new Map());
    expect(await new RunResyncs(store, 'p').turn(never)).toBe(0);
    expect(store.asked).toEqual(['settle']);
  });

  it('begins nothing more once it is to end', async () => {
    const ending = new AbortController();
    ending.abort();
    const store = new CountedStore(new Map([['a', 45]]));
    expect(await new RunResyncs(store, 'p').turn(ending.signal)).toBe(0);
    expect(store.asked).toEqual(['settle']);
  });
});
