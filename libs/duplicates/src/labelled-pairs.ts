import type { Levels } from './compare/levels';
import { pairKey, readLabels, type PairLabel, type ReadLabels } from './labels';
import { PetitionBody } from './match-all';
import type { UnitTable } from './normalise/unit-table';
import type { PetitionToMatch } from './petition';

/** Every pair that was compared of a labelled body of petitions. */
export interface LabelledPairs {
  readonly petitions: number;
  readonly duplicates: number;
  readonly pairs: readonly LabelledPair[];
}

export interface LabelledPair {
  readonly levels: Levels;
  /** Undefined: nobody said anything of it, so it is taken for distinct. */
  readonly label: PairLabel | undefined;
}

/** Compares all candidates of labelled petitions. Pairs that the labels contradict themselves about are left out. */
export function labelledPairs(
  petitions: readonly PetitionToMatch[],
  labels: Iterable<PairLabel>,
  units: UnitTable,
): LabelledPairs {
  const body = new PetitionBody(petitions, units);
  const known = readLabels(labels, new Map(petitions.map(({ id }, at) => [id, at])));
  return { petitions: petitions.length, duplicates: duplicatesIn(known), pairs: pairsOf(body, known) };
}

function pairsOf(body: PetitionBody, known: ReadLabels): readonly LabelledPair[] {
  const pairs: LabelledPair[] = [];
  for (const { one, other, levels } of body.compared()) {
    const key = pairKey(one, other, body.size);
    if (!known.ignored.has(key)) pairs.push({ levels, label: known.labels.get(key) });
  }
  return pairs;
}

function duplicatesIn({ labels }: ReadLabels): number {
  return [...labels.values()].filter(({ label }) => label === 'duplicate').length;
}
