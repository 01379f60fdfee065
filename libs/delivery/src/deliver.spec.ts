import { GatewayError } from '@kntc/domain';
import { aCase, aCaseUpTo, aDenunciation, aHandling, aRound, anEnforcement } from '../../../test/builders';
import { DeliveryBench, settled } from '../../../test/fakes';

const ALL_FIVE = ['case:1', 'handling:1', 'acceptance:1', 'resolution:1', 'enforcement:1001'];

let bench: DeliveryBench;
function open(...options: ConstructorParameters<typeof DeliveryBench>): DeliveryBench {
  bench = new DeliveryBench(...options);
  bench.start();
  return bench;
}
afterEach(() => bench.end());

describe('delivery', () => {
  it('sends the five steps in order, each with the ids the far side gave before', async () => {
    open();
    await bench.accept('A', aCaseUpTo('enforcement'));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(ALL_FIVE);
    expect(bench.state('A')).toBe('done');
    expect(bench.row('A').nationalId).toBe('QG-1');
    expect(new Set(bench.far.ledger.map((entry) => entry.caseId))).toEqual(new Set(['QG-1']));
    expect(bench.row('A').attempts.map((one) => [one.attemptNo, one.outcome])).toEqual(
      [1, 2, 3, 4, 5].map((attemptNo) => [attemptNo, 'confirmed']),
    );
  });

  it('has the hash of the exact bytes in the intent before any of them leaves', async () => {
    open();
    const intents: (string | undefined)[] = [];
    bench.far.onSend = () => intents.push(bench.row('A').attempts.at(-1)?.bodySha256);
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    expect(intents).toEqual(bench.far.ledger.map((entry) => entry.bodySha256));
  });

  it('sends nothing when nothing changed', async () => {
    open();
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    bench.row('A').outbox.state = 'due';
    await bench.converged();
    expect(bench.far.requests).toHaveLength(2);
    expect(bench.state('A')).toBe('done');
  });

  it('sends only the new step when a milestone is reached', async () => {
    open();
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    await bench.accept('A', aCaseUpTo('resolution'));
    await bench.converged();
    const more = aRound({ enforcements: [anEnforcement(), anEnforcement({ ordinal: 2 })] });
    await bench.accept('A', aCaseUpTo('resolution', { rounds: [more] }));
    await bench.converged();
    expect(bench.delivered('A')).toEqual([...ALL_FIVE, 'enforcement:1002']);
  });

  it('delivers many records in many lanes, each once', async () => {
    open();
    const keys = Array.from({ length: 60 }, (_unused, index) => `K${index}`);
    for (const key of keys) await bench.accept(key, aCaseUpTo('handling', { registerNo: key }));
    await bench.converged();
    for (const key of keys) expect(bench.delivered(key)).toEqual(['case:1', 'handling:1']);
    expect(bench.lanes.owners.size).toBe(0);
  });

  it('finds what became due while nobody ran', async () => {
    bench = new DeliveryBench();
    await bench.accept('A', aCase());
    bench.start();
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
  });

  it('has one id on every log line of a delivery', async () => {
    open();
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    const ids = bench.logger.lines
      .filter(({ fields }) => fields.record === bench.reference('A'))
      .map(({ fields }) => fields.correlationId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-z]{8}$/);
  });

  it('plans a denunciation without opening anything', async () => {
    open();
    await bench.accept('A', aDenunciation(), { accepted: { identityPolicy: 'withheld' } });
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
  });
});

describe('a refused step', () => {
  it('is held with the message of the far side, and later steps wait', async () => {
    open();
    bench.far.script('handling', { kind: 'refuse', message: 'Sai mã cơ quan xử lý' });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    expect(bench.state('A')).toBe('held REJECTED Sai mã cơ quan xử lý');
    expect(bench.row('A').outbox.holdKey).toEqual({ kind: 'handling', ordinal: 1 });
    expect(bench.delivered('A')).toEqual(['case:1']);
  });

  it('is stored without what it quotes of the case', async () => {
    open();
    bench.far.script('handling', { kind: 'refuse', message: 'Đơn 17/BTCD sai mã' });
    await bench.accept('A', aCaseUpTo('handling', { registerNo: '17/BTCD' }));
    await bench.converged();
    expect(bench.state('A')).toBe('held REJECTED Đơn ••• sai mã');
    expect(bench.row('A').attempts.at(-1)).toMatchObject({ outcome: 'rejected', reason: 'Đơn ••• sai mã' });
  });

  it('goes on with the version that mends it', async () => {
    open();
    bench.far.script('handling', { kind: 'refuse', message: 'Sai' });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    await bench.accept('A', aCaseUpTo('acceptance', { handling: aHandling({ summary: 'đã sửa' }) }));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(ALL_FIVE.slice(0, 3));
  });

  it('keeps a very long message within bounds', async () => {
    open();
    bench.far.script('case', { kind: 'refuse', message: 'x'.repeat(10_000) });
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.row('A').outbox.holdDetail).toHaveLength(500);
  });
});

describe('a destination that refuses or is not there', () => {
  it.each(['GW_N201', 'GW_N202'] as const)(
    'pauses everything at the first %s, and a probe opens it',
    async (code) => {
      open();
      bench.far.failure = new GatewayError(code);
      bench.far.script('case', { kind: 'not-sent', reason: '401', pause: code });
      for (const key of ['A', 'B', 'C', 'D', 'E']) await bench.accept(key, aCase({ registerNo: key }));
      await bench.pass(60_000);
      // Requests that were under way when the first refusal came; nobody finds out by himself afterwards.
      expect(bench.far.requests.length).toBeLessThanOrEqual(3);
      const { length } = bench.far.requests;
      await bench.pass(60_000);
      expect(bench.far.requests).toHaveLength(length);
      expect(bench.far.codeListCalls).toBeGreaterThan(1);

      bench.far.failure = undefined;
      await bench.converged();

      for (const key of ['A', 'B', 'C', 'D', 'E']) expect(bench.delivered(key)).toEqual(['case:1']);
    },
  );

  it('stops records that are under way at their next step', async () => {
    const answer = new AbortController();
    bench = new DeliveryBench();
    const deliver = bench.start();
    bench.far.script('case', { kind: 'hang', until: answer.signal });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.until(() => bench.far.ledger.length === 1);
    bench.far.failure = new GatewayError('GW_N201');
    deliver.pause('GW_N201');
    answer.abort();
    await bench.pass(30_000);
    expect(bench.delivered('A')).toEqual(['case:1']);
    expect(bench.row('A').nationalId).toBe('QG-1');

    bench.far.failure = undefined;
    await bench.converged();

    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
  });

  it('stops probing when the process ends', async () => {
    open();
    bench.far.failure = new GatewayError('GW_N202');
    bench.far.script('case', { kind: 'not-sent', reason: 'refused', pause: 'GW_N202' });
    await bench.accept('A', aCase());
    await bench.pass(5_000);
    await bench.end();
    const { codeListCalls } = bench.far;
    await bench.clock.advance(120_000);
    expect(bench.far.codeListCalls).toBe(codeListCalls);
  });

  it('tries again with growing distance what was provably not sent', async () => {
    open();
    const refused = { kind: 'not-sent', reason: 'reset' } as const;
    bench.far.script('case', refused, refused, refused);
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
    expect(bench.row('A').attempts.map((one) => one.outcome)).toEqual([
      'not-sent',
      'not-sent',
      'not-sent',
      'confirmed',
    ]);
    // Half of 2 + 4 + 8 seconds.
    expect(bench.far.ledger[0]?.atMs).toBeGreaterThanOrEqual(7_000);
  });

  it('does not send on a claim that grew old before the first byte', async () => {
    open();
    let isFrozen = true;
    bench.lanes.beforeCommit = (write) => {
      if (isFrozen && write.open !== undefined) bench.clock.freeze(11_000);
      isFrozen = false;
    };
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.row('A').attempts[0]).toMatchObject({ outcome: 'not-sent', reason: 'guard' });
    expect(bench.delivered('A')).toEqual(['case:1']);
  });
});

describe('a poison record', () => {
  const sameLane = { accepted: { lane: 7 } };

  it('does not block its lane', async () => {
    open();
    bench.far.poison(bench.reference('A'));
    await bench.accept('A', aCase(), sameLane);
    await bench.accept('B', aCase({ registerNo: 'B' }), sameLane);
    await bench.until(() => bench.state('B') === 'done', 5_000);
    expect(bench.state('A')).toBe('due');
    expect(bench.row('A').outbox.retryCount).toBeGreaterThan(0);
    expect(bench.logger.messages('error')).toContain('record failed unexpectedly');
  });

  it('is tried more and more rarely', async () => {
    open();
    bench.far.poison(bench.reference('A'));
    await bench.accept('A', aCase(), sameLane);
    await bench.pass(600_000);
    const failures = bench.logger.messages('error').length;
    expect(failures).toBeGreaterThan(5);
    expect(failures).toBeLessThan(20);
  });

  it('that breaks while its request may be on the way is unknown, not due', async () => {
    open();
    bench.far.script('case', { kind: 'throw' });
    await bench.accept('A', aCase());
    await bench.until(() => bench.state('A') === 'unknown', 2_000);
    expect(bench.row('A').attempts[0]).toMatchObject({ outcome: 'unknown', reason: 'fault' });
  });

  it('that cannot be read back rests, and the others go on', async () => {
    open();
    await settled();
    bench.lanes.damaged.add(bench.reference('A'));
    await bench.accept('A', aCase(), sameLane);
    await bench.accept('B', aCase({ registerNo: 'B' }), sameLane);
    await bench.until(() => bench.state('B') === 'done', 5_000);
    expect(bench.lanes.sessions).toHaveLength(1);
  });
});
