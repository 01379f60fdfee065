import { CHAIN_START, GatewayError, isBroken, linkTo, standingOf } from '@kntc/domain';
import type {
  AuditEntry,
  AuditWitness,
  BrokenStanding,
  ChainHead,
  ChainStanding,
  ChainedEntry,
  Clock,
  KeyedDigest,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { AUDIT_COLUMNS, toEntry, type AuditRow } from './audit-rows';
import { takeRefusedRestores } from './refused-restores';

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
  /** Number of the newest link this process knows to be remembered outside. */
  #told = 0;
  #isChecked = false;
  #isWitnessBehind = true;

  constructor(
    private readonly dataSource: DataSource,
    private readonly tools: AuditTools,
  ) {}

  /**
   * Before an action: the witness can write and knows all that stands, and – once in a process – nothing is remembered
   * that no longer stands.
   * @throws GatewayError `GW_T304`, `GW_T309`
   */
  async ready(): Promise<void> {
    if (!this.#isChecked) await this.check().then(refuseBroken);
    if (this.#isWitnessBehind) await this.#tellWitness();
    else await this.tools.witness.ready();
  }

  /** Compares the chain with the newest head its witness remembers. @throws GatewayError `GW_T304` */
  async check(): Promise<ChainStanding> {
    const newest = await this.tools.witness.newest();
    const last = await headOf(this.dataSource.manager);
    const standing = standingOf(newest, last.seq, await this.#hashAt(newest?.seq ?? 0));
    this.#isChecked = !isBroken(standing);
    return standing;
  }

  /** Adds what is being done; as the last statement before the commit, for other processes wait for it. */
  async append(manager: EntityManager, action: AuditedAction): Promise<void> {
    const entry = wellFormed({ ...action, at: this.tools.clock.now().toISOString() });
    for (let tries = 0; tries < TRIES; tries += 1) {
      const head = this.#head ?? (await this.#currentHead(manager));
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
      const rows: AuditRow[] = await this.dataSource.query(
        `select ${AUDIT_COLUMNS} from audit_entry where seq > $1 order by seq limit ${PAGE}`,
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
    const rows: AuditRow[] = await this.dataSource.query(
      `select ${AUDIT_COLUMNS} from audit_entry where $1::bigint is null or seq < $1 order by seq desc limit $2`,
      [before ?? null, limit],
    );
    return rows.map(toEntry);
  }

  /**
   * Two people decided to go on with a database that was put back older. What was refused of it while the chain took no
   * entry, and the decision, become links of the chain; then the witness forgets – for counting, not for reading – what was
   * remembered above `agreed`. A crash between the two leaves the chain as broken as before, with the decision on record;
   * it is then taken again.
   * @param alsoDecided what stands with the decision or not at all
   */
  async acceptRestore(
    decision: AuditedAction,
    agreed: number,
    alsoDecided: (manager: EntityManager) => Promise<unknown> = async () => undefined,
  ): Promise<ChainHead> {
    await this.tools.witness.ready();
    this.#told = 0;
    await this.dataSource.transaction(async (manager) => {
      await alsoDecided(manager);
      for (const refused of await takeRefusedRestores(manager)) await this.append(manager, refused);
      await this.append(manager, decision);
    });
    const head = await headOf(this.dataSource.manager);
    await this.tools.witness.restart(head, agreed, this.tools.clock.now().toISOString());
    this.#told = head.seq;
    this.#isChecked = true;
    this.#isWitnessBehind = false;
    return head;
  }

  async #tellWitness(): Promise<void> {
    try {
      await this.#tellHead();
    } catch {
      // Another process may have told a newer head between our look and our word.
      await this.#tellHead();
    }
  }

  async #tellHead(): Promise<void> {
    const { witness, clock } = this.tools;
    const head = await this.#currentHead(this.dataSource.manager);
    if (head.seq === 0) await witness.ready();
    else await witness.remember(head, clock.now().toISOString());
    this.#told = Math.max(this.#told, head.seq);
    this.#isWitnessBehind = false;
  }

  /** A chain that ends before what this very process told the witness was put back while we ran. */
  async #currentHead(manager: EntityManager): Promise<ChainHead> {
    const head = await headOf(manager);
    if (head.seq < this.#told) refuseBroken({ kind: 'behind', last: head.seq, witnessed: this.#told });
    return head;
  }

  async #hashAt(seq: number): Promise<string | undefined> {
    const rows: { hash: string }[] = await this.dataSource.query(
      'select hash from audit_entry where seq = $1',
      [seq],
    );
    return rows[0]?.hash;
  }
}

function refuseBroken(standing: ChainStanding): void {
  if (isBroken(standing)) throw new GatewayError('GW_T309', inWords(standing));
}

function inWords({ kind, last, witnessed }: BrokenStanding): string {
  return kind === 'behind'
    ? `the chain ends at ${last}, entry ${witnessed} was witnessed`
    : `another entry ${witnessed} was witnessed`;
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
