import { competentAgency, excludesAgency, maySeeCase, POSITIONS, type Viewer } from './conflicts';

/** Two communes below the province, a hamlet office below one of them. */
const ABOVE = new Map([
  ['thon', 'xa-a'],
  ['xa-a', 'tinh'],
  ['xa-b', 'tinh'],
]);
const barring = (agencies: readonly string[], accounts: readonly string[] = []) => ({
  accounts: new Set(accounts),
  agencies: new Set(agencies),
});

describe('which agency decides', () => {
  it.each([
    ['nobody of it is denounced', 'xa-a', [], 'xa-a'],
    ['another agency is excluded', 'xa-a', ['xa-b'], 'xa-a'],
    ['its head is denounced', 'xa-a', ['xa-a'], 'tinh'],
    ['the one above is excluded as well', 'thon', ['thon', 'xa-a'], 'tinh'],
    ['everybody up to the top is excluded', 'thon', ['thon', 'xa-a', 'tinh'], undefined],
    ['there is nobody above', 'tinh', ['tinh'], undefined],
  ])('when %s', (_when, managing, barred, expected) => {
    expect(competentAgency(managing, new Set(barred), ABOVE)).toBe(expected);
  });

  it('agencies that stand above each other by mistake lead nowhere, and not for ever', () => {
    const ring = new Map([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    expect(competentAgency('a', new Set(['a', 'b']), ring)).toBeUndefined();
  });

  it('only head and deputy take the case out of the agency', () => {
    expect(POSITIONS.filter(excludesAgency)).toEqual(['head', 'deputy']);
  });
});

describe('who sees a case of xa-a', () => {
  const officer: Viewer = { account: 'a', agencies: ['xa-a'], worksAt: ['xa-a'] };
  const above: Viewer = { account: 't', agencies: ['tinh'], worksAt: ['tinh'] };
  const provincial: Viewer = { account: 'p', agencies: 'all', worksAt: ['ttt'] };
  const sees = (viewer: Viewer, barriers: ReturnType<typeof barring>): boolean =>
    maySeeCase(viewer, 'xa-a', barriers, ABOVE);

  it('its own officers and the province, not the superior agency as such', () => {
    expect([officer, above, provincial].map((one) => sees(one, barring([])))).toEqual([true, false, true]);
  });

  it('nobody who is denounced or named as having a conflict, wherever they work', () => {
    const barriers = barring([], ['a', 't', 'p']);
    expect([officer, above, provincial].map((one) => sees(one, barriers))).toEqual([false, false, false]);
  });

  it('with its head denounced: the superior agency instead of its own officers', () => {
    expect([officer, above, provincial].map((one) => sees(one, barring(['xa-a'])))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('nobody who belongs to the excluded agency, even with the rights of the province', () => {
    expect(sees({ ...provincial, worksAt: ['xa-a'] }, barring(['xa-a']))).toBe(false);
  });
});
