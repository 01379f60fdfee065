import { aCaseUpTo } from '../../../test/builders';
import { DeliveryBench, settled } from '../../../test/fakes';

const NEVER = new AbortController().signal;

let bench: DeliveryBench;
beforeEach(() => {
  bench = new DeliveryBench();
});
afterEach(() => bench.end());

describe('a process that is frozen in the middle of a request', () => {
  it('loses its lanes to another one after its silence, and what it had sent is resolved', async () => {
    bench.start();
    await settled();
    bench.far.script('case', { kind: 'hang', until: NEVER });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.until(() => bench.far.ledger.length === 1);
    const [frozen] = bench.lanes.sessions;
    if (frozen === undefined) throw new Error('no session was opened');
    const since = bench.clock.monotonicMs();
    frozen.lastSeenAtMs = () => since;
    bench.start();
    await bench.pass(14_000);
    expect(frozen.lost.aborted).toBe(false);
    await bench.pass(6_000);
    expect(frozen.lost.aborted).toBe(true);
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
    expect(bench.row('A').attempts[0]).toMatchObject({ outcome: 'confirmed', reason: 'adopted-by-lookup' });
    expect(bench.logger.messages('warn')).toContain('frozen owners of lanes ended');
  });

  it('is left alone while it lives, however long its request takes', async () => {
    bench.start();
    await settled();
    const answer = new AbortController();
    bench.far.script('case', { kind: 'hang', until: answer.signal });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.until(() => bench.far.ledger.length === 1);
    bench.start();
    await bench.pass(60_000);
    expect(bench.lanes.sessions.every((session) => !session.lost.aborted)).toBe(true);
    answer.abort();
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
  });
});
