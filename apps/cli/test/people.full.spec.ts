import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { aUserRow, anOfficeRow, OFFICE_HEADING, USER_HEADING } from '../../../test/builders';
import { kntc, parsed, variablesOf, type Said } from './kntc';
import { formIn } from './people-samples';
import { ProvinceStaff } from './province-staff';

jest.setTimeout(120_000);

const FROM = ['--from', '2026-01-01'];
const BY = ['--actor', 'cntt', '--reason', 'QĐ 12/QĐ-TTr'];
const TWO = [...BY, '--approver', 'lanh.dao'];

describe('offices, people and their accounts at the command line', () => {
  let staff: ProvinceStaff;
  let folder: string;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.applyPreset();
    folder = staff.road.configDir;
  });
  afterAll(() => staff.close());

  const cli = (...argv: readonly string[]): Promise<Said> => kntc(variablesOf(staff.road), ...argv);
  const versionOf = async (...argv: readonly string[]): Promise<string> => {
    const said = await cli(...argv, '--preview', '--json');
    return (parsed(said) as { version: string }).version;
  };

  it('Biểu số 1 is seen first, then taken in as it was seen; exported it is the same again', async () => {
    const form = await formIn(folder, 'don-vi.xlsx', [
      OFFICE_HEADING,
      anOfficeRow('Thanh tra tỉnh'),
      anOfficeRow('UBND xã Phước Hòa', { level: 'Cấp xã' }),
      anOfficeRow('Sở Lạ', { level: 'Cấp thôn' }),
    ]);
    const importing = ['agencies', 'import', '--file', form, ...FROM, ...BY];
    const seen = await cli(...importing, '--preview');
    expect([seen.code, seen.out]).toEqual([1, expect.stringContaining('Không hiểu cấp đơn vị.')]);
    expect((await cli(...importing)).err).toContain('Chưa xem trước biểu này.');
    expect((await cli(...importing, '--version', '0000000000000000')).err).toContain(
      'Kết quả xem trước đã khác',
    );
    const result = join(folder, 'ket-qua.xlsx');
    const taken = await cli(...importing, '--version', await versionOf(...importing), '--result', result);
    expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('Đã ghi nhận Biểu số 1')]);
    expect(existsSync(result)).toBe(true);
    const out = join(folder, 'bieu-so-1.xlsx');
    expect((await cli('agencies', 'export', '--out', out, '--actor', 'cntt')).out).toContain('2 đơn vị');
    const again = parsed(
      await cli('agencies', 'import', '--file', out, ...FROM, ...BY, '--preview', '--json'),
    );
    expect(again).toMatchObject({ rows: [{ state: 'unchanged' }, { state: 'unchanged' }] });
    expect((await cli('agencies', 'list', '--actor', 'cntt')).out).toContain('UBND xã Phước Hòa');
  });

  it('Biểu số 2 takes two people; what was exported only its owner reads', async () => {
    const form = await formIn(folder, 'nguoi.xlsx', [USER_HEADING, aUserRow('lan.tt@tinh.gov.vn')]);
    const importing = ['users', 'import', '--file', form, ...FROM];
    const version = ['--version', await versionOf(...importing, ...BY)];
    expect((await cli(...importing, ...BY, ...version)).err).toContain('Chưa có gì thay đổi.');
    expect((await cli(...importing, ...TWO, ...version)).code).toBe(0);
    const list = parsed(await cli('users', 'list', '--actor', 'cntt', '--state', 'never', '--json'));
    expect(list).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          login: 'lan.tt',
          fullName: 'Trần Thị Lan',
          roles: ['operator', 'inspector'],
        }),
      ]) as unknown,
    });
    const out = join(folder, 'bieu-so-2.xlsx');
    expect((await cli('users', 'export', '--out', out, '--actor', 'cntt')).code).toBe(0);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect((await cli('users', 'export', '--out', out, '--actor', 'cntt')).code).toBe(1);
    const counts = parsed(await cli('users', 'counts', '--actor', 'cntt', '--json'));
    expect(counts).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ agency: 'ttt' })]) as unknown,
    });
  });

  it('another form is refused, and nothing of it is taken', async () => {
    const form = await formIn(folder, 'nham.xlsx', [USER_HEADING, aUserRow('a@tinh.gov.vn')]);
    const said = await cli('agencies', 'import', '--file', form, ...FROM, ...BY, '--preview');
    expect([said.code, said.err]).toEqual([
      1,
      expect.stringContaining('Đây là Biểu số 2, không phải Biểu số 1.'),
    ]);
  });

  it('an account in the national system is recorded, confirmed and ended; then its holder can be removed', async () => {
    const record = [
      'national-accounts',
      'record',
      'lan.tt',
      '--name',
      'ttt_lan',
      '--duties',
      '1,2',
      '--since',
      '2026-02-01',
    ];
    expect((await cli(...record, ...BY)).code).toBe(0);
    await staff.road.own.query("update national_account set confirmed_on = '2026-01-01'");
    const list = parsed(
      await cli('national-accounts', 'list', '--state', 'overdue', '--actor', 'cntt', '--json'),
    );
    const [one] = (list as { items: readonly { id: string; name: string }[] }).items;
    expect(one).toMatchObject({ name: 'ttt_lan', holder: 'Trần Thị Lan' });
    const id = one?.id ?? '';
    expect((await cli('national-accounts', 'confirm', id, ...BY)).code).toBe(0);
    const out = join(folder, 'csdlqg.xlsx');
    expect((await cli('national-accounts', 'export', '--out', out, '--actor', 'cntt')).out).toContain(
      '1 tài khoản',
    );
    expect((await cli('accounts', 'disable', 'lan.tt', ...BY)).code).toBe(0);
    expect((await cli('accounts', 'remove', 'lan.tt', ...BY)).err).toContain('còn giữ tài khoản trên CSDLQG');
    expect((await cli('national-accounts', 'end', id, '--ended', '2026-03-01', ...BY)).code).toBe(0);
    expect((await cli('accounts', 'remove', 'lan.tt', ...BY)).code).toBe(0);
    expect((await cli('accounts', 'list')).out).not.toContain('lan.tt');
    const again = await cli('accounts', 'create', 'lan.tt', '--roles', 'operator', ...TWO);
    expect(again.err).toContain('còn đứng trong nhật ký');
  });
});
