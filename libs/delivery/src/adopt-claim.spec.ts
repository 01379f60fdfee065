import type { NationalClaim } from '@kntc/domain';
import { aCaseUpTo, aHandling } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';

const FOUND = { kind: 'found', caseId: 'QG-77' } as const;

let bench: DeliveryBench;
beforeEach(() => {
  bench = new DeliveryBench();
  bench.start();
});
afterEach(() => bench.end());

const accept = (key: string, step: 'case' | 'handling' | 'acceptance', claim: NationalClaim | undefined) =>
  bench.accept(key, aCaseUpTo(step), { accepted: { claim, digest: `${key} ${step}` } });
const claim = (...steps: NationalClaim['steps']): NationalClaim => ({ caseId: 'qg-77', steps });

describe('a record whose source holds a national id', () => {
  it('is linked, never created, and its further steps flow', async () => {
    bench.far.scriptLookUp(FOUND);
    await accept('A', 'acceptance', claim('handling'));
    await bench.converged();
    expect(bench.state('A')).toBe('done');
    expect(bench.row('A').nationalId).toBe('QG-77');
    expect(bench.delivered('A')).toEqual(['acceptance:1']);
    expect(bench.far.ledger.map((entry) => entry.caseId)).toEqual(['QG-77']);
    expect(bench.row('A').attempts.map((one) => [one.key.kind, one.outcome, one.reason])).toEqual([
      ['case', 'confirmed', 'adopted-from-source'],
      ['handling', 'confirmed', 'adopted-from-source'],
      ['acceptance', 'confirmed', ''],
    ]);
  });

  it('sends a step the source does not vouch for', async () => {
    bench.far.scriptLookUp(FOUND);
    await accept('A', 'handling', claim());
    await bench.converged();
    expect(bench.delivered('A')).toEqual(['handling:1']);
  });

  it('needs a decision when what was adopted changes later', async () => {
    bench.far.scriptLookUp(FOUND);
    await accept('A', 'handling', claim('handling'));
    await bench.converged();
    const changed = aCaseUpTo('handling', { handling: aHandling({ directionCode: '5' }) });
    await bench.accept('A', changed, { accepted: { claim: claim('handling') } });
    await bench.converged();
    expect(bench.state('A')).toBe('held CORRECTION_NEEDS_DECISION');
    expect(bench.far.requests).toEqual([]);
  });

  it.each([
    ['the far side does not show it', { kind: 'absent' } as const, 'not-found:qg-77'],
    ['the far side shows several', { kind: 'several', count: 2 } as const, 'lookup-several:2'],
  ])('is held when %s', async (_what, look, detail) => {
    bench.far.scriptLookUp(look);
    await accept('A', 'handling', claim());
    await bench.converged();
    expect(bench.state('A')).toBe(`held ADOPTION_UNVERIFIED ${detail}`);
    expect(bench.far.requests).toEqual([]);
  });

  it.each([
    ['stands there', FOUND, 'done', 'adopted-by-person'],
    [
      'does not stand there',
      { kind: 'absent' } as const,
      'held ADOPTION_UNVERIFIED not-found:qg-77',
      undefined,
    ],
    [
      'the far side cannot look up',
      { kind: 'failed', reason: 'shape' } as const,
      'done',
      'adopted-by-person',
    ],
  ])('is looked up once more when people named the id, which %s', async (_what, look, state, reason) => {
    bench.far.scriptLookUp({ kind: 'absent' }, look);
    await accept('A', 'case', claim());
    await bench.converged();
    const row = bench.row('A');
    row.claimIsByPerson = true;
    Object.assign(row.outbox, { state: 'due', holdCode: undefined, holdDetail: undefined });
    await bench.pass(2_000);
    expect(bench.far.lookUps).toBe(2);
    expect(bench.state('A')).toBe(state);
    expect(row.attempts[0]?.reason).toBe(reason);
  });

  it('waits while the look-up itself fails', async () => {
    bench.far.scriptLookUp({ kind: 'failed', reason: 'timeout' }, FOUND);
    await accept('A', 'case', claim());
    await bench.converged();
    expect(bench.state('A')).toBe('done');
    expect(bench.far.requests).toEqual([]);
  });

  it('is held when another record has the id, or says so too', async () => {
    bench.far.scriptLookUp(FOUND);
    await accept('A', 'case', { caseId: 'QG-77', steps: [] });
    await bench.converged();
    await accept('B', 'case', { caseId: 'QG-77', steps: [] });
    await bench.converged();
    expect(bench.state('A')).toBe('done');
    expect(bench.state('B')).toBe('held ADOPTION_TAKEN claimed:QG-77');
    expect(bench.far.requests).toEqual([]);
  });

  it('does not change hands when it was sent by us and the source learns an id later', async () => {
    await accept('A', 'case', undefined);
    await bench.converged();
    await accept('A', 'handling', claim());
    await bench.converged();
    expect(bench.row('A').nationalId).toBe('QG-1');
    expect(bench.delivered('A')).toEqual(['case:1', 'handling:1']);
  });
});
