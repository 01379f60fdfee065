import type { Principal } from '@kntc/domain';
import { documentedFigure } from '../figures/figures';
import { AccessWorld, type Answer } from './access-world';
import { DECLARED_ROUTES } from './declared-routes';
import { objections } from './objections';
import { CALLERS, expectedStatus, METHODS, ORACLE, type Caller } from './oracle';
import type { RouteRule, Target } from './route-rule';

// Two slow cores and fourteen thousand cells.
jest.setTimeout(180_000);

/** Of what is wrong, enough to see why. */
const SHOWN = 12;
const ABSENT_NATIONALLY = '00000000-0000-4000-b000-000000000000';

const [methodOf, pathOf] = [0, 1].map((part) => (route: string) => route.split(' ')[part] ?? '');

/** Methods that no route of a path serves. */
function undeclared(): readonly { readonly path: string; readonly method: string }[] {
  const paths = [...new Set(ORACLE.map(({ route }) => pathOf!(route)))];
  return paths.flatMap((path) => {
    const served = ORACLE.filter(({ route }) => pathOf!(route) === path).map(({ route }) => methodOf!(route));
    const isServed = (one: string): boolean =>
      served.includes(one) || (one === 'HEAD' && served.includes('GET'));
    return METHODS.filter((method) => !isServed(method)).map((method) => ({ path, method }));
  });
}

const DECISIONS: Readonly<Record<string, string>> = {
  'POST /api/v1/duplicates/:id/decision': 'reject',
  'POST /api/v1/proposals/:id/decision': 'ignored',
};

const OF_AGENCY: Readonly<Record<string, object>> = {
  'POST /api/v1/duplicates/searches': { from: '2026-01-01', to: '2026-12-31', agency: 'ttt' },
  'POST /api/v1/reconciliation': { agency: 'ttt' },
};

/** Body of a decision; `undefined`: the route takes none. */
function decisionAbout(world: AccessWorld, { route }: RouteRule, target: Target): object | undefined {
  const reason = 'đã kiểm tra';
  if (route.endsWith('scope-decisions'))
    return { source: 'mini', localKey: world.localKeyOf(target), decision: 'include', reason };
  if (route.startsWith('POST /api/v1/overlays')) {
    const of = { source: 'mini', localKey: world.localKeyOf(target), field: 'no.such.field', reason };
    return route.endsWith('withdraw') ? of : { ...of, value: 'x', documentNo: '1/BB' };
  }
  const ofAgency = OF_AGENCY[route];
  if (ofAgency !== undefined) return { ...ofAgency, reason };
  if (route.endsWith('/decision')) return { decision: DECISIONS[route], reason };
  if (route.endsWith('resyncs')) return { references: [world.referenceOf('own agency')], reason };
  if (route.endsWith('national-id')) return { nationalId: ABSENT_NATIONALLY, reason };
  if (route.endsWith('conflicts/:reference/resolve'))
    return { fields: [{ field: 'content', way: 'ours' }], reason };
  if (route.endsWith('groups/:group/resolve')) return { way: 'ours', reason };
  return route.startsWith('POST /api/v1/holds') || route.endsWith('/undo') ? { reason } : undefined;
}

/** In which nothing is decided, so that one target serves every caller. */
function stateFor({ route }: RouteRule): 'open' | 'rejected' {
  return route.endsWith('/decision') ? 'rejected' : 'open';
}

describe('every route × caller × target × method', () => {
  let world: AccessWorld;
  const people = new Map<Caller, Principal | undefined>();
  let asker: Principal;
  let cells = 0;
  beforeAll(async () => {
    world = await AccessWorld.open();
    asker = await world.account({ name: 'asker', roles: ['inspector'], scope: 'province', as: 'person' });
    for (const caller of CALLERS)
      people.set(caller, caller.as === 'nobody' ? undefined : await world.account(caller));
    await world.recordAccounts();
  });
  afterAll(() => world.close());

  /** Asks for the one thing a cell is about. */
  const ask = async (rule: RouteRule, caller: Caller, target: Target): Promise<Answer> => {
    const principal = people.get(caller);
    const method = methodOf!(rule.route);
    const path = pathOf!(rule.route)
      .replace(':reference', world.referenceOf(target))
      .replace(':source', 'mini')
      .replace(':list', '6')
      .replace(':group', 'a'.repeat(24))
      .replace('duplicates/:id', `duplicates/${await world.duplicate(target, stateFor(rule))}`)
      .replace('proposals/:id', `proposals/${await world.proposal(target)}`)
      .replace('correction-requests/:id', `correction-requests/${await world.correction(target)}`)
      .replace('outages/:id', `outages/${await world.outage(target)}`)
      .replace(':file', rule.route.includes('outages') ? 'bien-ban.docx' : 'cong-van.docx');
    if (path === '/api/v1/records') return world.ask(principal, method, `${path}?class=confirmed&limit=500`);
    const decision = decisionAbout(world, rule, target);
    if (decision !== undefined) return world.ask(principal, method, path, decision);
    if (!path.includes('unmask-requests') || method === 'GET') return world.ask(principal, method, path);
    if (!path.includes(':id')) {
      return world.ask(principal, method, path, {
        reference: world.referenceOf(target),
        field: 'petitioner.name',
        reasonCode: 'verify-identity',
        reasonText: 'xác minh nhân thân',
      });
    }
    const isReveal = path.endsWith('reveal');
    const by = isReveal ? (principal ?? asker) : asker;
    const id = await world.unmaskRequest(target, by, isReveal ? 'approved' : 'waiting');
    return world.ask(principal, method, path.replace(':id', id));
  };

  it('the hand-written table knows every route', () => {
    const listed = DECLARED_ROUTES.map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(ORACLE.map(({ route }) => route).toSorted()).toEqual(listed.toSorted());
  });

  it.each(ORACLE)('$route lets in whom it should, and shows each what it may see', async (rule) => {
    const wrong: string[] = [];
    for (const caller of CALLERS) {
      for (const target of rule.targets) {
        const answer = await ask(rule, caller, target);
        const expected = expectedStatus(rule, caller, target);
        const found = [
          ...(answer.status === expected ? [] : [`${answer.status} instead of ${expected}`]),
          ...objections(world, { rule, caller, answer }),
        ];
        wrong.push(...found.map((one) => `${caller.name}, ${target}: ${one}`));
        cells += 1;
      }
    }
    expect(wrong.slice(0, SHOWN)).toEqual([]);
  });

  it('no other method is served anywhere, to anybody', async () => {
    const wrong: string[] = [];
    for (const { path, method } of undeclared()) {
      const real = path
        .replace(':reference', world.referenceOf('own agency'))
        .replace(':id', asker.accountId);
      const answers = await Promise.all(
        CALLERS.map(async (caller) => ({
          caller,
          status: (await world.ask(people.get(caller), method, real)).status,
        })),
      );
      for (const { caller, status } of answers) {
        if (status !== 405) wrong.push(`${method} ${path}, ${caller.name}: ${status}`);
        cells += 1;
      }
    }
    expect(wrong.slice(0, SHOWN)).toEqual([]);
  });

  it('HEAD is let in like GET', async () => {
    const wrong: string[] = [];
    for (const rule of ORACLE.filter(
      ({ route, targets }) => route.startsWith('GET') && targets.includes('none'),
    )) {
      for (const caller of CALLERS) {
        const path = pathOf!(rule.route).replace('records', 'records?class=confirmed');
        const { status } = await world.ask(people.get(caller), 'HEAD', path);
        if (status !== expectedStatus(rule, caller, 'none'))
          wrong.push(`${rule.route}, ${caller.name}: ${status}`);
        cells += 1;
      }
    }
    expect(wrong.slice(0, SHOWN)).toEqual([]);
  });

  it('a case that is not there and one that may not be known are answered alike, byte for byte', async () => {
    const caller = CALLERS.find(({ name }) => name === 'inspector, own agency, person')!;
    const answers = await Promise.all(
      (['absent', 'excluded', 'other agency'] as const).map((target) =>
        world.ask(people.get(caller), 'GET', `/api/v1/cases/${world.referenceOf(target)}`),
      ),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const withoutDate = answers.map(({ headers }) =>
      [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
    );
    expect(withoutDate[1]).toEqual(withoutDate[0]);
    expect(withoutDate[2]).toEqual(withoutDate[0]);
  });

  it('asserts as many cells as docs/security/figures.md says', () => {
    process.stdout.write(`${cells} cells asserted\n`);
    expect(documentedFigure('access-matrix-cells', cells)).toBe(cells);
  });
});
