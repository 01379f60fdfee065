import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../../access/access-world';
import { Clerk, fill } from './clerk';
import { openAsClerk, saveAsClerk } from './clerk-workbook';

jest.setTimeout(240_000);

const PATH = '/api/v1/entry-batches';

describe('a batch through the API', () => {
  let world: AccessWorld;
  let officer: Principal;
  let head: Principal;
  let stranger: Principal;
  const file = (name: string): string => join(world.road.configDir, name);
  const ask = async (by: Principal, path: string, body?: object) => {
    const { status, text } = await world.ask(by, body === undefined ? 'GET' : 'POST', `${PATH}${path}`, body);
    return { status, said: JSON.parse(text) as Readonly<Record<string, unknown>> };
  };
  const reason = 'công văn 12/TTCP';

  beforeAll(async () => {
    world = await AccessWorld.open();
    const account = (name: string, role: 'inspector' | 'approver') =>
      world.account({ name, roles: [role], scope: 'own agency', as: 'person' });
    [officer, head, stranger] = [
      await account('officer', 'inspector'),
      await account('head', 'approver'),
      Object.assign(await account('stranger', 'approver'), { agencies: ['stnmt'] }),
    ];
    await world.recordAccounts();
    await world.road.own.query(
      `insert into account_person (account_id, agency_id, position, digests, recorded_by, second_person, reason)
       values ($1, 'ttt', 'head', '{}', 'Lan', 'Minh', 'quyết định bổ nhiệm')`,
      [head.accountId],
    );
    const { accountId } = stranger;
    await world.road.own.query("update account set agencies = '{stnmt}' where id = $1", [accountId]);
    await world.road.own.query(
      "insert into hand_agency (agency_id, begun_by, reason) values ('ttt', 'Lan', 'thử')",
    );
    await world.road.petition('TAY', { noi_dung: 'Đề nghị xem xét hồ sơ nhập tay.' });
    await world.road.takeIn();
  });
  afterAll(() => world.close());

  it('is handed out, fetched, typed and read back; nobody else sees it, and one person alone records nothing', async () => {
    const made = await ask(officer, '', { agency: 'ttt', reason });
    expect(made).toMatchObject({ status: 200, said: { target: '1', result: 'done' } });
    const { said } = await ask(officer, '/1/workbook', { reason });
    writeFileSync(file('dot.xlsx'), Buffer.from(String(said['content']), 'base64'));
    const sheets = await openAsClerk(file('dot.xlsx'));
    const clerk = new Clerk(world.road);
    let caseId = '';
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    for (const sheet of sheets.slice(1))
      for (const row of sheet.rows) {
        const id = await clerk.type(sheet, row, caseId);
        caseId = caseId === '' ? id : caseId;
        fill(sheet, row, { id: caseId, day, by: 'Lan', result: 'đã nhập' });
      }
    await saveAsClerk(file('xong.xlsx'), sheets);
    const content = readFileSync(file('xong.xlsx')).toString('base64');
    const result = { fileName: 'xong.xlsx', content, reason };
    expect(await ask(stranger, '/1/result', { ...result, approver: head.login })).toMatchObject({
      status: 404,
    });
    expect((await ask(officer, '/1/result', result)).status).toBeGreaterThanOrEqual(400);
    expect((await ask(officer, '')).said).toMatchObject({ batches: [{ rows: { entered: 0 } }] });
    const read = await ask(officer, '/1/result', { ...result, approver: head.login });
    expect(read).toMatchObject({ status: 200, said: { accepted: 2, objections: [] } });
    expect((await ask(officer, '')).said).toMatchObject({ batches: [{ rows: { entered: 2, open: 0 } }] });
    expect((await ask(stranger, '')).said).toEqual({ agencies: [], batches: [] });
    expect(await world.road.standing('TAY')).toMatchObject({ class: 'confirmed' });
  });

  it('is refused where the file is no workbook, or of nothing handed out', async () => {
    const wrong = (content: string) => ({
      fileName: 'x.xlsx',
      content: Buffer.from(content).toString('base64'),
      reason,
      approver: head.login,
    });
    expect(await ask(officer, '/1/result', wrong('không phải tệp Excel'))).toMatchObject({ status: 422 });
    expect(await ask(officer, '/9/result', wrong('không phải tệp Excel'))).toMatchObject({ status: 422 });
  });

  it('takes a file as large as a batch can be, and nothing larger', async () => {
    const of = (bytes: number) => ({
      fileName: 'x.xlsx',
      content: Buffer.alloc(bytes, 'x').toString('base64'),
      reason,
      approver: head.login,
    });
    expect(await ask(officer, '/1/result', of(2_000_000))).toMatchObject({ status: 422 });
    expect((await ask(officer, '/1/result', of(4_000_000))).status).toBe(413);
    expect((await ask(officer, '/1/cancel', of(200_000))).status).toBe(413);
  });

  it('is not there for whoever must not know of a case in it, through the API and at the command line', async () => {
    const { own } = world.road;
    await own.query(
      `insert into access_rule (id, agency_id) values ('accounts-decide', 'H507') on conflict do nothing`,
    );
    const again = (name: string) =>
      world.road.kntc(
        'batch',
        'workbook',
        '1',
        '--out',
        file(name),
        '--actor',
        officer.login,
        '--reason',
        reason,
      );
    expect(await again('biet.xlsx')).toMatchObject({ code: 0 });
    await own.query(
      `insert into case_exclusion (id, case_id, agency_id, account_id, recorded_by, second_person, reason)
       select gen_random_uuid(), id, agency_id, $1, 'Lan', 'Minh', 'thử' from case_file`,
      [officer.accountId],
    );
    expect(await ask(officer, '/1/workbook', { reason })).toMatchObject({ status: 404 });
    const { code, errors, lines } = await again('khong-biet.xlsx');
    expect({ code, said: [...errors, ...lines].join(' ') }).toMatchObject({
      code: 1,
      said: expect.stringContaining('Không có đợt 1') as string,
    });
    expect(existsSync(file('khong-biet.xlsx'))).toBe(false);
  });
});
