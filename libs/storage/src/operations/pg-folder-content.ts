import { changedPaths } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';

/** What a file of the configuration folder says about where, when and under whose code is sent. */
export interface FolderContent {
  /** As people call it. */
  readonly file: string;
  /** Plain, nothing of it a secret. */
  readonly content: Readonly<Record<string, unknown>>;
}

export interface FolderChange {
  readonly file: string;
  /** Each place: `path: before → after`. */
  readonly changes: readonly string[];
  readonly changedAt: Date;
}

export interface FolderContentTools {
  readonly dataSource: DataSource;
  readonly approvals: PgApprovals;
  readonly audit: PgAudit;
  readonly provinceId: string;
}

const MAX_REASON = 500;

/**
 * Tells of changes that come into use with a restart and that nobody is asked for: the table of agencies and the profile of the
 * national side. Each leaves its entry in the audit in the transaction that remembers it, so a start tells of it once.
 */
export class PgFolderContent {
  constructor(private readonly tools: FolderContentTools) {}

  /** @returns what differs from the last start; nothing of a file that was never seen. @throws GatewayError when no entry can be made */
  async take(files: readonly FolderContent[]): Promise<readonly FolderChange[]> {
    const { dataSource, audit } = this.tools;
    if ((await this.#changed(dataSource.manager, files)).length === 0) return [];
    await audit.ready();
    const told = await dataSource.transaction(async (manager) => {
      await manager.query('lock table folder_content in share row exclusive mode');
      const byAccounts = await this.tools.approvals.isByAccounts(manager);
      const changed = await this.#changed(manager, files);
      for (const one of changed) await this.#keep(manager, one, byAccounts);
      const news = changed.filter(({ isFirst }) => !isFirst);
      for (const one of news) await audit.append(manager, this.#entryOf(one));
      return news.map(({ file, changes }) => ({ file, changes, changedAt: new Date() }));
    });
    await audit.committed();
    return told;
  }

  async #changed(
    on: Pick<EntityManager, 'query'>,
    files: readonly FolderContent[],
  ): Promise<readonly Changed[]> {
    const rows: FolderContent[] = await on.query('select file, content from folder_content');
    return files.flatMap((one): readonly Changed[] => {
      const before = rows.find(({ file }) => file === one.file);
      if (before === undefined) return [{ ...one, changes: [], isFirst: true }];
      // As PostgreSQL gives it back: what is not there is not there.
      const changes = changedPaths(before.content, JSON.parse(JSON.stringify(one.content)));
      return changes.length === 0 ? [] : [{ ...one, changes, isFirst: false }];
    });
  }

  async #keep(on: EntityManager, { file, content, changes }: Changed, byAccounts: boolean): Promise<void> {
    await on.query(
      `insert into folder_content (file, agency_id, content, changes, by_accounts) values ($1, $2, $3, $4, $5)
       on conflict (file) do update set content = excluded.content, changes = excluded.changes,
         by_accounts = excluded.by_accounts, changed_at = clock_timestamp()`,
      [file, this.tools.provinceId, JSON.stringify(content), changes, byAccounts],
    );
  }

  #entryOf({ file, changes }: Changed) {
    const text = changes.join('; ');
    return {
      agencyId: this.tools.provinceId,
      actor: 'gateway',
      action: 'configuration change',
      target: file,
      reason: text.length <= MAX_REASON ? text : `${text.slice(0, MAX_REASON)}… (${changes.length})`,
      result: 'done',
    };
  }
}

interface Changed extends FolderContent {
  readonly changes: readonly string[];
  readonly isFirst: boolean;
}

/** Changes of the last seven days that came into use with a restart although accounts decide. */
export async function folderChanges(on: Pick<EntityManager, 'query'>): Promise<readonly FolderChange[]> {
  return on.query(
    `select file, changes, changed_at as "changedAt" from folder_content
     where by_accounts and changes <> '{}' and changed_at > clock_timestamp() - interval '7 days' order by file`,
  );
}
