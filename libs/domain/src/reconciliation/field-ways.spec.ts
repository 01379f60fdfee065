import { withWays, type WayBasis } from './field-ways';
import type { FieldDifference, RecordFinding } from './findings';

const NAME = 'petitioners[0].fullName';
const THEIRS = { otherwise: 'national', rules: [] } as const;

function wayOf(difference: Partial<FieldDifference>, basis: WayBasis = {}): FieldDifference | undefined {
  const field = { field: NAME, theirs: 'c', ...difference };
  const finding: RecordFinding = { code: 'FIELDS_DIFFER', fields: [field], nationalIds: ['x'] };
  return withWays(finding, basis).fields[0];
}

const present = (digest: string): WayBasis => ({ present: new Map([[NAME, digest]]) });

describe('what becomes of a field both sides see differently', () => {
  it('is kept there and shown to a clerk where only they changed what is ours', () => {
    expect(wayOf({ ours: 'a', base: 'a' })).toMatchObject({ way: 'keep-national', owner: 'local' });
  });

  it('is theirs to take where only they changed what is theirs', () => {
    expect(wayOf({ ours: 'a', base: 'a' }, { ownership: THEIRS })).toMatchObject({
      way: 'take-national',
      owner: 'national',
    });
  });

  it('is a conflict where both changed it, be it that ours was not sent yet', () => {
    expect(wayOf({ ours: 'b', base: 'a' })).toMatchObject({ way: 'conflict' });
    expect(wayOf({ ours: 'a', base: 'a' }, present('b'))).toMatchObject({ way: 'conflict', local: 'b' });
  });

  it('is none any more where ours has become what they have', () => {
    expect(wayOf({ ours: 'a', base: 'a' }, present('c'))).toMatchObject({ way: 'same', local: 'c' });
  });

  it('goes the ordinary road where they show what stood there before our change', () => {
    expect(wayOf({ ours: 'b', base: 'c' })).toMatchObject({ way: 'send-local' });
    expect(wayOf({ ours: 'b', base: 'c' }, { ownership: THEIRS })).toMatchObject({ way: 'restore-national' });
  });

  it('is a conflict where nobody knows what they agreed on', () => {
    expect(wayOf({ ours: 'a' })).toMatchObject({ way: 'conflict' });
  });

  it('is told by earlier agreement where what was sent cannot be made again', () => {
    expect(wayOf({ base: 'a' })).toMatchObject({ way: 'keep-national' });
  });
});
