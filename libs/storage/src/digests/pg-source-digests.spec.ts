import { digest128, sourceDigestId } from '@kntc/domain';
import type { DigestRow, RangeLook } from '@kntc/domain';
import { aBatch, anAccepted, aSourceInfo, SOURCE } from '../../../../test/builders';
import { digestSideContract } from '../../../../test/contract/digest-side-contract';
import { pgStores, type PgStores, usePool } from '../../../../test/contract/stores-under-test';
import { PgSourceDigests } from './pg-source-digests';

describe('digests of what was read, stored', () => {
  const pool = usePool();
  let stores: PgStores;
  let digests: PgSourceDigests;
  let reading: number;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    digests = new PgSourceDigests(pool.dataSource);
    reading = (await stores.intake.beginReading(aSourceInfo(), 60_000))?.number ?? -1;
  });

  async function stored(...keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await stores.intake.commit(aBatch(keys.map((key) => anAccepted(key))));
  }
  const note = (key: string, text: string | undefined, of = reading): Promise<void> =>
    digests.note(SOURCE, of, [{ localKey: key, digest: text === undefined ? undefined : digest128(text) }]);
  async function noted(): Promise<readonly DigestRow[]> {
    const answer = await digests.side(SOURCE).look([''], 'rows');
    const [look] = answer.kind === 'looks' ? answer.looks : [];
    return (look as RangeLook).rows.toSorted((a, b) => ((a.reference ?? '') < (b.reference ?? '') ? -1 : 1));
  }
  const row = (key: string, text: string): DigestRow => ({
    id: sourceDigestId(key),
    reference: key,
    digest: digest128(text),
  });

  digestSideContract('what was noted of a source', async (records) => {
    const keys = Array.from({ length: records }, (_, n) => `Đơn ${n}`);
    await stored(...keys);
    await digests.note(
      SOURCE,
      reading,
      keys.map((key) => ({ localKey: key, digest: digest128(key) })),
    );
    return digests.side(SOURCE);
  });

  it('are replaced by what is said later, and forgotten where nothing is said any more', async () => {
    await stored('A', 'a');
    await note('A', 'first');
    await note('a', 'other');
    await note('A', 'second');
    expect(await noted()).toEqual([row('A', 'second'), row('a', 'other')]);
    await note('A', undefined);
    expect(await noted()).toEqual([row('a', 'other')]);
  });

  it('are noted of nothing that is not stored, and by no reading after which another one began', async () => {
    await stored('A');
    await note('nowhere', 'x');
    await note('A', 'x', reading - 1);
    expect(await noted()).toEqual([]);
  });

  it('are of one source, and of nothing that is gone there', async () => {
    await stored('A', 'B');
    await note('A', 'x');
    await note('B', 'x');
    await pool.dataSource.query(`update source_record set gone_at = now() where local_key = 'B'`);
    expect(await noted()).toEqual([row('A', 'x')]);
    expect(await digests.side('another').look([''], 'rows')).toMatchObject({ looks: [{ count: 0 }] });
  });

  it('go with their record', async () => {
    await stored('A');
    await note('A', 'x');
    await pool.dataSource.query(`delete from source_record where local_key = 'A'`);
    const rows: unknown[] = await pool.dataSource.query('select 1 from source_digest');
    expect(rows).toEqual([]);
  });

  it('are due to be compared again when the last comparison is old enough, however it ended', async () => {
    expect(await digests.isDue(SOURCE, 60_000)).toBe(true);
    await digests.finish(SOURCE, { kind: 'broken-off', why: 'GW_S101' });
    expect(await digests.isDue(SOURCE, 60_000)).toBe(false);
    await pool.dataSource.query(`update source set digest_pass_at = digest_pass_at - interval '2 minutes'`);
    expect(await digests.isDue(SOURCE, 60_000)).toBe(true);
    expect(await digests.isDue('nobody', 1)).toBe(false);
  });
});
