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

it('one in six of a thousand pairs is enough', () => {
  const leaky = comparedBySign(
    'x',
    pairs(1_000, (index) => (index % 6 === 0 || index % 2 === 0 ? 1.1 : 0.9)),
  );
  expect(leaky.isTold).toBe(true);
});
