import {
  accessRuleChanges,
  canonicalJson,
  DEFAULT_ACCESS_RULES,
  GatewayError,
  sha256,
  stricterOf,
  type AccessRefusal,
  type AccessRuleChange,
  type AccessRules,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { audited } from '../audit/audited';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import { ACCOUNTS_REQUIRED } from './decider-rows';
import { inAudit, type PgApprovals } from './pg-approvals';

type Queries = Pick<EntityManager, 'query'>;

export interface AccessSettingsTools {
  readonly dataSource: DataSource;
  readonly audit: PgAudit;
  readonly provinceId: string;
}

/** What of the settings file counts, and what of it waits for two sides. */
export interface AccessStanding {
  readonly inForce: AccessRules;
  /** What accepting the file would change; nothing where all of it counts. */
  readonly waiting: readonly AccessRuleChange[];
  /** Digest of what the file asks for. */
  readonly version: string;
}

/** Who accepts settings, and why. */
export interface SettingsAcceptedBy {
  readonly actor: string;
  readonly approver?: string | undefined;
  readonly reason: string;
}

export type SettingsAcceptance =
  | { readonly kind: 'accepted' }
  /** All that the file asks for counts already. */
  | { readonly kind: 'not-waiting' }
  /** The file asks for something else than what these people saw. */
  | { readonly kind: 'other-version' }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

/** Starts, commands and acceptances exclude each other: what was compared still stands when it is written. */
const ALONE = 'lock table access_settings in share row exclusive mode';

/** The witness cannot be used, or the chain does not fit to it: no entry can be made. */
const NO_ENTRY: readonly string[] = ['GW_T304', 'GW_T309'];

/** What counts of the settings file now. Reads only. */
export async function accessStanding(on: Queries, file: AccessRules): Promise<AccessStanding> {
  const { accepted } = await stored(on);
  const inForce = (await isForTwoSides(on)) ? stricterOf(accepted, file) : file;
  return { inForce, waiting: accessRuleChanges(inForce, file), version: versionOf(file) };
}

/**
 * The rules about access that count. Until accounts of both sides exist the file decides, for nobody could accept it. From
 * then on the file can make them stricter by itself; looser than what two sides accepted only they can. A province of which
 * nothing is stored yet accepted the defaults.
 */
export class PgAccessSettings {
  constructor(private readonly tools: AccessSettingsTools) {}

  /**
   * What counts now, for a process that starts; a change since the last one leaves its entry. Where no entry can be made,
   * nothing gets looser: the stricter of what was in force and what would be, so that the audit can still be mended.
   */
  async take(file: AccessRules): Promise<AccessStanding> {
    const { dataSource } = this.tools;
    const standing = await accessStanding(dataSource.manager, file);
    const before = await stored(dataSource.manager);
    if (accessRuleChanges(before.inForce, standing.inForce).length === 0) return standing;
    try {
      return await this.#note(file);
    } catch (err) {
      if (!(err instanceof GatewayError) || !NO_ENTRY.includes(err.code)) throw err;
      const inForce = stricterOf(before.inForce, standing.inForce);
      return { ...standing, inForce, waiting: accessRuleChanges(inForce, file) };
    }
  }

  /** Puts what the file asks for in force, if it is the version these people saw. A running gateway takes it at its next start. */
  accept(
    file: AccessRules,
    version: string,
    by: SettingsAcceptedBy & { readonly approvals: PgApprovals },
  ): Promise<SettingsAcceptance> {
    return audited<SettingsAcceptance>(this.tools, async (manager) => {
      await manager.query(ALONE);
      const { actor, approver, reason, approvals } = by;
      const standing = await accessStanding(manager, file);
      const verdict = await approvals.check(manager, { kind: 'mapping', actor, approver });
      const entry = {
        agencyId: this.tools.provinceId,
        action: 'access accept-settings',
        target: `${standing.version.slice(0, 12)} ${inWords(standing.waiting)}`.trim(),
        reason,
        ...verdict.onRecord,
        result: inAudit(verdict),
      };
      if (verdict.kind === 'refused') return { result: { kind: 'refused', why: verdict.why }, entry };
      const failed = { ...entry, result: 'not-found' };
      if (standing.version !== version) return { result: { kind: 'other-version' }, entry: failed };
      if (standing.waiting.length === 0) return { result: { kind: 'not-waiting' }, entry: failed };
      await this.#store(manager, { accepted: file, inForce: file });
      return { result: { kind: 'accepted' }, entry };
    });
  }

  async #note(file: AccessRules): Promise<AccessStanding> {
    const { dataSource, audit } = this.tools;
    await audit.ready();
    const standing = await dataSource.transaction(async (manager) => {
      await manager.query(ALONE);
      const now = await accessStanding(manager, file);
      const { accepted, inForce: before } = await stored(manager);
      const changes = accessRuleChanges(before, now.inForce);
      if (changes.length === 0) return now; // another process was faster
      const isFiles = !(await isForTwoSides(manager));
      await this.#store(manager, { accepted: isFiles ? file : accepted, inForce: now.inForce });
      await audit.append(manager, this.#entryOf(changes));
      return now;
    });
    await audit.committed();
    return standing;
  }

  #entryOf(changes: readonly AccessRuleChange[]): AuditedAction {
    const { provinceId } = this.tools;
    const on = { agencyId: provinceId, actor: 'gateway', action: 'access settings', result: 'done' };
    return { ...on, target: inWords(changes), reason: 'access.yaml' };
  }

  async #store(on: Queries, { accepted, inForce }: Stored): Promise<void> {
    await on.query(
      `insert into access_settings (agency_id, accepted, in_force) values ($1, $2, $3)
       on conflict (only_one) do update set accepted = excluded.accepted, in_force = excluded.in_force,
         changed_at = clock_timestamp()`,
      [this.tools.provinceId, JSON.stringify(accepted), JSON.stringify(inForce)],
    );
  }
}

interface Stored {
  readonly accepted: AccessRules;
  readonly inForce: AccessRules;
}

async function stored(on: Queries): Promise<Stored> {
  const rows: Stored[] = await on.query('select accepted, in_force as "inForce" from access_settings');
  const { accepted, inForce } = rows[0] ?? { accepted: {}, inForce: {} };
  // Of a key that came with a later version the default was accepted.
  return {
    accepted: { ...DEFAULT_ACCESS_RULES, ...accepted },
    inForce: { ...DEFAULT_ACCESS_RULES, ...inForce },
  };
}

/** Not `requireAccounts`: where accounts count from the beginning but do not exist, nobody could accept anything. */
async function isForTwoSides(on: Queries): Promise<boolean> {
  const rows: { required: boolean }[] = await on.query(`select ${ACCOUNTS_REQUIRED} as required`);
  return rows[0]?.required === true;
}

function versionOf({ unmaskDailyCap, requireAccounts, requireProof, resyncAlone }: AccessRules): string {
  return sha256(canonicalJson({ unmaskDailyCap, requireAccounts, requireProof, resyncAlone }));
}

function inWords(changes: readonly AccessRuleChange[]): string {
  return changes.map(({ key, from, to }) => `${key}: ${from} → ${to}`).join('; ');
}
