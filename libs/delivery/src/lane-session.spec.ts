import { GatewayError, LANES } from '@kntc/domain';
import { aCase, aCaseUpTo } from '../../../test/builders';
import { DeliveryBench, settled } from '../../../test/fakes';

const NEVER = new AbortController().signal;

let bench: DeliveryBench;
beforeEach(() => {
  bench = new DeliveryBench();
});
afterEach(() => bench.end());

const current = () => {
  const session = bench.lanes.sessions.at(-1);
  if (session === undefined) throw new Error('no session was opened');
  return session;
};

describe('losing the lane session', () => {
  it('stops sending at once, opens another and goes on', async () => {
    bench.start();
    await settled();
    let sent = 0;
    bench.far.onSend = () => {
      sent += 1;
      if (sent === 2) bench.lanes.kill(current());
    };
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.converged();
    expect(bench.lanes.sessions).toHaveLength(2);
    // The guard stopped the second request; nothing of it arrived, and the repeat came after a take-over.
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
    expect(bench.row('A').attempts[1]).toMatchObject({ outcome: 'unknown', reason: 'taken-over' });
  });

  it('gives up the requests that are on their way: their outcome could not be stored', async () => {
    bench.start();
    await settled();
    bench.far.script('case', { kind: 'hang', until: NEVER });
    await bench.accept('A', aCase());
    await bench.until(() => bench.far.ledger.length === 1);
    bench.lanes.kill(current());
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
    expect(bench.row('A').attempts[0]).toMatchObject({ outcome: 'confirmed', reason: 'adopted-by-lookup' });
  });

  it('waits for the database without spinning', async () => {
    bench.lanes.isDown = true;
    bench.start();
    await bench.pass(10_000);
    const failures = bench.logger.messages('error').length;
    expect(failures).toBeGreaterThan(5);
    expect(failures).toBeLessThan(15);
    bench.lanes.isDown = false;
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
  });

  it('leaves no connection behind when the first question on it fails', async () => {
    let failures = 3;
    const original = bench.lanes.open.bind(bench.lanes);
    bench.lanes.open = async () => {
      const session = await original();
      session.dueLanes = async () => {
        failures -= 1;
        if (failures >= 0) throw new GatewayError('GW_T301');
        return [];
      };
      return session;
    };
    bench.start();
    await bench.pass(10_000);
    expect(bench.lanes.sessions).toHaveLength(4);
    expect(bench.lanes.openSessions).toBe(1);
  });

  it('does not spin when every fetch fails', async () => {
    const original = bench.lanes.open.bind(bench.lanes);
    let fetches = 0;
    bench.lanes.open = async () => {
      const session = await original();
      session.fetch = async () => {
        fetches += 1;
        throw new Error('relation "outbox" does not exist');
      };
      return session;
    };
    await bench.accept('A', aCase());
    bench.start();
    await bench.pass(10_000);
    expect(fetches).toBeGreaterThan(3);
    expect(fetches).toBeLessThan(15);
    expect(bench.lanes.openSessions).toBeLessThanOrEqual(1);
  });
});

describe('two processes', () => {
  it('never deliver the same record', async () => {
    bench.start();
    bench.start();
    const keys = Array.from({ length: 40 }, (_unused, index) => `K${index}`);
    for (const key of keys) await bench.accept(key, aCaseUpTo('handling', { registerNo: key }));
    await bench.converged();
    for (const key of keys) expect(bench.delivered(key)).toEqual(['case:1', 'handling:1']);
    expect(bench.logger.messages('warn')).not.toContain('taken over in flight: outcome unknown');
  });
});

describe('a pause that comes while a lane is being fetched', () => {
  it('does not lose the lane', async () => {
    const original = bench.lanes.open.bind(bench.lanes);
    let close: () => void = () => undefined;
    bench.lanes.open = async () => {
      const session = await original();
      const fetch = session.fetch.bind(session);
      session.fetch = async (...wanted) => {
        const records = await fetch(...wanted);
        if (records.length > 0) close();
        return records;
      };
      return session;
    };
    const deliver = bench.start();
    close = () => {
      deliver.gates.pause({ code: 'GW_N201' });
      close = () => undefined;
    };
    await bench.accept('A', aCase());
    await bench.converged(60_000);
    expect(bench.delivered('A')).toEqual(['case:1']);
  });
});

describe('stopping', () => {
  it('lets the request in flight end, stores its outcome and starts nothing new', async () => {
    const answer = new AbortController();
    const deliver = bench.start();
    bench.far.script('case', { kind: 'hang', until: answer.signal });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.until(() => bench.far.ledger.length === 1);
    const stopping = deliver.stop();
    await settled();
    answer.abort();
    await settled();
    await stopping;
    expect(bench.delivered('A')).toEqual(['case:1']);
    expect(bench.row('A')).toMatchObject({ nationalId: 'QG-1', outbox: { state: 'due' } });
    expect(bench.lanes.owners.size).toBe(0);
    bench.start();
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
  });

  it('leaves a request that takes longer than the grace to the next owner', async () => {
    const deliver = bench.start();
    bench.far.script('case', { kind: 'hang', until: NEVER });
    await bench.accept('A', aCase());
    await bench.until(() => bench.far.ledger.length === 1);
    let isStopped = false;
    void deliver.stop().finally(() => {
      isStopped = true;
    });
    await bench.clock.advance(4_999);
    expect(isStopped).toBe(false);
    await bench.clock.advance(1);
    expect(isStopped).toBe(true);
    expect(bench.state('A')).toBe('in_flight');
    bench.start();
    await bench.converged();
    expect(bench.far.casesOf(bench.reference('A'))).toHaveLength(1);
  });

  it('while the connection is still being opened leaves nothing open', async () => {
    const original = bench.lanes.open.bind(bench.lanes);
    const isUp = new AbortController();
    bench.lanes.open = async () => {
      await new Promise<void>((resolve) => isUp.signal.addEventListener('abort', () => resolve()));
      return original();
    };
    const stopping = bench.start().stop();
    await settled();
    isUp.abort();
    await stopping;
    expect(bench.lanes.sessions).toHaveLength(1);
    expect(bench.lanes.openSessions).toBe(0);
  });

  it('without ever having started is no problem', async () => {
    await new DeliveryBench().end();
    expect(bench.lanes.sessions).toHaveLength(0);
  });
});

describe('a bell that nobody hears', () => {
  it('costs five seconds: due work is looked for without a ring', async () => {
    bench.start();
    await settled();
    const reference = await bench.acceptUnrung('A', aCase());
    await bench.clock.advance(6_000);
    expect(bench.far.stepsOf(reference)).toEqual(['case:1']);
  });

  it('costs no more while other lanes ring all the time: work of a process that died does not wait for quiet', async () => {
    const deliver = bench.start();
    await settled();
    const reference = await bench.acceptUnrung('A', aCase());
    const other = (bench.row('A').lane + 1) % LANES;
    for (let passed = 0; passed < 6_000; passed += 500) {
      deliver.ring([other]);
      await bench.clock.advance(500);
    }
    expect(bench.far.stepsOf(reference)).toEqual(['case:1']);
  });
});
