import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { checkingDuplicates, letters } from './duplicate-letters';

jest.setTimeout(240_000);

const REASON = 'mô hình mới';
const PERIOD = { from: '2026-11-01', to: '2026-11-30' };
const BY = ['--actor', 'Lan', '--reason', REASON];

interface Search {
  readonly expected: number;
  readonly compared: number;
  readonly found: number;
  readonly finishedAt: string | null;
}

describe('a period that is compared again on demand', () => {
  let world: AccessWorld;
  let clerk: Principal;
  let local: Principal;
  beforeAll(async () => {
    world = await AccessWorld.open({ prepare: (configDir) => checkingDuplicates(configDir) });
    const roles = ['operator', 'inspector', 'approver'];
    clerk = await world.account({ name: 'clerk', roles, scope: 'province', as: 'person' });
    local = await world.account({ name: 'local', roles, scope: 'own agency', as: 'person' });
    const { person, first, second } = letters(0);
    const sent = { ...person, ngay_xu_ly: '2026-11-24' };
    await world.road.petition('H0', { ...sent, noi_dung: first, ngay_nhan: '2026-11-02' });
    await world.road.petition('D0', { ...sent, noi_dung: second, ngay_nhan: '2026-11-20' });
    await world.road.converge();
    // As where nobody compared them: the later one went out, and no pair is known.
    await world.road.own.query('delete from duplicate_hold');
    await world.road.own.query('delete from duplicate_pair');
    await world.road.own.query(
      "update outbox set state = 'due', hold_code = null, hold_detail = null, due_at = clock_timestamp() where hold_code = 'PROBABLE_DUPLICATE'",
    );
    await world.road.converge();
  });
  afterAll(() => world.close());

  const searches = async (who: Principal): Promise<readonly Search[]> => {
    const { text } = await world.ask(who, 'GET', '/api/v1/duplicates/searches');
    return (JSON.parse(text) as { items: readonly Search[] }).items;
  };
  const ask = (who: Principal, body: object): ReturnType<AccessWorld['ask']> =>
    world.ask(who, 'POST', '/api/v1/duplicates/searches', { reason: REASON, ...body });

  it('finds through the command line what was sent without being compared, and tells how far it is', async () => {
    expect(await world.road.standing('D0')).toMatchObject({ class: 'confirmed' });
    const asked = await world.road.kntc(
      'duplicates',
      'search',
      '--from',
      PERIOD.from,
      '--to',
      PERIOD.to,
      ...BY,
      '--no-wait',
    );
    expect([asked.code, asked.errors]).toEqual([0, []]);
    expect((await world.road.kntc('duplicates', 'search')).lines.join('\n')).toContain('0/2');
    await world.road.converge();
    const { lines } = await world.road.kntc('duplicates', 'search', '--json');
    expect(JSON.parse(lines.join('\n'))).toMatchObject({
      items: [{ ...PERIOD, agency: null, expected: 2, compared: 2, found: 1 }],
    });
    const { reference } = await world.road.standing('D0');
    const listed = await world.ask(clerk, 'GET', `/api/v1/duplicates?reference=${reference ?? ''}`);
    expect(JSON.parse(listed.text)).toMatchObject({
      items: [{ situation: 'resent', isHeld: false, isSent: true }],
    });
    expect((await world.road.delivered('D0')).map(({ decision }) => decision)).toEqual([
      'created',
      'recorded',
    ]);
  });

  it('is asked for and followed through the API, by an agency for its own', async () => {
    await world.recordAccounts();
    expect((await ask(local, PERIOD)).status).toBe(404);
    expect((await ask(local, { ...PERIOD, agency: 'ttt' })).status).toBe(200);
    expect(await searches(local)).toMatchObject([{ expected: 2, compared: 0, finishedAt: null }]);
    await world.road.converge();
    expect(await searches(local)).toMatchObject([
      { expected: 2, compared: 2, found: 0, finishedAt: expect.any(String) as string },
    ]);
    expect(await searches(clerk)).toHaveLength(2);
  });

  it('is refused where it has no end, or more days than one comparison may span', async () => {
    for (const period of [
      { from: '2026-11-30', to: '2026-11-01' },
      { from: '2020-01-01', to: '2026-11-30' },
    ]) {
      const { status, text } = await ask(clerk, period);
      expect([status, JSON.parse(text)]).toMatchObject([400, { code: 'wrong-request' }]);
      const words = ['--from', period.from, '--to', period.to, ...BY];
      expect((await world.road.kntc('duplicates', 'search', ...words)).code).toBe(2);
    }
  });
});
