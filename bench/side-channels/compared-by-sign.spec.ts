import { comparedBySign } from './compared-by-sign';

const pairs = (count: number, present: (index: number) => number) =>
  Array.from({ length: count }, (_none, index) => [1, present(index)] as const);

it('equal times tell nothing', () => {
  const fair = comparedBySign(
    'x',
    pairs(1_000, (index) => (index % 2 === 0 ? 0.9 : 1.1)),
  );
  expect(fair).toMatchObject({ longer: 500, deviations: 0, isTold: false });
});

it('a small difference that is always there is seen', () => {
  expect(
    comparedBySign(
      'x',
      pairs(1_000, () => 1.001),
    ).isTold,
  ).toBe(true);
  expect(
    comparedBySign(
      'x',
      pairs(1_000, () => 0.999),
    ).isTold,
  ).toBe(true);
});

it('of a thousand pairs, 550 one way are enough and 540 are not', () => {
  const longerIn = (count: number) =>
    comparedBySign(
      'x',
      pairs(1_000, (index) => (index < count ? 1.1 : 0.9)),
    );
  expect(longerIn(550).isTold).toBe(true);
  expect(longerIn(540).isTold).toBe(false);
});
