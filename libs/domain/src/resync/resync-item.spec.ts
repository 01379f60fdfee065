import { causeOf, releaseOf, resultOf, type ResyncStanding } from './resync-item';

const HELD: ResyncStanding = {
  kind: 'KN',
  recordClass: 'accepted',
  outbox: 'held',
  holdCode: 'REJECTED',
  reasons: [],
  attemptNo: 3,
  isGone: false,
  isParked: false,
  isToBeJudged: false,
};
const MISSING = { code: 'UNKNOWN_CODE', field: 'channel', list: 5, localCode: 'WEB' } as const;
const QUARANTINED: ResyncStanding = {
  ...HELD,
  recordClass: 'quarantined',
  outbox: undefined,
  holdCode: undefined,
  attemptNo: undefined,
  reasons: [MISSING],
};

describe('a record of a re-sync whose turn has come', () => {
  it.each([
    ['refused by the far side', HELD, 'due'],
    ['confirmed', { ...HELD, outbox: 'done', holdCode: undefined }, 'due'],
    ['waiting for its turn to be sent', { ...HELD, outbox: 'due', holdCode: undefined }, 'due'],
    ['quarantined', QUARANTINED, 'judge'],
    ['quarantined after it was confirmed', { ...QUARANTINED, outbox: 'done', attemptNo: 3 }, 'judge'],
  ] as const)('that is %s becomes due or is judged again', (_what, now, kind) => {
    expect(releaseOf(now, 3)).toEqual({ kind });
  });

  it.each([
    ['of which nobody knows the outcome', { ...HELD, outbox: 'unknown' }, 'in-flight'],
    ['that is being sent', { ...HELD, outbox: 'in_flight' }, 'in-flight'],
    ['that a person must decide about', { ...HELD, holdCode: 'CORRECTION_NEEDS_DECISION' }, 'wrong-hold'],
    ['held as a duplicate', { ...HELD, holdCode: 'EXACT_DUPLICATE' }, 'wrong-hold'],
    ['that stands otherwise at the far side', { ...HELD, holdCode: 'NATIONAL_DIFFERS' }, 'wrong-hold'],
    ['that was tried anew since it was chosen', { ...HELD, attemptNo: 4 }, 'newer-attempt'],
    ['whose row is gone at the source', { ...HELD, isGone: true }, 'gone-at-source'],
    ['of an agency in shadow', { ...HELD, outbox: 'due', holdCode: undefined, isParked: true }, 'in-shadow'],
  ] as const)('and %s stays as it is, with why', (_what, now, why) => {
    expect(releaseOf(now, 3)).toEqual({ kind: 'skip', why });
  });
});

describe('what came of a record', () => {
  const rejected = { cause: { code: 'REJECTED' }, attemptNo: 3 } as const;
  const missing = { cause: causeOf(QUARANTINED), attemptNo: undefined };
  const done: ResyncStanding = { ...HELD, outbox: 'done', holdCode: undefined, attemptNo: 4 };

  it.each([
    ['confirmed', done, rejected, { kind: 'cured' }],
    ['refused again', { ...HELD, attemptNo: 4 }, rejected, { kind: 'failing', code: 'REJECTED' }],
    [
      'held for something else',
      { ...HELD, holdCode: 'WRONG_ANSWER', attemptNo: 4 },
      rejected,
      { kind: 'new-cause', code: 'WRONG_ANSWER' },
    ],
    [
      'the same as was confirmed',
      { ...done, attemptNo: 3 },
      { cause: undefined, attemptNo: 3 },
      { kind: 'nothing' },
    ],
    ['still without its code', QUARANTINED, missing, { kind: 'failing', code: 'UNKNOWN_CODE' }],
    [
      'without another code',
      { ...QUARANTINED, reasons: [{ ...MISSING, localCode: 'TD' }] },
      missing,
      { kind: 'new-cause', code: 'UNKNOWN_CODE' },
    ],
    [
      'accepted, and waiting for its release point',
      { ...QUARANTINED, recordClass: 'waiting', reasons: [{ code: 'NOT_RELEASED', field: '' }] },
      missing,
      { kind: 'cured' },
    ],
    ['gone at the source', { ...done, isGone: true }, rejected, { kind: 'new-cause' }],
  ] as const)('is told: %s', (_what, now, chosen, result) => {
    expect(resultOf(now, chosen)).toEqual(result);
  });

  it.each([
    ['due', { ...HELD, outbox: 'due', holdCode: undefined }],
    ['being sent', { ...HELD, outbox: 'in_flight', holdCode: undefined }],
    ['of an outcome that nobody knows', { ...HELD, outbox: 'unknown', holdCode: undefined }],
    ['to be judged', { ...QUARANTINED, isToBeJudged: true }],
  ] as const)('is not told of one that is %s', (_what, now) => {
    expect(resultOf(now, rejected)).toBeUndefined();
  });
});
