import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';

jest.setTimeout(120_000);

describe('a decision that is interrupted', () => {
  let world: AccessWorld;
  let clerk: Principal;
  let admin: Principal;
  let head: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open();
    const person = (name: string, role: string) =>
      world.account({ name, roles: [role], scope: 'province', as: 'person' });
    [clerk, admin, head] = [
      await person('clerk', 'operator'),
      await person('admin', 'config-admin'),
      await person('head', 'approver'),
    ];
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  const operations = async (key: string): Promise<number> => {
    const { rows } = await world.road.own.query<{ n: number }>(
      'select count(*)::int as n from operation where idempotency_key like $1',
      [`%:${key}%`],
    );
    return rows[0]?.n ?? 0;
  };

  it('by a fault between two records goes on where it stopped, also after the sign-in ran out', async () => {
    const references = (['own agency', 'other agency'] as const).map((one) => world.referenceOf(one));
    const send = (by: Principal | undefined) =>
      world.ask(
        by,
        'POST',
        '/api/v1/resyncs',
        { references, reason: 'đối chiếu lại' },
        { 'idempotency-key': 'resync-both' },
      );
    await world.road.own.query(`
      create function refuse_one() returns trigger language plpgsql as $$ begin raise exception 'connection lost'; end $$;
      create trigger refuse_one before insert on operation for each row
        when (new.target = '${references[1] ?? ''}') execute function refuse_one()`);
    expect(await send(clerk)).toMatchObject({ status: 500 });
    expect(await operations('resync-both')).toBe(2);
    await world.road.own.query('drop trigger refuse_one on operation');
    expect(await send(undefined)).toMatchObject({ status: 401 });
    expect(await operations('resync-both')).toBe(2);
    const { status, text } = await send(clerk);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ items: [{ result: 'done' }, { result: 'done' }] });
    expect(await operations('resync-both')).toBe(3);
    expect((await send(clerk)).text).toBe(text);
    expect(await operations('resync-both')).toBe(3);
  });

  it('by a proof that was taken back meanwhile changes nothing; with a new one it is done once', async () => {
    const proof = async (): Promise<{ readonly id: string; readonly token: string }> => {
      const wish = { name: 'duyệt', scopes: ['person.prove'], days: 1, reason: 'duyệt bảng đối chiếu' };
      return JSON.parse((await world.ask(head, 'POST', '/api/v1/tokens', wish)).text) as {
        id: string;
        token: string;
      };
    };
    const map = (approverToken: string) =>
      world.ask(
        admin,
        'POST',
        '/api/v1/crosswalk',
        {
          source: 'mini',
          list: 5,
          localCode: 'WEB',
          seen: [],
          targets: [{ nationalCode: '1' }],
          reason: 'mã mới',
          approver: head.login,
          approverToken,
        },
        { 'idempotency-key': 'map-web-1' },
      );
    const old = await proof();
    await world.ask(head, 'DELETE', `/api/v1/tokens/${old.id}`);
    const refused = await map(old.token);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({ errors: [{ name: 'approverToken' }] });
    expect(await operations('map-web-1')).toBe(0);
    const first = await map((await proof()).token);
    expect(first.status).toBe(200);
    expect((await map((await proof()).token)).text).toBe(first.text);
    expect(await operations('map-web-1')).toBe(1);
  });
});
