import type { CheckDuplicates, LookUpNationally } from '@kntc/duplicates';
import type { Clock, Logger } from '@kntc/domain';
import type { PgDuplicateTerms } from '@kntc/storage';

export interface DuplicateWatchParts {
  readonly check: CheckDuplicates;
  /** Absent where the far side may not be asked about people. */
  readonly lookUp: LookUpNationally | undefined;
  readonly terms: PgDuplicateTerms;
  /** When silence counts, of what escalates now. */
  readonly silentAt: (now: Date) => Date;
  readonly ring: (lanes: readonly number[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Terms are days and hours. */
const TERMS_EVERY_MS = 5_000;

/** Checks what came in, as long as there is anything, and keeps the terms of what is held for it. Sends nothing. */
export class DuplicateWatch {
  #termsAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: DuplicateWatchParts) {}

  async turn(signal: AbortSignal): Promise<void> {
    await this.#checkAll(signal);
    const { clock } = this.parts;
    if (signal.aborted || clock.monotonicMs() - this.#termsAtMs < TERMS_EVERY_MS) return;
    await this.#keepTerms();
    this.#termsAtMs = clock.monotonicMs();
  }

  /** Asks the far side about what was compared here and is not there yet: apart from the comparison, since answers take their time. */
  async askThere(signal: AbortSignal): Promise<void> {
    const { lookUp, ring, logger } = this.parts;
    if (lookUp === undefined) return;
    const { asked, found, lanes } = await lookUp.turn(signal);
    if (asked > 0) logger.info({ stage: 'duplicates', count: asked }, 'cases the far side was asked about');
    if (found > 0)
      logger.warn({ stage: 'duplicates', count: found }, 'the far side may hold the same matter');
    if (lanes.length > 0) await ring(lanes);
  }

  /** How many wait to be checked, and how many wait longer than they should: those are sent unchecked. */
  standing(): ReturnType<PgDuplicateTerms['standing']> {
    return this.parts.terms.standing();
  }

  async #checkAll(signal: AbortSignal): Promise<void> {
    const { check, ring, logger } = this.parts;
    let checked = 0;
    while (!signal.aborted) {
      const turn = await check.turn();
      if (turn === undefined || turn.checked === 0) break;
      checked += turn.checked;
      if (turn.lanes.length > 0) await ring(turn.lanes);
    }
    if (checked > 0) logger.info({ stage: 'duplicates', count: checked }, 'cases compared');
  }

  async #keepTerms(): Promise<void> {
    const { terms, clock, silentAt, ring, logger } = this.parts;
    const now = clock.now();
    const { escalated, silent, lanes } = await terms.keep(now, silentAt(now));
    if (escalated > 0)
      logger.warn({ stage: 'duplicates', count: escalated }, 'probable duplicates wait for whoever is above');
    for (const record of silent)
      logger.warn({ stage: 'duplicates', record }, 'nobody decided: sent as a case of its own');
    if (lanes.length > 0) await ring(lanes);
  }
}
