import { GatewayError } from '@kntc/domain';
import { aCaseUpTo, aHandling } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';

const kase = aCaseUpTo('acceptance');

let bench: DeliveryBench;
beforeEach(() => {
  bench = new DeliveryBench();
});
afterEach(() => bench.end());

describe('a record that is not accepted any more', () => {
  it('sends nothing, and goes on by itself once it is accepted again', async () => {
    await bench.accept('A', kase);
    await bench.bar('A');
    bench.start();
    await bench.pass(60_000);
    expect(bench.far.requests).toEqual([]);
    await bench.accept('A', kase);
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
    expect(bench.row('A').outbox.caseVersion).toBe(1);
  });

  it('has what was sent before adopted, and no step after it', async () => {
    bench.start();
    bench.far.script('case', { kind: 'lost-answer' });
    await bench.accept('A', kase);
    await bench.until(() => bench.state('A') === 'unknown');
    await bench.bar('A');
    await bench.pass(60_000);
    expect(bench.row('A')).toMatchObject({ nationalId: 'QG-1', outbox: { state: 'due' } });
    expect(bench.delivered('A')).toEqual(['case:1']);

    await bench.accept('A', kase);
    await bench.converged();

    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'acceptance:1']);
  });

  it('is not created a second time however often it was absent', async () => {
    bench.start();
    bench.far.script('case', { kind: 'never-arrived' });
    await bench.accept('A', kase);
    await bench.until(() => bench.state('A') === 'unknown');
    await bench.bar('A');
    await bench.pass(300_000);
    expect(bench.far.requests).toHaveLength(1);
  });

  it('leaves an open repeat to a person', async () => {
    bench.start();
    bench.far.script('handling', { kind: 'lost-answer' });
    await bench.accept('A', kase);
    await bench.until(() => bench.state('A') === 'unknown');
    await bench.bar('A');
    await bench.pass(60_000);
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME barred-while-unknown');
  });
});

describe('an open repeat while the destination is paused', () => {
  it('stays unknown, so that a change of its key is still noticed', async () => {
    const deliver = bench.start();
    bench.far.script('handling', { kind: 'never-arrived' });
    await bench.accept('A', kase);
    await bench.until(() => bench.state('A') === 'unknown');
    bench.far.failure = new GatewayError('GW_N202');
    deliver.pause('GW_N202');
    await bench.pass(60_000);
    expect(bench.state('A')).toBe('unknown');
    await bench.accept('A', { ...kase, handling: aHandling({ documentNo: '9/PXL' }) });
    bench.far.failure = undefined;
    await bench.converged();
    expect(bench.state('A')).toBe('held UNKNOWN_OUTCOME changed-while-unknown');
  });
});
