import {
  isFullDate,
  type CheckedCase,
  type DuplicateCandidate,
  type DuplicateChecks,
  type DuplicateTurn,
  type FoundPair,
  type HeldPetition,
  type KeyedDigest,
  type Logger,
  type PartialDate,
  type PreparedCase,
  type SealBox,
  type UncheckedCase,
} from '@kntc/domain';
import { Frequencies } from '../frequencies';
import { hashedKeys, type KindedKey } from '../keys/hashed-keys';
import type { Model } from '../model/model';
import type { UnitTable } from '../normalise/unit-table';
import { NORMALISER_VERSION, preparePetition, type Prepared } from '../prepare';
import { fromStoredForm, toStoredForm } from '../stored-form';
import { judgeDenunciation, judgePairs, type Compared, type Matching, type Side } from './judge-pairs';
import { scorersOf } from './pair-scorers';
import { petitionOf, type CodeNames } from './petition-of';

export interface CheckPorts {
  readonly store: DuplicateChecks;
  /** Of blocking keys: a key that serves nothing else. */
  readonly keyed: KeyedDigest;
  /** Seals prepared forms. */
  readonly seal: SealBox;
  readonly units: UnitTable;
  readonly names: () => CodeNames;
  readonly model: Model;
  readonly now: () => Date;
  /** How long a petition waits for a person. */
  readonly until: (held: HeldPetition, now: Date) => Date;
  readonly logger: Logger;
}

/** What one turn did. */
export interface CheckTurn {
  readonly checked: number;
  readonly pairs: number;
  /** Lanes with something due. */
  readonly lanes: readonly number[];
}

/** Cases of one turn: few enough that no other work of the process waits long for it. */
const AT_ONCE = 40;
/** Candidates one petition is compared with. */
const MOST_CANDIDATES = 60;
/** Prepared forms that say at the start which words and names are rare; afterwards every new case adds to it. */
const SAMPLE = 2_000;

interface Ready {
  readonly asked: UncheckedCase;
  readonly side: Side;
  readonly prepared: Prepared;
  readonly keys: readonly KindedKey[];
}

/**
 * Compares every case with those it may be a duplicate of, once for each of its versions, between intake and first push. Runs apart from
 * intake: what is not checked in time is sent all the same. A crash leaves the turn undone, and the next one does it.
 */
export class CheckDuplicates {
  readonly #frequencies = new Frequencies();
  readonly #matching: Matching;
  #hasSampled = false;

  constructor(private readonly ports: CheckPorts) {
    const { model } = ports;
    this.#matching = { model, scorers: scorersOf(model), frequencies: this.#frequencies };
  }

  /** By what pairs are judged here, with the frequencies that were learnt so far. */
  get matching(): Matching {
    return this.#matching;
  }

  /** `undefined`: another process is at it. With nothing checked there is nothing to do. */
  async turn(): Promise<CheckTurn | undefined> {
    await this.#sampled();
    return this.ports.store.alone((turn) => this.#within(turn));
  }

  async #within(turn: DuplicateTurn): Promise<CheckTurn> {
    const asked = await turn.unchecked(NORMALISER_VERSION, AT_ONCE);
    if (asked.length === 0) return { checked: 0, pairs: 0, lanes: [] };
    const ready = asked.map((one) => this.#ready(one));
    await turn.put(ready.map((one) => this.#stored(one)));
    const candidates = await turn.candidates(
      ready.map(({ keys, asked: { caseId } }) => ({ keys, except: caseId })),
      MOST_CANDIDATES,
    );
    const checked = ready.map((one, at) => this.#checked(one, candidates[at] ?? []));
    const now = this.ports.now();
    const lanes = await turn.settle(checked, now, (held) => this.ports.until(held, now));
    return {
      checked: checked.length,
      pairs: checked.reduce((sum, { pairs }) => sum + pairs.length, 0),
      lanes,
    };
  }

  #ready(asked: UncheckedCase): Ready {
    const { caseId, agencyId, kind, case: kase, receivedOn, arrivedMs } = asked;
    const prepared = preparePetition(
      petitionOf(caseId, agencyId, kase, this.ports.names()),
      this.ports.units,
    );
    if (kind !== 'TC') this.#frequencies.add(prepared);
    const side: Side = {
      caseId,
      agencyId,
      kind,
      receivedOn,
      arrivedMs,
      decidedOn: firstDecision(asked),
      isAfterDecision: kase.priorResolution !== undefined || prepared.isAgainstDecision,
    };
    return { asked, side, prepared, keys: hashedKeys(prepared, this.ports.keyed) };
  }

  #stored({ asked, side, prepared, keys }: Ready): PreparedCase {
    const { caseId, kind, version } = asked;
    const form =
      kind === 'TC' ? undefined : this.ports.seal.seal(toStoredForm(prepared), sealContext(caseId));
    return { ...side, caseVersion: version, normaliserVersion: NORMALISER_VERSION, keys, prepared: form };
  }

  #checked({ asked, side, prepared, keys }: Ready, candidates: readonly DuplicateCandidate[]): CheckedCase {
    const { caseId, version, kind, case: kase } = asked;
    const pairs =
      kind === 'TC'
        ? judgeDenunciation(side, keys, candidates)
        : judgePairs({ side, prepared }, this.#opened(candidates), this.#matching);
    return { caseId, version, isAccepted: kase.acceptance !== undefined, pairs: largest(pairs) };
  }

  #opened(candidates: readonly DuplicateCandidate[]): readonly Compared[] {
    return candidates.flatMap((side) => {
      const prepared = side.prepared && this.#open(side.caseId, side.prepared);
      return prepared === undefined ? [] : [{ side, prepared }];
    });
  }

  /** One that does not open, or is of another normaliser, is passed over: it is prepared again in its turn. */
  #open(caseId: string, sealed: Uint8Array): Prepared | undefined {
    try {
      return fromStoredForm(this.ports.seal.open(sealed, sealContext(caseId)));
    } catch (err) {
      this.ports.logger.warn({ stage: 'duplicates', err }, 'a prepared form does not open');
      return undefined;
    }
  }

  async #sampled(): Promise<void> {
    if (this.#hasSampled) return;
    for (const { caseId, prepared } of await this.ports.store.sample(SAMPLE)) {
      const form = this.#open(caseId, prepared);
      if (form !== undefined) this.#frequencies.add(form);
    }
    this.#hasSampled = true;
  }
}

/** Pairs of one petition that are kept: a letter of a whole village must not make thousands of questions. */
const MOST_PAIRS = 10;

function largest(pairs: readonly FoundPair[]): readonly FoundPair[] {
  return pairs
    .toSorted((one, other) => (other.judged?.score ?? 0) - (one.judged?.score ?? 0))
    .slice(0, MOST_PAIRS);
}

function firstDecision({ case: { rounds } }: UncheckedCase): PartialDate | undefined {
  return rounds.map(({ issuedDate }) => issuedDate).find(isFullDate);
}

/** Binds a prepared form to its case. */
function sealContext(caseId: string): string {
  return `prepared_case.prepared|${caseId}`;
}
