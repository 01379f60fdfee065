import type { Principal } from '@kntc/domain';
import { readWorkbook } from '@kntc/sources';
import { AccessWorld } from '../access/access-world';
import { aUserRow, anOfficeRow, OFFICE_HEADING, USER_HEADING } from '../builders';
import { HOSTILE_FILES } from '../corpus';
import { formFile } from './ready-people';

jest.setTimeout(120_000);

const ON = '2026-01-01';
const REASON = 'QĐ 12/QĐ-TTr';
/** Each is read in a process that has to start; all of them are tried in `hostile-files.spec.ts`. */
const MOST_HOSTILE = 12;

interface Row {
  readonly line: number;
  readonly state: string;
  readonly problems: readonly { readonly problem: string; readonly text: readonly string[] }[];
}
interface Taken {
  readonly seen: string;
  readonly rows: readonly Row[];
  readonly counts: Readonly<Record<string, number>>;
  readonly result: { readonly content: string };
  readonly text: readonly string[];
}

describe('offices, people and their accounts over the API', () => {
  let world: AccessWorld;
  let admin: Principal;
  let head: Principal;
  let local: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open();
    const person = (name: string, roles: string[], scope: 'province' | 'own agency' = 'province') =>
      world.account({ name, roles, scope, as: 'person' });
    admin = await person('quan-tri', ['config-admin']);
    head = await person('lanh-dao', ['approver']);
    local = await person('quan-tri-so', ['config-admin'], 'own agency');
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  interface Asked<T> {
    readonly status: number;
    readonly answer: T;
    readonly text: string;
  }
  const ask: <T>(path: string, body?: object, by?: Principal) => Promise<Asked<T>> = async (
    path,
    body,
    by = admin,
  ) => {
    const method = body === undefined ? 'GET' : 'POST';
    const { status, text } = await world.ask(by, method, `/api/v1/${path}`, body);
    return { status, answer: JSON.parse(text), text };
  };
  const file = async (heading: readonly string[], rows: readonly (readonly string[])[]) => ({
    fileName: 'bieu.xlsx',
    content: await formFile(heading, rows),
    effectiveOn: ON,
  });
  const take = async (what: 'agencies' | 'users', form: object, more: object = {}, by = admin) => {
    const preview = await ask<Taken>(`${what}/preview`, form, by);
    const body = { ...form, seen: preview.answer.seen, reason: REASON, ...more };
    return { preview, taken: await ask<Taken>(`${what}/import`, body, by) };
  };
  const two = () => ({ approver: head.login });
  const cellsOf = async (content: string) => {
    const read = await readWorkbook(Buffer.from(content, 'base64'), 'x.xlsx');
    if (read.kind === 'refused') throw new Error(read.text.join());
    return read.sheets.flatMap(({ rows }) => rows.map(({ cells }) => cells.map((cell) => cell ?? '')));
  };

  it('Biểu số 1 is previewed without a trace, taken in, and given back row by row', async () => {
    const form = await file(OFFICE_HEADING, [
      anOfficeRow('Thanh tra tỉnh'),
      anOfficeRow('Phòng Nghiệp vụ 1', { superior: 'Thanh tra tỉnh', kind: 'Phòng' }),
      anOfficeRow('UBND xã Phước Hòa', { level: 'Cấp xã' }),
      anOfficeRow('=HYPERLINK("http://x","a")', { level: 'Cấp thôn' }),
    ]);
    const { preview, taken } = await take('agencies', form);
    expect(preview.answer.counts).toMatchObject({ new: 3, refused: 1 });
    expect(preview.answer.rows[3]).toMatchObject({
      line: 5,
      state: 'refused',
      problems: [{ problem: 'unknown-level' }],
    });
    expect([taken.status, taken.answer.counts]).toMatchObject([200, { new: 3, refused: 1 }]);
    const written = await cellsOf(taken.answer.result.content);
    expect(written[4]?.slice(0, 2)).toEqual(['5', 'KHÔNG DÙNG ĐƯỢC']);
    expect(written[4]?.[5]).toBe(`'=HYPERLINK("http://x","a")`);
    const { answer } = await ask<{ items: readonly { name: string; agency: string | null }[] }>('agencies');
    expect(answer.items.map(({ name, agency }) => [name, agency])).toEqual([
      ['Phòng Nghiệp vụ 1', 'ttt'],
      ['Thanh tra tỉnh', 'ttt'],
      ['UBND xã Phước Hòa', null],
    ]);
  });

  it('what was exported is Biểu số 1 again, and changes nothing', async () => {
    const { answer } = await ask<{ content: string; fileName: string }>('agencies/form');
    const sheet = await cellsOf(answer.content);
    expect(sheet.slice(0, 2).flat().join(' ')).toMatch(/Biểu số 1.*DANH SÁCH CƠ QUAN, ĐƠN VỊ SỬ DỤNG/);
    const again = { fileName: answer.fileName, content: answer.content, effectiveOn: ON };
    const { preview, taken } = await take('agencies', again);
    expect(preview.answer.counts).toMatchObject({ unchanged: 3, new: 0, changed: 0, refused: 0 });
    expect([taken.status, taken.answer]).toMatchObject([409, { code: 'form-nothing' }]);
  });

  it('Biểu số 2 gives rights only on the word of two sides who saw what it gives', async () => {
    const form = await file(USER_HEADING, [
      aUserRow('lan.tt@tinh.gov.vn', { phone: '+84912345678' }),
      aUserRow('=cmd@tinh.gov.vn', { name: '=1+1' }),
      aUserRow('hoa.nv@tinh.gov.vn', { name: 'Hoa', office: 'UBND xã Phước Hòa' }),
    ]);
    const alone = await take('users', form);
    expect(
      alone.preview.answer.rows.map(({ state, problems }) => [
        state,
        ...problems.map(({ problem }) => problem),
      ]),
    ).toEqual([['new'], ['refused', 'no-name', 'no-login'], ['refused', 'office-without-agency']]);
    expect([alone.taken.status, alone.taken.answer]).toMatchObject([403, { code: 'needs-second-person' }]);
    const other = await take('users', form, { ...two(), seen: '0123456789abcdef' });
    expect([other.taken.status, other.taken.answer]).toMatchObject([409, { code: 'form-changed' }]);
    const { taken } = await take('users', form, two());
    expect([taken.status, taken.answer.counts]).toMatchObject([200, { new: 1, refused: 2 }]);
    const { answer } = await ask<{ items: readonly object[] }>('users?login=lan.tt');
    expect(answer.items).toMatchObject([
      {
        fullName: 'Trần Thị Lan',
        phone: '0912345678',
        office: 'Thanh tra tỉnh',
        agency: 'ttt',
        state: 'never',
        hasOwner: false,
      },
    ]);
    const exported = await ask<{ content: string; fileName: string }>('users/form');
    const again = { fileName: 'b.xlsx', content: exported.answer.content, effectiveOn: ON };
    expect((await take('users', again)).preview.answer.counts).toMatchObject({
      unchanged: 1,
      new: 0,
      changed: 0,
      refused: 0,
    });
  });

  /** Refused in three lines, whichever of both is asked; nothing changes. */
  const isRefused = async (
    form: { readonly fileName: string; readonly content: string },
    said: string | RegExp,
  ) => {
    const asked = { ...form, effectiveOn: ON };
    const { status, answer } = await ask<{ text: readonly string[]; code: string }>(
      'agencies/preview',
      asked,
    );
    expect([status, answer.code, answer.text.length]).toEqual([422, 'not-that-form', 3]);
    expect(answer.text.join(' ')).toMatch(said);
    const decided = { ...asked, seen: '0'.repeat(16), reason: REASON };
    expect(await ask('agencies/import', decided)).toMatchObject({
      status: 422,
      answer: { code: 'not-that-form' },
    });
  };

  it('another file is refused in plain words, and nothing changes', async () => {
    const before = await ask<{ items: readonly object[] }>('agencies');
    await isRefused(
      await file(USER_HEADING, [aUserRow('a@b.vn')]),
      'Đây là Biểu số 2, không phải Biểu số 1.',
    );
    await isRefused(await file(['Họ', 'Tên'], [['a', 'b']]), 'Không tìm thấy bảng của Biểu số 1 trong tệp.');
    await isRefused(await file(OFFICE_HEADING, []), 'không có dòng nào được điền');
    expect(await ask('agencies')).toEqual(before);
  });

  it('a hostile file is refused as any file of a source: encrypted, with macros, a bomb, broken', async () => {
    const wanted = /encrypt|password|macro|bomb|unpack|entit/i;
    const files = HOSTILE_FILES.filter(({ name, about }) => name === 'so.xlsx' && wanted.test(about));
    expect(files.length).toBeGreaterThan(5);
    for (const { bytes } of files.slice(0, MOST_HOSTILE))
      await isRefused({ fileName: 'so.xlsx', content: bytes().toString('base64') }, /tệp/i);
  });

  it('a day to come is refused', async () => {
    const form = { ...(await file(OFFICE_HEADING, [anOfficeRow('Sở Mới')])), effectiveOn: '2099-01-01' };
    expect(await ask('agencies/preview', form)).toMatchObject({ status: 409, answer: { code: 'day-ahead' } });
  });

  it('an administrator of one agency sees and gives nothing of others', async () => {
    const { answer } = await ask<{ items: readonly { login: string }[] }>('users', undefined, local);
    expect(answer.items.map(({ login }) => login)).not.toContain(admin.login);
    expect(answer.items.map(({ login }) => login)).toContain('lan.tt');
    const { answer: all } = await ask<{ items: readonly { id: string; login: string }[] }>('users');
    const id = all.items.find(({ login }) => login === admin.login)?.id ?? '';
    expect(await ask(`users/${id}/disable`, { reason: REASON }, local)).toMatchObject({ status: 404 });
    expect((await ask<{ items: readonly object[] }>('agencies', undefined, local)).answer.items).toHaveLength(
      2,
    );
    expect(await ask('users?agency=stnmt', undefined, local)).toMatchObject({ status: 400 });
  });

  it('accounts are counted, confirmed, shut and removed; nothing of who it was stays', async () => {
    const { answer: counts } = await ask<{ items: readonly object[] }>('users/counts');
    expect(counts.items).toContainEqual(expect.objectContaining({ agency: 'ttt', users: 1, never: 2 }));
    const { answer: users } = await ask<{ items: readonly { id: string }[] }>('users?login=lan.tt');
    const id = users.items[0]?.id ?? '';
    const national = { login: 'lan.tt', name: 'ttt_lan', duties: ['1', '2'], since: ON, reason: REASON };
    expect(await ask('national-accounts', national)).toMatchObject({ status: 200 });
    await world.road.own.query("update national_account set confirmed_on = '2025-01-01'");
    const overdue = await ask<{ items: readonly { id: string }[] }>('national-accounts?state=overdue');
    expect(overdue.answer.items).toMatchObject([
      { name: 'ttt_lan', holder: 'Trần Thị Lan', state: 'overdue' },
    ]);
    const ids = overdue.answer.items.map((one) => one.id);
    expect(await ask('national-accounts/confirm', { ids, reason: REASON })).toMatchObject({ status: 200 });
    expect((await ask<{ items: readonly object[] }>('national-accounts?state=overdue')).answer.items).toEqual(
      [],
    );
    const register = await cellsOf((await ask<{ content: string }>('national-accounts/form')).answer.content);
    expect(register[1]?.slice(0, 3)).toEqual(['ttt_lan', 'Trần Thị Lan', 'lan.tt']);
    expect(await ask(`users/${id}/remove`, { reason: REASON })).toMatchObject({
      status: 409,
      answer: { code: 'not-disabled' },
    });
    expect(await ask(`users/${id}/disable`, { reason: REASON })).toMatchObject({ status: 200 });
    expect(await ask(`users/${id}/remove`, { reason: REASON })).toMatchObject({
      answer: { code: 'holds-national-account' },
    });
    expect(await ask(`national-accounts/${ids[0] ?? ''}/end`, { endedOn: ON, reason: REASON })).toMatchObject(
      { status: 200 },
    );
    expect(await ask(`users/${id}/remove`, { reason: REASON })).toMatchObject({ status: 200 });
    const left = await ask<{ items: readonly object[] }>('users?state=removed');
    expect(left.text).not.toMatch(/lan\.tt|Trần|0912345678/);
    const { rows } = await world.road.own.query(
      "select 1 from audit_entry where target = 'lan.tt' and action = 'accounts remove'",
    );
    expect(rows).toHaveLength(3);
  });
});
