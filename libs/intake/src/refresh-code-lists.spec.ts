import { GatewayError } from '@kntc/domain';
import type { CodeListDiff, CodeListEntry, CodeListStore } from '@kntc/domain';
import { FakeClock, FakeNationalProfile, RecordingLogger } from '../../../test/fakes';
import { CODE_LISTS, refreshCodeLists } from './refresh-code-lists';

class MemoryCodeLists implements CodeListStore {
  readonly stored = new Map<number, readonly CodeListEntry[]>();

  async store(list: number, entries: readonly CodeListEntry[]): Promise<CodeListDiff> {
    const before = new Set(this.stored.get(list)?.map((entry) => entry.code));
    this.stored.set(list, entries);
    const added = entries.map((entry) => entry.code).filter((code) => !before.has(code));
    return { list, version: 1, added, removed: [], renamed: [] };
  }
}

describe('a refresh of the code lists', () => {
  const far = new FakeNationalProfile({ clock: new FakeClock() });
  const store = new MemoryCodeLists();
  const logger = new RecordingLogger();
  far.lists.set(5, [{ code: '1', name: 'Trực tiếp' }]);

  it('asks for all fourteen and tells which changed', async () => {
    const diffs = await refreshCodeLists(far, store, logger);
    expect(CODE_LISTS).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect([...store.stored.keys()]).toEqual(CODE_LISTS);
    expect(diffs).toMatchObject([{ list: 5, added: ['1'] }]);
    expect(logger.lines).toMatchObject([{ level: 'info', fields: { code: 'list-5', count: 1 } }]);
  });

  it('says nothing when nothing changed', async () => {
    expect(await refreshCodeLists(far, store, logger)).toEqual([]);
  });

  it('stops at a list that cannot be read and leaves what is stored', async () => {
    far.failure = new GatewayError('GW_N202');
    far.lists.set(5, []);
    await expect(refreshCodeLists(far, store, logger)).rejects.toMatchObject({ code: 'GW_N202' });
    expect(store.stored.get(5)).toHaveLength(1);
  });
});
