import type { AccessRefusal, CrosswalkRow } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { inAudit, type PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { versionOf, type PgConfiguration } from '../codes/pg-configuration';

/** Who puts a crosswalk into use, and why. */
export interface MappedBy {
  readonly actor: string;
  readonly approver?: string | undefined;
  readonly reason: string;
}

export type MappingImport =
  | { readonly kind: 'imported' | 'unchanged'; readonly version: string }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

export interface MappingTools {
  readonly dataSource: DataSource;
  readonly configuration: PgConfiguration;
  readonly approvals: PgApprovals;
  readonly audit: PgAudit;
  readonly provinceId: string;
}

/** Which national code a local one becomes: a change is a decision, and on the audit. */
export class PgMappings {
  constructor(private readonly tools: MappingTools) {}

  /** Puts these rows into use. Rows that are in use already need nobody's approval and leave no entry. */
  async importCrosswalk(rows: readonly CrosswalkRow[], by: MappedBy): Promise<MappingImport> {
    const { dataSource, configuration, approvals, audit, provinceId } = this.tools;
    const version = versionOf(rows);
    if ((await configuration.crosswalkVersion()) === version) return { kind: 'unchanged', version };
    return audited<MappingImport>({ dataSource, audit }, async (manager) => {
      const { actor, approver, reason } = by;
      const verdict = await approvals.check(manager, { kind: 'mapping', actor, approver });
      const entry = {
        agencyId: provinceId,
        action: 'crosswalk import',
        target: version.slice(0, 12),
        reason,
        ...verdict.onRecord,
        result: inAudit(verdict),
      };
      if (verdict.kind === 'refused') return { result: { kind: 'refused', why: verdict.why }, entry };
      await configuration.importCrosswalk(rows, manager);
      return { result: { kind: 'imported', version }, entry };
    });
  }

  /**
   * Takes the configuration folder's rows into use when a gateway starts. Once accounts decide, a start is nobody's
   * approval: what is in use stays, and `false` says that the folder holds something else.
   */
  async takeAtStart(rows: readonly CrosswalkRow[]): Promise<boolean> {
    const { dataSource, configuration, approvals } = this.tools;
    const current = await configuration.crosswalkVersion();
    const isChange = current !== undefined && current !== versionOf(rows);
    if (isChange && (await approvals.isByAccounts(dataSource.manager))) return false;
    await configuration.importCrosswalk(rows);
    return true;
  }
}
