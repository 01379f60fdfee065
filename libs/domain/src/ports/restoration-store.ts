import type { Finding, WentBack } from '../restoration/finding';

/** A side went back in time, and nothing is sent until two people signed off what that means. */
export interface Restoration {
  readonly id: string;
  readonly side: WentBack;
}

/** What is compared of one national record. */
export interface ComparedRecord {
  readonly recordId: string;
  readonly agencyId: string;
  readonly reference: string;
  readonly nationalId?: string | undefined;
}

export interface FoundOf {
  readonly recordId: string;
  readonly agencyId: string;
  readonly finding: Finding;
}

/** Storage as the comparison of both sides sees it. */
export interface RestorationStore {
  /**
   * The open restoration, for the one process that compares: whoever asks first has it until `leaseMs` after it last
   * asked. `undefined`: there is none, or another process compares.
   */
  take(process: string, leaseMs: number): Promise<Restoration | undefined>;
  /** Records that were not compared yet, in a fixed order, at most `limit`; again and again until all were noted. */
  uncompared(restorationId: string, limit: number): Promise<readonly ComparedRecord[]>;
  /** Remembers findings; noted once more they replace the ones before. */
  note(restorationId: string, found: readonly FoundOf[]): Promise<void>;
  /**
   * Records that the far side acknowledged, created by us at least `sinceMs` ago: the `newest` newest, and as many
   * others, for a look whether they still stand there.
   */
  sample(newest: number, sinceMs: number): Promise<readonly ComparedRecord[]>;
  /** Begins a restoration unless one is open; nothing is sent from the commit on. `false`: one was open. */
  begin(side: WentBack, detail: string): Promise<boolean>;
}
