import type { RepeatSemantics } from '@kntc/domain';
import { aCase, aCaseUpTo } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';

const repeat = (kind: RepeatSemantics) => ({
  capabilities: {
    repeat: { case: kind, handling: kind, acceptance: kind, resolution: kind, enforcement: kind },
  },
});

let bench: DeliveryBench;
function open(...options: ConstructorParameters<typeof DeliveryBench>): DeliveryBench {
  bench = new DeliveryBench(...options);
  bench.start();
  return bench;
}
afterEach(async () => {
  await bench.end();
  const references = [...bench.tables.rows.nationalRecords.values()].map((row) => row.reference);
  const doubled = references.filter((reference) => bench.far.casesOf(reference).length > 1);
  if (doubled.length > 0) throw new Error(`created twice: ${doubled.join(', ')}`);
});

describe('a correction', () => {
  const delivered = async (options = {}): Promise<void> => {
    open(options);
    await bench.accept('A', aCaseUpTo('handling'));
    await bench.converged();
  };
  const approve = (): void => {
    const { outbox } = bench.row('A');
    Object.assign(outbox, { approvedVersion: outbox.caseVersion, state: 'due', holdCode: undefined });
  };

  it('of something unprotected flows by itself', async () => {
    await delivered();
    await bench.accept('A', aCaseUpTo('handling', { registerNo: '18/KN' }));
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'case:1']);
    expect(new Set(bench.far.ledger.map((entry) => entry.caseId))).toEqual(new Set(['QG-1']));
  });

  it('of confirmed content waits for a person, and the approved version flows', async () => {
    await delivered();
    await bench.accept('A', aCaseUpTo('handling', { content: 'Nội dung khác.' }));
    await bench.converged();
    expect(bench.state('A')).toBe('held CORRECTION_NEEDS_DECISION');
    expect(bench.far.requests).toHaveLength(2);

    approve();
    await bench.converged();

    expect(bench.state('A')).toBe('done');
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1', 'case:1']);
  });

  it('is approved for one version only', async () => {
    await delivered();
    await bench.accept('A', aCaseUpTo('handling', { content: 'Hai.' }));
    await bench.converged();
    await bench.end();
    approve();
    await bench.accept('A', aCaseUpTo('handling', { content: 'Ba.' }));
    bench.start();
    await bench.converged();
    expect(bench.state('A')).toBe('held CORRECTION_NEEDS_DECISION');
  });

  it('that is taken back lets the record go on', async () => {
    await delivered();
    await bench.accept('A', aCaseUpTo('handling', { content: 'Nhầm.' }));
    await bench.converged();
    await bench.accept('A', aCaseUpTo('handling', { registerNo: '17/KN' }));
    await bench.converged();
    expect(bench.state('A')).toBe('done');
    expect(bench.far.requests).toHaveLength(2);
  });

  it.each<[RepeatSemantics]>([['add'], ['reject'], ['unknown']])(
    'is impossible when a repeat means %s',
    async (kind) => {
      await delivered(repeat(kind));
      await bench.accept('A', aCaseUpTo('handling', { registerNo: '18/KN' }));
      await bench.converged();
      expect(bench.state('A')).toBe('held CORRECTION_IMPOSSIBLE');
      expect(bench.far.requests).toHaveLength(2);
    },
  );

  it('that removes a confirmed step is never sent', async () => {
    await delivered();
    await bench.accept('A', aCase());
    await bench.converged();
    expect(bench.state('A')).toBe('held CORRECTION_NEEDS_DECISION');
    approve();
    await bench.converged();
    expect(bench.state('A')).toBe('held CORRECTION_IMPOSSIBLE');
    expect(bench.far.requests).toHaveLength(2);
  });
});
