export interface FreshnessOptions {
  /** Petitions of the back-fill; 0 = none runs. */
  readonly backfill: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly waitQuiet: () => Promise<void>;
  readonly say: (text: string) => void;
}

export interface FreshnessResult {
  readonly lines: readonly string[];
  readonly verdict: string;
  readonly isMet: boolean;
}
