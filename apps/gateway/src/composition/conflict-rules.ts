import type { Logger } from '@kntc/domain';
import type { SideBySide } from '@kntc/reconciliation';
import type { PgConflicts } from '@kntc/storage';

export interface ConflictRulesParts {
  readonly conflicts: PgConflicts;
  readonly sides: SideBySide;
  readonly logger: Logger;
}

/** Records of one turn: each costs a look-up. */
const AT_ONCE = 20;

/**
 * What the table of ownership decides without anybody: theirs is taken where it is theirs, or where ours has become the same. The
 * value is read when it is taken; a far side that does not answer is asked at the next turn. Sends nothing.
 */
export class ConflictRules {
  /** What was decided or refused already, by what was found: a second try would change nothing. */
  readonly #tried = new Set<string>();

  constructor(private readonly parts: ConflictRulesParts) {}

  /** Records decided. */
  async turn(signal: AbortSignal): Promise<number> {
    const { conflicts, sides, logger } = this.parts;
    let count = 0;
    for (const { reference, agencyId, nationalId, fields } of await conflicts.ruled(AT_ONCE)) {
      const about = [reference, ...fields.map(({ theirs }) => theirs)].join(' ');
      if (this.#tried.has(about)) continue;
      if (signal.aborted) return count;
      const shown = await sides.national({ nationalId, agencyId });
      if (shown === undefined) continue;
      const result = await conflicts.resolveByRule(reference, { fields, shown });
      this.#tried.add(about);
      if (result.kind !== 'done') continue;
      count += 1;
      logger.info({ stage: 'reconciliation', record: reference, count: fields.length }, 'taken by rule');
    }
    return count;
  }
}
