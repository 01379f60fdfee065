import type { Clock, ComparedRecord, Logger, NationalProfile, RestorationStore } from '@kntc/domain';

/** Newest and other records looked at each time; the newest are what a far side put back loses first. */
const SAMPLE = 10;
const EVERY_MS = 600_000;
/** After a look that the far side did not answer to its end, and between looks that delivery asks for. */
const AGAIN_MS = 60_000;
/** More of what was acknowledged than this is not an accident of single cases (`guarantees.md` §2.6). */
const LOST_MORE_THAN = 5;
/** Once something is missing so many more are looked at, to tell one from many. */
const CLOSER_LOOK = 60;

export interface StillTherePorts {
  readonly store: Pick<RestorationStore, 'sample' | 'begin'>;
  readonly profile: NationalProfile;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a look came to; `undefined` where none was due or possible. */
export interface StillThere {
  readonly looked: number;
  readonly lost: number;
  /** Nothing is sent any more: the far side went back. */
  readonly isFrozen: boolean;
}

interface Missing {
  readonly looked: number;
  readonly missing: readonly ComparedRecord[];
  /** The far side answered to the end. */
  readonly isWhole: boolean;
}

/**
 * Looks now and then whether what the far side acknowledged still stands there. A far side that was put back from a backup
 * has lost the newest cases or gives their ids anew; sending on would put steps into nothing, or into strangers' cases. More
 * than {@link LOST_MORE_THAN} missing ones begin a restoration: nothing is sent until two people signed it off.
 *
 * Only where the profile's look-up by reference is proven: of any other, absence says nothing.
 */
export class StillThereWatch {
  #dueAtMs = Number.NEGATIVE_INFINITY;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly ports: StillTherePorts) {}

  /** Something hints that the far side went back: the next look is due at once, or {@link AGAIN_MS} after the last one. */
  suspect(): void {
    this.#dueAtMs = Math.min(this.#dueAtMs, this.#lookedAtMs + AGAIN_MS);
  }

  async look(signal: AbortSignal): Promise<StillThere | undefined> {
    const { clock, profile, store, logger } = this.ports;
    if (profile.capabilities.lookupByReference !== 'proven' || clock.monotonicMs() < this.#dueAtMs)
      return undefined;
    this.#lookedAtMs = clock.monotonicMs();
    const first = await this.#missing(SAMPLE, signal);
    this.#dueAtMs = clock.monotonicMs() + (first.isWhole ? EVERY_MS : AGAIN_MS);
    if (first.missing.length === 0) return { looked: first.looked, lost: 0, isFrozen: false };
    // An index that lags, or hiccups, finds them a moment later.
    await clock.sleep(profile.timeBounds.indexLagMs, signal);
    const closer = await this.#missing(CLOSER_LOOK, signal);
    const lost = closer.missing.length;
    if (lost > 0)
      logger.error(
        { stage: 'restoration', code: 'GW_N211', count: lost },
        'the far side lost what it acknowledged',
      );
    if (lost <= LOST_MORE_THAN) return { looked: closer.looked, lost, isFrozen: false };
    const detail = `${lost} of ${closer.looked} not found`;
    const isNew = await store.begin('national', detail);
    if (isNew)
      logger.error({ stage: 'restoration', code: 'GW_N210' }, 'the far side went back: nothing is sent');
    return { looked: closer.looked, lost, isFrozen: true };
  }

  async #missing(newest: number, signal: AbortSignal): Promise<Missing> {
    const { store, profile } = this.ports;
    const { indexLagMs, requestMaxMs } = profile.timeBounds;
    const sample = await store.sample(newest, 2 * indexLagMs + requestMaxMs);
    const missing: ComparedRecord[] = [];
    let looked = 0;
    for (const record of sample) {
      const account = profile.accountOf(record.agencyId);
      const look = await profile.lookUp(record.reference, { signal, account });
      // A far side that does not answer would only keep everybody waiting: it is asked at the next look.
      if (look.kind === 'failed') return { looked, missing, isWhole: false };
      looked += 1;
      const isOther = look.kind === 'found' && look.caseId.toLowerCase() !== record.nationalId?.toLowerCase();
      if (look.kind === 'absent' || isOther) missing.push(record);
    }
    return { looked, missing, isWhole: true };
  }
}
