import { usePool } from '../../../test/contract/stores-under-test';
import { AccessBench } from '../../../test/access/access-bench';
import type { TokenMade, TokenWish } from './access-tokens';

const DAY_MS = 86_400_000;
const WISH: TokenWish = { name: 'Grafana', scopes: ['overview.read'], days: 30 };
const BY = { actor: 'lan', reason: 'nối với bảng theo dõi' };

describe('a personal access token', () => {
  const pool = usePool();
  let bench: AccessBench;
  let id: string;
  beforeEach(async () => {
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    id = await bench.account('lan', { roles: ['operator'], agencies: ['H507.01'] });
  });

  const make = (wish: Partial<TokenWish> = {}): Promise<TokenMade> =>
    bench.tokens.make({ id, login: 'lan' }, { ...WISH, ...wish }, BY);
  const made = async (wish: Partial<TokenWish> = {}): Promise<Extract<TokenMade, { kind: 'made' }>> => {
    const token = await make(wish);
    if (token.kind !== 'made') throw new Error(token.why);
    return token;
  };

  it('stands for its owner, with what it was made for', async () => {
    const { token } = await made();
    expect(token).toMatch(/^kntc_pat_[A-Za-z0-9_-]{49}$/);
    expect(await bench.tokens.principalOf(token)).toMatchObject({
      accountId: id,
      login: 'lan',
      roles: ['operator'],
      agencies: ['H507.01'],
      via: 'token',
      scopes: ['overview.read'],
    });
  });

  it('is stored hashed, listed without its secret, and its last use is noted', async () => {
    const { token } = await made();
    await bench.tokens.principalOf(token);
    const [listed] = await bench.tokens.list(id);
    expect(listed).toMatchObject({
      name: 'Grafana',
      login: 'lan',
      lastUsedAt: bench.clock.now().toISOString(),
    });
    const stored = JSON.stringify([
      listed,
      await bench.query('select * from access_token'),
      await bench.said(),
    ]);
    expect(stored).not.toContain(token.slice('kntc_pat_'.length, -6));
  });

  it('ends on its day, and never later than after a year', async () => {
    const { token } = await made({ days: 2 });
    await bench.clock.advance(2 * DAY_MS - 1);
    expect(await bench.tokens.principalOf(token)).toBeDefined();
    await bench.clock.advance(1);
    expect(await bench.tokens.principalOf(token)).toBeUndefined();
    for (const days of [0, -1, 1.5, 366, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await make({ days })).toEqual({ kind: 'refused', why: 'days' });
    expect(await make({ days: 365 })).toMatchObject({ kind: 'made' });
  });

  it('ends when it is revoked: by its owner, not by somebody else', async () => {
    const other = await bench.account('hung');
    const { id: tokenId, token } = await made();
    expect(await bench.tokens.revoke(tokenId, other, BY)).toBe(false);
    expect(await bench.tokens.principalOf(token)).toBeDefined();
    expect(await bench.tokens.revoke(tokenId, id, BY)).toBe(true);
    expect(await bench.tokens.principalOf(token)).toBeUndefined();
    expect(await bench.tokens.revoke(tokenId, undefined, BY)).toBe(false);
    expect((await bench.said()).slice(-2)).toEqual([
      `token create lan/${tokenId} done`,
      `token revoke ${tokenId} done`,
    ]);
  });

  it('may at once no more than its owner may', async () => {
    const { token } = await made();
    await bench.accounts.grant('lan', { roles: ['auditor'], agencies: 'all' }, bench.command());
    expect((await bench.tokens.principalOf(token))?.roles).toEqual(['auditor']);
    await bench.accounts.disable('lan', bench.command());
    expect(await bench.tokens.principalOf(token)).toBeUndefined();
  });

  it('needs a name and scopes', async () => {
    for (const name of ['', '  ', 'x'.repeat(81)])
      expect(await make({ name })).toMatchObject({ why: 'name' });
    for (const scopes of [[], ['*'], ['a.b', 'a.b'], ['đọc']])
      expect(await make({ scopes })).toMatchObject({ why: 'scopes' });
  });

  it('an account has fifty at most, also when many are made at once', async () => {
    const all = await Promise.all(Array.from({ length: 60 }, () => make()));
    expect(all.filter(({ kind }) => kind === 'made')).toHaveLength(50);
    expect(all.find(({ kind }) => kind === 'refused')).toEqual({ kind: 'refused', why: 'too-many' });
  });

  it('cut, lengthened, changed or invented ones are nobody', async () => {
    const { token } = await made();
    const wrong = [
      '',
      'kntc_pat_',
      token.slice(0, -1),
      `${token}A`,
      token.toUpperCase(),
      token.replace('kntc_pat_', 'kntc_pat-'),
      token.slice(0, 20) + (token[20] === 'A' ? 'B' : 'A') + token.slice(21),
      `kntc_pat_${'A'.repeat(49)}`,
      'x'.repeat(1_000_000),
    ];
    for (const text of wrong) expect(await bench.tokens.principalOf(text)).toBeUndefined();
  });
});
