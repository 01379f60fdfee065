import { CALENDAR, day, DEADLINES } from '../../../../test/builders';
import { contradictions, NO_DEADLINE_RULES, type StageRule } from './deadline-rules';
import { deadlineFacts, type DeadlineFacts } from './deadline-facts';
import { Deadlines } from './deadlines';
import { SEND_WITHIN_DAYS, urgentDays } from './send-by';

const RECEIVED: DeadlineFacts = {
  kind: 'KN',
  receivedOn: day('2026-03-02'),
  endsAtHandling: false,
  isOver: false,
  pauses: [],
  people: 1,
  complexity: 'normal',
  isRemote: false,
  round: 'first',
};
const HANDLED: DeadlineFacts = { ...RECEIVED, handledOn: day('2026-03-06') };
const ACCEPTED: DeadlineFacts = { ...HANDLED, acceptedOn: day('2026-03-10') };
const PROMISED: DeadlineFacts = { ...ACCEPTED, agencyDueOn: day('2026-04-09') };
const suspended = { from: day('2026-03-20'), until: day('2026-04-01') };
const open = { from: day('2026-03-20') };

describe('the term that runs', () => {
  it.each<[string, DeadlineFacts, string, string | undefined]>([
    ['a petition that came in', RECEIVED, 'handling', '2026-03-11'],
    ['one proposed for acceptance', HANDLED, 'acceptance', '2026-03-11'],
    ['an accepted one', ACCEPTED, 'resolution', '2026-04-09'],
    ['a complex one', { ...ACCEPTED, complexity: 'complex' }, 'resolution', '2026-04-24'],
    ['one with a day the agency laid down', PROMISED, 'resolution', '2026-04-09'],
    [
      'a day within the longest term',
      { ...PROMISED, agencyDueOn: day('2026-05-08') },
      'resolution',
      '2026-05-08',
    ],
    [
      'a day beyond the longest term',
      { ...PROMISED, agencyDueOn: day('2026-09-01') },
      'resolution',
      '2026-05-11',
    ],
    ['a day before acceptance', { ...PROMISED, agencyDueOn: day('2026-01-01') }, 'resolution', '2026-04-09'],
    ['one suspended and resumed', { ...PROMISED, pauses: [suspended] }, 'resolution', '2026-04-21'],
    ['without a promise, resumed', { ...ACCEPTED, pauses: [suspended] }, 'resolution', '2026-04-21'],
    ['one extended', { ...PROMISED, extendedTo: day('2026-05-08') }, 'resolution', '2026-05-08'],
    [
      'one extended beyond the longest term',
      { ...PROMISED, extendedTo: day('2026-09-01') },
      'resolution',
      '2026-05-11',
    ],
    ['one suspended', { ...PROMISED, pauses: [open] }, 'resolution', undefined],
  ])('of %s', (_what, facts, stage, dueOn) => {
    expect(DEADLINES.of(facts).legal).toMatchObject({ stage, dueOn });
  });

  it.each<[string, DeadlineFacts]>([
    ['decided', { ...ACCEPTED, decidedOn: day('2026-04-01'), isOver: true }],
    ['transferred', { ...HANDLED, endsAtHandling: true }],
    ['of which no rule speaks', { ...HANDLED, kind: 'KNPA' }],
  ])('none of what is %s', (_what, facts) => {
    expect(DEADLINES.of(facts).legal).toBeUndefined();
  });

  it('of a province without rules is the day the agency laid down, and moves while it is suspended', () => {
    const bare = new Deadlines(NO_DEADLINE_RULES, CALENDAR);
    expect(bare.of(RECEIVED)).toEqual({ legal: undefined, late: {} });
    expect(bare.of(PROMISED).legal).toMatchObject({ dueOn: '2026-04-09', law: undefined });
    expect(bare.of({ ...PROMISED, pauses: [suspended] }).legal).toMatchObject({ dueOn: '2026-04-21' });
  });
});

describe('the day from which the far side shows a case as late', () => {
  it.each<[string, DeadlineFacts, object]>([
    ['one that may still wait', HANDLED, { handling: '2026-03-12' }],
    ['a proposal, from receipt on', { ...RECEIVED, kind: 'KNPA' }, { case: '2026-03-04' }],
    ['a transferred one, from handling on', { ...HANDLED, endsAtHandling: true }, { case: '2026-03-10' }],
    [
      'an accepted one, also by the decision it does not have yet',
      ACCEPTED,
      { case: '2026-03-12', acceptance: '2026-03-12', resolution: '2026-04-10' },
    ],
    [
      'one that is suspended and undecided, which the far side does not hear of',
      { ...PROMISED, pauses: [open] },
      { resolution: '2026-04-10' },
    ],
    [
      'one that was extended, which it does not hear of either',
      { ...PROMISED, extendedTo: day('2026-05-08') },
      { resolution: '2026-04-10' },
    ],
    [
      'a decided one, by the day the agency named',
      { ...PROMISED, decidedOn: day('2026-04-01'), isOver: true },
      { resolution: '2026-04-10' },
    ],
    [
      'one that was suspended, which the far side does not hear of',
      { ...PROMISED, pauses: [suspended], decidedOn: day('2026-04-15'), isOver: true },
      { resolution: '2026-04-10' },
    ],
  ])('%s', (_what, facts, late) => {
    expect(DEADLINES.of(facts).late).toMatchObject(late);
  });

  it('says nothing of steps that have nothing to tell', () => {
    expect(DEADLINES.of(RECEIVED).late).toEqual({});
    expect(DEADLINES.of({ ...ACCEPTED, isOver: true }).late).not.toHaveProperty('resolution');
  });

  it('makes urgent what shows within a week, or has shown for less than a month', () => {
    const late = { case: day('2026-03-12'), handling: day('2026-01-01'), resolution: day('2026-04-10') };
    expect(urgentDays(late, day('2026-03-10'))).toEqual({ case: '2026-03-12' });
    expect(urgentDays(late, day('2026-04-04'))).toEqual({ case: '2026-03-12', resolution: '2026-04-10' });
    expect(urgentDays(late, day('2026-04-03'))).not.toHaveProperty('resolution');
    expect(SEND_WITHIN_DAYS).toBe(7);
  });
});

describe('a request of the inspectorate', () => {
  it.each([
    ['2026-03-02', '2026-03-17'],
    ['2026-02-03', '2026-02-23'],
  ])('of %s is to be answered by %s', (received, due) => {
    expect(DEADLINES.requestDueOn(day(received))).toBe(due);
  });

  it('has no day without a rule', () => {
    expect(new Deadlines(NO_DEADLINE_RULES, CALENDAR).requestDueOn(day('2026-03-02'))).toBeUndefined();
  });
});

describe('the facts of a record', () => {
  const draft = { kind: 'KN', receivedDate: day('2026-03-02') } as const;
  const acceptance = { date: day('2026-03-10'), dueDate: day('2026-04-09') };

  it('are none as long as nobody knows what it is, or since when', () => {
    expect(deadlineFacts({ receivedDate: day('2026-03-02') }, undefined)).toBeUndefined();
    expect(deadlineFacts({ kind: 'KN', receivedDate: day('2026-03') }, undefined)).toBeUndefined();
  });

  it('go on when some of a group withdraw, and end when all do', () => {
    const some = { ...draft, acceptance, withdrawal: { date: day('2026-03-20'), partial: true } };
    const all = { ...some, withdrawal: { date: day('2026-03-20') } };
    const legal = [some, all].map((one) => {
      const facts = deadlineFacts(one, undefined);
      return facts && DEADLINES.of(facts).legal?.dueOn;
    });
    expect(legal).toEqual(['2026-04-09', undefined]);
  });

  it('know a second complaint by what was decided before, or by its round', () => {
    const before = deadlineFacts({ ...draft, priorResolution: { round: 1 } }, undefined);
    const round = deadlineFacts({ ...draft, rounds: [{ round: 2 }] }, undefined);
    expect([deadlineFacts(draft, undefined), before, round].map((one) => one?.round)).toEqual([
      'first',
      'second',
      'second',
    ]);
  });

  it('end at handling where it goes elsewhere or is refused, as far as is known', () => {
    const handling = { decidedDate: day('2026-03-06'), eligible: true };
    const ends = [
      { ...draft, handling },
      { ...draft, handling: { ...handling, nextAgency: 'UB' } },
      { ...draft, handling: { ...handling, eligible: false } },
      { ...draft, handling: { ...handling, nextAgency: 'UB' }, acceptance },
    ].map((one) => deadlineFacts(one, undefined)?.endsAtHandling);
    expect(ends).toEqual([false, true, true, false]);
  });

  it('know the last day an extension laid down', () => {
    const extensions = [
      { dueDate: day('2026-06-01') },
      { dueDate: day('2026-05-01') },
      { dueDate: day('2026-09') },
    ];
    expect(deadlineFacts({ ...draft, acceptance, extensions }, undefined)?.extendedTo).toBe('2026-06-01');
    expect(deadlineFacts({ ...draft, acceptance }, undefined)?.extendedTo).toBeUndefined();
  });

  it('take no day off for a suspension whose days are not known', () => {
    const suspensions = [{ date: day('2026-03') }, { date: day('2026-03-20'), resumedDate: day('2026') }];
    expect(deadlineFacts({ ...draft, suspensions }, undefined)?.pauses).toEqual([]);
    expect(
      deadlineFacts({ ...draft, suspensions: [{ date: day('2026-03-20') }] }, undefined)?.pauses,
    ).toEqual([open]);
  });
});

describe('rules', () => {
  const rule: StageRule = { kind: 'KN', stage: 'resolution', unit: 'day', term: 30, law: 'A' };
  const second: StageRule = { ...rule, law: 'B' };

  it.each<[string, StageRule, StageRule, number]>([
    ['one after the other', { ...rule, until: day('2026-06-30') }, { ...second, from: day('2026-07-01') }, 0],
    ['of two rounds', { ...rule, round: 'first' }, { ...second, round: 'second' }, 0],
    ['of two kinds', rule, { ...second, kind: 'TC' }, 0],
    ['that share a day', { ...rule, until: day('2026-07-01') }, { ...second, from: day('2026-07-01') }, 2],
    ['of one round and of any', { ...rule, round: 'first' }, second, 1],
  ])('%s', (_what, one, other, problems) => {
    expect(contradictions({ ...NO_DEADLINE_RULES, stages: [one, other] })).toHaveLength(problems);
  });
});
