/** A scored pair, by position. */
export interface ScoredPair {
  readonly one: number;
  readonly other: number;
  /** Log-odds of being duplicates. */
  readonly score: number;
}

/** What a pair counts that was never a candidate: nothing found, so hardly the same. */
const NEVER_COMPARED = -7;
/** So far may a single pair pull an average. */
const FURTHEST = 10;
/** By so much the average between two groups may lie below the link threshold. */
const SLACK = 3.5;

/**
 * Groups of petitions that are one: links taken from the strongest down, and two groups joined only when on average all
 * their pairs agree. Without that guard one wrong link joins two matters and everybody in them.
 * @param pairs every pair that was compared, also those below the threshold: they speak against joining
 * @returns of each petition the position of the first one of its group
 */
export function clustersOf(count: number, pairs: readonly ScoredPair[], link: number): Uint32Array {
  const groups = new Groups(count, pairs);
  const links = pairs
    .filter(({ score }) => score >= link)
    .toSorted((left, right) => right.score - left.score || left.one - right.one || left.other - right.other);
  for (const { one, other } of links) groups.join(one, other, link - SLACK);
  return groups.heads();
}

class Groups {
  readonly #group: number[];
  readonly #members: number[][];
  readonly #scores = new Map<number, number>();

  constructor(
    private readonly count: number,
    pairs: readonly ScoredPair[],
  ) {
    this.#group = Array.from({ length: count }, (_none, at) => at);
    this.#members = this.#group.map((at) => [at]);
    for (const { one, other, score } of pairs) this.#scores.set(this.#key(one, other), score);
  }

  join(one: number, other: number, least: number): void {
    const [left, right] = [this.#group[one] ?? one, this.#group[other] ?? other];
    if (left === right) return;
    const [into, from] = [this.#members[left] ?? [], this.#members[right] ?? []];
    if (this.#average(into, from) < least) return;
    for (const member of from) {
      this.#group[member] = left;
      into.push(member);
    }
    this.#members[right] = [];
  }

  heads(): Uint32Array {
    const heads = new Uint32Array(this.count);
    for (const members of this.#members) {
      const head = Math.min(...members);
      for (const member of members) heads[member] = head;
    }
    return heads;
  }

  #average(ones: readonly number[], others: readonly number[]): number {
    let sum = 0;
    for (const one of ones)
      for (const other of others) {
        const score = this.#scores.get(this.#key(one, other)) ?? NEVER_COMPARED;
        sum += Math.max(-FURTHEST, Math.min(FURTHEST, score));
      }
    return sum / (ones.length * others.length);
  }

  #key(one: number, other: number): number {
    return Math.min(one, other) * this.count + Math.max(one, other);
  }
}
