import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { editFile, until } from '../../../test/journey/mini-road';
import { ProvinceStaff } from './province-staff';
import { parsed, type Said } from './kntc';

jest.setTimeout(240_000);

const BOTH = ['--actor', 'cntt', '--approver', 'lanh.dao', '--reason', 'phần mềm đổi cột'];
const SOURCE = 'sources/mini.yaml';

interface Preview {
  readonly version: string;
  readonly changes: readonly { readonly path: string; readonly before?: string; readonly after?: string }[];
  readonly records: number;
}

describe('the mapping of a source, once accounts decide', () => {
  let staff: ProvinceStaff;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.applyPreset();
  });
  afterAll(() => staff.close());

  const cli = (...argv: readonly string[]): Promise<Said> => staff.cli(...argv);
  const acceptance = (...more: readonly string[]) => cli('sources', 'accept-mapping', 'mini', ...more);
  const preview = async (): Promise<Preview> => parsed(await acceptance('--json')) as Preview;
  const edited = (from: string, to: string): void =>
    editFile(join(staff.road.configDir, SOURCE), [[from, to]]);
  const restarted = (from: string, to: string) => staff.road.reconfigured(SOURCE, from, to, (begin) => begin);
  const stateOf = async () => {
    const { rows } = await staff.road.own.query(
      "select cursor, mapping_version, (select count(*)::int from source_record) as records from source where id = 'mini'",
    );
    return rows[0] as { readonly cursor: string | null; readonly records: number };
  };
  const judgedWith = async () =>
    (await staff.road.own.query("select judged_with from source_record where local_key = 'OK-1'")).rows;

  it('what IT may change alone changes with a restart', async () => {
    await restarted('title: Sổ đơn thử nghiệm', 'title: Sổ đơn đổi tên');
    expect(parsed(await cli('sources', 'list', '--json'))).toMatchObject({
      items: [{ id: 'mini', title: 'Sổ đơn đổi tên' }],
    });
    expect(await acceptance()).toMatchObject({ code: 1, err: expect.stringContaining('không có ánh xạ') });
  });

  describe('changed in the file and started with', () => {
    beforeAll(async () => {
      await staff.road.petition('OK-2');
      await staff.road.takeIn();
      await staff.road.petition('OK-3');
      await restarted('content: { column: noi_dung }', 'content: { column: noi_dung, cutAt: 30 }');
    });

    it('is not used: nothing is read, nothing judged again, no cursor moves; what is judged goes on', async () => {
      expect(await staff.road.delivered('OK-2')).toEqual([]);
      const [before, judged] = [await stateOf(), await judgedWith()];
      const result = await staff.road.converge();
      expect(result).toMatchObject({ converged: false, why: 'GW_S111' });
      expect(result.summary).toMatchObject({ read: 2, confirmed: 2, unaccounted: 0 });
      expect(await staff.road.delivered('OK-2')).not.toEqual([]);
      expect(await stateOf()).toEqual(before);
      expect(await judgedWith()).toEqual(judged);
    });

    it('is told of: log, status, list, doctor, overview – which, why, since when and what ends it', async () => {
      expect(staff.road.logLines.join('\n')).toMatch(/GW_S111.*chưa được hai bên duyệt.*Chờ từ/);
      const command = 'npm run kntc -- sources accept-mapping mini';
      const status = await cli('status');
      expect(status.out).toMatch(/Nguồn mini chờ duyệt ánh xạ từ \d\d\/\d\d\/\d{4}/);
      expect(status.out).toContain(command);
      const list = await cli('sources', 'list');
      expect(list).toMatchObject({ code: 1, out: expect.stringContaining(command) });
      expect((await cli('doctor')).out).toMatch(/✗ Nguồn mini: chưa được đọc.*accept-mapping mini/);
      const { reports } = staff.road.gateway.parts;
      expect(await reports.sources()).toMatchObject([{ id: 'mini', pausedCode: 'GW_S111' }]);
    });

    it('shows before anybody approves what changes and what it sets going', async () => {
      const shown = await acceptance();
      expect(shown.code).toBe(1);
      expect(shown.out).toContain('+ map.content.cutAt');
      expect(shown.out).toContain('2 hồ sơ của nguồn này được xét lại');
      expect(shown.out).toContain(`--version ${(await preview()).version.slice(0, 12)} --actor`);
      expect(await preview()).toMatchObject({
        records: 2,
        changes: [{ path: 'map.content.cutAt', after: '30' }],
      });
    });

    it('the file changed meanwhile: nothing is approved', async () => {
      const { version } = await preview();
      edited('cutAt: 30', 'cutAt: 31');
      const said = await acceptance('--version', version.slice(0, 12), ...BOTH);
      expect(said).toMatchObject({ code: 1, err: expect.stringContaining('đã đổi sau khi cổng khởi động') });
      edited('cutAt: 31', 'cutAt: 30');
    });

    it('another version than the one seen, one side alone, or nobody: nothing is approved', async () => {
      const version = (await preview()).version.slice(0, 12);
      expect((await acceptance('--version', 'abcdefabcdef', ...BOTH)).err).toContain(
        'không phải phiên bản đã xem',
      );
      expect((await acceptance('--version', 'mới', ...BOTH)).code).toBe(2);
      expect((await acceptance('--version', version)).err).toContain('cần --actor');
      const alone = await acceptance('--version', version, '--actor', 'cntt', '--reason', 'x');
      expect(alone.err).toContain('Ai được làm: Hai người: một approver');
      expect((await staff.audited(1))[0]?.[3]).toBe('refused');
      expect(await preview()).toMatchObject({ records: 2 });
    });

    it('goes into use in the running gateway when both sides approve: read, and judged again', async () => {
      const version = (await preview()).version.slice(0, 12);
      const done = await acceptance('--version', version, ...BOTH);
      expect(done).toMatchObject({ code: 0, out: expect.stringContaining('Đã duyệt') });
      expect(await staff.audited(1)).toEqual([
        [
          'sources accept-mapping',
          'cntt (tài khoản, chưa xác minh)',
          'lanh.dao (tài khoản, chưa xác minh)',
          'done',
        ],
      ]);
      expect((await staff.road.converge()).summary.read).toBe(3);
      await until(async () => (await stateOf()).records === 3);
      expect(staff.road.logLines.join('\n')).toContain('mapping in use');
      expect((await cli('status')).out).not.toContain('accept-mapping');
    });
  });

  it('a process that started before the acceptance stands in status and overview until it is gone', async () => {
    await staff.road.own.query(
      "insert into outdated_process (process_id, source_id, agency_id, mapping_version) values (gen_random_uuid(), 'mini', 'MINI', 'cũ')",
    );
    expect((await cli('status')).out).toContain(
      'Nguồn mini: 1 tiến trình khởi động trước khi ánh xạ được duyệt',
    );
    const { reports } = staff.road.gateway.parts;
    expect(await reports.sources()).toMatchObject([{ id: 'mini', outdatedProcesses: 1 }]);
    await staff.road.own.query("update outdated_process set seen_at = now() - interval '3 minutes'");
    expect((await cli('status')).out).not.toContain('tiến trình khởi động trước');
  });

  it('put back as it was needs nobody', async () => {
    await restarted('cutAt: 30', 'cutAt: 29');
    expect((await cli('status')).out).toContain('accept-mapping');
    await restarted('cutAt: 29', 'cutAt: 30');
    expect((await cli('status')).out).not.toContain('accept-mapping');
    expect(await staff.road.converge()).toMatchObject({ converged: true });
  });

  it('files of what is judged already stand where the mapping in use says', async () => {
    await staff.road.petition('TEP-1');
    await staff.road.enclose('TEP-1', 'don.pdf', 'nội dung đơn');
    await staff.road.takeIn();
    await restarted('root: MINI_FILES', 'root: MINI_ELSEWHERE');
    expect(await staff.road.converge()).toMatchObject({ why: 'GW_S111' });
    expect((await staff.road.standing('TEP-1')).class).toBe('confirmed');
    await restarted('root: MINI_ELSEWHERE', 'root: MINI_FILES');
  });

  it('hides nothing behind letters nobody sees', async () => {
    await restarted('channel: { column: nguon }', 'channel: { const: "\\e[2K\\u200bBD" }');
    const { out } = await acceptance();
    expect(out).toContain('‹U+001b›[2K‹U+200b›BD');
    await restarted('channel: { const: "\\e[2K\\u200bBD" }', 'channel: { column: nguon }');
  });

  it('of a source nobody had before waits as well, and the other one is read', async () => {
    const path = join(staff.road.configDir, 'sources');
    cpSync(join(path, 'mini.yaml'), join(path, 'moi.yaml'));
    editFile(join(path, 'moi.yaml'), [['id: mini', 'id: moi']]);
    await staff.road.restart();
    await staff.road.petition('OK-4');
    expect(await staff.road.converge()).toMatchObject({ why: 'GW_S111' });
    expect((await staff.road.standing('OK-4')).class).toBe('confirmed');
    const said = await cli('sources', 'accept-mapping', 'moi');
    expect(said.out).toContain('của nguồn mới');
    expect(said.out).toContain('+ map.content.column');
    rmSync(join(path, 'moi.yaml'));
    await staff.road.restart();
    expect((await cli('status')).out).not.toContain('accept-mapping');
  });
});
