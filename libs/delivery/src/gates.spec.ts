import { BodyProblem, GatewayError } from '@kntc/domain';
import { aCase, aCaseUpTo } from '../../../test/builders';
import { DeliveryBench, FakeClock, FakeNationalProfile, RecordingLogger } from '../../../test/fakes';
import { Gates } from './gates';

const ACCOUNTS = { tinh: ['thanh-tra-tinh'], xa: ['xa-a', 'xa-b'] };

describe('the gates', () => {
  const clock = new FakeClock();
  const far = new FakeNationalProfile({ clock, accounts: ACCOUNTS });
  const fresh = (): Gates =>
    new Gates(
      { profile: far, clock, logger: new RecordingLogger() },
      { rampMs: 300_000, perMinute: 'unlimited', agencies: [], concurrency: 4 },
    );
  beforeEach(() => {
    far.failure = undefined;
    far.refused.clear();
  });

  it.each(['GW_N201', 'GW_N205'] as const)('close one account for %s and let the others go on', (code) => {
    const gates = fresh();
    gates.of('tinh').pause({ code });
    expect([gates.of('tinh').isPaused, gates.of('xa').isPaused, gates.isShut]).toEqual([true, false, false]);
    expect(gates.state).toMatchObject({ accounts: [{ account: 'tinh', pausedCode: code }] });
    expect(gates.state.pausedCode).toBeUndefined();
  });

  it.each(['GW_N202', 'GW_N204', 'GW_N206'] as const)('close everything for %s', (code) => {
    const gates = fresh();
    gates.of('tinh').pause({ code, retryAfterMs: 60_000 });
    expect([gates.of('xa').isPaused, gates.isShut, gates.waitMs]).toEqual([true, true, 60_000]);
    expect(gates.state).toMatchObject({ pausedCode: code, accounts: [] });
  });

  it('are shut when every account is, with the reason of the first', () => {
    const gates = fresh();
    gates.pause({ code: 'GW_N201' });
    expect(gates.isShut).toBe(true);
    expect(gates.state.pausedCode).toBe('GW_N201');
  });

  it('hold one agency that people paused, and let the others of its account go on', () => {
    const gates = fresh();
    gates.hold(undefined, ['xa-a']);
    const standing = () => ['xa-a', 'xa-b'].map((agency) => gates.of('xa', agency).isPaused);
    expect([...standing(), gates.isShut, gates.heldAgencies]).toEqual([true, false, false, ['xa-a']]);
    gates.hold('GW_N212', []);
    expect([...standing(), gates.isShut, gates.state.pausedCode]).toEqual([true, true, true, 'GW_N212']);
    gates.hold(undefined, []);
    expect([...standing(), gates.isShut]).toEqual([false, false, false]);
  });

  it('open one by one, each by a question of its own account', async () => {
    const gates = fresh();
    gates.pause({ code: 'GW_N201' });
    far.refused.add('xa');
    await clock.advance(1_000);
    expect(await gates.probeDue()).toBe(true);
    expect(gates.pausedAccounts).toEqual(['xa']);
    far.refused.clear();
    await clock.advance(2_000);
    expect(await gates.probeDue()).toBe(true);
    expect(gates.pausedAccounts).toEqual([]);
  });

  it('open the far side when it refuses an account: somebody is there', async () => {
    const gates = fresh();
    gates.pause({ code: 'GW_N202' });
    far.failure = new GatewayError('GW_N201');
    await clock.advance(1_000);
    expect(await gates.probeDue()).toBe(true);
    expect(gates.isShut).toBe(false);
  });

  it('stay closed while the far side is not there at all', async () => {
    const gates = fresh();
    gates.pause({ code: 'GW_N202' });
    far.failure = new GatewayError('GW_N202');
    await clock.advance(1_000);
    expect(await gates.probeDue()).toBe(false);
    expect(gates.isShut).toBe(true);
  });
});

describe('delivery with an account for each group of agencies', () => {
  let bench: DeliveryBench;
  beforeEach(() => {
    bench = new DeliveryBench({ accounts: ACCOUNTS }, { agencies: ['thanh-tra-tinh', 'xa-a', 'xa-b'] });
  });
  afterEach(() => bench.end());

  const of = (agencyId: string) => ({ accepted: { agencyId } });

  it('sends every record with the account of its own agency', async () => {
    bench.start();
    await bench.accept('T', aCase({ content: 'một' }), of('thanh-tra-tinh'));
    await bench.accept('X', aCase({ content: 'hai' }), of('xa-b'));
    await bench.converged();
    expect(bench.far.ledger.map(({ reference }, index) => [reference, bench.far.spokenBy[index]])).toEqual([
      [bench.reference('T'), 'tinh'],
      [bench.reference('X'), 'xa'],
    ]);
  });

  it('lets only the group of a refused account wait, and goes on by itself once it is right again', async () => {
    bench.far.refused.add('xa');
    const deliver = bench.start();
    for (let index = 0; index < 20; index += 1) {
      await bench.accept(
        `X${index}`,
        aCase({ content: `xã ${index}` }),
        of(index % 2 === 0 ? 'xa-a' : 'xa-b'),
      );
      await bench.accept(`T${index}`, aCase({ content: `tỉnh ${index}` }), of('thanh-tra-tinh'));
    }
    await bench.until(() => bench.far.ledger.length === 20);
    await bench.pass(120_000);
    expect(bench.far.spokenBy).toEqual(Array(20).fill('tinh'));
    expect(deliver.gateState.accounts).toMatchObject([{ account: 'xa', pausedCode: 'GW_N201' }]);
    expect(deliver.pausedAgencies).toEqual(['xa-a', 'xa-b']);
    await bench.accept('T-late', aCase({ content: 'vẫn gửi' }), of('thanh-tra-tinh'));
    await bench.until(() => bench.far.ledger.length === 21);
    bench.far.refused.clear();
    await bench.converged();
    expect(bench.far.ledger).toHaveLength(41);
    expect(bench.far.codeListCalls).toBeLessThan(12);
  });

  it('holds a record whose file changed, before anything of the step has left', async () => {
    bench.far.onBody = () => {
      throw new BodyProblem('ATTACHMENT_CHANGED', 'changed');
    };
    bench.start();
    await bench.accept('F', aCase(), of('xa-a'));
    await bench.converged();
    expect([bench.state('F'), bench.far.requests]).toEqual(['held ATTACHMENT_CHANGED changed', []]);
  });

  it('does not forget what may stand there when the body of a repeat cannot be made', async () => {
    bench.far.script('case', { kind: 'accept' });
    bench.far.script('handling', { kind: 'lost-answer' });
    bench.start();
    await bench.accept('R', aCaseUpTo('handling'), of('xa-a'));
    await bench.until(() => bench.state('R') === 'unknown');
    bench.far.onBody = () => {
      throw new BodyProblem('REJECTED', 'quá giới hạn');
    };
    await bench.converged();
    expect(bench.state('R')).toBe('held UNKNOWN_OUTCOME quá giới hạn');
  });
});
