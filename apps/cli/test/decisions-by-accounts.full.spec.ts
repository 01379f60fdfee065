import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PETITIONER_NAME, ProvinceStaff } from './province-staff';
import { kntcReading, variablesOf, type Said } from './kntc';

jest.setTimeout(180_000);

describe('what accounts change about decisions on the command line', () => {
  let staff: ProvinceStaff;
  let reference: string;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    reference = staff.reference;
    await staff.applyPreset();
    await staff.linkHead();
  });
  afterAll(() => staff.close());

  const cli = (...argv: readonly string[]): Promise<Said> => staff.cli(...argv);

  describe('accounts decide', () => {
    it('who has no part in records has none here, and is told who has', async () => {
      const said = await cli('resync', reference, '--actor', 'an.toan', '--reason', 'thử');
      expect(said.out).toContain('không có quyền');
      expect(said.out).toContain('Ai được làm: Một người có vai trò operator hoặc approver');
    });

    it('a policy takes one of each side, each in an act of their own', async () => {
      const record = (by: string) =>
        cli(
          'policy',
          'record',
          '--policy',
          'transmitted',
          '--document-no',
          '2/QĐ',
          '--document-date',
          '2026-02-01',
          '--signatory',
          'Chủ tịch',
          '--recorded-by',
          by,
        );
      const confirm = (by: string) => cli('policy', 'confirm', '--document-no', '2/QĐ', '--yes', '--by', by);
      expect((await record('thanh.tra')).err).toContain('Ai được làm: Hai người');
      expect(await record('cntt')).toMatchObject({ code: 0 });
      const looking = await cli('policy', 'confirm', '--document-no', '2/QĐ', '--by', 'CNTT');
      expect(looking.err).toContain('Người xác nhận và người ghi nhận là cùng một người');
      expect(looking.out).toBe('');
      expect((await confirm('thanh.tra')).err).toContain('cần hai người: một của thanh tra');
      expect(await confirm('lanh.dao')).toMatchObject({ code: 0 });
    });

    it('nobody decides with an account whose first password was not changed', async () => {
      const firstPassword = (isFirst: boolean) =>
        staff.road.own.query('update account set must_change = $1 where login = $2', [isFirst, 'thanh.tra']);
      await firstPassword(true);
      const said = await cli('resync', reference, '--actor', 'thanh.tra', '--reason', 'thử');
      expect(said.out).toContain('còn chờ đổi mật khẩu đầu tiên');
      expect((await staff.audited(1))[0]?.[3]).toBe('refused');
      await firstPassword(false);
    });

    it('so does another code in the crosswalk; the same codes need nobody', async () => {
      const importing = (...by: readonly string[]) => cli('crosswalk', 'import', ...by);
      expect(await importing()).toMatchObject({ code: 0 });
      const path = join(staff.road.configDir, 'crosswalks', 'mini.yaml');
      const before = readFileSync(path, 'utf8');
      writeFileSync(path, before.replace('BD: { to: "507" }', 'BD: { to: "507" }, BX: { to: "507" }'));
      expect((await importing()).err).toContain('Ai được làm: Hai người');
      const by = ['--actor', 'cntt', '--approver', 'lanh.dao', '--reason', 'thêm mã'];
      expect(await importing(...by)).toMatchObject({ code: 0 });
      expect((await staff.audited(1))[0]?.[0]).toBe('crosswalk import');
    });

    it('an id of the national side is linked by an officer and the head of the agency, nobody else', async () => {
      await staff.road.own.query(
        `update outbox set state = 'held', hold_code = 'UNKNOWN_OUTCOME' where national_record_id =
           (select id from national_record where reference = $1)`,
        [reference],
      );
      const resolve = (...by: readonly string[]) =>
        cli('holds', 'resolve', reference, '--not-there', '--reason', 'đã tra cứu', ...by);
      expect((await resolve('--actor', 'thanh.tra', '--approver', 'cntt')).err).toContain('không có quyền');
      const alone = await resolve('--actor', 'thanh.tra');
      expect(alone.err).toContain('cần người thứ hai');
      expect(alone.err).toContain('người có văn bản uỷ quyền còn hiệu lực');
      expect(await resolve('--actor', 'thanh.tra', '--approver', 'lanh.dao')).toMatchObject({ code: 0 });
      expect(await staff.audited(1)).toEqual([
        [
          'holds resolve',
          'thanh.tra (tài khoản, chưa xác minh)',
          'lanh.dao (tài khoản, chưa xác minh)',
          'done',
        ],
      ]);
    });

    it('many records are sent again only with an approver', async () => {
      const many = Array.from({ length: 21 }, (_none, index) => `MINI-${String(index).padStart(13, '0')}`);
      const resync = (...by: readonly string[]) =>
        cli('resync', ...many, '--actor', 'thanh.tra', '--reason', 'thử', ...by);
      expect((await resync()).err).toContain('cần hai người');
      expect((await resync('--approver', 'cntt')).err).toContain('Ai được làm:');
      expect((await resync('--approver', 'lanh.dao')).out).toContain('Không có hồ sơ');
    });

    it('rights take two sides; an administrator alone only locks and opens', async () => {
      const grant = (...more: readonly string[]) =>
        cli(
          'accounts',
          'grant',
          'uy.quyen',
          '--roles',
          'approver',
          '--agencies',
          'ttt',
          '--actor',
          'cntt',
          '--reason',
          'x',
          ...more,
        );
      expect((await grant()).err).toContain('cần người thứ hai');
      expect(await grant('--approver', 'an.toan')).toMatchObject({ code: 0 });
      const disable = (actor: string) =>
        cli('accounts', 'disable', 'uy.quyen', '--actor', actor, '--reason', 'x');
      expect(await disable('thanh.tra')).toMatchObject({ code: 1 });
      expect(await disable('cntt')).toMatchObject({ code: 0 });
    });
  });

  describe('a person proves who they are with a token of their own', () => {
    const resync = ['--reason', 'thử'];

    it('and stands as verified', async () => {
      const token = staff.file('ma-thanh-tra', `${await staff.tokenOf('thanh.tra', 'person.prove')}\n`);
      expect(
        await cli('resync', reference, '--actor', 'thanh.tra', '--token-file', token, ...resync),
      ).toMatchObject({ code: 0 });
      expect((await staff.audited(1))[0]?.slice(0, 2)).toEqual(['resync', 'thanh.tra (đã xác minh)']);
      await staff.with({ KNTC_TOKEN_FILE: token }, 'resync', reference, '--actor', 'Thanh.Tra', ...resync);
      expect((await staff.audited(1))[0]?.slice(0, 2)).toEqual(['resync', 'Thanh.Tra (đã xác minh)']);
    });

    it('which one makes with the own password, once its first one was changed', async () => {
      const first = 'ba con ngỗng qua cầu';
      const variables = variablesOf(staff.road);
      const reset = [
        'accounts',
        'reset',
        'thanh.tra',
        '--password-stdin',
        '--actor',
        'cntt',
        '--reason',
        'x',
      ];
      expect(await kntcReading(`${first}\n`, variables, ...reset)).toMatchObject({ code: 0 });
      const path = join(staff.road.configDir, 'ma-tu-tao');
      const prove = (password: string) =>
        kntcReading(`${password}\n`, variables, 'tokens', 'prove', 'thanh.tra', '--file', path);
      expect((await prove('sai')).err).toContain('không đúng');
      expect((await prove(first)).err).toContain('đổi mật khẩu đầu tiên');
      await staff.road.own.query(
        "update account set must_change = false, needs_code = false where login = 'thanh.tra'",
      );
      const made = await prove(first);
      expect(made.code).toBe(0);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(made.out).not.toContain(readFileSync(path, 'utf8').trim());
      const used = await cli('resync', reference, '--actor', 'thanh.tra', '--token-file', path, ...resync);
      expect(used).toMatchObject({ code: 0 });
      expect((await staff.audited(1))[0]?.slice(0, 2)).toEqual(['resync', 'thanh.tra (đã xác minh)']);
      expect((await prove(first)).err).toContain('Đã có tệp');
    });

    it('but not with another one’s, one for machines, or one that others can read', async () => {
      const proof = await staff.tokenOf('thanh.tra', 'person.prove');
      const used = (name: string, text: string, actor: string, mode?: number) =>
        cli('resync', reference, '--actor', actor, '--token-file', staff.file(name, text, mode), ...resync);
      expect((await used('ma-1', proof, 'lanh.dao')).err).toContain('không phải của «lanh.dao»');
      expect(
        (await used('ma-2', await staff.tokenOf('thanh.tra', 'records.read'), 'thanh.tra')).err,
      ).toContain('person.prove');
      expect((await used('ma-3', proof, 'thanh.tra', 0o644)).err).toContain('chmod 600');
      expect(
        await cli('resync', reference, '--actor', 'thanh.tra', '--token-file', 'khong-co', ...resync),
      ).toMatchObject({ code: 2 });
      expect(staff.everything.join('\n')).not.toContain(proof);
    });

    it('which a province can ask of everybody', async () => {
      const settings = join(staff.road.configDir, 'access.yaml');
      writeFileSync(
        settings,
        readFileSync(settings, 'utf8').replace('requireProof: false', 'requireProof: true'),
      );
      expect((await cli('resync', reference, '--actor', 'thanh.tra', ...resync)).out).toContain('mã cá nhân');
    });
  });

  it('nothing anybody read here names a person of the case, and the audit is whole', async () => {
    expect(staff.everything.join('\n')).not.toContain(PETITIONER_NAME);
    expect(await cli('audit', 'verify')).toMatchObject({ code: 0 });
  });
});
