import {
  aBatch,
  aCase,
  aDenunciation,
  anAccepted,
  knownAs,
  PETITIONER,
  sealed,
  SOURCE,
} from '../../../../test/builders';
import {
  anAudit,
  pgStores,
  testSeals,
  TYPED_NAMES,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { fakeDigest, FakeWitness } from '../../../../test/fakes';
import { PgSearch, type Searcher } from './pg-search';

const BY = { actor: 'Thanh tra viên', reason: 'Xác minh đơn trùng' };
const LAN = { ...PETITIONER, fullName: 'Đặng Thị  Hương Lan', idNumber: '052190001234', phone: '0905123456' };

describe('finding cases by a party', () => {
  const pool = usePool();
  let stores: PgStores;
  let search: PgSearch;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    search = searchWith();
    await stores.intake.commit(
      aBatch([
        anAccepted('A', { case: of(aCase()) }),
        anAccepted('B'),
        anAccepted('TC', { case: of(aDenunciation()) }),
      ]),
    );
  });

  const of = (kase: ReturnType<typeof aCase>) => ({
    ...kase,
    petitioners: { ...kase.petitioners, identity: sealed({ people: [LAN] }) },
  });
  const searchWith = (witness = new FakeWitness()) =>
    new PgSearch({
      dataSource: pool.dataSource,
      search: fakeDigest,
      seals: testSeals(),
      audit: anAudit(pool.dataSource, witness),
      approvals: TYPED_NAMES,
      provinceId: 'H507',
    });
  const find = async (value: string, by: Searcher = BY): Promise<readonly string[]> => {
    const found = await search.find(value, by);
    return found.kind === 'found' ? found.references : [found.why];
  };
  const referenceOf = (key: string) => anAccepted(key).accepted?.reference;

  it.each([
    '052190001234',
    '052.190.001.234',
    ' 0905 123 456',
    '+84905123456',
    'đặng thị hương lan',
    'DANG THI HUONG LAN',
  ])('finds it by %s, however it is written', async (value) => {
    expect(await find(value)).toEqual([referenceOf('A')]);
  });

  it.each(['Đặng Thị', 'Lan', '05219000123', '', '   '])(
    'finds nothing by a part, or by nothing: «%s»',
    async (value) => {
      expect(await find(value)).toEqual([]);
    },
  );

  it('finds no denouncer without a second person, and is on record either way, without the value', async () => {
    expect(await find(LAN.idNumber)).toEqual([referenceOf('A')]);
    const both = await find(LAN.idNumber, { ...BY, secondPerson: 'Trưởng phòng' });
    expect(new Set(both)).toEqual(new Set([referenceOf('A'), referenceOf('TC')]));
    const entries = await anAudit(pool.dataSource).newest(9);
    expect(entries).toMatchObject([
      { action: 'cases find', target: 'all cases', approver: 'Trưởng phòng (tên gõ, chưa xác minh)' },
      { action: 'cases find', target: 'no denunciations', approver: undefined, reason: BY.reason },
    ]);
    expect(JSON.stringify(entries)).not.toContain(LAN.idNumber);
  });

  it('gives nothing when it cannot be put on record', async () => {
    const witness = new FakeWitness();
    witness.isAway = true;
    await expect(searchWith(witness).find(LAN.idNumber, BY)).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('forgets a party that a later version no longer has', async () => {
    const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
    const changed = anAccepted('A', { case: aCase({ registerNo: 'A' }), accepted: { digest: 'other' } });
    await stores.intake.commit(aBatch([knownAs(changed, known)]));
    expect(await find(LAN.idNumber)).toEqual([]);
  });

  it('makes what older cases lack, says how many there are, and leaves the others', async () => {
    await pool.dataSource.query("update case_file set party_hashes = null where local_key = 'A'");
    expect(await search.unindexed()).toBe(1);
    expect(await find(LAN.idNumber)).toEqual([]);
    expect(await search.index()).toEqual({ indexed: 1, next: undefined });
    expect(await search.unindexed()).toBe(0);
    expect(await find(LAN.idNumber)).toEqual([referenceOf('A')]);
  });

  it('stores nothing of a denunciation in the clear: no column of any table shows name, number, text or file', async () => {
    const raw = {
      ...anAccepted('TC2').raw,
      row: { ho_ten: LAN.fullName, cccd: LAN.idNumber },
    };
    const kase = of(aDenunciation({ content: STORY, files: [{ fileName: FILE, bytes: Buffer.from(SCAN) }] }));
    await stores.intake.commit(aBatch([anAccepted('TC2', { case: kase, raw })]));
    const columns: { table: string; column: string }[] = await pool.dataSource.query(
      `select c.table_name as table, c.column_name as column from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
    );
    const shown: string[] = [];
    for (const { table, column } of columns) {
      const rows: { value: unknown }[] = await pool.dataSource.query(
        `select "${column}" as value from "${table}"`,
      );
      const text = rows.map(({ value }) => textOf(value)).join('\n');
      if (SECRETS.some((secret) => text.includes(secret))) shown.push(`${table}.${column}`);
    }
    expect(columns.length).toBeGreaterThan(100);
    expect(shown).toEqual([]);
  });
});

const STORY = 'Bà ta nhận tiền của tôi trước cổng chợ Đầm';
const FILE = 'Đơn của bà Hương Lan.pdf';
const SCAN = 'chữ viết tay của người tố cáo';

const SECRETS = [LAN.fullName, LAN.idNumber, LAN.phone, STORY, FILE, SCAN];

/** Bytes as UTF-8, anything else as JSON. */
function textOf(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('utf8') : JSON.stringify(value ?? '');
}
