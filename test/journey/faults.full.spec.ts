import type { OnceResult } from '../../apps/gateway/src/composition/once';
import { createdTwice, expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';
import { command, QUICK, quickWith, referenceOf } from './ways-out/way-out';

jest.setTimeout(60_000);

const PHASES = ['before-accept', 'before-commit', 'after-commit', 'mid-response', 'late-commit'];
const ACTIONS = ['drop', 'reset', 'hang', 'drip', 'status', 'malformed', 'html', 'wrong-id'];
const LATE_MS = 300;

/** Every action in every phase, each for another request of this method. */
function everyFault(method: string): readonly Readonly<Record<string, unknown>>[] {
  return PHASES.flatMap((phase) => ACTIONS.map((action) => ({ phase, action }))).map((rule, index) => ({
    ...rule,
    id: `${rule.phase} ${rule.action}`,
    method,
    nth: index + 1,
    ...(rule.phase === 'late-commit' && { delayMs: LATE_MS }),
  }));
}

const CAUTIOUS = quickWith(
  ['lookupByReference: proven', 'lookupByReference: assumed'],
  ['CapNhatKQXuLy: { repeat: replace }', 'CapNhatKQXuLy: { repeat: unknown }'],
);

/** A person looks each held record up in the ledger and records what stands there. */
async function resolveHolds(road: MiniRoad): Promise<void> {
  const { rows } = await road.own.query<{ ma: string; kind: string }>(
    "select local_key as ma, hold_step as kind from record_standing where class = 'held'",
  );
  const { operations } = road.gateway.parts;
  for (const { ma, kind } of rows) {
    const method = kind === 'case' ? 'CapNhatVuViec' : 'CapNhatKQXuLy';
    const there = (await road.delivered(ma)).find((entry) => entry.method === method);
    const reference = await referenceOf(road, ma);
    const done =
      there?.id === undefined || there.id === null
        ? await operations.resolveNotThere(reference, command('Không có.', 'operator-two'))
        : await operations.resolveWithId(reference, there.id, command('Đã tra cứu.', 'operator-two'));
    expect(done).toMatchObject({ kind: 'done' });
  }
}

interface Run {
  readonly profile: string;
  readonly method: string;
  readonly edit: typeof QUICK;
  /** Records that wait for a person, by code; all others come through by themselves. */
  readonly held: Readonly<Record<string, number>>;
}

// A whole answer with a wrong id: to a create it is looked up, so only what was never stored stands still.
const RUNS: readonly Run[] = [
  { profile: 'demo', method: 'CapNhatVuViec', edit: QUICK, held: { WRONG_ANSWER: 2 } },
  { profile: 'demo', method: 'CapNhatKQXuLy', edit: QUICK, held: { WRONG_ANSWER: 4 } },
  {
    profile: 'cautious',
    method: 'CapNhatVuViec',
    edit: CAUTIOUS,
    held: { UNKNOWN_OUTCOME: 14, WRONG_ANSWER: 2 },
  },
  {
    profile: 'cautious',
    method: 'CapNhatKQXuLy',
    edit: CAUTIOUS,
    held: { UNKNOWN_OUTCOME: 36, WRONG_ANSWER: 4 },
  },
];

describe.each(RUNS)('every fault on $method under the $profile profile', ({ method, edit, held }) => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit });
  });
  afterAll(() => road.close());

  it('never creates twice, holds what nobody can know, and both sides agree in the end', async () => {
    const rules = everyFault(method);
    await road.far.faults(rules);
    for (const rule of rules) await road.petition(String(rule['id']));

    const { converged, summary } = await road.converge();

    expect((await road.far.firedFaults()).toSorted()).toEqual(rules.map(({ id }) => String(id)).toSorted());
    const heldCount = Object.values(held).reduce((sum, count) => sum + count, 0);
    expect({ converged, confirmed: summary.confirmed, held: summary.held }).toEqual({
      converged: true,
      confirmed: rules.length - heldCount,
      held: heldCount,
    });
    expect(Object.fromEntries(await road.gateway.parts.reports.holdCounts())).toEqual(held);
    expect(createdTwice(await road.far.ledger())).toEqual([]);

    await resolveHolds(road);
    expect((await road.converge()).summary).toMatchObject({
      confirmed: rules.length,
      held: 0,
      unaccounted: 0,
    });
    await expectAgreement(road);
  });
});

describe('a far side with its own habits', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      edit: {
        'national/ttcp-2018.yaml': [
          [
            'timeBounds: { requestMax: 5s, indexLag: 1s, margin: 5s }',
            'timeBounds: { requestMax: 1s, indexLag: 600ms, margin: 200ms }',
          ],
        ],
      },
    });
  });
  afterEach(async () => {
    await road.far.clearFaults();
    await road.far.settings({ lookup: { indexLagMs: 0, contentTruncation: null } });
  });
  afterAll(() => road.close());

  it('whose index lags behind is asked again instead of being sent a second create', async () => {
    await road.far.settings({ lookup: { indexLagMs: 500 } });
    await road.far.faults([
      { id: 'f1', method: 'CapNhatVuViec', phase: 'after-commit', action: 'reset', nth: 2 },
    ]);
    for (const ma of ['LAG-1', 'LAG-2', 'LAG-3']) await road.petition(ma);
    expect((await road.converge()).summary).toMatchObject({ confirmed: 3, held: 0 });
    await expectAgreement(road);
  });

  it('that shows only the beginning of a text proves nothing: a lost create waits for a person', async () => {
    await road.far.settings({ lookup: { contentTruncation: 12 } });
    await road.far.faults([
      { id: 'f1', method: 'CapNhatVuViec', phase: 'after-commit', action: 'drop', nth: 1 },
    ]);
    await road.petition('CUT-1');
    await road.converge();
    expect(await road.standing('CUT-1')).toMatchObject({ class: 'held', code: 'UNKNOWN_OUTCOME' });
    expect(await road.delivered('CUT-1')).toHaveLength(1);
    await resolveHolds(road);
    await road.converge();
    expect(await road.standing('CUT-1')).toMatchObject({ class: 'confirmed' });
    await expectAgreement(road);
  });

  it('that asks to slow down is left alone for as long as it says', async () => {
    const headers = { 'retry-after': '2' };
    await road.far.faults([
      {
        id: 'f1',
        method: 'CapNhatVuViec',
        phase: 'before-accept',
        action: 'status',
        status: 429,
        headers,
        nth: 1,
      },
    ]);
    for (const ma of ['SLOW-1', 'SLOW-2']) await road.petition(ma);
    const begun = Date.now();
    expect((await road.converge()).summary).toMatchObject({ held: 0, unknown: 0 });
    const [first] = await road.delivered('SLOW-1');
    const [second] = await road.delivered('SLOW-2');
    const times = [first, second].map((entry) => Date.parse(entry?.arrivedAt ?? '') - begun);
    expect(Math.max(...times)).toBeGreaterThanOrEqual(2_000);
    await expectAgreement(road);
  });

  it('that refuses our account pauses the destination, and everything goes on once the password is right', async () => {
    const account = (password: string) => ({ accounts: [{ username: 'kntc_demo', password }] });
    await road.far.settings(account('another'));
    for (let index = 0; index < 20; index += 1) await road.petition(`PASS-${index}`);
    const run = road.converge();
    await until(() => road.gateway.parts.deliver.gateState.pausedCode === 'GW_N201');
    expect(await road.standing('PASS-1')).toMatchObject({ class: 'waiting' });
    await road.far.settings(account('kntc_demo'));
    expect(await run).toMatchObject({ converged: true, summary: { held: 0, unknown: 0 } });
    expect(await road.standing('PASS-1')).toMatchObject({ class: 'confirmed' });
    await expectAgreement(road);
  });
});

describe('machines that die', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: QUICK });
  });
  afterAll(() => road.close());

  async function inTheMiddle(first: string, accident: () => Promise<unknown>): Promise<OnceResult> {
    await road.far.settings({ latencyMs: 40 });
    const before = (await road.far.ledger()).length;
    for (let index = 0; index < 60; index += 1) await road.petition(`${first}-${index}`);
    // A report that was asked in the very moment of the accident ends this run; the next one goes on where it was.
    const run = road.converge().catch(() => road.converge());
    await until(async () => (await road.far.ledger()).length >= before + 15);
    await accident();
    const result = await run;
    await expectAgreement(road);
    return result;
  }

  const WHOLE = { converged: true, summary: { held: 0, unknown: 0, unaccounted: 0 } };

  it('the far side, killed and started again', async () => {
    const result = await inTheMiddle('FAR', async () => {
      await road.far.kill();
      await road.far.startAgain();
    });
    expect(result).toMatchObject(WHOLE);
  });

  it('the connection that owns the lanes, cut by the server', async () => {
    const result = await inTheMiddle('LANE', () =>
      road.own.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kntc-lanes' and datname = current_database()",
      ),
    );
    expect(result).toMatchObject(WHOLE);
  });

  it('every connection of the gateway to its database at once', async () => {
    const result = await inTheMiddle('ALL', () =>
      road.own.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      ),
    );
    expect(result).toMatchObject(WHOLE);
  });
});
