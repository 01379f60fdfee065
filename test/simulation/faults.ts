import type { Dice } from './dice';

/** What can go wrong with one request to the far side. */
export const FAR_FAULTS = [
  /** Nobody listens: no byte leaves. */
  'refused',
  /** No answer in time; nothing was stored. */
  'hang-before',
  'reset-before',
  'status-before',
  /** No answer in time, or a 504; stored all the same, later. */
  'late-commit',
  'hang-after',
  'reset-after',
  'status-after',
  /** Stored; the answer sends the caller somewhere else. */
  'redirect-after',
  /** Stored; what comes back is no answer. */
  'garbage-after',
  /** Stored; the answer names another case, or none. */
  'wrong-id',
  'throttled',
  'unauthorised',
  /** The far side says no, in its own words. */
  'rejected',
] as const;

/** What can go wrong with a look-up. */
export const LOOK_UP_FAULTS = [
  'look-up-refused',
  'look-up-hang',
  'look-up-status',
  'look-up-garbage',
] as const;

/** What can go wrong between a process and the database, the queue and the machine it runs on. */
export const OWN_FAULTS = [
  'crash',
  'freeze',
  'connection-lost',
  'commit-unacknowledged',
  'database-down',
  'ring-lost',
  'ring-doubled',
  'source-down',
  'far-side-down',
] as const;

/** Sides that are put back from a copy; each life has one of them at most. */
export const RESTORES = ['gateway-restored', 'far-side-restored', 'source-restored'] as const;

export type FaultName =
  | (typeof FAR_FAULTS)[number]
  | (typeof LOOK_UP_FAULTS)[number]
  | (typeof OWN_FAULTS)[number]
  | (typeof RESTORES)[number];

/** After which nobody knows whether the far side acted. */
export const UNKNOWN_OUTCOMES: readonly FaultName[] = [
  'hang-before',
  'reset-before',
  'status-before',
  'late-commit',
  'hang-after',
  'reset-after',
  'status-after',
  'redirect-after',
  'garbage-after',
];

/** Faults that fired, by kind. */
export class FaultCounts {
  readonly #counts = new Map<FaultName, number>();

  note(fault: FaultName): void {
    this.#counts.set(fault, (this.#counts.get(fault) ?? 0) + 1);
  }

  of(...faults: readonly FaultName[]): number {
    return faults.reduce((sum, fault) => sum + (this.#counts.get(fault) ?? 0), 0);
  }

  get all(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}

/** Chooses faults at the rates of one run; while it heals, none. */
export class FaultPlan {
  isHealed = false;

  readonly #dice = new Map<FaultName, Dice>();

  constructor(
    private readonly dice: Dice,
    private readonly rates: Readonly<Partial<Record<FaultName, number>>>,
    private readonly counts: FaultCounts,
  ) {}

  /** At most one of them, already counted. @param oftener than its rate says */
  draw<T extends FaultName>(among: readonly T[], oftener = 1): T | undefined {
    if (this.isHealed) return undefined;
    for (const fault of among) {
      const rate = (this.rates[fault] ?? 0) * oftener;
      if (rate > 0 && this.#diceOf(fault).chance(rate)) {
        this.counts.note(fault);
        return fault;
      }
    }
    return undefined;
  }

  /** Each kind has its own: what one kind does changes nothing for the others, so that plans can be shrunk. */
  #diceOf(fault: FaultName): Dice {
    const known = this.#dice.get(fault);
    if (known !== undefined) return known;
    const dice = this.dice.split(fault);
    this.#dice.set(fault, dice);
    return dice;
  }
}
