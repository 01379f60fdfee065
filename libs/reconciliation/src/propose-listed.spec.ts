import type { ListedProposalStore, ListedRecord, ListedStrangers } from '@kntc/domain';
import { day } from '../../../test/builders';
import { fakeDigest } from '../../../test/fakes';
import { proposeListed } from './propose-listed';

const ID = '3F2B8C1E-0d4a-4c57-9a63-5b1e7f0c2d94';
const OURS = '88888888-8888-4888-8888-888888888888';
const row = (caseId: string, more: Partial<ListedRecord> = {}): ListedRecord => ({
  caseId,
  fields: [
    { name: 'petitioners[0].fullName', kind: 'name', value: 'Nguyễn Văn Mẫu' },
    { name: 'petitioners[0].idNumber', kind: 'number', value: '' },
    { name: 'content', kind: 'text', value: 'Xin xem lại.' },
  ],
  ...more,
});

/** Knows its own ids, and keeps what it is told. */
class Store implements ListedProposalStore {
  readonly noted: ListedStrangers[] = [];
  matched = 0;
  async strangersAmong(asked: readonly { readonly id: string }[]): Promise<readonly string[]> {
    return asked.flatMap(({ id }) => (id === OURS ? [] : [id]));
  }
  async noteListed(listed: ListedStrangers): Promise<void> {
    this.noted.push(listed);
  }
  async match(): Promise<void> {
    this.matched += 1;
  }
}

const proposed = async (records: readonly ListedRecord[], isWhole = false) => {
  const store = new Store();
  const wanted = { agencyId: 'ttt', list: { records }, isWhole, madeAgoMs: 60_000 };
  return { ids: await proposeListed(wanted, { store, keyedDigest: fakeDigest }), store };
};

describe('what stands only in a list', () => {
  it('is proposed once for the agency of the list, with what the list says of it', async () => {
    const { ids, store } = await proposed([
      row(OURS),
      row(ID, { kind: 'KN', receivedOn: day('2026-03-02') }),
      row(ID.toLowerCase(), { kind: 'KN', receivedOn: day('2026-03-02') }),
    ]);
    expect(ids).toEqual([ID.toLowerCase()]);
    const [stranger, ...others] = store.noted[0]?.found ?? [];
    expect(others).toEqual([]);
    expect(stranger).toMatchObject({
      agencyId: 'ttt',
      way: 'entered',
      facts: { kind: 'KN', receivedOn: '2026-03-02', steps: ['case'] },
    });
    expect(stranger?.facts.who.open()).toEqual({
      names: ['Nguyễn Văn Mẫu'],
      idNumbers: [],
      content: 'Xin xem lại.',
    });
    expect(JSON.stringify(store.noted)).not.toContain('Mẫu');
    expect(store.matched).toBe(1);
  });

  it('says that others are gone only where the list is whole', async () => {
    expect((await proposed([row(ID)])).store.noted).toMatchObject([{ standing: undefined }]);
    expect((await proposed([row(ID)], true)).store.noted).toMatchObject([{ standing: [ID.toLowerCase()] }]);
  });
});
