import type {
  DueRecord,
  LookUpOutcome,
  NationalCapabilities,
  RepeatSemantics,
  StepKind,
  TimeBounds,
} from '@kntc/domain';
import { settleMs } from '@kntc/domain';
import { aCase } from '../../../test/builders';
import { FakeClock, FakeNationalProfile } from '../../../test/fakes';
import { isOpenCreate, resolveCreate, resolveRepeat } from './resolve-unknown';

const BOUNDS: TimeBounds = { requestMaxMs: 30_000, indexLagMs: 10_000, marginMs: 5_000 };
const SETTLED = 45_000;
const { capabilities: PROVEN } = new FakeNationalProfile({ clock: new FakeClock() });

function open(changes: Partial<DueRecord> = {}, kind: StepKind = 'case', reason?: string): DueRecord {
  return {
    recordId: 'r',
    agencyId: 'a',
    reference: 'BDI-1',
    lane: 1,
    state: 'unknown',
    attemptNo: 1,
    retryCount: 0,
    caseVersion: 1,
    mappingVersion: 'm',
    case: aCase(),
    steps: [],
    unsettled: [],
    openAttempt: {
      attemptNo: 1,
      key: { kind, ordinal: 1 },
      bodySha256: 'b',
      caseVersion: 1,
      contentDigest: 'c',
      protectedDigest: 'p',
      identityDigest: 'i',
      reason,
    },
    unknownForMs: SETTLED,
    negativeLookUps: 1,
    ...changes,
  };
}

const resolved = (
  record: DueRecord,
  look: LookUpOutcome,
  capabilities: Partial<NationalCapabilities> = {},
  bounds: TimeBounds = BOUNDS,
) => resolveCreate(record, look, { ...PROVEN, ...capabilities }, bounds);

const ABSENT = { kind: 'absent' } as const;

describe('an open create', () => {
  it('settles after the longest request, the index lag and a margin', () => {
    expect(settleMs(BOUNDS)).toBe(SETTLED);
  });

  it.each([0, SETTLED, 10 * SETTLED])('is adopted when it is found, after %i ms', (unknownForMs) => {
    expect(resolved(open({ unknownForMs }), { kind: 'found', caseId: 'QG-1' })).toEqual({
      kind: 'adopt',
      caseId: 'QG-1',
    });
  });

  it('is a person’s when the far side has it twice', () => {
    expect(resolved(open(), { kind: 'several', count: 2 })).toMatchObject({
      kind: 'hold',
      code: 'UNKNOWN_OUTCOME',
      detail: 'lookup-several:2',
    });
  });

  it('says nothing by a look-up that failed, however often', () => {
    const look = { kind: 'failed', reason: 'timeout' } as const;
    expect(resolved(open({ negativeLookUps: 1 }), look)).toMatchObject({ kind: 'wait', negativeLookUps: 1 });
  });

  it('is a person’s when the far side never shows what it could be found by', () => {
    const look = { kind: 'failed', reason: 'content-not-shown' } as const;
    expect(resolved(open({ unknownForMs: 0 }), look)).toMatchObject({
      kind: 'hold',
      code: 'UNKNOWN_OUTCOME',
    });
  });

  it('is not absent before it settled, and such look-ups do not count', () => {
    const early = resolved(open({ unknownForMs: SETTLED - 1, negativeLookUps: 5 }), ABSENT);
    expect(early).toMatchObject({ kind: 'wait', negativeLookUps: 0 });
  });

  it('waits no longer than needed to settle, but never spins', () => {
    expect(resolved(open({ unknownForMs: 0 }), ABSENT)).toMatchObject({ delayMs: 20_000 });
    expect(resolved(open({ unknownForMs: SETTLED - 7_000 }), ABSENT)).toMatchObject({ delayMs: 7_000 });
    expect(resolved(open({ unknownForMs: SETTLED - 1 }), ABSENT)).toMatchObject({ delayMs: 500 });
    const noLag = { ...BOUNDS, indexLagMs: 0 };
    expect(resolved(open({ unknownForMs: 0 }), ABSENT, {}, noLag)).toMatchObject({ delayMs: 500 });
  });

  it('asks a second time, an index lag later', () => {
    expect(resolved(open({ negativeLookUps: 0 }), ABSENT)).toEqual({
      kind: 'wait',
      delayMs: 10_000,
      negativeLookUps: 1,
    });
  });

  const LOOK_UPS: readonly [NationalCapabilities['lookupByReference'], object][] = [
    ['proven', { kind: 'send-again' }],
    ['assumed', { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: 'lookup-not-proven' }],
    ['no', { kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: 'lookup-not-proven' }],
  ];
  it.each(LOOK_UPS)('absent twice with a look-up that is %s', (lookupByReference, expected) => {
    expect(resolved(open(), ABSENT, { lookupByReference })).toEqual(expected);
  });

  it('that was answered with an id nobody finds is never sent again', () => {
    expect(resolved(open({}, 'case', 'answer-unverified'), ABSENT)).toMatchObject({
      kind: 'hold',
      code: 'WRONG_ANSWER',
    });
  });

  it('takes an unknown age for none', () => {
    expect(resolved(open({ unknownForMs: undefined }), ABSENT)).toMatchObject({
      kind: 'wait',
      negativeLookUps: 0,
    });
  });

  it('is one only for the first step and without a national id', () => {
    expect(isOpenCreate(open())).toBe(true);
    expect(isOpenCreate(open({ nationalId: 'QG-1' }))).toBe(false);
    expect(isOpenCreate(open({}, 'handling'))).toBe(false);
    expect(isOpenCreate(open({ openAttempt: undefined }))).toBe(false);
  });
});

describe('an open step that cannot be looked up', () => {
  const repeated = (repeat: RepeatSemantics, unknownForMs: number | undefined) =>
    resolveRepeat(
      open({ nationalId: 'QG-1', unknownForMs }, 'resolution'),
      { ...PROVEN, repeat: { ...PROVEN.repeat, resolution: repeat } },
      BOUNDS,
    );

  it.each<[RepeatSemantics]>([['add'], ['reject'], ['unknown']])(
    'is a person’s when a repeat means %s',
    (repeat) => {
      expect(repeated(repeat, SETTLED)).toEqual({
        kind: 'hold',
        code: 'UNKNOWN_OUTCOME',
        detail: `repeat-${repeat}`,
      });
    },
  );

  it('is repeated when that replaces, but not before the first request can no longer land', () => {
    expect(repeated('replace', 0)).toMatchObject({ kind: 'wait', delayMs: 35_000 });
    expect(repeated('replace', 34_999)).toMatchObject({ kind: 'wait', delayMs: 500 });
    expect(repeated('replace', 35_000)).toEqual({ kind: 'send-again' });
    expect(repeated('replace', undefined)).toMatchObject({ kind: 'wait' });
  });

  it('is a person’s when nothing tells which step it was', () => {
    const lost = open({ openAttempt: undefined });
    expect(resolveRepeat(lost, PROVEN, BOUNDS)).toMatchObject({ kind: 'hold', code: 'UNKNOWN_OUTCOME' });
  });
});
