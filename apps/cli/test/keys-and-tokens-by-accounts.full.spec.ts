import { ProvinceStaff } from './province-staff';
import { parsed, type Said } from './kntc';

const REASON = ['--reason', 'theo quyết định 12'];
const NO_ACCOUNT = { code: 1, err: expect.stringContaining('không phải tài khoản') as unknown };

jest.setTimeout(180_000);

describe('keys, a restored database and tokens, once accounts decide', () => {
  let staff: ProvinceStaff;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.applyPreset();
  });
  afterAll(() => staff.close());

  const cli = (...argv: readonly string[]): Promise<Said> => staff.cli(...argv, ...REASON);
  const keys = async (): Promise<readonly { readonly id: string }[]> =>
    (parsed(await staff.cli('keys', 'status', '--json')) as { items: { id: string }[] }).items;

  describe('keys', () => {
    it.each([
      ['rotate', '--prepare'],
      ['rotate', '--json'],
      ['rewrap', '--json'],
      ['index', '--json'],
      ['retire', 'file:0000000000000000'],
    ])('%s %s: by a key custodian, nobody else', async (verb, more) => {
      const before = await keys();
      expect(await cli('keys', verb, more, '--actor', 'kẻ lạ')).toMatchObject(NO_ACCOUNT);
      const [entry] = await staff.audited(1);
      expect(entry?.slice(1)).toEqual(['kẻ lạ (tên gõ, chưa xác minh)', undefined, 'refused']);
      expect((await cli('keys', verb, more, '--actor', 'cntt')).err).toContain(
        'key-custodian (người giữ khoá)',
      );
      expect(await keys()).toEqual(before);
    });

    it('are exchanged by the custodian, who stands as named or as verified', async () => {
      expect(await cli('keys', 'rotate', '--actor', 'an.toan')).toMatchObject({ code: 0 });
      expect(await keys()).toHaveLength(2);
      expect((await staff.audited(1))[0]?.slice(0, 2)).toEqual([
        'keys rotate',
        'an.toan (tài khoản, chưa xác minh)',
      ]);
      const token = staff.file('ma-an-toan', `${await staff.tokenOf('an.toan', 'person.prove')}\n`);
      const proved = ['--actor', 'an.toan', '--token-file', token];
      expect(await cli('keys', 'rewrap', ...proved)).toMatchObject({ code: 0 });
      expect((await staff.audited(1))[0]?.slice(0, 2)).toEqual(['keys rewrap', 'an.toan (đã xác minh)']);
    });
  });

  it('the key that signs receipts is exchanged by the custodian too', async () => {
    expect(await cli('receipts', 'rotate-key', '--actor', 'kẻ lạ')).toMatchObject(NO_ACCOUNT);
    expect((await staff.audited(1))[0]?.slice(1)).toEqual([
      'kẻ lạ (tên gõ, chưa xác minh)',
      undefined,
      'refused',
    ]);
    expect(await cli('receipts', 'rotate-key', '--actor', 'an.toan')).toMatchObject({ code: 0 });
  });

  it('a restored database is gone on with by two people of two sides', async () => {
    const accept = (actor: string, approver: string) =>
      cli('audit', 'accept-restore', '--actor', actor, '--approver', approver);
    expect(await accept('kẻ lạ', 'bạn kẻ lạ')).toMatchObject(NO_ACCOUNT);
    expect((await staff.audited(1))[0]?.slice(0, 2)).toEqual([
      'audit accept-restore',
      'kẻ lạ (tên gõ, chưa xác minh)',
    ]);
    expect((await accept('an.toan', 'thanh.tra')).err).toContain('hai vai trò khác nhau');
    expect((await accept('an.toan', 'lanh.dao')).err).toContain('khớp với dấu mốc');
  });

  describe('tokens', () => {
    const create = (owner: string, actor: string, ...more: readonly string[]) =>
      cli(
        'tokens',
        'create',
        owner,
        '--name',
        'báo cáo',
        '--scopes',
        'cases.read',
        '--actor',
        actor,
        ...more,
      );

    it('of a person are made by that person, with proof', async () => {
      expect(await create('thanh.tra', 'kẻ lạ')).toMatchObject(NO_ACCOUNT);
      for (const actor of ['cntt', 'lanh.dao'])
        expect((await create('thanh.tra', actor)).err).toContain('chỉ chính người đó');
      expect((await create('thanh.tra', 'thanh.tra')).err).toContain('cần chứng minh');
      expect((await staff.audited(1))[0]).toEqual([
        'token create',
        'thanh.tra (tài khoản, chưa xác minh)',
        undefined,
        'refused',
      ]);
      const file = staff.file('ma-tt', `${await staff.tokenOf('thanh.tra', 'person.prove')}\n`);
      expect(await create('thanh.tra', 'thanh.tra', '--token-file', file)).toMatchObject({ code: 0 });
      expect((await staff.audited(1))[0]?.slice(0, 2)).toEqual(['token create', 'thanh.tra (đã xác minh)']);
    });

    it('of a machine by an administrator; two people gave that account what it may', async () => {
      const made = ['accounts', 'create', 'may.bao-cao', '--machine', '--roles', 'operator'];
      expect((await cli(...made, '--actor', 'cntt')).err).toContain('cần người thứ hai');
      expect(await cli(...made, '--actor', 'cntt', '--approver', 'an.toan')).toMatchObject({ code: 0 });
      expect(await create('may.bao-cao', 'thanh.tra')).toMatchObject({ code: 1 });
      const { id } = parsed(await create('may.bao-cao', 'cntt', '--json')) as { id: string };
      const revoke = (actor: string) => cli('tokens', 'revoke', id, '--actor', actor);
      expect(await revoke('kẻ lạ')).toMatchObject(NO_ACCOUNT);
      expect((await revoke('thanh.tra')).err).toContain('Ai được làm: Chủ tài khoản');
      expect(await revoke('cntt')).toMatchObject({ code: 0 });
    });

    it('a machine decides nothing and nobody becomes one', async () => {
      const said = await cli('resync', staff.reference, '--actor', 'may.bao-cao');
      expect(said.out + said.err).toContain('không phải tài khoản');
      expect((await cli('accounts', 'reset', 'may.bao-cao', '--actor', 'cntt')).err).toContain(
        'tài khoản máy',
      );
      const link = [
        'accounts',
        'link',
        'may.bao-cao',
        '--issuer',
        'https://sso.tinh-x.gov.vn',
        '--subject',
        'u',
      ];
      const by = ['--actor', 'cntt', '--approver', 'an.toan'];
      expect((await cli(...link, ...by)).err).toContain('tài khoản máy');
      const both = ['accounts', 'create', 'x', '--machine', '--sso', '--roles', 'operator'];
      expect(await cli(...both, ...by)).toMatchObject({ code: 2 });
    });
  });

  it('who was refused while the chain took no entry is in it from the moment it is accepted', async () => {
    for (const state of ['disable', 'enable']) {
      await staff.road.own.query(`alter table audit_entry ${state} trigger all`);
      if (state === 'disable')
        await staff.road.own.query(
          'delete from audit_entry where seq > (select max(seq) - 2 from audit_entry)',
        );
    }
    const accept = (actor: string, approver: string) =>
      cli('audit', 'accept-restore', '--actor', actor, '--approver', approver);
    const [before] = await staff.audited(1);
    expect(await accept('kẻ lạ', 'bạn kẻ lạ')).toMatchObject(NO_ACCOUNT);
    expect((await accept('an.toan', 'thanh.tra')).err).toContain('hai vai trò khác nhau');
    expect(await staff.audited(1)).toEqual([before]);
    expect(await accept('an.toan', 'cntt')).toMatchObject({ code: 0 });
    expect((await staff.audited(4)).map(([, actor, , result]) => [actor, result])).toEqual([
      ['an.toan (tài khoản, chưa xác minh)', 'done'],
      ['an.toan (tài khoản, chưa xác minh)', 'refused'],
      ['kẻ lạ (tên gõ, chưa xác minh)', 'refused'],
      [before?.[1], before?.[3]],
    ]);
    expect((await staff.cli('audit', 'list', '--limit', '3')).out).toMatch(
      /accept-restore no-account \d{4}-.*Z → bị từ chối/,
    );
  });

  it('and the audit is whole', async () => {
    expect(await staff.cli('audit', 'verify')).toMatchObject({ code: 0 });
  });
});
