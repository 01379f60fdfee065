import fc from 'fast-check';
import { WATCHED, watchVerdict } from './mapping-watch';

type Seen = 'good' | 'refused' | 'changed';

/** Looks after each one, as delivery does. */
function watched(work: readonly Seen[]): { readonly verdict: string; readonly after: number } {
  const count = { seen: 0, refused: 0, changed: 0 };
  for (const one of work) {
    count.seen += 1;
    if (one !== 'good') count[one] += 1;
    const verdict = watchVerdict(count);
    if (verdict !== 'watching') return { verdict, after: count.seen };
  }
  return { verdict: 'watching', after: count.seen };
}

describe('the watch after a change of the mapping', () => {
  const work = fc.array(fc.constantFrom<Seen>('good', 'refused', 'changed'), { maxLength: 60 });

  it('ends after twenty, of which four may be bad', () => {
    const four = Array.from({ length: WATCHED }, (_, index): Seen => (index < 4 ? 'refused' : 'good'));
    expect(watched(four)).toEqual({ verdict: 'passed', after: 20 });
    expect(watched(['refused', 'changed', 'refused', 'changed', 'changed'])).toEqual({
      verdict: 'tripped',
      after: 5,
    });
  });

  it('decides by the twentieth at the latest, and trips exactly on the fifth bad one among them', () => {
    fc.assert(
      fc.property(work, (all) => {
        const { verdict, after } = watched(all);
        const bad = all.slice(0, after).filter((one) => one !== 'good').length;
        expect(after).toBeLessThanOrEqual(WATCHED);
        expect(verdict === 'tripped').toBe(bad === 5);
        expect(verdict === 'watching').toBe(bad < 5 && after < WATCHED);
      }),
    );
  });
});
