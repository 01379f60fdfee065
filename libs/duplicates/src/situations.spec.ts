import { levelsOf } from './compare/levels';
import { PROPOSALS, situationOf, tellApart, type PairFacts } from './situations';

const FACTS: PairFacts = {
  band: 'review',
  person: 0.9,
  matter: 0.9,
  isSameAgency: true,
  isSupplement: false,
};

describe('two petitions', () => {
  it.each([
    ['of one person about one matter at one agency were sent again', {}, {}, 'resent'],
    ['at two agencies were sent to many', { isSameAgency: false }, {}, 'many-agencies'],
    ['of two people about one matter are of many people', { person: 0.1 }, {}, 'many-people'],
    ['of a group and one of it are of many people', {}, { set: 4 }, 'many-people'],
    ['one of which goes against a decision are two stages', {}, { stage: 1 }, 'after-decision'],
    ['one of which adds evidence belong together', { isSupplement: true }, {}, 'supplement'],
    ['of one person that may be two matters are unclear', { matter: 0.2 }, {}, 'unclear'],
    ['of which nothing agrees are nothing', { band: 'distinct', matter: 0.01, person: 0.01 }, {}, undefined],
  ] as const)('%s', (_name, facts, levels, situation) => {
    expect(situationOf(levelsOf(levels), { ...FACTS, ...facts })).toBe(situation);
  });

  it('after a decision are never attached, however alike they are', () => {
    const found = situationOf(levelsOf({ stage: 1 }), { ...FACTS, band: 'auto', person: 1, matter: 1 });
    expect(found).toBe('after-decision');
    expect(PROPOSALS['after-decision'].national).toBe('nothing');
  });
});

describe('a petition between two others', () => {
  it('holds several matters when those two are told apart', () => {
    expect(tellApart([1, 2], [{ one: 2, other: 1, score: -6 }], -2)).toBe(true);
    expect(tellApart([1, 2], [{ one: 1, other: 2, score: 4 }], -2)).toBe(false);
    expect(tellApart([1, 2], [], -2)).toBe(false);
  });
});
