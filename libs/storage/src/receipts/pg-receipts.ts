import { CHAIN_START, dayDigest, dayOf, GatewayError, standingOf, type ChainHead } from '@kntc/domain';
import type {
  ChainStanding,
  ChainedReceipt,
  Checkpoint,
  CheckpointSigner,
  Clock,
  DayStamp,
  KeyBreak,
  StepKind,
  TimeStampAuthority,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';
import { toJsonb } from '../rows/to-jsonb';
import {
  CHECKPOINT_COLUMNS,
  INSERT_CHAINED,
  PAGE_OF_CHAIN,
  STAMP_COLUMNS,
  TAKE_DUE,
  chained,
  hiddenOf,
  iso,
  ofReference,
  toChained,
  toCheckpoint,
  toReceipt,
  visibleReceipt,
  withoutReceipt,
  type DueRow,
  type ReceiptRow,
} from './receipt-rows';

/** Held while links are added: one writer, so numbers have no gaps. */
const CHAIN_LOCK = 5_410_719;
const PAGE = 5_000;
/** Clocks of several machines are this close: after it nobody adds to yesterday. */
const DAY_ENDED_MS = 600_000;

export interface ReceiptTools {
  readonly clock: Clock;
  /** For rows that belong to no agency. */
  readonly provinceId: string;
}

/** A confirmed step that its receipts do not tell of. */
export interface WithoutReceipt {
  readonly reference: string;
  readonly step: StepKind;
  readonly ordinal: number;
  /** `false`: there is one, and it says something else. */
  readonly isMissing: boolean;
}

/**
 * Receipts of confirmed steps in PostgreSQL. What waits in `receipt_due` was written by the statement that confirmed the
 * step; a link and the end of its waiting are one transaction. So a crash anywhere loses none and doubles none.
 */
export class PgReceipts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tools: ReceiptTools,
  ) {}

  /** Chains up to `limit` of what waits; how many. 0 as well while another process does. */
  async chain(limit: number): Promise<number> {
    const [standing]: { waits: boolean }[] = await this.dataSource.query(
      'select exists (select from receipt_due) as waits',
    );
    if (standing?.waits !== true) return 0;
    return this.dataSource.transaction(async (manager) => {
      const [lock]: { mine: boolean }[] = await manager.query(
        'select pg_try_advisory_xact_lock($1) as mine',
        [CHAIN_LOCK],
      );
      if (lock?.mine !== true) return 0;
      const head = await headOf(manager);
      const due: DueRow[] = await manager.query(TAKE_DUE, [limit]);
      const links = chained(head, due.map(toReceipt));
      if (links.length > 0)
        await manager.query(INSERT_CHAINED, [
          toJsonb(links.map(({ seq, hash, receipt }) => ({ ...receipt, seq, hash }))),
        ]);
      return links.length;
    });
  }

  /** Newest link; the start of the chain when there is none. */
  head(): Promise<ChainHead> {
    return headOf(this.dataSource.manager);
  }

  /** How the chain stands to the newest head that is remembered of it outside. */
  async standing(newest: ChainHead | undefined): Promise<ChainStanding> {
    const { seq: last } = await this.head();
    const rows: { hash: string }[] = await this.dataSource.query('select hash from receipt where seq = $1', [
      newest?.seq ?? 0,
    ]);
    return standingOf(newest, last, rows[0]?.hash);
  }

  /** Key of the newest checkpoint, and those that two people put in its place; none before anything was signed. */
  async mayGoOn(): Promise<readonly string[]> {
    const rows: { key_id: string }[] = await this.dataSource.query(
      `with last as (select key_id from receipt_checkpoint order by seq desc limit 1)
       select key_id from last union all
       select b.fresh_id from receipt_key_break b join last on last.key_id = b.lost_id`,
    );
    return rows.map(({ key_id }) => key_id);
  }

  /** Keys that were lost and replaced by two people, in that order. */
  async breaks(): Promise<readonly KeyBreak[]> {
    const rows: (Omit<KeyBreak, 'lastSeq'> & { readonly lastSeq: string })[] = await this.dataSource.query(
      `select lost_id as lost, fresh_id as fresh, last_seq as "lastSeq", ${iso('at')} as at
       from receipt_key_break order by receipt_key_break.at`,
    );
    return rows.map((row) => ({ ...row, lastSeq: Number(row.lastSeq) }));
  }

  /** Keeps that two people replaced the key that signed last. @param on the transaction of their decision */
  async noteBreak(
    on: Pick<EntityManager, 'query'>,
    { lost, fresh, at }: Omit<KeyBreak, 'lastSeq'>,
  ): Promise<void> {
    await on.query(
      `insert into receipt_key_break (fresh_id, agency_id, lost_id, last_seq, at)
       select $1, $2, $3::text, coalesce(max(seq), 0), $4::timestamptz from receipt_checkpoint where key_id = $3`,
      [fresh, this.tools.provinceId, lost, at],
    );
  }

  /**
   * Signs how far the chain has come, unless that is signed already.
   * @throws GatewayError `GW_T311` when the keys that signed before are not there, also while there is nothing to sign
   */
  async sign(signer: CheckpointSigner): Promise<Checkpoint | undefined> {
    const head = await this.head();
    const [last]: { seq: string }[] = await this.dataSource.query(
      'select seq from receipt_checkpoint order by seq desc limit 1',
    );
    if (last !== undefined) goesOn(signer, await this.mayGoOn());
    if (head.seq <= Number(last?.seq ?? 0)) return undefined;
    const now = this.tools.clock.now();
    if (last === undefined) signer.createFirst(now);
    const checkpoint = signer.sign({ ...head, at: now.toISOString() });
    const { seq, hash, at, keyId, signature } = checkpoint;
    await this.dataSource.query(
      `insert into receipt_checkpoint (seq, hash, at, agency_id, key_id, signature)
       values ($1, $2, $3::timestamptz, $4, $5, $6) on conflict (seq) do nothing`,
      [seq, hash, at, this.tools.provinceId, keyId, signature],
    );
    return checkpoint;
  }

  /**
   * Has the checkpoints of every day that is over stamped outside; how many days.
   * @throws GatewayError `GW_T304` when the authority cannot be asked: the day waits
   */
  async stamp(authority: TimeStampAuthority): Promise<number> {
    const today = dayOf(new Date(this.tools.clock.now().getTime() - DAY_ENDED_MS).toISOString());
    const days: { day: string }[] = await this.dataSource.query(
      `select distinct day::text from (
         select (at at time zone 'Asia/Ho_Chi_Minh')::date as day from receipt_checkpoint) c
       where day < $1::date and not exists (select from receipt_stamp s where s.day = c.day) order by 1`,
      [today],
    );
    for (const { day } of days) await this.#stampDay(day, authority);
    return days.length;
  }

  async #stampDay(day: string, authority: TimeStampAuthority): Promise<void> {
    const checkpoints = (await this.checkpoints()).filter(({ at }) => dayOf(at) === day);
    const { digest, at, publicKey, signature } = await authority.stamp(dayDigest(checkpoints));
    await this.dataSource.query(
      `insert into receipt_stamp (day, agency_id, digest, at, authority, public_key, signature)
       values ($1::date, $2, $3, $4, $5, $6, $7) on conflict (day) do nothing`,
      [day, this.tools.provinceId, digest, at, authority.place, publicKey, signature],
    );
  }

  /** Every receipt behind a number, in order. */
  async *links(after = 0): AsyncIterable<ChainedReceipt> {
    let from = String(after);
    for (;;) {
      const rows: ReceiptRow[] = await this.dataSource.query(PAGE_OF_CHAIN, [from, PAGE]);
      for (const row of rows) yield toChained(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      from = last.seq;
    }
  }

  /** Of one national record, in order; none as well where the reader may not know of it. */
  async of(reference: string, scope: RowScope = 'everything'): Promise<readonly ChainedReceipt[]> {
    const seen = visibleReceipt(scope, 2);
    const rows: ReceiptRow[] = await this.dataSource.query(ofReference(seen.sql), [
      reference,
      ...seen.values,
    ]);
    return rows.map(toChained);
  }

  /** Whether an agency has receipts of a month (`yyyy-MM`, in Vietnam) that a reader may not know of. */
  async hasHidden(agencyId: string, month: string, scope: RowScope): Promise<boolean> {
    const seen = visibleReceipt(scope, 3);
    const [row]: { hidden: boolean }[] = await this.dataSource.query(hiddenOf(seen.sql), [
      agencyId,
      month,
      ...seen.values,
    ]);
    return row?.hidden !== false;
  }

  /** Number of the last receipt of an agency whose step was confirmed in a month (`yyyy-MM`, in Vietnam); 0 = none. */
  async lastOf(agencyId: string, month: string): Promise<number> {
    const [row]: { seq: string | null }[] = await this.dataSource.query(
      `select max(seq) as seq from receipt
       where agency_id = $1 and to_char(confirmed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') = $2`,
      [agencyId, month],
    );
    return Number(row?.seq ?? 0);
  }

  async checkpoints(): Promise<readonly Checkpoint[]> {
    const rows: Parameters<typeof toCheckpoint>[0][] = await this.dataSource.query(
      `select ${CHECKPOINT_COLUMNS} from receipt_checkpoint order by seq`,
    );
    return rows.map(toCheckpoint);
  }

  async stamps(): Promise<readonly DayStamp[]> {
    return this.dataSource.query(`select ${STAMP_COLUMNS} from receipt_stamp order by day`);
  }

  /** Confirmed steps that receipts do not tell of, of records the reader may know of; at most `limit`. */
  async without(limit: number, scope: RowScope = 'everything'): Promise<readonly WithoutReceipt[]> {
    const seen = visible(scope, 2, NATIONAL);
    return this.dataSource.query(withoutReceipt(seen.sql), [limit, ...seen.values]);
  }

  /** How many receipts wait for their place in the chain. */
  async waiting(): Promise<number> {
    const [row]: { count: number }[] = await this.dataSource.query(
      'select count(*)::int as count from receipt_due',
    );
    return row?.count ?? 0;
  }
}

/**
 * @param mayGoOn the key that signed before, and those put in its place
 * @throws GatewayError `GW_T311` when none of them is here
 */
export function goesOn(signer: Pick<CheckpointSigner, 'keys'>, mayGoOn: readonly string[]): void {
  if (signer.keys().some(({ id }) => mayGoOn.includes(id))) return;
  throw new GatewayError('GW_T311', `the key ${mayGoOn[0] ?? ''}, which signed before, is not among them`);
}

async function headOf(manager: EntityManager): Promise<ChainHead> {
  const [row]: { seq: string; hash: string }[] = await manager.query(
    'select seq, hash from receipt order by seq desc limit 1',
  );
  return row === undefined ? CHAIN_START : { seq: Number(row.seq), hash: row.hash };
}
