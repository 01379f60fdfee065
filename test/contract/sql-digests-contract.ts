import { compareByDigests, saltedHash, sourceDigest, sourceDigestId } from '@kntc/domain';
import type { DigestFinding, DigestRow, Source, SourceDigests } from '@kntc/domain';
import { FakeDigestSide } from '../fakes';
import { digestSideContract } from './digest-side-contract';
import { lastCursor, readAll, readCycle } from './read-source';
import { DIGEST_SALT, RECORD, useSqlBench } from './sql-bench';
import type { DatabaseUnderTest } from './sql-databases-under-test';

const SALT = DIGEST_SALT;
const DIGESTED = `${RECORD}
  digest: concat(coalesce(loai, ''), '|', noi_dung)`;
const WITHOUT_WATERMARK = `  query: select * from don
  key: so_ho_so
  digest: noi_dung`;

/** What holds for every database product that is asked for digests of its records. */
export function tellsByDigests(open: () => Promise<DatabaseUnderTest>): void {
  const bench = useSqlBench(open);
  const { source, insert } = bench;
  const run = (sql: string): Promise<void> => bench.database.run(sql);
  const digestsOf = ({ digests }: Source): SourceDigests => {
    if (digests === undefined) throw new Error('the source offers no digests');
    return digests;
  };

  /** What is noted of everything a source shows now. */
  async function noted(reader: Source): Promise<FakeDigestSide> {
    const side = new FakeDigestSide();
    let cursor: string | undefined;
    for (let exhausted = false; !exhausted;) {
      const page = await reader.readChanged(cursor, 1_000);
      ({ cursor, exhausted } = page);
      for (const [key, said] of page.said ?? []) side.put(...rowsOf(key, sourceDigest(said)));
    }
    return side;
  }
  const rowsOf = (key: string, digest: string | undefined): readonly DigestRow[] =>
    digest === undefined ? [] : [{ id: sourceDigestId(key), reference: key, digest }];

  async function differing(ours: FakeDigestSide, reader: Source): Promise<readonly string[]> {
    const found: DigestFinding[] = [];
    const report = await compareByDigests({ ours, theirs: digestsOf(reader).side() }, (one) => {
      found.push(one);
    });
    expect(report.kind).toBe('compared');
    return found
      .map((one) => (one.kind === 'doubt' ? `${one.side} ${one.doubt}` : `${one.kind} ${one.reference}`))
      .toSorted();
  }

  digestSideContract('a local system', async (records) => {
    for (let n = 0; n < records; n += 1) await insert(`K${n}`, '2024-01-01 00:00:00', `Nội dung ${n}`);
    return digestsOf(source(DIGESTED)).side();
  });

  it('says the same in SQL as is noted of what was read, whatever the texts are', async () => {
    const texts = ['', 'Đơn khiếu nại', `it's "quoted"`, '😀', 'A', 'a', ' trailing ', 'x'.repeat(5_000)];
    for (const [n, text] of texts.entries()) await insert(`Số ${n}/Đơn'"`, '2024-01-01 00:00:00', text);
    await insert('KEY', '2024-01-01 00:00:00');
    await insert('key', '2024-01-01 00:00:00');
    const reader = source(DIGESTED);
    const ours = await noted(reader);
    expect(await differing(ours, reader)).toEqual([]);
    expect(await digestsOf(reader).side().look([''], 'rows')).toMatchObject({
      looks: [{ count: texts.length + 2 }],
    });
  });

  it('tells exactly what changed without a word, came late or went, among many', async () => {
    const values = Array.from({ length: 2_000 }, (_, n) => `('K${n}', 'don ${n}', '2024-01-01')`);
    await run(`insert into don (so_ho_so, noi_dung, tao_luc) values ${values.join(', ')}`);
    const reader = source(DIGESTED);
    const ours = await noted(reader);
    await run(`update don set noi_dung = 'khac' where so_ho_so in ('K7', 'K1999')`);
    await run(`delete from don where so_ho_so = 'K500'`);
    await insert('late', '2020-01-01 00:00:00');
    expect(await differing(ours, reader)).toEqual([
      'different K1999',
      'different K7',
      'only-ours K500',
      'only-theirs late',
    ]);
  });

  it('reads the records of keys, and says nothing of those that are gone', async () => {
    await insert('K1', '2024-01-01 00:00:00', 'Một');
    await run(`insert into nguoi (so_ho_so, thu_tu, ho_ten) values ('K1', 1, 'Người')`);
    const { records, said } = await digestsOf(source(DIGESTED)).read(['K1', 'gone'], '{}');
    expect(records.map(({ localKey }) => localKey)).toEqual(['K1']);
    expect(records[0]?.row).not.toHaveProperty('$digest');
    expect(records[0]?.children['nguoi']).toMatchObject([{ ho_ten: 'Người' }]);
    expect(said?.get('K1')).toEqual([saltedHash(SALT, 'khieu nai|Một')]);
  });

  it('tells a row of which nothing is said at every comparison', async () => {
    await run(`insert into don (so_ho_so, noi_dung, tao_luc) values ('K1', null, '2024-01-01')`);
    const reader = source(WITHOUT_WATERMARK);
    expect(await differing(await noted(reader), reader)).toEqual(['only-theirs K1']);
  });

  it('takes all rows of a key that is shown twice for one record', async () => {
    await insert('K1', '2024-01-01 00:00:00', 'Một');
    await insert('K1', '2024-01-01 00:00:00', 'Hai');
    const reader = source(DIGESTED);
    const ours = await noted(reader);
    expect(await differing(ours, reader)).toEqual([]);
    await run(`update don set noi_dung = 'Ba' where noi_dung = 'Hai'`);
    expect(await differing(ours, reader)).toEqual(['different K1']);
  });

  it('is read whole once and then by nothing but its digests, where it has no watermark', async () => {
    await insert('K1', null);
    const reader = source(WITHOUT_WATERMARK, '');
    const first = await reader.readChanged(undefined, 10);
    expect(first).toMatchObject({ records: [{ localKey: 'K1' }], exhausted: true });
    const second = await reader.readChanged(first.cursor, 10);
    expect(second).toMatchObject({ records: [], exhausted: true });
    const another = source(WITHOUT_WATERMARK.replace('digest: noi_dung', 'digest: loai'), '');
    expect((await readAll(another, 10, second.cursor)).map(({ localKey }) => localKey)).toEqual(['K1']);
  });

  it('is read whole again when a rescan is due', async () => {
    await insert('K1', null);
    const reader = source(`${WITHOUT_WATERMARK}\n  rescan: 1h`, '');
    const { cursor } = await reader.readChanged(undefined, 10);
    expect(await readAll(reader, 10, cursor)).toEqual([]);
    bench.clock.ms += 3_600_000;
    expect((await readAll(reader, 10, cursor)).map(({ localKey }) => localKey)).toEqual(['K1']);
  });

  it('is read whole at the next turn when it could not be compared to the end', async () => {
    await insert('K1', null);
    const reader = source(WITHOUT_WATERMARK, '');
    const { cursor } = await reader.readChanged(undefined, 10);
    expect(await reader.readChanged(cursor, 10)).toMatchObject({ records: [], isLeftToDigests: true });
    const again = digestsOf(reader).notCompared(cursor);
    expect((await readAll(reader, 10, again)).map(({ localKey }) => localKey)).toEqual(['K1']);
  });

  it('is read in doubt while it stands lower than it did, or doubt is owed of it, until all was compared', async () => {
    await insert('K1', '2024-01-01 12:00:00');
    await insert('K2', '2024-01-01 12:05:00');
    const reader = source(DIGESTED);
    const { read, compared } = digestsOf(reader);
    const cursor = await lastCursor(reader);
    expect((await read(['K1'], cursor)).isWentBack).toBe(false);
    await run(`delete from don where so_ho_so = 'K2'`);
    expect((await read(['K1'], cursor)).isWentBack).toBe(true);
    expect(await compared(cursor)).toBe(cursor);
    // The cycle that sees the fall reads the window alone: of what lies below it, doubt is owed.
    const owing = await readCycle(reader, 10, cursor);
    expect((await read(['K1'], owing.cursor)).isWentBack).toBe(true);
    expect((await read(['K1'], await compared(owing.cursor))).isWentBack).toBe(false);
  });

  it('fails with the code of the source, and says nothing of any record', async () => {
    await insert('K1', '2024-01-01 00:00:00');
    const reader = source(DIGESTED);
    await run('drop table tep, nguoi, don');
    expect(await digestsOf(reader).side().look([''], { parts: 3 })).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/^GW_S10\d$/) as string,
    });
  });
}
