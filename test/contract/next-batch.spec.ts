import { type NationalProfile, sha256, type StepOutcome } from '@kntc/domain';
import { aCaseUpTo, aCodeBook } from '../builders';
import { NextFarSide } from './next-far-side';

let far: NextFarSide;
let profile: NationalProfile;
beforeEach(async () => {
  far = await NextFarSide.open();
  profile = far.profile();
});
afterEach(() => far.close());

interface Ready {
  readonly body: Uint8Array;
  readonly send: (mayLeave?: boolean) => Promise<StepOutcome>;
}

/** The first step of so many petitions, each ready to be sent under a key of its own. */
function ready(count: number): readonly Ready[] {
  return Array.from({ length: count }, (_, n) => {
    const reference = `BDI-${String(n).padStart(13, 'A')}`;
    const context = { reference, identityPolicy: undefined, codeBook: aCodeBook() };
    const [step] = profile.plan(aCaseUpTo('case'), context).steps;
    if (step === undefined) throw new Error('nothing planned');
    const body = profile.body(step, { resultIds: new Map() }) as Uint8Array;
    const send = (mayLeave = true): Promise<StepOutcome> =>
      profile.send(step.key, body, undefined, { beforeWrite: () => mayLeave, repeatKey: reference });
    return { body, send };
  });
}

const kinds = (outcomes: readonly StepOutcome[]): readonly string[] => outcomes.map(({ kind }) => kind);

describe('steps of many records that are ready at once', () => {
  it('leave in one request, and each gets its own answer', async () => {
    const steps = ready(30);
    const outcomes = await Promise.all(steps.map(({ send }) => send()));
    expect(far.asked).toEqual(['CapNhatLo']);
    const ids = outcomes.map((outcome) => (outcome.kind === 'confirmed' ? outcome.id : outcome.kind));
    const ledger = await far.ledger();
    // Each its own, and none that of its neighbour.
    expect(ids).toEqual(ledger.map(({ id }) => id));
    expect(new Set(ids).size).toBe(30);
    expect(ledger.map(({ decision }) => decision)).toEqual(Array.from({ length: 30 }, () => 'created'));
    // Byte for byte what stands in the intents.
    expect(ledger.map(({ bodySha256 }) => bodySha256)).toEqual(steps.map(({ body }) => sha256(body)));
  });

  it('are at most a hundred in one request', async () => {
    expect(new Set(kinds(await Promise.all(ready(150).map(({ send }) => send()))))).toEqual(
      new Set(['confirmed']),
    );
    expect(far.asked).toEqual(['CapNhatLo', 'CapNhatLo']);
  });

  it('are alone when nothing else is ready', async () => {
    expect(kinds(await Promise.all(ready(1).map(({ send }) => send())))).toEqual(['confirmed']);
    expect(far.asked).toEqual(['CapNhatVuViec']);
  });

  it('do not keep each other: one that may not leave stays, one that is refused is refused alone', async () => {
    const steps = ready(3);
    const { key } = profile.plan(aCaseUpTo('case'), {
      reference: 'BDI-ZZZZZZZZZZZZZ',
      identityPolicy: undefined,
      codeBook: aCodeBook(),
    }).steps[0] ?? { key: { kind: 'case', ordinal: 1 } as const };
    const wrong = Buffer.from('{"VuViec":{}}');
    const [kept, one, two, refused] = await Promise.all([
      steps[0]?.send(false),
      steps[1]?.send(),
      steps[2]?.send(),
      profile.send(key, wrong, undefined, { beforeWrite: () => true, repeatKey: 'wrong' }),
    ]);
    expect(kept).toEqual({ kind: 'not-sent', reason: 'guard' });
    expect([one?.kind, two?.kind]).toEqual(['confirmed', 'confirmed']);
    expect(refused).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('Thiếu trường') as unknown,
    });
  });

  it.each([
    ['the answer is lost', { phase: 'after-commit', action: 'reset' }, 'repeated'],
    ['the request is lost', { phase: 'before-commit', action: 'drop' }, 'created'],
    ['half of the answer comes', { phase: 'mid-response', action: 'reset' }, 'repeated'],
  ])('are each unknown when %s, and make no second case when repeated', async (_what, fault, again) => {
    await far.control('POST', 'faults', { rules: [{ id: 'f', method: 'CapNhatLo', nth: 1, ...fault }] });
    const steps = ready(5);
    expect(new Set(kinds(await Promise.all(steps.map(({ send }) => send()))))).toEqual(new Set(['unknown']));
    for (const { send } of steps) expect((await send()).kind).toBe('confirmed');
    const ledger = await far.ledger();
    expect(ledger.slice(-5).map(({ decision }) => decision)).toEqual(Array.from({ length: 5 }, () => again));
    expect(ledger.filter(({ decision }) => decision === 'created')).toHaveLength(5);
  });

  it('are refused under a key that other bytes were taken under', async () => {
    const [first, second] = ready(2);
    await first?.send();
    const key = { kind: 'case', ordinal: 1 } as const;
    const options = { beforeWrite: () => true, repeatKey: 'BDI-AAAAAAAAAAAA0' };
    const [other] = await Promise.all([
      profile.send(key, second?.body ?? new Uint8Array(0), undefined, options),
      second?.send(),
    ]);
    expect(other).toEqual({ kind: 'wrong-answer', reason: 'key-used-before' });
  });

  it('say that nothing was stored when the account is refused', async () => {
    await far.control('PUT', 'settings', { accounts: [{ username: 'x', password: 'y' }] });
    const outcomes = await Promise.all(ready(3).map(({ send }) => send()));
    expect(outcomes).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'not-sent', reason: 'http-401', pause: { code: 'GW_N201' } })),
    );
  });
});
