import type { ExpectedField } from '../ports/read-back';
import type { PlannedStep } from '../ports/step-plan';
import { Sealed } from '../case/sealed';
import { decidedSteps, type DecidedField, type DecisionBasis } from './decided-fields';
import type { FieldDigest } from './compare-fields';

const KEY = { kind: 'case', ordinal: 1 } as const;
const STEP = 'case:1';
const digest: FieldDigest = (field, value) => `${field}=${value}`;

interface Content {
  readonly name: string;
  readonly text: string;
}

const A: Content = { name: 'An', text: 'Đơn' };

function step(content: Content): PlannedStep {
  const digests = { protectedDigest: 'p', identityDigest: 'i', contentDigest: JSON.stringify(content) };
  return { key: KEY, content: { wire: content, file: Sealed.of('x', 'file') }, ...digests };
}

function expected({ name, text }: Content): readonly ExpectedField[] {
  return [
    { name: 'name', kind: 'name', value: name },
    { name: 'text', kind: 'text', value: text },
  ];
}

const decision = (way: DecidedField['way'], value: string, field = 'name'): DecidedField => ({
  key: KEY,
  field,
  way,
  digest: digest(field, value),
});

function of(now: Content, decisions: readonly DecidedField[], changes: Partial<DecisionBasis> = {}) {
  return decidedSteps({
    decisions,
    differing: new Map([[STEP, decisions.map(({ field }) => field)]]),
    now: [step(now)],
    expected: expected(now),
    before: [step(A)],
    acknowledged: new Map([[STEP, { ...step(A), resultId: 'QG' }]]),
    digest,
    ...changes,
  }).get(STEP);
}

describe('what people decided of a field of a confirmed step', () => {
  it('has it sent again although nothing changed here, where ours counts', () => {
    expect(of(A, [decision('ours', 'an')])).toBe('send');
  });

  it('has it taken as it stands there, once what is planned shows it', () => {
    expect(of({ ...A, name: 'Bình' }, [decision('theirs', 'bình')])).toBe('take');
  });

  it('has it sent where a third value was typed, or where one of several fields is ours', () => {
    expect(of({ ...A, name: 'Cúc' }, [decision('typed', 'cúc')])).toBe('send');
    const both = [decision('theirs', 'bình'), decision('ours', 'Đơn', 'text')];
    expect(of({ ...A, name: 'Bình' }, both)).toBe('send');
  });

  it('does not count before the record was judged again, nor when it came out otherwise', () => {
    expect(of(A, [decision('theirs', 'bình')])).toBeUndefined();
    expect(of({ ...A, name: 'Bích' }, [decision('theirs', 'bình')])).toBeUndefined();
  });

  it('does not count when anything else of the step changed as well', () => {
    const now = { name: 'Bình', text: 'Đơn đã sửa' };
    expect(of(now, [decision('theirs', 'bình')])).toBeUndefined();
    expect(of({ ...A, text: 'Đơn đã sửa' }, [decision('ours', 'an')])).toBeUndefined();
  });

  it('is not sent while another field of the step differs that nobody decided about; what is taken does not wait', () => {
    const differing = new Map([[STEP, ['name', 'text']]]);
    expect(of(A, [decision('ours', 'an')], { differing })).toBeUndefined();
    expect(of({ ...A, name: 'Bình' }, [decision('theirs', 'bình')], { differing })).toBe('take');
  });

  it('does not count where nobody can say any more what was confirmed', () => {
    const now = { ...A, name: 'Bình' };
    expect(of(now, [decision('theirs', 'bình')], { before: undefined })).toBeUndefined();
    expect(of(now, [decision('theirs', 'bình')], { before: [step(now)] })).toBeUndefined();
  });

  it('says nothing of a step that was never acknowledged, or is not planned', () => {
    expect(of(A, [decision('ours', 'an')], { acknowledged: new Map() })).toBeUndefined();
    expect(of(A, [decision('ours', 'an')], { now: [] })).toBeUndefined();
  });
});
