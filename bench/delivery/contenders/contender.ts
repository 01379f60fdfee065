/** What a contender works with. */
export interface Arena {
  /** PostgreSQL with the work list, of this contender alone. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** `http://host:port/KNTC` of the far side. */
  readonly nationalUrl: string;
  /** Requests at once, the same number for everybody who sends side by side. */
  readonly atOnce: number;
}

/** Sends what a case of the work list has to send. Rejects when anything of it was refused. */
export type DeliverCase = (id: number) => Promise<void>;

/** A queue that somebody would take instead of the gateway's outbox: one job per case. */
export interface Contender {
  /** Fills the queue with one job for each case. Not measured, as the gateway's intake is not. */
  readonly enqueue: (arena: Arena, ids: readonly number[]) => Promise<void>;
  /** Starts the workers; each job is one call of `deliver`. They run until the process ends. */
  readonly work: (arena: Arena, deliver: DeliverCase) => Promise<void>;
}
