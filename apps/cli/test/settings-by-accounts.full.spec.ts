import { join } from 'node:path';
import { editFile } from '../../../test/journey/mini-road';
import { ProvinceStaff } from './province-staff';
import { parsed, type Said } from './kntc';

jest.setTimeout(180_000);

const BOTH = ['--actor', 'cntt', '--approver', 'lanh.dao', '--reason', 'theo công văn 12'];

describe('access.yaml, once accounts decide', () => {
  let staff: ProvinceStaff;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.applyPreset();
  });
  afterAll(() => staff.close());

  const acceptance = (...more: readonly string[]): Promise<Said> =>
    staff.cli('access', 'accept-settings', ...more);
  const edited = (from: string, to: string): void =>
    editFile(join(staff.road.configDir, 'access.yaml'), [[from, to]]);
  const resent = (): Promise<Said> =>
    staff.cli('resync', staff.reference, '--actor', 'thanh.tra', '--reason', 'thử');
  const version = async (): Promise<string> =>
    (parsed(await acceptance('--json')) as { readonly version: string }).version.slice(0, 12);

  it('that says what is in force waits for nobody', async () => {
    expect(await acceptance()).toMatchObject({ code: 1, err: expect.stringContaining('không có gì chờ') });
  });

  it('stricter counts at once for the command line too, on record', async () => {
    edited('requireProof: false', 'requireProof: true');
    expect((await resent()).out).toContain('mã cá nhân');
    expect(await staff.audited(2)).toContainEqual(['access settings', 'gateway', undefined, 'done']);
    edited('requireProof: true', 'requireProof: false');
    expect((await resent()).out).not.toContain('mã cá nhân');
  });

  describe('looser than anybody accepted', () => {
    beforeAll(async () => {
      edited('unmaskDailyCap: 20', 'unmaskDailyCap: 50');
      await staff.road.restart();
    });

    it('does not count: status and log say what waits and what ends it', async () => {
      const status = await staff.cli('status');
      expect(status.out).toContain('unmaskDailyCap: 20 → 50');
      expect(status.out).toContain('kntc -- access accept-settings');
      expect(staff.road.logLines.join('\n')).toContain('chưa được hai bên duyệt: quy định chặt hơn vẫn dùng');
      const { rows } = await staff.road.own.query(
        "select count(*)::int as of from audit_entry where target like '%50%'",
      );
      expect(rows).toEqual([{ of: 0 }]);
    });

    it('is shown before anybody approves it, in words', async () => {
      const shown = await acceptance();
      expect(shown.code).toBe(1);
      expect(shown.out).toContain('~ unmaskDailyCap (số lần mở trường bị che');
      expect(shown.out).toContain('20 → 50');
      expect(shown.out).toContain(`--version ${await version()} --actor`);
    });

    it('another version than the one seen, one side alone, or nobody: nothing is accepted', async () => {
      expect((await acceptance('--version', 'abcdefabcdef', ...BOTH)).err).toContain(
        'không phải phiên bản đã xem',
      );
      expect((await acceptance('--version', await version())).err).toContain('cần --actor');
      const alone = ['--actor', 'cntt', '--reason', 'x'];
      expect((await acceptance('--version', await version(), ...alone)).err).toContain(
        'Ai được làm: Hai người: một approver',
      );
      expect((await acceptance()).out).toContain('20 → 50');
    });

    it('counts when both sides accept it', async () => {
      expect(await acceptance('--version', await version(), ...BOTH)).toMatchObject({
        code: 0,
        out: expect.stringContaining('Đã duyệt'),
      });
      expect((await staff.audited(1))[0]).toEqual([
        'access accept-settings',
        'cntt (tài khoản, chưa xác minh)',
        'lanh.dao (tài khoản, chưa xác minh)',
        'done',
      ]);
      expect((await staff.cli('status')).out).not.toContain('accept-settings');
    });
  });
});
