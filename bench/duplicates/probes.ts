import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartialDate, PetitionKind } from '@kntc/domain';
import {
  Frequencies,
  fromStoredForm,
  judgePairs,
  readModel,
  scorersOf,
  type PetitionToMatch,
} from '@kntc/duplicates';
import { duplicatesIn, petitionsIn } from './read-data';
import type { StoredPetitions } from './stored-petitions';

/** Milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
}

export interface Probed {
  readonly candidates: Times;
  readonly check: Times;
  /** Of the true duplicates of the probes, how many are among the first fifty candidates. */
  readonly recall: number;
  readonly duplicates: number;
}

/** As the gateway compares, and as the target counts. */
const CANDIDATES = 60;
const TOP = 50;
/** One in so many petitions with duplicates is a probe, so that they come from everywhere. */
const SPREAD = 7;

/** Petitions whose duplicates are known, asked for one by one, as cases come in. */
export class Probes {
  private constructor(
    private readonly stored: StoredPetitions,
    readonly petitions: readonly PetitionToMatch[],
    private readonly truth: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly kinds: ReadonlyMap<string, string>,
  ) {}

  static async of(stored: StoredPetitions, folder: string, most: number): Promise<Probes> {
    const truth = await duplicatesIn(folder);
    const kinds = new Map<string, string>();
    const chosen: PetitionToMatch[] = [];
    let seen = 0;
    for await (const petition of petitionsIn(folder)) {
      if (!truth.has(petition.id)) continue;
      kinds.set(petition.id, petition.caseType ?? '');
      seen += 1;
      if (chosen.length < most && seen % SPREAD === 0) chosen.push(petition);
    }
    return new Probes(stored, chosen, truth, kinds);
  }

  async ask(): Promise<Probed> {
    const read = readModel(JSON.parse(readFileSync(join('config', 'duplicates', 'model.json'), 'utf8')));
    if (read.kind !== 'model') throw new Error(read.problem);
    const matching = { model: read.model, scorers: scorersOf(read.model), frequencies: new Frequencies() };
    const [queryMs, checkMs]: [number[], number[]] = [[], []];
    let [found, duplicates] = [0, 0];
    for (const petition of this.petitions) {
      const startedMs = performance.now();
      const { prepared, keys } = this.stored.ready(petition);
      const except = this.stored.caseIds.get(petition.id);
      const askedMs = performance.now();
      const [candidates = []] = await this.stored.store.candidates([{ keys, except }], CANDIDATES);
      queryMs.push(performance.now() - askedMs);
      const compared = candidates.flatMap((side) => {
        const form = side.prepared && fromStoredForm(this.stored.seal.open(side.prepared, side.caseId));
        return form === undefined ? [] : [{ side, prepared: form }];
      });
      judgePairs({ side: sideOf(petition, except ?? ''), prepared }, compared, matching);
      checkMs.push(performance.now() - startedMs);
      const top = new Set(candidates.slice(0, TOP).map(({ caseId }) => caseId));
      const mine = this.#duplicatesOf(petition);
      duplicates += mine.length;
      found += mine.filter((caseId) => top.has(caseId)).length;
    }
    const times = (ms: readonly number[]): Times => ({ p50: percentile(ms, 50), p95: percentile(ms, 95) });
    return {
      candidates: times(queryMs),
      check: times(checkMs),
      recall: found / Math.max(duplicates, 1),
      duplicates,
    };
  }

  /** Denunciations and other petitions never meet, on purpose: such pairs are not counted. */
  #duplicatesOf({ id }: PetitionToMatch): readonly string[] {
    const isDenunciation = (one: string): boolean => this.kinds.get(one) === 'TC';
    return [...(this.truth.get(id) ?? [])]
      .filter((other) => isDenunciation(other) === isDenunciation(id))
      .flatMap((other) => this.stored.caseIds.get(other) ?? []);
  }
}

function sideOf(petition: PetitionToMatch, caseId: string) {
  return {
    caseId,
    agencyId: petition.agency ?? '',
    kind: (petition.caseType ?? 'KN') as PetitionKind,
    receivedOn: (petition.receivedDate ?? '') as PartialDate,
    isAfterDecision: false,
    arrivedMs: 0,
  };
}

/** The value below which so many of a hundred lie; 0 of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((share / 100) * sorted.length))] ?? 0;
}
