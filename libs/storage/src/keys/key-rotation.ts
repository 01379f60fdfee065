import type { AccessRefusal, KeyCustody } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { KeyRegister } from './key-register';
import { isStillUsed, keyUsage, oldVersions, type KeyUsage } from './key-usage';

/** Class of the lock under which one rotation or retirement runs at a time. */
const ROTATION_LOCK = 'select pg_advisory_xact_lock(5410704, 0)';

declare const ADMITTED: unique symbol;

/** Who exchanges keys, and why. */
export interface Custodian {
  readonly actor: string;
  readonly reason: string;
}

/** Somebody who may, as the audit names them: what {@link KeyRotation.admit} answers, and every act asks for. */
export interface AdmittedCustodian extends Custodian {
  readonly [ADMITTED]: true;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly by: AdmittedCustodian }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

export interface RegisteredKey {
  readonly id: string;
  readonly active: boolean;
  readonly addedAt: Date;
  readonly retiredAt: Date | null;
}

export interface KeyStatus extends RegisteredKey {
  readonly usage: KeyUsage;
}

export type Retirement =
  | { readonly kind: 'retired' }
  | { readonly kind: 'refused'; readonly why: 'unknown' | 'active' | 'in-use' | 'older-first' };

export interface KeyRotationTools {
  readonly dataSource: DataSource;
  readonly custody: KeyCustody;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
  /** Id of the key that sealed before there were data keys: what is sealed so is in use as well. */
  readonly firstKek: string;
}

/** Exchanging key-encryption keys while gateways run. Every act is audited in its own transaction. */
export class KeyRotation {
  constructor(private readonly tools: KeyRotationTools) {}

  /** Whether somebody may act on keys now. Who may not is on record with what was tried. */
  async admit(
    { actor, reason }: Custodian,
    tried: { readonly action: string; readonly target: string },
  ): Promise<Admission> {
    const { dataSource, approvals, provinceId: agencyId } = this.tools;
    const verdict = await approvals.check(dataSource.manager, { kind: 'keys', actor });
    const named = { actor: verdict.onRecord.actor, reason };
    if (verdict.kind === 'allowed') return { kind: 'admitted', by: named as AdmittedCustodian };
    const entry = { agencyId, ...named, ...tried, result: inAudit(verdict) };
    return audited<Admission>(this.tools, async () => ({
      result: { kind: 'refused', why: verdict.why },
      entry,
    }));
  }

  /**
   * Makes another key-encryption key the active one: the newest of the key store where the database does not know it yet
   * (a rotation that was cut off, or one made at the store itself), else a new one. Waits for batches under way; the next
   * ones see it. Cut off in between, the store has one key more that nothing uses, and the next call takes it.
   */
  async rotate(
    by: AdmittedCustodian,
  ): Promise<{ readonly kek: string; readonly before: string | undefined }> {
    const { dataSource, custody, audit, provinceId } = this.tools;
    await audit.ready();
    const result = await dataSource.transaction(async (manager) => {
      await manager.query(ROTATION_LOCK);
      const known = await registered(manager);
      const newest = await custody.newest();
      const kek = known.some(({ id }) => id === newest) ? await custody.rotate() : newest;
      const probe = await new KeyRegister(dataSource, custody, provinceId).probe(kek);
      await manager.query('update key_encryption_key set active = false where active');
      await manager.query(
        'insert into key_encryption_key (id, agency_id, active, probe) values ($1, $2, true, $3)',
        [kek, provinceId, probe],
      );
      await this.#note(manager, by, { action: 'keys rotate', target: kek, result: 'done' });
      return { kek, before: known.find((one) => one.active)?.id };
    });
    await audit.committed();
    return result;
  }

  /**
   * Makes a key in the store without using it yet, so that it can be brought to every machine before {@link rotate} takes
   * it. Made once: where the store has a key that the database does not know, that one is named.
   */
  async prepare(by: AdmittedCustodian): Promise<string> {
    const { dataSource, custody, audit } = this.tools;
    await audit.ready();
    const prepared = await dataSource.transaction(async (manager) => {
      await manager.query(ROTATION_LOCK);
      const known = await registered(manager);
      const newest = await custody.newest();
      const kek = known.some(({ id }) => id === newest) ? await custody.rotate() : newest;
      await this.#note(manager, by, { action: 'keys prepare', target: kek, result: 'done' });
      return kek;
    });
    await audit.committed();
    return prepared;
  }

  /**
   * Lets a key-encryption key go: no longer asked for at start, then taken out of its store. Refused while it is active,
   * while anything is wrapped with it or sealed with the key it came with, and while an older one is still there.
   */
  async retire(kek: string, by: AdmittedCustodian): Promise<Retirement> {
    const { dataSource, audit, custody, firstKek } = this.tools;
    await audit.ready();
    // Nothing is ever sealed that way again, so this long look needs no lock.
    const isOldLeft = kek === firstKek && (await oldVersions(dataSource)) > 0;
    const outcome = await dataSource.transaction(async (manager): Promise<Retirement> => {
      await manager.query(ROTATION_LOCK);
      // Batches under way end first, new ones wait: nothing can be written under the key from here on.
      await manager.query('select 1 from key_encryption_key for update');
      const why = isOldLeft ? 'in-use' : await this.#whyNot(manager, kek);
      if (why === undefined)
        await manager.query(
          'update key_encryption_key set retired_at = coalesce(retired_at, clock_timestamp()) where id = $1',
          [kek],
        );
      const result = why === undefined ? 'done' : 'refused';
      await this.#note(manager, by, { action: 'keys retire', target: kek, result });
      return why === undefined ? { kind: 'retired' } : { kind: 'refused', why };
    });
    await audit.committed();
    // Last, and again when it was cut off here: a key too many does no harm, one too few would.
    if (outcome.kind === 'retired') await custody.retire(kek);
    return outcome;
  }

  /** Every key this database ever used, with what still needs it; reads all records and versions. */
  async status(): Promise<readonly KeyStatus[]> {
    const { dataSource, firstKek } = this.tools;
    const usage = await keyUsage(dataSource, firstKek);
    const none: KeyUsage = { records: 0, oldRecords: 0, oldVersions: 0 };
    return (await registered(dataSource.manager)).map((key) => ({
      ...key,
      usage: usage.get(key.id) ?? none,
    }));
  }

  async active(): Promise<string | undefined> {
    return (await registered(this.tools.dataSource.manager)).find((one) => one.active)?.id;
  }

  /** Puts on record, by itself, what is not done in one transaction. */
  async note(by: AdmittedCustodian, what: { action: string; target: string; result: string }): Promise<void> {
    const { dataSource, audit } = this.tools;
    await audit.ready();
    await dataSource.transaction((manager) => this.#note(manager, by, what));
    await audit.committed();
  }

  async #whyNot(
    manager: EntityManager,
    kek: string,
  ): Promise<Extract<Retirement, { kind: 'refused' }>['why'] | undefined> {
    const keys = await registered(manager);
    const at = keys.findIndex(({ id }) => id === kek);
    const key = keys[at];
    if (key === undefined) return 'unknown';
    if (key.active) return 'active';
    if (keys.slice(0, at).some((older) => older.retiredAt === null && isOfOneStore(older.id, kek)))
      return 'older-first';
    return (await isStillUsed(manager, kek, this.tools.firstKek)) ? 'in-use' : undefined;
  }

  #note(
    manager: EntityManager,
    { actor, reason }: AdmittedCustodian,
    what: { action: string; target: string; result: string },
  ): Promise<void> {
    return this.tools.audit.append(manager, { agencyId: this.tools.provinceId, actor, reason, ...what });
  }
}

/** A Vault can only let go of all versions below one. */
function isOfOneStore(one: string, other: string): boolean {
  return one.split(':')[0] === other.split(':')[0];
}

function registered(manager: EntityManager): Promise<readonly RegisteredKey[]> {
  return manager.query(
    `select id, active, added_at as "addedAt", retired_at as "retiredAt" from key_encryption_key
     order by added_at, id`,
  );
}
