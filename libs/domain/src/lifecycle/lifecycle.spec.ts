import {
  aCase,
  aCaseUpTo,
  aHandling,
  aRound,
  ACCEPTED,
  anEnforcement,
  CLOSED,
  HANDLED,
} from '../../../../test/builders';
import type { Case, PetitionKind } from '../case/case';
import { STEP_KINDS } from '../ports/step-plan';
import { LIFECYCLE, stateOf } from './lifecycle';
import type { CaseState } from './lifecycle';
import { isReleased, isReleaseTooLate, LATEST_RELEASE } from './milestones';
import type { ReleasePoint } from './milestones';

const TRANSFERRED = aHandling({ directionCode: '2' });
const INELIGIBLE = aHandling({ eligible: false, directionCode: '9' });
const accepted = aCaseUpTo('acceptance');
const verifying: Case = { ...accepted, verification: { decisionNo: '7/QĐ-XM' } };

/** For every state a case that has reached it by the road the table names. */
const REACHED: Readonly<Record<CaseState, readonly Case[]>> = {
  RECEIVED: [aCase()],
  INELIGIBLE: [aCase({ handling: INELIGIBLE })],
  GUIDED_OR_TRANSFERRED: [aCase({ handling: TRANSFERRED })],
  AWAITING_ACCEPTANCE: [aCaseUpTo('handling')],
  ACCEPTED: [accepted],
  VERIFYING: [verifying],
  SUSPENDED: [
    { ...accepted, suspensions: [{ date: ACCEPTED }] },
    { ...verifying, suspensions: [{ date: ACCEPTED }] },
  ],
  IN_DIALOGUE: [
    { ...accepted, dialogues: [{ date: ACCEPTED }] },
    { ...verifying, dialogues: [{ date: ACCEPTED }] },
  ],
  RESOLVED: [aCaseUpTo('resolution'), { ...verifying, dialogues: [{ date: ACCEPTED }], rounds: [aRound()] }],
  ENFORCING: [aCaseUpTo('enforcement')],
  WITHDRAWN: [
    { ...aCase(), withdrawal: { date: HANDLED, partial: false } },
    { ...accepted, withdrawal: { date: ACCEPTED, partial: false } },
    { ...verifying, withdrawal: { date: ACCEPTED, partial: false } },
  ],
  CLOSED: [
    { ...aCaseUpTo('enforcement'), closedDate: CLOSED },
    { ...aCase({ handling: INELIGIBLE }), closedDate: CLOSED },
    { ...aCase({ handling: TRANSFERRED }), closedDate: CLOSED },
  ],
};
const STATES = Object.keys(REACHED) as CaseState[];

describe('the lifecycle', () => {
  it.each(STATES)('reaches %s', (state) => {
    expect(REACHED[state].map(stateOf)).toEqual(REACHED[state].map(() => state));
  });

  it.each(LIFECYCLE.map((transition) => [transition.event, transition] as const))(
    'has a case that makes the transition «%s»',
    (_event, transition) => {
      expect(REACHED[transition.to].some((kase) => transition.happened(kase))).toBe(true);
    },
  );

  it('leaves each state only for one that the table knows, and every state can be left or is the end', () => {
    const left = new Set(LIFECYCLE.flatMap(({ from }) => (from === 'start' ? [] : from)));
    const entered = new Set(LIFECYCLE.map(({ to }) => to));
    expect([...left].filter((state) => !entered.has(state))).toEqual([]);
    expect(STATES.filter((state) => !entered.has(state))).toEqual([]);
    // A suspended case goes on by its resumed date, which ends the suspension instead of adding an event.
    expect(STATES.filter((state) => !left.has(state))).toEqual(['SUSPENDED', 'CLOSED']);
  });

  it('feeds the national steps in the order in which the far side takes them', () => {
    const steps = LIFECYCLE.flatMap(({ step }) => (step === undefined ? [] : [step]));
    const order = steps.map((step) => STEP_KINDS.indexOf(step));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(steps)).toEqual(new Set(STEP_KINDS));
  });

  it('leaves a suspension behind when the case went on', () => {
    const resumed = { date: ACCEPTED, resumedDate: ACCEPTED };
    expect(stateOf({ ...verifying, suspensions: [resumed] })).toBe('VERIFYING');
  });

  it('goes on when a group withdraws in part', () => {
    expect(stateOf({ ...accepted, withdrawal: { date: ACCEPTED, partial: true } })).toBe('ACCEPTED');
  });

  it('stays resolved when somebody withdraws after the decision', () => {
    const kase = { ...aCaseUpTo('resolution'), withdrawal: { date: CLOSED, partial: false } };
    expect(stateOf(kase)).toBe('RESOLVED');
  });

  it('enforces as soon as one round has a row', () => {
    const second = aRound({ round: 2, enforcements: [anEnforcement()] });
    expect(stateOf(aCaseUpTo('acceptance', { rounds: [aRound(), second] }))).toBe('ENFORCING');
  });
});

describe('release points', () => {
  const POINTS: readonly ReleasePoint[] = ['received', 'handling', 'acceptance'];
  const KINDS: readonly PetitionKind[] = ['KN', 'TC', 'KNPA'];

  it('end where NĐ 55/2022 Đ8(1) does: acceptance of KN and TC, receipt of KNPA', () => {
    expect(LATEST_RELEASE).toEqual({ KN: 'acceptance', TC: 'acceptance', KNPA: 'received' });
    const tooLate = KINDS.flatMap((kind) =>
      POINTS.filter((point) => isReleaseTooLate(kind, point)).map((point) => `${kind} ${point}`),
    );
    expect(tooLate).toEqual(['KNPA handling', 'KNPA acceptance']);
  });

  it.each<[string, Case, readonly [received: boolean, handling: boolean, acceptance: boolean]]>([
    ['a case just received', aCase(), [true, false, false]],
    ['one proposed for acceptance', aCaseUpTo('handling'), [true, true, false]],
    ['an accepted one', accepted, [true, true, true]],
    ['a resolved one', aCaseUpTo('resolution'), [true, true, true]],
    [
      'one accepted without handling (the source has none)',
      { ...accepted, handling: undefined },
      [true, true, true],
    ],
    [
      'one refused at handling, for nothing later will come',
      aCase({ handling: INELIGIBLE }),
      [true, true, true],
    ],
    [
      'one transferred at handling, for nothing later will come',
      aCase({ handling: TRANSFERRED }),
      [true, true, true],
    ],
  ])('let go %s', (_what, kase, expected) => {
    expect(POINTS.map((point) => isReleased(kase, point))).toEqual(expected);
  });
});
