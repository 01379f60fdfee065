import type {
  Clock,
  FoundPetition,
  HeldPetition,
  Logger,
  NationalLookUps,
  Pause,
  PetitionQuery,
  PetitionSearch,
  UncheckedCase,
} from '@kntc/domain';
import type { UnitTable } from '../normalise/unit-table';
import { preparePetition } from '../prepare';
import type { Matching } from './judge-pairs';
import { judgeShown } from './judge-shown';
import { petitionOf, type CodeNames } from './petition-of';
import { queriesOf } from './petition-queries';

export interface LookUpPorts {
  readonly store: NationalLookUps;
  readonly search: PetitionSearch;
  /** Whose account asks for an agency. */
  readonly accountOf: (agencyId: string) => string;
  readonly matching: Matching;
  readonly units: UnitTable;
  readonly names: () => CodeNames;
  readonly until: (held: HeldPetition, now: Date) => Date;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What one turn did. */
export interface LookedUp {
  readonly asked: number;
  readonly found: number;
  readonly lanes: readonly number[];
}

/** Cases that are asked about at once. */
const AT_ONCE = 4;
/** Cases of one turn, so that somebody else gets to stop it. */
const MOST_A_TURN = 200;
const REST_MS = 5_000;
const LONGEST_REST_MS = 300_000;

/**
 * Asks the far side, before a petition is created there, whether the same matter of the same person stands there already from
 * elsewhere. A far side that does not answer is asked ever less often, and delays no case beyond its time: that is kept by storage, not
 * here. Nothing of what it shows is kept but ids and scores.
 */
export class LookUpNationally {
  #nextMs = Number.NEGATIVE_INFINITY;
  #restMs = REST_MS;

  constructor(private readonly ports: LookUpPorts) {}

  /** Asks about what waits; nothing while the far side rests. */
  async turn(signal: AbortSignal): Promise<LookedUp> {
    const done = { asked: 0, found: 0, lanes: new Set<number>() };
    const work = async (): Promise<void> => {
      while (!signal.aborted && !this.#isResting && done.asked < MOST_A_TURN) {
        const asked = await this.ports.store.next();
        if (asked === undefined) return;
        done.asked += 1;
        const settled = await this.#one(asked, signal);
        done.found += settled.found;
        for (const lane of settled.lanes) done.lanes.add(lane);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { asked: done.asked, found: done.found, lanes: [...done.lanes] };
  }

  get #isResting(): boolean {
    return this.ports.clock.monotonicMs() < this.#nextMs;
  }

  async #one(asked: UncheckedCase, signal: AbortSignal): Promise<Omit<LookedUp, 'asked'>> {
    const { store, search, clock, until } = this.ports;
    const rows = await this.#rows(queriesOf(asked.case, search.ways), asked, signal);
    if (rows === undefined) return { found: 0, lanes: [] };
    const others = rows.length === 0 ? [] : await store.ofOthers(rows);
    const matches = this.#judged(asked, others);
    const now = clock.now();
    const lanes = await store.settle(asked, matches, { now, until: (held) => until(held, now) });
    return { found: matches.length, lanes };
  }

  /** `undefined`: not answered. */
  async #rows(
    queries: readonly PetitionQuery[],
    { agencyId }: UncheckedCase,
    signal: AbortSignal,
  ): Promise<readonly FoundPetition[] | undefined> {
    const found = new Map<string, FoundPetition>();
    for (const query of queries) {
      const account = this.ports.accountOf(agencyId);
      const outcome = await this.ports.search.find(query, { signal, account });
      if (outcome.kind === 'failed') {
        this.#rest(outcome);
        return undefined;
      }
      for (const petition of outcome.petitions) found.set(petition.nationalId.toLowerCase(), petition);
    }
    if (queries.length > 0) this.#restMs = REST_MS;
    return [...found.values()];
  }

  #judged({ caseId, agencyId, case: kase }: UncheckedCase, others: readonly FoundPetition[]) {
    if (others.length === 0) return [];
    const { units, names, matching } = this.ports;
    const prepared = preparePetition(petitionOf(caseId, agencyId, kase, names()), units);
    const isAfterDecision = kase.priorResolution !== undefined || prepared.isAgainstDecision;
    return judgeShown({ prepared, isAfterDecision }, others, units, matching);
  }

  /** Ever longer, so that no account is locked for our asking. */
  #rest({ reason, pause }: { readonly reason: string; readonly pause?: Pause | undefined }): void {
    if (this.#isResting) return;
    const restMs = Math.max(this.#restMs, pause?.retryAfterMs ?? 0);
    this.#nextMs = this.ports.clock.monotonicMs() + restMs;
    this.#restMs = Math.min(2 * this.#restMs, LONGEST_REST_MS);
    this.ports.logger.warn(
      { stage: 'duplicates', reason: pause?.code ?? reason },
      'the far side does not say what petitions it holds: cases go out without being asked about',
    );
  }
}
