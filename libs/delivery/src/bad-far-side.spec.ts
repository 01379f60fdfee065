import { StillThereWatch } from '@kntc/delivery';
import { aCase, aCaseUpTo } from '../../../test/builders';
import { DeliveryBench, InMemoryRestorations, settled } from '../../../test/fakes';

/**
 * What a far side may do to us by mistake, one by one: each is refused or held with a reason, raises an alarm, and harms
 * no other record. Contradictory limits: `load-national-settings.spec.ts`; an absurd Retry-After:
 * `test/edges/retry-after.spec.ts`; ids a source brings: `adopt-claim.spec.ts`; the wire itself: `step-outcome.spec.ts`.
 */
describe('a far side that answers wrongly', () => {
  let bench: DeliveryBench;
  const open = (...options: ConstructorParameters<typeof DeliveryBench>): void => {
    bench = new DeliveryBench(...options);
    bench.start();
  };
  afterEach(() => bench.end());
  const alarms = (): readonly string[] => bench.logger.messages('error');
  const held = (key: string): unknown => [bench.row(key).outbox.holdCode, bench.row(key).outbox.holdDetail];

  it('with the id of another of our records (duplicate id): held, the other keeps it', async () => {
    open();
    await bench.accept('A', aCase());
    await bench.converged();
    bench.far.script('case', { kind: 'wrong-id', id: 'QG-1' });
    await bench.accept('B', aCase({ registerNo: 'B' }));
    await bench.converged();
    expect(held('B')).toEqual(['WRONG_ANSWER', 'id-taken']);
    expect([bench.row('A').nationalId, bench.row('B').nationalId]).toEqual(['QG-1', undefined]);
    expect(alarms()).toEqual(['answered id belongs to another record']);
    expect(bench.suspicions).toBe(1);
  });

  it('with an id nobody can look up (foreign id): held after it settled, never created again', async () => {
    open({ capabilities: { verifyCreate: true } });
    bench.far.scriptLookUp(...Array.from({ length: 20 }, () => ({ kind: 'absent' }) as const));
    await bench.accept('A', aCase());
    await bench.converged();
    expect(held('A')).toEqual(['WRONG_ANSWER', 'answered-id-not-found']);
    expect(bench.far.requests).toHaveLength(1);
    expect(alarms()).toEqual(['the far side answered for something else: held']);
  });

  it('with another id than the one it keeps our case under: the one it keeps counts, and that is said', async () => {
    open({ capabilities: { verifyCreate: true } });
    bench.far.script('case', { kind: 'wrong-id', id: 'QG-99' });
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
    expect([bench.row('A').nationalId, bench.state('A')]).toEqual(['QG-1', 'done']);
    expect(alarms()).toEqual(['create answered with another id: looked-up id taken']);
  });

  it('for another case: held at that step, nothing else goes there, the others go on', async () => {
    open();
    bench.far.script('handling', { kind: 'wrong-answer', reason: 'id-of-another-case' });
    await bench.accept('A', aCaseUpTo('acceptance'));
    await bench.accept('B', aCase({ registerNo: 'B' }));
    await bench.converged();
    expect(held('A')).toEqual(['WRONG_ANSWER', 'id-of-another-case']);
    expect([bench.delivered('A'), bench.state('B')]).toEqual([['case:1'], 'done']);
    expect(alarms()).toEqual(['the far side answered for something else: held']);
  });

  describe('about what it confirmed long ago', () => {
    const KEYS = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    let watch: StillThereWatch;
    beforeEach(async () => {
      open();
      const store = new InMemoryRestorations(bench.tables);
      watch = new StillThereWatch({ store, profile: bench.far, clock: bench.clock, logger: bench.logger });
      for (const key of KEYS) await bench.accept(key, aCase({ registerNo: key }));
      await bench.converged();
      await bench.pass(120_000);
    });
    const looked = async (): Promise<unknown> => {
      const looking = watch.look(new AbortController().signal);
      await settled();
      await bench.clock.advance(60_000);
      return looking;
    };
    /** The ledger as it is after the far side changed it by itself. */
    const changed = (
      change: (entry: (typeof bench.far.ledger)[number]) => readonly (typeof entry)[],
    ): void => {
      const now = bench.far.ledger.flatMap(change);
      bench.far.ledger.splice(0, Number.POSITIVE_INFINITY, ...now);
    };

    it('(confirms and then forgets): an alarm, and from six on nothing is sent any more', async () => {
      changed(() => []);
      expect(await looked()).toMatchObject({ lost: KEYS.length, isFrozen: true });
      expect(alarms()).toEqual([
        'the far side lost what it acknowledged',
        'the far side went back: nothing is sent',
      ]);
      await bench.accept('NEW', aCase({ registerNo: 'NEW' }));
      await bench.pass(60_000);
      expect(bench.delivered('NEW')).toEqual([]);
    });

    it('(one case forgotten): an alarm, the others go on', async () => {
      changed((entry) => (entry.reference === bench.reference('A') ? [] : [entry]));
      expect(await looked()).toMatchObject({ lost: 1, isFrozen: false });
      expect(alarms()).toEqual(['the far side lost what it acknowledged']);
    });

    it('(national ids that change): the same as lost, nothing goes to the new ids', async () => {
      changed((entry) => [{ ...entry, caseId: `OTHER-${entry.caseId}` }]);
      expect(await looked()).toMatchObject({ lost: KEYS.length, isFrozen: true });
      expect(alarms()).toContain('the far side went back: nothing is sent');
      expect(KEYS.map((key) => bench.row(key).nationalId)).toEqual(
        KEYS.map((_key, index) => `QG-${index + 1}`),
      );
    });
  });
});
