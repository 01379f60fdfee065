import { NOTE_NOT_KEPT, stepName } from '@kntc/domain';
import type { DueRecord, EntryPlan, IdentityPolicy, ManualEntry } from '@kntc/domain';
import { aCaseUpTo, aCodeBook, aDenunciation, aHandling } from '../../../../test/builders';
import { FakeClock, FakeNationalProfile } from '../../../../test/fakes';
import { EntryPlanner } from './entry-planner';

const manualEntry: ManualEntry = {
  fields: ({ key }) => [{ path: 'X.Y', label: 'Trường', value: stepName(key) }],
  isId: (text) => text.startsWith('QG-'),
  listed: () => undefined,
};
const REFERENCE = 'BDI-AAAAAAAAAAAAA';

function planner(policy?: IdentityPolicy): EntryPlanner {
  const profile = Object.assign(new FakeNationalProfile({ clock: new FakeClock() }), { manualEntry });
  return new EntryPlanner({ profile, codeBook: () => aCodeBook(), identityPolicy: () => policy });
}

function due(more: Partial<DueRecord> = {}): DueRecord {
  return {
    recordId: 'r',
    agencyId: 'ttt',
    reference: REFERENCE,
    lane: 1,
    state: 'due',
    attemptNo: 0,
    retryCount: 0,
    caseVersion: 1,
    mappingVersion: 'm',
    case: aCaseUpTo('acceptance'),
    steps: [],
    unsettled: [],
    negativeLookUps: 0,
    ...more,
  };
}

const planned = (record: DueRecord, withDenunciations = false, policy?: IdentityPolicy): EntryPlan =>
  planner(policy).plan(record, { withDenunciations });

function stepsOf(record: DueRecord) {
  const plan = planned(record);
  if (plan.kind !== 'rows') throw new Error(plan.kind);
  return plan.rows.map(({ key, digests, standingId = 'QG-1' }) => ({
    key,
    ...digests,
    resultId: standingId,
  }));
}

describe('what a clerk noted of a refusal', () => {
  const note = 'Người tố cáo Trần Thị Giấy đã rút đơn: thiếu NgayVanBan';

  it('is kept without what the plan tells of people', () => {
    expect(planner().withoutPeople(due(), note)).toContain('NgayVanBan');
  });

  it.each([undefined, 'withheld', 'not-read'] as const)(
    'is not kept of a denunciation under %s, whoever it names',
    (identityPolicy) => {
      const record = due({ case: aDenunciation(), identityPolicy });
      expect(planner(identityPolicy).withoutPeople(record, note)).toBe(NOTE_NOT_KEPT);
    },
  );
});

describe('what people type of a record', () => {
  it('is every due step in order, the whole of it', () => {
    const plan = planned(due());
    expect(plan).toMatchObject({ kind: 'rows', isWhole: true });
    expect(plan.kind === 'rows' && plan.rows.map(({ key, act }) => `${stepName(key)} ${act}`)).toEqual([
      'case:1 new',
      'handling:1 new',
      'acceptance:1 new',
    ]);
    expect(plan.kind === 'rows' && [...(plan.rows[1]?.cells ?? [])].at(-1)).toEqual([
      'Trường (X.Y)',
      'handling:1',
    ]);
  });

  it('is only what does not stand there yet, and nothing once all stands', () => {
    const steps = stepsOf(due());
    const rest = planned(due({ nationalId: 'QG-1', steps: steps.slice(0, 2) }));
    expect(rest).toMatchObject({ kind: 'rows', rows: [{ key: { kind: 'acceptance' } }] });
    expect(planned(due({ nationalId: 'QG-1', steps }))).toEqual({ kind: 'done' });
  });

  it('is a change under the id of the step once people approved it, and waits for them before', () => {
    const steps = stepsOf(due());
    const changed = { nationalId: 'QG-1', steps, case: aCaseUpTo('acceptance', { content: 'Khác hẳn.' }) };
    expect(planned(due(changed))).toMatchObject({ kind: 'hold', code: 'CORRECTION_NEEDS_DECISION' });
    expect(planned(due({ ...changed, approvedVersion: 1 }))).toMatchObject({
      kind: 'rows',
      rows: [{ act: 'change', standingId: 'QG-1' }],
    });
  });

  it('is looked for first, step by step, where it may stand there', () => {
    expect(planned(due({ mayStandAlready: true }))).toMatchObject({
      rows: [{ act: 'look-first' }, { act: 'look-first' }, { act: 'look-first' }],
    });
  });

  it('is nothing where somebody else entered it: a person names the id, the word of a source is not enough', () => {
    const claim = { caseId: 'QG-9', steps: ['handling'] as const, isShared: false, isByPerson: false };
    expect(planned(due({ claim }))).toMatchObject({ kind: 'hold', code: 'ADOPTION_UNVERIFIED' });
    expect(planned(due({ claim: { ...claim, isShared: true } }))).toMatchObject({ code: 'ADOPTION_TAKEN' });
    expect(planned(due({ claim: { ...claim, isByPerson: true } }))).toMatchObject({
      kind: 'adopt',
      caseId: 'QG-9',
      steps: [{ key: { kind: 'case' } }, { key: { kind: 'handling' } }],
    });
  });

  it('is asked about step by step where nobody knows what stands there and a second time would add', () => {
    const profile = Object.assign(
      new FakeNationalProfile({
        clock: new FakeClock(),
        capabilities: {
          repeat: { case: 'add', handling: 'add', acceptance: 'add', resolution: 'add', enforcement: 'add' },
        },
      }),
      { manualEntry },
    );
    const adding = new EntryPlanner({
      profile,
      codeBook: () => aCodeBook(),
      identityPolicy: () => undefined,
    });
    const [first] = stepsOf(due());
    const record = due({
      nationalId: 'QG-1',
      steps: first === undefined ? [] : [first],
      unknownBase: { seen: {} },
    });
    expect(adding.plan(record, { withDenunciations: false })).toMatchObject({
      kind: 'hold',
      code: 'UNKNOWN_OUTCOME',
      key: { kind: 'handling' },
    });
  });

  it('of a denunciation only when asked for, and never with an identity', () => {
    const record = due({ case: aDenunciation({ handling: aHandling() }), identityPolicy: 'withheld' });
    expect(planned(record, false, 'withheld')).toEqual({ kind: 'left-out', why: 'denunciation' });
    expect(planned(record, true, 'withheld')).toMatchObject({ kind: 'rows' });
    expect(planned({ ...record, identityPolicy: 'transmitted' }, true, 'transmitted')).toEqual({
      kind: 'left-out',
      why: 'identity',
    });
    expect(planned(record, true, 'not-read')).toEqual({ kind: 'left-out', why: 'judged-again' });
  });

  it('is nothing where people decided that it goes to another case there', () => {
    expect(planned(due({ attach: { caseId: 'QG-2' } }))).toEqual({ kind: 'left-out', why: 'attached' });
  });

  it('is held where both sides differ about whose case it is', () => {
    expect(planned(due({ findings: ['ID_REASSIGNED'] }))).toMatchObject({ code: 'NATIONAL_DIFFERS' });
  });

  it('can be made again as it was, and is not where it comes out otherwise', () => {
    const [first] = stepsOf(due());
    const step = {
      key: { kind: 'case', ordinal: 1 },
      act: 'new',
      contentDigest: first?.contentDigest ?? '',
    } as const;
    expect(planner().cellsAgain(due(), step)?.size).toBe(4);
    expect(planner().cellsAgain(due(), { ...step, contentDigest: 'x' })).toBeUndefined();
  });
});
