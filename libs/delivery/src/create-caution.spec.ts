import type { LookUpOutcome } from '@kntc/domain';
import { CreateCaution } from './create-caution';
import { beforeCreate, doubted } from './resolve-unknown';

describe('the caution of a process that has just started', () => {
  it('looks before a create until thirty-two look-ups found nothing', () => {
    const caution = new CreateCaution();
    for (let at = 0; at < 32; at += 1) {
      expect(caution.mustLookFirst).toBe(true);
      caution.noteAbsent();
    }
    expect(caution.mustLookFirst).toBe(false);
  });

  it('looks before every create once a single record was found, however many were absent', () => {
    const caution = new CreateCaution();
    expect(caution.noteFound()).toBe(true);
    for (let at = 0; at < 100; at += 1) caution.noteAbsent();
    expect(caution.mustLookFirst).toBe(true);
    expect(caution.noteFound()).toBe(false);
  });
});

describe('the doubt whether look-ups find anything', () => {
  it('lasts from the first acknowledged create that is not found until one is', () => {
    const caution = new CreateCaution();
    expect(caution.inDoubtSinceMs).toBeUndefined();
    caution.noteUnverified(7_000);
    caution.noteUnverified(9_000);
    expect(caution.inDoubtSinceMs).toBe(7_000);
    caution.noteSeen();
    expect(caution.inDoubtSinceMs).toBeUndefined();
  });

  it('rests as long as it is young, however old the record, and is a person’s question then', () => {
    const bounds = { requestMaxMs: 5_000, indexLagMs: 1_000, marginMs: 5_000 };
    const old = { unknownForMs: 86_400_000, negativeLookUps: 1 };
    expect(doubted(old, 110_000, bounds)).toEqual({ kind: 'wait', delayMs: 5_000, negativeLookUps: 1 });
    expect(doubted(old, 110_001, bounds)).toMatchObject({ kind: 'hold', code: 'UNKNOWN_OUTCOME' });
  });
});

describe('a look-up before a first create', () => {
  it.each<[string, LookUpOutcome, ReturnType<typeof beforeCreate>]>([
    ['creates what is absent', { kind: 'absent' }, { kind: 'create' }],
    [
      'leaves what is there to a person',
      { kind: 'found', caseId: 'QG-7' },
      { kind: 'hold', detail: 'found-before-create:QG-7' },
    ],
    [
      'leaves several to a person',
      { kind: 'several', count: 2 },
      { kind: 'hold', detail: 'lookup-several:2' },
    ],
    [
      'leaves a cut text to a person',
      { kind: 'failed', reason: 'content-not-shown' },
      { kind: 'hold', detail: 'lookup-content-not-shown', isBlind: true },
    ],
    [
      'waits when the look-up failed',
      { kind: 'failed', reason: 'http-500' },
      { kind: 'wait', delayMs: 5_000 },
    ],
  ])('%s', (_name, look, expected) => {
    expect(beforeCreate(look)).toEqual(expected);
  });
});
