import type { AccessRefusal } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import {
  beginWait,
  mappingInUse,
  mappingWaitOf,
  mappingWaits,
  type MappingWait,
} from '../codes/mapping-waits';
import { registerSource, type SourceRegistration } from '../codes/register-source';
import type { MappedBy } from './pg-mappings';

export interface SourceMappingTools {
  readonly dataSource: DataSource;
  readonly approvals: PgApprovals;
  readonly audit: PgAudit;
  readonly provinceId: string;
}

/** Whether the texts of two source files say the same mapping. */
export type SameMapping = (before: string, after: string) => boolean;

export type MappingAcceptance =
  | { readonly kind: 'accepted' }
  /** Nothing of this source waits. */
  | { readonly kind: 'not-waiting' }
  /** Something else waits than what these people saw. */
  | { readonly kind: 'other-version'; readonly version: string }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

/** Starts and acceptances exclude each other: what was compared still stands when it is written. */
const ALONE = 'lock table mapping_wait in share row exclusive mode';

/** Which rows are read and what they become, source by source: a change is a decision of two sides, and on the audit. */
export class PgSourceMappings {
  constructor(private readonly tools: SourceMappingTools) {}

  /**
   * Takes the mappings of the configuration folder into use when a gateway starts. Once accounts decide, a start is nobody's
   * approval: one that differs from the one in use – also that of a new source – waits, and what is in use stays with cursor
   * and records. A file that says again what is in use ends its wait. Another version of the engine is no other mapping.
   *
   * @param sources all that are switched on; what waited of others waits no more
   * @returns what waits now
   */
  takeAtStart(sources: readonly SourceRegistration[], isSame: SameMapping): Promise<readonly MappingWait[]> {
    const { dataSource, approvals } = this.tools;
    return dataSource.transaction(async (manager) => {
      await manager.query(ALONE);
      const isByAccounts = await approvals.isByAccounts(manager);
      await manager.query('delete from mapping_wait where source_id <> all($1)', [
        sources.map(({ id }) => id),
      ]);
      for (const source of sources) {
        const inUse = await mappingInUse(manager, source.id);
        const isApproved = inUse !== undefined && isSame(inUse, source.definition);
        if (isApproved || !isByAccounts) await this.#putInUse(manager, source);
        else await beginWait(manager, this.tools.provinceId, source);
      }
      return mappingWaits(manager);
    });
  }

  /**
   * Puts what waits for a source into use, if it is the version these people saw. Gateways that wait with it go on by
   * themselves.
   */
  accept(sourceId: string, version: string, by: MappedBy): Promise<MappingAcceptance> {
    const { dataSource, approvals, audit, provinceId } = this.tools;
    return audited<MappingAcceptance>({ dataSource, audit }, async (manager) => {
      await manager.query(ALONE);
      const { actor, approver, reason } = by;
      const verdict = await approvals.check(manager, { kind: 'mapping', actor, approver });
      const entry = {
        agencyId: provinceId,
        action: 'sources accept-mapping',
        target: `${sourceId} ${version.slice(0, 12)}`,
        reason,
        ...verdict.onRecord,
        result: inAudit(verdict),
      };
      if (verdict.kind === 'refused') return { result: { kind: 'refused', why: verdict.why }, entry };
      const waiting = await mappingWaitOf(manager, sourceId);
      const failed = { ...entry, result: 'not-found' };
      if (waiting === undefined) return { result: { kind: 'not-waiting' }, entry: failed };
      if (waiting.mappingVersion !== version)
        return { result: { kind: 'other-version', version: waiting.mappingVersion }, entry: failed };
      await this.#putInUse(manager, waiting);
      return { result: { kind: 'accepted' }, entry };
    });
  }

  async #putInUse(manager: EntityManager, source: SourceRegistration): Promise<void> {
    await registerSource(manager, this.tools.provinceId, source);
    await manager.query('delete from mapping_wait where source_id = $1', [source.id]);
  }
}
