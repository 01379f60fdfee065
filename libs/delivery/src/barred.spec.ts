import { GatewayError } from '@kntc/domain';
import type { IdentityPolicy } from '@kntc/domain';
import { aCase, aCaseUpTo, aDenunciation, aHandling } from '../../../test/builders';
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

describe('a record that changes after it was fetched', () => {
  const LANE = { accepted: { lane: 7 } };
  /** Does something while the first record of the lane is being sent. */
  const duringFirst = (act: () => Promise<void>): void => {
    bench.far.onSend = () => {
      bench.far.onSend = () => undefined;
      void act();
    };
  };

  it('is not sent when it was quarantined meanwhile', async () => {
    await bench.accept('A', aCase(), LANE);
    await bench.accept('B', aCase(), LANE);
    duringFirst(() => bench.bar('B'));
    bench.start();
    await bench.pass(60_000);
    expect(bench.delivered('A')).toEqual(['case:1']);
    expect(bench.delivered('B')).toEqual([]);
    expect(bench.row('B').outbox).toMatchObject({ state: 'due', attemptNo: 0 });
  });

  it('has a step confirmed that was sent before, and none after', async () => {
    await bench.accept('A', kase, LANE);
    duringFirst(() => bench.bar('A'));
    bench.start();
    await bench.pass(60_000);
    expect(bench.delivered('A')).toEqual(['case:1']);
    expect(bench.row('A')).toMatchObject({ nationalId: 'QG-1', outbox: { state: 'due', attemptNo: 1 } });
  });

  it('is sent as its new version says, once', async () => {
    await bench.accept('A', aCase(), LANE);
    await bench.accept('B', aCase(), LANE);
    duringFirst(() => bench.accept('B', aCase({ registerNo: 'mới' }), LANE));
    bench.start();
    await bench.converged();
    const sent = bench.far.ledger.filter(({ reference }) => reference === bench.reference('B'));
    expect(sent.map(({ content }) => content)).toEqual([expect.objectContaining({ registerNo: 'mới' })]);
  });
});

describe('a denunciation judged under another identity policy', () => {
  const judgedUnder = (policy: IdentityPolicy | undefined) => ({ accepted: { identityPolicy: policy } });

  it.each(['not-read', undefined] as const)('waits while %s is in force', async (inForce) => {
    await bench.accept('A', aDenunciation(), judgedUnder('withheld'));
    bench.policy = inForce;
    bench.start();
    await bench.pass(120_000);
    expect(bench.far.requests).toEqual([]);
    expect(bench.state('A')).toBe('due');
  });

  it('is sent once it was judged again', async () => {
    await bench.accept('A', aDenunciation(), judgedUnder('withheld'));
    bench.policy = 'not-read';
    bench.start();
    await bench.pass(5_000);
    await bench.accept('A', aDenunciation({ registerNo: '2' }), judgedUnder('not-read'));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1']);
  });

  it('keeps an open repeat unknown, so that nothing is sent and nothing forgotten', async () => {
    const longer = { ...aDenunciation(), handling: aHandling() };
    bench.far.script('handling', { kind: 'never-arrived' });
    bench.start();
    await bench.accept('A', longer, judgedUnder('withheld'));
    await bench.until(() => bench.state('A') === 'unknown');
    bench.policy = 'not-read';
    await bench.pass(120_000);
    expect(bench.state('A')).toBe('unknown');
    expect(bench.far.requests).toHaveLength(2);
  });

  it('leaves other kinds alone', async () => {
    bench.policy = undefined;
    await bench.accept('A', kase);
    bench.start();
    await bench.converged();
    expect(bench.delivered('A')).toHaveLength(3);
  });
});

describe('a case that another agency receives now', () => {
  const elsewhere = { accepted: { agencyId: 'so-tai-nguyen' } };

  it('is held when it stands there already, and goes on once the agency is put back', async () => {
    bench.start();
    await bench.accept('A', aCase());
    await bench.converged();
    await bench.accept('A', kase, elsewhere);
    await bench.converged();
    expect(bench.state('A')).toBe('held CORRECTION_IMPOSSIBLE agency-changed');
    expect(bench.delivered('A')).toEqual(['case:1']);
    await bench.accept('A', aCaseUpTo('acceptance', { registerNo: 'lại' }));
    await bench.converged();
    expect(bench.state('A')).toBe('done');
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
