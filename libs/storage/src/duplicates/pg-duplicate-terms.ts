import type { Ids } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgAudit } from '../audit/pg-audit';
import { once } from '../operations/once';
import { ESCALATE, END_HOLD, RELEASE, SENT_ALONE, SILENT } from './pair-statements';

export interface TermTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
}

/** What the terms of one turn came to. */
export interface TermsKept {
  readonly escalated: number;
  /** References of petitions that were let go because nobody answered. */
  readonly silent: readonly string[];
  readonly lanes: readonly number[];
}

interface SilentRow {
  readonly id: string;
  readonly reference: string;
  readonly agencyId: string;
  readonly caseId: string;
  readonly heldAt: Date;
}

/** Stands in the audit where the gateway lets a petition go because nobody answered. */
const GATEWAY = 'kntc';
const AT_ONCE = 100;

/** How long petitions are held as probable duplicates: above whoever works on them, and then not at all. */
export class PgDuplicateTerms {
  constructor(private readonly tools: TermTools) {}

  /** @param silentAt when silence of whoever it escalates to now counts as an answer */
  async keep(now: Date, silentAt: Date): Promise<TermsKept> {
    const [escalated]: [unknown[], number] = await this.tools.dataSource.query(ESCALATE, [now, silentAt]);
    const rows: SilentRow[] = await this.tools.dataSource.query(SILENT, [now, AT_ONCE]);
    const lanes: number[] = [];
    for (const row of rows) lanes.push(...(await this.#letGo(row)));
    return { escalated: escalated.length, silent: rows.map(({ reference }) => reference), lanes };
  }

  /** Held cases, and those that wait for their check longer than they should. */
  async standing(): Promise<{ readonly unchecked: number; readonly overdue: number; readonly held: number }> {
    const rows: { unchecked: number; overdue: number; held: number }[] = await this.tools.dataSource.query(
      `select (select count(*)::int from case_file where checked_version is distinct from version) as unchecked,
         (select count(*)::int from outbox where check_by < clock_timestamp()) as overdue,
         (select count(*)::int from outbox where state = 'held' and hold_code = 'PROBABLE_DUPLICATE') as held`,
    );
    return rows[0] ?? { unchecked: 0, overdue: 0, held: 0 };
  }

  async #letGo({ id, reference, agencyId, caseId, heldAt }: SilentRow): Promise<readonly number[]> {
    const command = {
      actor: GATEWAY,
      reason: 'hết thời hạn, không ai quyết định: gửi như vụ việc riêng',
      idempotencyKey: `duplicates silent ${id} ${heldAt.toISOString()}`,
    };
    const named = { name: 'duplicates silent', target: reference, command };
    const result = await once(this.tools, named, async (manager) => {
      await manager.query(SENT_ALONE, [caseId]);
      const [rows]: [{ lane: number }[], number] = await manager.query(RELEASE, [id]);
      await manager.query(END_HOLD, [id, 'silent']);
      return { result: { kind: 'done', lane: rows[0]?.lane }, agencyId };
    });
    return result.kind === 'done' && result.lane !== undefined ? [result.lane] : [];
  }
}
