import { CHAIN_START, GatewayError, linkTo } from '@kntc/domain';
import type { AuditEntry, AuditWitness, ChainHead, ChainedEntry, Clock, KeyedDigest } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';

const COLUMNS = `seq, hash, agency_id as "agencyId", actor, approver, action, target, reason, result,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`;

/**
 * Adds the link only where the one before it stands as we know it. Of two processes at once the second waits here for the
 * first, then adds nothing and looks again.
 */
const APPEND = `
  insert into audit_entry (seq, hash, agency_id, actor, approver, action, target, reason, result, at)
  select $1::bigint, $2, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz
  where $1::bigint = 1 or exists (select from audit_entry where seq = $1::bigint - 1 and hash = $3)
  on conflict (seq) do nothing returning 1`;

/** More processes than this never wait for each other. */
const TRIES = 50;
const PAGE = 5_000;

/** What was done, before the chain gives it a number and a time. */
export type AuditedAction = Omit<AuditEntry, 'at'>;

export interface AuditTools {
  /** With the key of the audit. */
  readonly keyed: KeyedDigest;
  readonly witness: AuditWitness;
  readonly clock: Clock;
}

/**
 * The audit chain in PostgreSQL. An entry is added in the transaction of what it tells of, so neither stands without the
 * other, and the witness outside the database learns of it right after the commit. When it cannot, nothing further is
 * done until it can.
 */
export class PgAudit {
  /** Newest link this process knows; a rollback or another process makes it wrong, which adding then notices. */
  #head: ChainHead | undefined;
  #isWitnessBehind = true;

  constructor(
    private readonly dataSource: DataSource,
    private readonly tools: AuditTools,
  ) {}

  /** Before an action: the witness can write and knows all that stands. @throws GatewayError `GW_T304` */
  async ready(): Promise<void> {
    if (this.#isWitnessBehind) await this.#tellWitness();
    else await this.tools.witness.ready();
  }

  /** Adds what is being done; as the last statement before the commit, for other processes wait for it. */
  async append(manager: EntityManager, action: AuditedAction): Promise<void> {
    const entry = wellFormed({ ...action, at: this.tools.clock.now().toISOString() });
    for (let tries = 0; tries < TRIES; tries += 1) {
      const head = this.#head ?? (await headOf(manager));
      const link = linkTo(head, entry, this.tools.keyed);
      const added: unknown[] = await manager.query(APPEND, [
        link.seq,
        link.hash,
        head.hash,
        link.agencyId,
        link.actor,
        link.approver ?? null,
        link.action,
        link.target,
        link.reason,
        link.result,
        link.at,
      ]);
      this.#head = added.length > 0 ? { seq: link.seq, hash: link.hash } : undefined;
      if (added.length > 0) return;
    }
    throw new GatewayError('GW_T301', 'the audit chain kept growing while an entry was added');
  }

  /** After the commit. A witness that is away is told before the next action. */
  async committed(): Promise<void> {
    this.#isWitnessBehind = true;
    await this.#tellWitness().catch(() => undefined);
  }

  /** Every entry from the first on. */
  async *entries(): AsyncIterable<ChainedEntry> {
    let after = '0';
    for (;;) {
      const rows: Row[] = await this.dataSource.query(
        `select ${COLUMNS} from audit_entry where seq > $1 order by seq limit ${PAGE}`,
        [after],
      );
      for (const row of rows) yield toEntry(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.seq;
    }
  }

  /** The newest entries before `before`, newest first. */
  async newest(limit: number, before?: number): Promise<readonly ChainedEntry[]> {
    const rows: Row[] = await this.dataSource.query(
      `select ${COLUMNS} from audit_entry where $1::bigint is null or seq < $1 order by seq desc limit $2`,
      [before ?? null, limit],
    );
    return rows.map(toEntry);
  }

  async #tellWitness(): Promise<void> {
    const { witness, clock } = this.tools;
    const head = await headOf(this.dataSource.manager);
    if (head.seq === 0) await witness.ready();
    else await witness.remember(head, clock.now().toISOString());
    this.#isWitnessBehind = false;
  }
}

type Row = Omit<ChainedEntry, 'seq' | 'approver'> & {
  readonly seq: string;
  readonly approver: string | null;
};

function toEntry({ seq, approver, ...row }: Row): ChainedEntry {
  return { ...row, seq: Number(seq), approver: approver ?? undefined };
}

async function headOf(manager: EntityManager): Promise<ChainHead> {
  const rows: { seq: string; hash: string }[] = await manager.query(
    'select seq, hash from audit_entry order by seq desc limit 1',
  );
  return rows[0] === undefined ? CHAIN_START : { seq: Number(rows[0].seq), hash: rows[0].hash };
}

/** As PostgreSQL will give it back: lone surrogates become U+FFFD on the way, and the hash must not notice. */
function wellFormed({ approver, ...entry }: AuditEntry): AuditEntry {
  const kept = (text: string): string => Buffer.from(text).toString();
  return {
    ...entry,
    actor: kept(entry.actor),
    approver: approver === undefined ? undefined : kept(approver),
    target: kept(entry.target),
    reason: kept(entry.reason),
  };
}
