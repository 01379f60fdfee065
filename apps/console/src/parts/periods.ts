/** Years back that are offered. */
const YEARS = 3;
const PARTS = ['Q1', 'Q2', '6T', 'Q3', '9T', 'Q4'] as const;
/** The last month of a part, by which it can be told whether it has begun. */
const BEGINS: Readonly<Record<(typeof PARTS)[number], number>> = {
  Q1: 1,
  Q2: 4,
  '6T': 1,
  Q3: 7,
  '9T': 1,
  Q4: 10,
};

/** Periods of report, newest first, as the API names them. */
export function PERIODS(now: Date): readonly string[] {
  const year = now.getFullYear();
  const month = now.getMonth() + 1;
  const years = Array.from({ length: YEARS }, (_, back) => year - back);
  return years.flatMap((one) => [
    String(one),
    ...PARTS.filter((part) => one < year || BEGINS[part] <= month)
      .toReversed()
      .map((part) => `${one}-${part}`),
  ]);
}

/** The quarter that runs. */
export function presentPeriod(now: Date): string {
  return `${now.getFullYear()}-Q${Math.floor(now.getMonth() / 3) + 1}`;
}
