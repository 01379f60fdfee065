import { STEP_KINDS } from '@kntc/domain';
import type { ConfirmedStep, PlannedStep, RepeatSemantics, StepKey, StepKind } from '@kntc/domain';
import { stepName } from '@kntc/domain';
import { nextAction, type ActionContext } from './next-action';

type Digests = Partial<Pick<PlannedStep, 'contentDigest' | 'protectedDigest' | 'identityDigest'>>;

const SAME = { contentDigest: 'c', protectedDigest: 'p', identityDigest: 'i' };
const key = (kind: StepKind, ordinal = 1): StepKey => ({ kind, ordinal });
const planned = (kind: StepKind, changes: Digests = {}, ordinal = 1): PlannedStep => ({
  key: key(kind, ordinal),
  content: {},
  ...SAME,
  ...changes,
});
const acknowledged = (...steps: readonly StepKey[]): ReadonlyMap<string, ConfirmedStep> =>
  new Map(steps.map((step) => [stepName(step), { key: step, resultId: 'x', ...SAME }]));

function next(
  steps: readonly PlannedStep[],
  confirmed: ReadonlyMap<string, ConfirmedStep>,
  {
    repeat = 'replace',
    isCorrectionApproved = false,
    unsettled = [],
    ...others
  }: Partial<
    Pick<ActionContext, 'isCorrectionApproved' | 'isDoubtful' | 'differsThere' | 'unsettled' | 'decided'>
  > & {
    repeat?: RepeatSemantics;
  } = {},
) {
  const semantics = {
    case: repeat,
    handling: repeat,
    acceptance: repeat,
    resolution: repeat,
    enforcement: repeat,
  };
  const context = { repeat: semantics, isCorrectionApproved, unsettled, ...others };
  const action = nextAction({ steps }, confirmed, context);
  if (action.kind === 'send') return `send ${stepName(action.step.key)}`;
  return action.kind === 'hold' ? `hold ${action.code} ${stepName(action.key)}` : action.kind;
}

const ALL = STEP_KINDS.map((kind) => planned(kind));

describe('the next action', () => {
  it.each(STEP_KINDS.map((kind, index) => [index, kind] as const))(
    'after %i confirmed steps is to send the next one: %s',
    (count, kind) => {
      expect(next(ALL, acknowledged(...STEP_KINDS.slice(0, count).map((one) => key(one))))).toBe(
        `send ${kind}:1`,
      );
    },
  );

  it('is nothing when nothing differs', () => {
    expect(next(ALL, acknowledged(...STEP_KINDS.map((kind) => key(kind))))).toBe('done');
    expect(next([], new Map())).toBe('done');
  });

  it('is to send once more what was acknowledged, when a change of it was sent and nobody knows whether it was taken', () => {
    const confirmed = acknowledged(key('case'), key('handling'));
    const steps = [planned('case'), planned('handling')];
    const open = { key: key('handling'), ...SAME, contentDigest: 'changed' };
    const HELD = 'hold CORRECTION_NEEDS_DECISION handling:1';
    const same = { ...open, contentDigest: 'c' };
    expect(next(steps, confirmed, { unsettled: [open] })).toBe('send handling:1');
    expect(next(steps, confirmed, { unsettled: [{ ...open, protectedDigest: 'changed' }] })).toBe(HELD);
    expect(next(steps, confirmed, { unsettled: [open], isDoubtful: true })).toBe(HELD);
    expect(next(steps, confirmed, { unsettled: [same] })).toBe('done');
    expect(next(steps, confirmed, { unsettled: [open, same] })).toBe('send handling:1');
  });

  it('is only the new row when a round got a second enforcement', () => {
    const steps = [planned('case'), planned('enforcement', {}, 1_001), planned('enforcement', {}, 1_002)];
    expect(next(steps, acknowledged(key('case'), key('enforcement', 1_001)))).toBe('send enforcement:1002');
  });

  it('mends an earlier step before it goes on', () => {
    const steps = [planned('case', { contentDigest: 'other' }), planned('handling')];
    expect(next(steps, acknowledged(key('case')))).toBe('send case:1');
  });

  const MATRIX: readonly [string, Digests, RepeatSemantics, boolean, string][] = [
    ['unprotected, replaceable', { contentDigest: 'n' }, 'replace', false, 'send case:1'],
    ['unprotected, adding', { contentDigest: 'n' }, 'add', false, 'hold CORRECTION_IMPOSSIBLE case:1'],
    ['unprotected, rejecting', { contentDigest: 'n' }, 'reject', false, 'hold CORRECTION_IMPOSSIBLE case:1'],
    ['unprotected, unknown', { contentDigest: 'n' }, 'unknown', false, 'hold CORRECTION_IMPOSSIBLE case:1'],
    [
      'protected',
      { contentDigest: 'n', protectedDigest: 'n' },
      'replace',
      false,
      'hold CORRECTION_NEEDS_DECISION case:1',
    ],
    ['protected, approved', { contentDigest: 'n', protectedDigest: 'n' }, 'replace', true, 'send case:1'],
    [
      'protected, unknown repeat',
      { contentDigest: 'n', protectedDigest: 'n' },
      'unknown',
      false,
      'hold CORRECTION_NEEDS_DECISION case:1',
    ],
    [
      'protected, approved, unknown repeat',
      { contentDigest: 'n', protectedDigest: 'n' },
      'unknown',
      true,
      'hold CORRECTION_IMPOSSIBLE case:1',
    ],
    [
      'of the identity',
      { contentDigest: 'n', identityDigest: 'n' },
      'replace',
      true,
      'hold CORRECTION_IMPOSSIBLE case:1',
    ],
  ];
  it.each(MATRIX.map((row) => [row[0], row] as const))('for a change that is %s', (_what, row) => {
    const [, digests, repeat, isCorrectionApproved, expected] = row;
    const action = next([planned('case', digests)], acknowledged(key('case')), {
      repeat,
      isCorrectionApproved,
    });
    expect(action).toBe(expected);
  });

  it.each([
    [false, 'hold CORRECTION_NEEDS_DECISION case:1'],
    [true, 'send case:1'],
  ])(
    'for a change, however small, of what somebody changed there as well (approved: %s)',
    (isCorrectionApproved, expected) => {
      const how = { isCorrectionApproved, differsThere: true };
      expect(next([planned('case', { contentDigest: 'n' })], acknowledged(key('case')), how)).toBe(expected);
      expect(next([planned('case'), planned('handling')], acknowledged(key('case')), how)).toBe(
        'send handling:1',
      );
    },
  );

  it.each([
    [false, 'hold CORRECTION_NEEDS_DECISION handling:1'],
    [true, 'hold CORRECTION_IMPOSSIBLE handling:1'],
  ])('for a step that the case no longer shows (approved: %s)', (isCorrectionApproved, expected) => {
    const steps = [planned('case', { contentDigest: 'n' })];
    expect(next(steps, acknowledged(key('case'), key('handling')), { isCorrectionApproved })).toBe(expected);
  });
});

describe('what people decided of a step', () => {
  const [confirmed, changed] = [
    acknowledged(key('case')),
    planned('case', { contentDigest: 'n', protectedDigest: 'n' }),
  ];
  const decided = (way: 'send' | 'take') => ({ decided: new Map([['case:1', way]]), differsThere: true });

  it('sends it, changed or not, and whatever else would ask for people', () => {
    expect(next([planned('case')], confirmed, decided('send'))).toBe('send case:1');
    expect(next([changed], confirmed, decided('send'))).toBe('send case:1');
  });

  it('does not send what this interface cannot replace', () => {
    expect(next([changed], confirmed, { ...decided('send'), repeat: 'unknown' })).toBe(
      'hold CORRECTION_IMPOSSIBLE case:1',
    );
  });

  it('notes what is taken, and is done with it once it was noted', () => {
    expect(next([changed], confirmed, decided('take'))).toBe('note');
    expect(next([planned('case')], confirmed, decided('take'))).toBe('done');
  });

  it('takes nothing while a change that was sent may stand there as well', () => {
    const open = { key: key('case'), ...SAME, contentDigest: 'other' };
    expect(next([changed], confirmed, { ...decided('take'), unsettled: [open] })).toBe(
      'hold CORRECTION_NEEDS_DECISION case:1',
    );
  });
});
