/** What the times of many pairs of questions tell. */
export interface Comparison {
  readonly name: string;
  readonly pairs: number;
  readonly absentMs: number;
  readonly presentMs: number;
  /** Pairs in which the present one took longer. */
  readonly longer: number;
  /** Standard deviations from half of the pairs. */
  readonly deviations: number;
  /** More than chance explains: whoever asks often enough learns something. */
  readonly isTold: boolean;
}

/** One in about five hundred runs of equal times is told by mistake. */
const LIMIT = 3.1;

/** Sign test over pairs asked side by side: load of the machine, which both share, does not count. */
export function comparedBySign(
  name: string,
  taken: readonly (readonly [absent: number, present: number])[],
): Comparison {
  const pairs = taken.length;
  const longer = taken.filter(([absent, present]) => present > absent).length;
  const deviations = (longer - pairs / 2) / Math.sqrt(pairs / 4);
  return {
    name,
    pairs,
    absentMs: median(taken.map(([absent]) => absent)),
    presentMs: median(taken.map(([, present]) => present)),
    longer,
    deviations,
    isTold: Math.abs(deviations) > LIMIT,
  };
}

export function lineOf(one: Comparison): string {
  const { name, pairs, absentMs, presentMs, longer, deviations, isTold } = one;
  return (
    `${isTold ? '✗' : '✓'} ${name}: median absent ${absentMs.toFixed(3)} ms, not allowed ${presentMs.toFixed(3)} ms; ` +
    `not allowed took longer in ${longer} of ${pairs} pairs (${deviations.toFixed(1)} σ)`
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
