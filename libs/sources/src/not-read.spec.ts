import type { SourceDescription } from './connector';
import { keepsToNotRead } from './not-read';
import { aSource, sourceYaml } from './testing/a-source';

const RECORD = '  query: select ma, loai, dau_van_tay from don\n  key: ma';
const MAP = 'map:\n  kind: { column: loai, values: { tc: TC } }';

function described(...columns: readonly string[]): () => Promise<SourceDescription> {
  return async () => ({
    shape: { columns: new Map([['record', columns]]), doubled: new Map() },
    problems: [],
  });
}

const proven = (digest: string, columns = described('ma', 'loai', 'dau_van_tay')) =>
  keepsToNotRead(aSource(sourceYaml({ record: `${RECORD}\n  digest: ${digest}`, map: MAP })), columns);

describe('a source of denunciations that gives digests, under not-read', () => {
  it('may give one that is a column of its query', async () => {
    const mayBeStored = await proven('dau_van_tay');
    const row = { ma: '1', loai: 'tc', dau_van_tay: 'a1' };
    expect(mayBeStored({ localKey: '1', row, children: {} })).toBe(true);
  });

  it('may not have one worked out: it could be of anybody', async () => {
    const worked = 'md5((select string_agg(n.ho_ten, chr(124)) from nguoi n where n.ma = q.ma))';
    await expect(proven(worked)).rejects.toMatchObject({
      code: 'GW_S110',
      detail: expect.stringContaining('record.digest') as string,
    });
  });

  it('may not have one that is called like a text', async () => {
    await expect(proven('tom_tat', described('ma', 'loai', 'tom_tat'))).rejects.toMatchObject({
      code: 'GW_S110',
    });
  });
});
