import {
  checkSource,
  dryRun,
  proposeSource,
  readCrosswalkText,
  readSourceText,
  writeCrosswalkFile,
  writeSourceFile,
  type NoProposal,
  type SourceProposal,
} from '@kntc/sources';
import { StandingClock } from '../../libs/sources/src/testing/a-source';
import type { DatabaseUnderTest } from './sql-databases-under-test';

const NAMES = ['Nguyễn Văn Kín', 'Trần Thị Giấu', 'Lê Hữu Che'];
const NUMBERS = ['052160123456', '052160123457', '052160123458'];
const CODES = [{ list: 6, code: 'KN.01.02', name: 'ĐẤT ĐAI' }];

const isProposal = (found: SourceProposal | NoProposal): found is SourceProposal => !('kind' in found);

/** What a proposal of a source promises, whatever database product the source is. */
export function proposesSources(open: () => Promise<DatabaseUnderTest>): void {
  let database: DatabaseUnderTest;
  const deps = () => ({ clock: new StandingClock(), env: { KNTC_TEST_SOURCE: database.url } });
  const wanted = { id: 'so-xa', urlEnv: 'KNTC_TEST_SOURCE', startDate: '2026-01-01' };
  const agency = { id: 'ubnd-xa', code: 'H5071005' };

  const proposed = async (more: { readonly table?: string } = {}): Promise<SourceProposal> => {
    const found = await proposeSource({ ...wanted, agency, ...more }, deps());
    if (!isProposal(found)) throw new Error(found.kind);
    return found;
  };

  beforeAll(async () => {
    database = await open();
    const { datetime, longText } = database.words;
    await database.run(`create table nhat_ky (id int primary key, viec ${longText})`);
    await database.run(
      `create table so_don (so_don varchar(20) not null, ngay_nhan varchar(20), loai_don varchar(40), linh_vuc varchar(40), noi_dung ${longText}, nguon varchar(40), sua_luc ${datetime} not null)`,
    );
    await database.run(
      `create table nguoi_gui (so varchar(20), ho_ten varchar(80), cccd varchar(20), gioi_tinh varchar(5))`,
    );
    for (const [at, name] of NAMES.entries()) {
      const text = 'Đề nghị xem xét lại ranh giới đất với hộ liền kề đã kéo dài nhiều năm.';
      const kind = at === 0 ? 'Khiếu nại' : 'Kiến nghị, phản ánh';
      await database.run(
        `insert into so_don values (?, ?, ?, 'Đất đai', ?, 'Bưu điện', '2026-03-0${at + 1} 08:00:00')`,
        [`D-${at}`, `0${at + 1}/03/2026`, kind, text],
      );
      await database.run('insert into nguoi_gui values (?, ?, ?, ?)', [
        `D-${at}`,
        name,
        NUMBERS[at] ?? '',
        'Nữ',
      ]);
    }
  }, 60_000);
  afterAll(() => database.close());

  it('finds the register among the tables, its key, what changes are found by, and the people beside it', async () => {
    const { main, key, watermark, fields, people, others } = await proposed();
    expect(main).toMatchObject({ name: 'so_don', rows: 3 });
    expect([key, watermark]).toEqual(['so_don', 'sua_luc']);
    expect(fields.map(({ path }) => path).toSorted()).toEqual(
      ['channel', 'classification.code', 'content', 'kind', 'receivedDate', 'registerNo'].toSorted(),
    );
    expect(people).toMatchObject({ table: 'nguoi_gui', parent: 'so' });
    expect(people?.fields.map(({ path }) => path)).toEqual([
      'petitioners.fullName',
      'petitioners.idNumber',
      'petitioners.gender',
    ]);
    expect(others).toEqual(['nhat_ky']);
  });

  it('writes a source file that is read without a problem, agrees with the source, and maps every record', async () => {
    const { source, problems } = readSourceText('sources/so-xa.yaml', writeSourceFile(await proposed()), {
      ...deps().env,
    });
    expect(problems).toEqual([]);
    if (source === undefined) throw new Error('no source');
    expect((await checkSource(source, { ...deps(), crosswalk: [] })).problems).toEqual([]);
    const drafts: unknown[] = [];
    expect(await dryRun(source, deps(), ({ draft }) => void drafts.push(draft))).toBe(3);
    expect(drafts[0]).toMatchObject({
      kind: 'KN',
      receivedDate: '2026-03-01',
      receivingAgency: 'ubnd-xa',
      petitioners: [{ fullName: NAMES[0], idNumber: NUMBERS[0], gender: 'female' }],
    });
  });

  it('writes a crosswalk of comments; uncommented, its rows are read, and equal names bring their national code', async () => {
    const text = writeCrosswalkFile(await proposed(), CODES);
    const asWritten = readCrosswalkText('crosswalks/so-xa.yaml', text, ['so-xa']);
    expect(asWritten.problems).toEqual([]);
    expect(asWritten.rows.map(({ localCode, nationalCode }) => [localCode, nationalCode])).toEqual([
      ['ubnd-xa', 'H5071005'],
    ]);
    const finished = text
      .replaceAll(/^( +)# (.*\{ to: )"" \}/gm, '$1$2"1" }')
      .replaceAll(/^( +)# (.*\{ to: )/gm, '$1$2');
    const { rows, problems } = readCrosswalkText('crosswalks/so-xa.yaml', finished, ['so-xa']);
    expect(problems).toEqual([]);
    expect(rows.map(({ list, localCode, nationalCode }) => [list, localCode, nationalCode])).toEqual([
      [2, 'ubnd-xa', 'H5071005'],
      [5, 'Bưu điện', '1'],
      [6, 'Đất đai', 'KN.01.02'],
    ]);
  });

  it('a step is read only where its own day stands; one without a column of its day is left for a person', async () => {
    await database.run(
      `create table so_buoc (id int primary key, ngay_nhan varchar(20), loai_don varchar(40), noi_dung varchar(200), ho_ten varchar(80), ngay_thu_ly varchar(20), han varchar(20), huong_xu_ly varchar(40), dk varchar(10))`,
    );
    const text = 'Đề nghị xem xét lại ranh giới đất với hộ liền kề đã kéo dài nhiều năm.';
    for (const [id, day] of [
      [1, '05/03/2026'],
      [2, '-'],
      [3, null],
    ] as const)
      await database.run(
        `insert into so_buoc values (?, '01/03/2026', 'Khiếu nại', ?, ?, ?, '01/06/2026', 'Thụ lý', 'Đủ')`,
        [id, text, NAMES[0] ?? '', day],
      );
    const proposal = await proposed({ table: 'so_buoc' });
    const file = writeSourceFile(proposal);
    const { source, problems } = readSourceText('sources/so-xa.yaml', file, deps().env);
    expect(problems).toEqual([]);
    if (source === undefined) throw new Error('no source');
    const drafts: unknown[] = [];
    await dryRun(source, deps(), ({ draft }) => void drafts.push(draft));
    expect(drafts[0]).toMatchObject({ acceptance: { date: '2026-03-05', dueDate: '2026-06-01' } });
    for (const draft of drafts.slice(1)) expect(draft).not.toHaveProperty('acceptance');
    expect(file).toMatch(/# CẦN XEM: cột huong_xu_ly giống một bước/);
    expect(file).toMatch(/^ {2}# {5}direction: \{ column: huong_xu_ly \}/m);
    expect(file).toMatch(/^# {3}dk: có thể là .*handling\.eligible/m);
    const finished = file
      .replaceAll(/^ {2}# (handling:| {2}(?:when|fields|  .*))/gm, '  $1')
      .replaceAll(/column: …/g, 'column: ngay_nhan');
    expect(readSourceText('sources/so-xa.yaml', finished, deps().env).problems).toEqual([]);
  });

  it('writes nothing of a person into either file, whatever column it stands in', async () => {
    const { datetime, longText } = database.words;
    await database.run(
      `create table so_lan (id int primary key, ngay_nhan varchar(20), linh_vuc varchar(80), huong_xu_ly varchar(200), ngay_xu_ly varchar(20), loai_don varchar(80), ho_ten ${longText}, luc ${datetime})`,
    );
    const long = `Chuyển đơn của ông ${NAMES[1] ?? ''} đến cơ quan có thẩm quyền`;
    await database.run(`insert into so_lan values (1, '01/03/2026', ?, ?, '02/03/2026', ?, ?, null)`, [
      NAMES[0] ?? '',
      long,
      NUMBERS[2] ?? '',
      NAMES[2] ?? '',
    ]);
    const proposal = await proposed({ table: 'so_lan' });
    const files = `${writeSourceFile(proposal)}${writeCrosswalkFile(proposal, [])}`;
    for (const value of [...NAMES, ...NUMBERS, long]) expect(files).not.toContain(value);
    expect(files).toContain('không ghi ra đây');
    expect(JSON.stringify([...proposal.fields])).not.toContain(NAMES[2]);
  });

  it('says which tables there are when the one named is not among them', async () => {
    const found = await proposeSource({ ...wanted, table: 'so_dn' }, deps());
    expect(found).toMatchObject({
      kind: 'no-such-table',
      tables: expect.arrayContaining(['so_don', 'nhat_ky']),
    });
  });

  it('says so when the account sees nothing', async () => {
    const env = { KNTC_TEST_SOURCE: await database.poorAccount() };
    const found = proposeSource(wanted, { clock: new StandingClock(), env });
    // MariaDB does not even let such an account into the database.
    await expect(
      found.then(
        ({ ...all }) => ('kind' in all ? all.kind : 'proposal'),
        () => 'refused',
      ),
    ).resolves.toMatch(/^(nothing|refused)$/);
  });
}
