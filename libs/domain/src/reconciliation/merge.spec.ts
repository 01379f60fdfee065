import fc from 'fast-check';
import { DEFAULT_OWNERSHIP, mergeFields, ownerOf, type FieldState, type Ownership } from './merge';

const state = (value: string | undefined): FieldState =>
  new Map(value === undefined ? [] : [['handling.decidedDate', value]]);
const THEIRS: Ownership = { otherwise: 'national', rules: [] };
const ONE = 'handling.decidedDate';

function way(
  [base, local, national]: readonly [string | undefined, string | undefined, string],
  ownership: Ownership = DEFAULT_OWNERSHIP,
): string | undefined {
  const states = { base: state(base), local: state(local), national: state(national) };
  return mergeFields(states, ownership).find(({ field }) => field === ONE)?.way;
}

describe('one field with a base, ours and theirs', () => {
  it.each([
    ['nobody changed it', ['a', 'a', 'a'], 'same', 'same'],
    ['both changed it alike', ['a', 'b', 'b'], 'same', 'same'],
    ['only we did', ['a', 'b', 'a'], 'send-local', 'restore-national'],
    ['only they did', ['a', 'a', 'b'], 'keep-national', 'take-national'],
    ['both did', ['a', 'b', 'c'], 'conflict', 'conflict'],
    ['we took it away', ['a', undefined, 'a'], 'send-local', 'restore-national'],
    ['they filled it', [undefined, undefined, 'b'], 'keep-national', 'take-national'],
    ['both filled it', [undefined, 'a', 'b'], 'conflict', 'conflict'],
  ] as const)('%s', (_what, states, ofOurs, ofTheirs) => {
    expect([way(states), way(states, THEIRS)]).toEqual([ofOurs, ofTheirs]);
  });

  it('conflicts wherever both differ when nobody knows the base', () => {
    const states = { base: undefined, local: state('a'), national: state('b') };
    expect(mergeFields(states)).toEqual([{ field: ONE, owner: 'local', way: 'conflict' }]);
    expect(mergeFields({ ...states, national: state('a') })[0]?.way).toBe('same');
  });

  it('says nothing of what the far side does not show', () => {
    expect(mergeFields({ base: state('a'), local: state('b'), national: new Map() })).toEqual([]);
  });
});

describe('whose a field is', () => {
  const ownership: Ownership = {
    otherwise: 'local',
    rules: [
      { prefix: 'handling', owner: 'national' },
      { prefix: 'handling.summary', owner: 'local' },
    ],
  };

  it.each([
    ['handling', 'national'],
    ['handling.decidedDate', 'national'],
    ['handling.summary', 'local'],
    ['handlings', 'local'],
    ['rounds[0].issuedDate', 'local'],
  ])('%s', (field, owner) => {
    expect(ownerOf(field, ownership)).toBe(owner);
  });
});

describe('merging, whatever the states', () => {
  const names = fc.constantFrom('content', 'handling.decidedDate', 'national.id', 'rounds[0].issuedDate');
  const states = fc
    .dictionary(names, fc.constantFrom('a', 'b', 'c'))
    .map((one) => new Map(Object.entries(one)));
  const three = fc.record({ base: fc.option(states, { nil: undefined }), local: states, national: states });

  it('never takes or overwrites what both changed, and never what belongs to the other side', () => {
    fc.assert(
      fc.property(three, ({ base, local, national }) => {
        const wrong = mergeFields({ base, local, national }).filter(({ field, way: decided, owner }) => {
          const [ours, theirs, before] = [local.get(field), national.get(field), base?.get(field)];
          const isTheirs = base === undefined || theirs !== before;
          if (decided === 'send-local') return owner !== 'local' || isTheirs;
          if (decided === 'take-national') return owner !== 'national' || ours !== before;
          return decided === 'same' && ours !== theirs;
        });
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('is the same whoever stands left: a conflict stays one, and what is equal stays equal', () => {
    const unresolved = ({ way: decided }: { way: string }): boolean => ['conflict', 'same'].includes(decided);
    fc.assert(
      fc.property(three, ({ base, local, national }) => {
        const isOfBoth = ({ field }: { field: string }): boolean => local.has(field) && national.has(field);
        const one = mergeFields({ base, local, national }).filter(isOfBoth);
        const other = mergeFields({ base, local: national, national: local }).filter(isOfBoth);
        expect(other.filter(unresolved)).toEqual(one.filter(unresolved));
      }),
    );
  });

  it('has nothing left to do once what it decided was done', () => {
    fc.assert(
      fc.property(three, ({ base, local, national }) => {
        const [ours, theirs] = [new Map(local), new Map(national)];
        for (const { field, way: decided } of mergeFields({ base, local, national })) {
          if (decided === 'send-local') put(theirs, field, local.get(field));
          if (decided === 'take-national' || decided === 'restore-national')
            put(ours, field, national.get(field));
        }
        const left = mergeFields({ base, local: ours, national: theirs }).map((one) => one.way);
        expect(left.filter((one) => !['same', 'conflict', 'keep-national'].includes(one))).toEqual([]);
      }),
    );
  });
});

function put(into: Map<string, string>, field: string, value: string | undefined): void {
  if (value === undefined) into.delete(field);
  else into.set(field, value);
}
