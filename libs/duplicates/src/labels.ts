/** What is known of a pair: what people decided, or what a generator made. */
export interface PairLabel {
  readonly a: string;
  readonly b: string;
  /** `duplicate` one matter of one petitioner; `related` something in common; `distinct` neither. */
  readonly label: 'duplicate' | 'related' | 'distinct';
  readonly tags: readonly string[];
  /** Where it is known apart from the label: whether the petitioner is the same … */
  readonly samePerson?: boolean | undefined;
  /** … and whether the matter is. */
  readonly sameMatter?: boolean | undefined;
}

/** What was wrong with a file of labels, in numbers and a few ids. */
export interface LabelProblems {
  /** Lines that name a petition that is not there. */
  readonly unknownIds: number;
  /** Lines that compare a petition with itself. */
  readonly selfPairs: number;
  /** The same pair with the same label once more. */
  readonly repeated: number;
  /** Pairs that stand there with two different labels: they count neither way. */
  readonly contradictory: number;
  /** Pairs that follow from others (A = B, B = C) and are labelled otherwise. Counted as labelled. */
  readonly notTransitive: number;
  readonly examples: readonly string[];
}

export interface ReadLabels {
  /** By {@link pairKey}. */
  readonly labels: ReadonlyMap<number, PairLabel>;
  /** Pairs that count neither way. */
  readonly ignored: ReadonlySet<number>;
  readonly problems: LabelProblems;
}

const MOST_EXAMPLES = 5;

/** Key of a pair of positions, the same in either order. @param count of all petitions */
export function pairKey(one: number, other: number, count: number): number {
  return Math.min(one, other) * count + Math.max(one, other);
}

/**
 * Labels by pair of positions. Nothing wrong in the file stops anything: unknown ids, pairs with themselves and contradictions
 * are counted and left out; chains and cycles of duplicates are allowed and checked for pairs that contradict them.
 */
export function readLabels(labels: Iterable<PairLabel>, positions: ReadonlyMap<string, number>): ReadLabels {
  const reading = new LabelReading(positions);
  for (const label of labels) reading.take(label);
  return reading.end();
}

class LabelReading {
  readonly #labels = new Map<number, PairLabel>();
  readonly #ignored = new Set<number>();
  readonly #counts = { unknownIds: 0, selfPairs: 0, repeated: 0 };
  readonly #examples: string[] = [];

  constructor(private readonly positions: ReadonlyMap<string, number>) {}

  take(label: PairLabel): void {
    const [one, other] = [this.positions.get(label.a), this.positions.get(label.b)];
    if (one === undefined || other === undefined) this.#note('unknownIds', label);
    else if (one === other) this.#note('selfPairs', label);
    else this.#keep(pairKey(one, other, this.positions.size), label);
  }

  end(): ReadLabels {
    for (const key of this.#ignored) this.#labels.delete(key);
    const problems = {
      ...this.#counts,
      contradictory: this.#ignored.size,
      notTransitive: this.#notTransitive(),
      examples: this.#examples,
    };
    return { labels: this.#labels, ignored: this.#ignored, problems };
  }

  #keep(key: number, label: PairLabel): void {
    const known = this.#labels.get(key);
    if (known === undefined) this.#labels.set(key, label);
    else if (known.label === label.label) this.#note('repeated', label);
    else this.#ignored.add(key);
  }

  #note(what: 'unknownIds' | 'selfPairs' | 'repeated', { a, b }: PairLabel): void {
    this.#counts[what] += 1;
    if (this.#examples.length < MOST_EXAMPLES) this.#examples.push(`${what}: ${a} – ${b}`);
  }

  #notTransitive(): number {
    const count = this.positions.size;
    const parents = new Map<number, number>();
    const root = (at: number): number => {
      let top = at;
      for (let up = parents.get(top); up !== undefined; up = parents.get(top)) top = up;
      if (top !== at) parents.set(at, top);
      return top;
    };
    for (const [key, { label }] of this.#labels) {
      if (label !== 'duplicate') continue;
      const [one, other] = [root(Math.floor(key / count)), root(key % count)];
      if (one !== other) parents.set(Math.max(one, other), Math.min(one, other));
    }
    const others = [...this.#labels].filter(([, { label }]) => label !== 'duplicate');
    return others.filter(([key]) => root(Math.floor(key / count)) === root(key % count)).length;
  }
}
