import { MiniRoad } from '../../../test/journey/mini-road';
import { run } from '../src/program';
import { kntc, parsed, variablesOf, type Said } from './kntc';

const WHO = ['--actor', 'Quản trị Hùng', '--reason', 'theo quyết định 12'];

jest.setTimeout(120_000);

describe('kntc accounts and kntc tokens', () => {
  let road: MiniRoad;
  let agency: string;
  const everything: string[] = [];

  const cli = async (...argv: readonly string[]): Promise<Said> => {
    const said = await kntc(variablesOf(road), ...argv);
    everything.push(said.out, said.err);
    return said;
  };
  const create = (login: string, ...more: readonly string[]): Promise<Said> =>
    cli('accounts', 'create', login, ...WHO, ...more);
  const listed = async (login: string): Promise<Record<string, unknown> | undefined> => {
    const { items } = parsed(await cli('accounts', 'list', '--json')) as { items: Record<string, unknown>[] };
    return items.find((one) => one['login'] === login);
  };

  beforeAll(async () => {
    road = await MiniRoad.open();
    agency = road.gateway.parts.province.agencies[0]?.id ?? '';
  });
  afterAll(() => road.close());

  it('says how the first account is made', async () => {
    expect((await cli('accounts', 'list')).out).toContain('accounts create');
  });

  it('makes an account and prints its first password once', async () => {
    const made = await create('Lan.TT', '--roles', 'operator,inspector', '--agencies', agency);
    const [, password] = /chỉ in một lần\): (\S+)/.exec(made.out) ?? [];
    expect(made.code).toBe(0);
    expect(password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
    expect(await listed('lan.tt')).toMatchObject({
      roles: ['operator', 'inspector'],
      agencies: [agency],
      mustChange: true,
      needsCode: true,
      hasCode: false,
    });
    expect((await cli('audit', 'list')).out).toContain('accounts create lan.tt');
    expect(
      await road.gateway.parts.access.signIn.password({ login: 'lan.tt', password: password ?? '' }, '::1'),
    ).toMatchObject({ kind: 'session', stage: 'change' });
  });

  it('takes the first password from standard input as well, and only a good one', async () => {
    const put = async (login: string, password: string): Promise<number> =>
      run(['accounts', 'create', login, ...WHO, '--roles', 'auditor', '--password-stdin'], {
        variables: variablesOf(road),
        out: (line) => void everything.push(line),
        err: (line) => void everything.push(line),
        input: async () => `${password}\n`,
      });
    expect(await put('kiem.tra', 'matkhau12345')).toBe(2);
    expect(await put('kiem.tra', 'ba con ngỗng qua cầu')).toBe(0);
    expect(everything.join('\n')).not.toContain('ba con ngỗng');
  });

  it.each([
    ['roles that exclude each other', ['x', '--roles', 'config-admin,approver'], 1],
    ['the other pair', ['x', '--roles', 'inspector,auditor'], 1],
    ['a role there is not', ['x', '--roles', 'admin'], 2],
    ['an agency there is not', ['x', '--roles', 'operator', '--agencies', 'so-khac'], 2],
    ['a name with tones', ['Trần Lan', '--roles', 'operator'], 2],
    ['a name that is taken', ['lan.tt', '--roles', 'operator'], 1],
  ])('refuses %s', async (_what, [login = '', ...more], code) => {
    const said = await create(login, ...more);
    expect(said.code).toBe(code);
    expect(said.err.split('\n')).toHaveLength(3);
  });

  it('refuses to give excluding roles later', async () => {
    expect(
      (
        await cli(
          'accounts',
          'grant',
          'lan.tt',
          ...WHO,
          '--roles',
          'approver,config-admin',
          '--agencies',
          'all',
        )
      ).code,
    ).toBe(1);
    expect(
      (await cli('accounts', 'grant', 'lan.tt', ...WHO, '--roles', 'approver', '--agencies', 'all')).code,
    ).toBe(0);
    expect(await listed('lan.tt')).toMatchObject({ roles: ['approver'], agencies: null });
  });

  it('disables and unlocks an account, and knows when there is none', async () => {
    expect((await cli('accounts', 'disable', 'lan.tt', ...WHO)).code).toBe(0);
    expect((await listed('lan.tt'))?.['disabledAt']).not.toBeNull();
    expect((await cli('accounts', 'unlock', 'lan.tt', ...WHO)).code).toBe(0);
    expect((await listed('lan.tt'))?.['disabledAt']).toBeNull();
    expect((await cli('accounts', 'disable', 'khong-co', ...WHO)).code).toBe(1);
  });

  it('an unlocked account is heard again', async () => {
    const { signIn } = road.gateway.parts.access;
    for (let mistake = 0; mistake < 5; mistake += 1)
      await signIn.password({ login: 'lan.tt', password: 'sai' }, '::1');
    expect(await signIn.password({ login: 'lan.tt', password: 'sai' }, '::1')).toMatchObject({
      kind: 'wait',
    });
    await cli('accounts', 'unlock', 'lan.tt', ...WHO);
    const reset = await cli('accounts', 'reset', 'lan.tt', ...WHO);
    const [, password = ''] = /chỉ in một lần\): (\S+)/.exec(reset.out) ?? [];
    await new Promise((resolve) => setTimeout(resolve, 2_100)); // a running gateway looks again after two seconds
    expect(await signIn.password({ login: 'lan.tt', password }, '::1')).toMatchObject({ kind: 'session' });
  });

  it('links an identity of the province to one account only', async () => {
    await create('qua.tinh', '--roles', 'operator', '--sso');
    const link = (login: string): Promise<Said> =>
      cli('accounts', 'link', login, ...WHO, '--issuer', 'https://sso.tinh-x.gov.vn', '--subject', 'u-17');
    expect((await link('qua.tinh')).code).toBe(0);
    expect((await link('lan.tt')).code).toBe(1);
    const { identities, ...account } = (await listed('qua.tinh')) ?? {};
    expect(account).toMatchObject({ hasPassword: false, needsCode: true });
    expect(identities).toEqual([expect.stringMatching(/^https:\/\/sso\.tinh-x\.gov\.vn [a-z2-7]{24}$/)]);
  });

  it('links by the code that the sign-in showed, and takes every link away again', async () => {
    await create('theo.ma', '--roles', 'operator', '--sso');
    const at = ['--issuer', 'https://sso.tinh-x.gov.vn/'];
    const code = 'ABCD-efgh-2345-6722-zzzz-yyyy';
    expect((await cli('accounts', 'link', 'theo.ma', ...WHO, ...at, '--code', code)).code).toBe(0);
    expect((await listed('theo.ma'))?.['identities']).toEqual([
      'https://sso.tinh-x.gov.vn abcdefgh23456722zzzzyyyy',
    ]);
    expect((await cli('accounts', 'unlink', 'theo.ma', ...WHO)).code).toBe(0);
    expect((await listed('theo.ma'))?.['identities']).toEqual([]);
  });

  it.each([
    ['no provider at all', ['--code', 'abcd-efgh-2345-6722-zzzz-yyyy'], 'Chưa biết hệ thống đăng nhập nào'],
    ['nobody', ['--issuer', 'https://sso.tinh-x.gov.vn'], 'Chưa rõ gắn với ai'],
    ['two people', ['--issuer', 'https://x.vn', '--code', 'a', '--subject', 'b'], 'Chưa rõ gắn với ai'],
    [
      'a code that is none',
      ['--issuer', 'https://x.vn', '--code', 'lan@tinh'],
      'Mã liên kết không đúng dạng',
    ],
  ])('a link to %s is refused', async (_what, options, said) => {
    const answer = await cli('accounts', 'link', 'lan.tt', ...WHO, ...options);
    expect([answer.code, answer.err]).toEqual([2, expect.stringContaining(said)]);
  });

  it('makes, lists and revokes a token', async () => {
    const made = parsed(
      await cli(
        'tokens',
        'create',
        'lan.tt',
        ...WHO,
        '--name',
        'Grafana',
        '--scopes',
        'overview.read',
        '--json',
      ),
    ) as { readonly id: string; readonly token: string };
    const { tokens } = road.gateway.parts.access;
    expect(await tokens.principalOf(made.token)).toMatchObject({ login: 'lan.tt', via: 'token' });
    const list = await cli('tokens', 'list', 'lan.tt');
    expect(list.out).toContain(made.id);
    expect(list.out).not.toContain(made.token);
    expect((await cli('tokens', 'revoke', made.id, ...WHO)).code).toBe(0);
    expect(await tokens.principalOf(made.token)).toBeUndefined();
    expect((await cli('tokens', 'revoke', made.id, ...WHO)).code).toBe(1);
  });

  it.each([
    [['--scopes', 'unmask.reveal']],
    [['--scopes', 'overview.read', '--days', '366']],
    [['--scopes', 'overview.read', '--days', '0']],
  ])('makes no token with %s', async (more) => {
    expect((await cli('tokens', 'create', 'lan.tt', ...WHO, '--name', 'x', ...more)).code).toBe(2);
  });

  it('keeps the audit whole', async () => {
    expect((await cli('audit', 'verify')).code).toBe(0);
  });
});
