import { GatewayError } from '@kntc/domain';
import type { CodeListEntry, CodeListFetch, CodeListStore } from '@kntc/domain';
import { FakeClock, FakeNationalProfile, RecordingLogger } from '../../../test/fakes';
import { CODE_LISTS, refreshCodeLists } from './refresh-code-lists';

/** The first version of a list is in use; every other one waits. */
class MemoryCodeLists implements CodeListStore {
  readonly stored = new Map<number, readonly CodeListEntry[]>();
  readonly #waiting = new Map<number, string>();

  async store(list: number, entries: readonly CodeListEntry[]): Promise<CodeListFetch> {
    const before = this.stored.get(list);
    const now = JSON.stringify(entries);
    if (before === undefined) {
      this.stored.set(list, entries);
      return 'in-use';
    }
    if (JSON.stringify(before) === now) return 'unchanged';
    if (this.#waiting.get(list) === now) return 'still-waits';
    this.#waiting.set(list, now);
    return 'waits';
  }
}

describe('a refresh of the code lists', () => {
  const far = new FakeNationalProfile({ clock: new FakeClock() });
  const store = new MemoryCodeLists();
  const logger = new RecordingLogger();
  far.lists.set(5, [{ code: '1', name: 'Trực tiếp' }]);

  it('asks for all fourteen and takes the first version of each', async () => {
    expect(await refreshCodeLists(far, store, logger)).toEqual([]);
    expect(CODE_LISTS).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect([...store.stored.keys()]).toEqual(CODE_LISTS);
    expect(logger.lines).toEqual([]);
  });

  it('says once that a list changed and waits', async () => {
    far.lists.set(5, [{ code: '2', name: 'Bưu chính' }]);
    expect(await refreshCodeLists(far, store, logger)).toEqual([5]);
    expect(await refreshCodeLists(far, store, logger)).toEqual([]);
    expect(logger.lines).toMatchObject([{ level: 'warn', fields: { code: 'list-5' } }]);
    expect(store.stored.get(5)).toEqual([{ code: '1', name: 'Trực tiếp' }]);
  });

  it('stops at a list that cannot be read and leaves what is stored', async () => {
    far.failure = new GatewayError('GW_N202');
    far.lists.set(5, []);
    await expect(refreshCodeLists(far, store, logger)).rejects.toMatchObject({ code: 'GW_N202' });
    expect(store.stored.get(5)).toHaveLength(1);
  });
});
