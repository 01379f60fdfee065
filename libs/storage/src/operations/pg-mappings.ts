import { crosswalkAtStart, doOverlap, missingFrom, NationalTargets } from '@kntc/domain';
import type { AccessRefusal, CrosswalkAtStart, CrosswalkRow, Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type OnRecord, type PgApprovals } from '../access/pg-approvals';
import { audited, type Done } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { forgetCodeChanges, noteCodeChange, undoneBy, type UndoneCode } from '../codes/code-changes';
import { versionOf, type PgConfiguration } from '../codes/pg-configuration';
import { resultOf } from './allowed-only';
import { once } from './once';
import type { Command, OperationResult } from './operation';

/** Who puts a mapping into use, and why. */
export interface MappedBy {
  readonly actor: string;
  readonly approver?: string | undefined;
  readonly reason: string;
}

/** As {@link MappedBy}, where nobody need be named. */
interface ImportedBy {
  readonly actor?: string | undefined;
  readonly approver?: string | undefined;
  readonly reason?: string | undefined;
  /** Version that was in use when these people looked; nothing is done when it is another one by now. */
  readonly basedOn?: string | undefined;
  /** They saw which codes that were changed one by one become again what these rows say. */
  readonly evenIfUndone?: boolean | undefined;
}

/** One local code and what it is to become. */
export interface MappingChange {
  readonly sourceId: string;
  readonly list: number;
  readonly localCode: string;
  /** Rows of this code as these people saw them. */
  readonly seen: readonly CrosswalkRow[];
  /** All rows it is to have; none = it has no national code any more. */
  readonly rows: readonly CrosswalkRow[];
}

export type MappingImport =
  | { readonly kind: 'imported' | 'unchanged'; readonly version: string }
  /** Somebody else was faster. */
  | { readonly kind: 'changed-meanwhile'; readonly version: string | undefined }
  /** These codes were changed one by one since; the rows would undo it. */
  | { readonly kind: 'would-undo'; readonly codes: readonly UndoneCode[] }
  /** Only a named person with a reason may say that the code of a parent agency stands for these. */
  | { readonly kind: 'parent-unnamed'; readonly rows: readonly CrosswalkRow[] }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

/** What a start found in the folder; `isWaiting`: accounts decide, and nothing of it came into use. */
export interface StartOfCrosswalk extends CrosswalkAtStart {
  readonly isWaiting: boolean;
}

export interface MappingTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly configuration: PgConfiguration;
  readonly approvals: PgApprovals;
  readonly audit: PgAudit;
  readonly provinceId: string;
}

const NOT_SAID = '(không nêu tên)';
/** Whoever changes the crosswalk waits for others that do; numbers up to 14 are those of lists. */
const LOCK = 'select pg_advisory_xact_lock(5410703, 100)';

/** Which national code a local one becomes: a change is a decision, and on the audit. */
export class PgMappings {
  /** @param deciding who may, where somebody is signed in; default: as for everybody */
  constructor(
    private readonly tools: MappingTools,
    private readonly deciding: PgApprovals = tools.approvals,
  ) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgMappings {
    return new PgMappings(this.tools, this.tools.approvals.signedIn([login, ...proved]));
  }

  /** Puts these rows into use. Rows that are in use already need nobody's approval and leave no entry. */
  async importCrosswalk(rows: readonly CrosswalkRow[], by: ImportedBy): Promise<MappingImport> {
    const { configuration } = this.tools;
    const version = versionOf(rows);
    if (await this.#isUnchanged(version)) return { kind: 'unchanged', version };
    return this.#alone('crosswalk import', by, async (manager) => {
      const current = await configuration.crosswalkVersion(manager);
      if (by.basedOn !== undefined && current !== by.basedOn)
        return { kind: 'changed-meanwhile', version: current };
      const inUse = await configuration.crosswalk(manager);
      const codes = await undoneBy(manager, { folder: rows, inUse });
      if (codes.length > 0 && by.evenIfUndone !== true) return { kind: 'would-undo', codes };
      await forgetCodeChanges(manager);
      return rows;
    });
  }

  /**
   * Changes what one local code becomes, if it still is what these people saw; every other code stays. Refused:
   * `changed-meanwhile` with what it becomes now; `overlapping-days` for periods that partly overlap; `unknown-codes` for codes that
   * no national list has, or not until the last day of the row; `folder-decides` as long as typed names count at the command line: the next start would undo it.
   * `not-found`: there is no such source.
   */
  change(wanted: MappingChange, command: Command): Promise<OperationResult> {
    const { sourceId, list, localCode, rows } = wanted;
    const codes = rows.map(({ nationalCode }) => nationalCode).join(', ') || '-';
    const target = `${sourceId} ${list} ${localCode} → ${codes}`;
    return once(this.tools, { name: 'crosswalk change', target, command }, async (manager) => {
      await manager.query(LOCK);
      const { actor, approver } = command;
      const verdict = await this.deciding.check(manager, { kind: 'mapping', actor, approver });
      const { onRecord } = verdict;
      const result =
        resultOf(verdict, 'mapping') ??
        (await this.#changeOf(manager, wanted, { onRecord, reason: command.reason }));
      return { result, agencyId: this.tools.provinceId, onRecord };
    });
  }

  async #changeOf(
    manager: EntityManager,
    { seen, rows, sourceId, list, localCode }: MappingChange,
    by: { readonly onRecord: OnRecord; readonly reason: string },
  ): Promise<OperationResult> {
    const { configuration, approvals, provinceId } = this.tools;
    if (!(await isSource(manager, sourceId))) return { kind: 'not-found' };
    if (!(await approvals.isByAccounts(manager))) return { kind: 'refused', why: 'folder-decides' };
    const isOfCode = (row: CrosswalkRow): boolean =>
      row.sourceId === sourceId && row.list === list && row.localCode === localCode;
    const current = await configuration.crosswalk(manager);
    const standing = current.filter(isOfCode);
    if (versionOf(standing) !== versionOf(seen))
      return { kind: 'refused', why: 'changed-meanwhile', standing };
    if (!rows.every(isOfCode) || isOverlapping(rows)) return { kind: 'refused', why: 'overlapping-days' };
    const codes = await this.#unknownCodes(manager, rows);
    if (codes.length > 0) return { kind: 'refused', why: 'unknown-codes', codes };
    const next = [...current.filter((row) => !isOfCode(row)), ...rows];
    const parents = await this.#newParents(manager, next);
    await configuration.importCrosswalk(next, manager);
    await noteCodeChange(manager, provinceId, { sourceId, list, localCode });
    const entry = { agencyId: provinceId, ...by.onRecord, reason: by.reason, result: 'done' };
    for (const parent of parents)
      await this.tools.audit.append(manager, { ...entry, ...parentEntry(parent) });
    return { kind: 'done' };
  }

  /**
   * Takes the configuration folder's rows into use when a gateway starts, as far as a start may. Once accounts decide, it is
   * nobody's approval: whatever differs from what is in use waits as a whole, that of a first start too. Before, what waits is
   * the codes for which a row names a parent agency that no named person brought in, or a target that its list does not have;
   * they stay as they were, the others come in.
   */
  takeAtStart(folder: readonly CrosswalkRow[]): Promise<StartOfCrosswalk> {
    const { dataSource, configuration, approvals } = this.tools;
    return dataSource.transaction(async (manager) => {
      await manager.query(LOCK);
      const current = await configuration.crosswalkVersion(manager);
      const inUse = await configuration.crosswalk(manager);
      const started = crosswalkAtStart({ folder, inUse, codes: await configuration.nationalCodes(manager) });
      const isChange = (current ?? versionOf([])) !== versionOf(folder);
      if (isChange && (await approvals.isByAccounts(manager))) return { ...started, isWaiting: true };
      await configuration.importCrosswalk(started.rows, manager);
      return { ...started, isWaiting: false };
    });
  }

  /** Whether this is in use; the folder then says what is, and no code is changed beside it any more. */
  #isUnchanged(version: string): Promise<boolean> {
    const { dataSource, configuration } = this.tools;
    return dataSource.transaction(async (manager) => {
      await manager.query(LOCK);
      if ((await configuration.crosswalkVersion(manager)) !== version) return false;
      await forgetCodeChanges(manager);
      return true;
    });
  }

  /** In one transaction, one at a time: may they, what shall be in use, into use with it; the whole of it or nothing. */
  #alone(
    action: string,
    { actor, approver, reason }: ImportedBy,
    next: (manager: EntityManager) => Promise<readonly CrosswalkRow[] | MappingImport>,
  ): Promise<MappingImport> {
    const { approvals, provinceId, configuration } = this.tools;
    return audited<MappingImport>(this.tools, async (manager): Promise<Done<MappingImport>> => {
      await manager.query(LOCK);
      const by = { kind: 'mapping', actor: actor ?? NOT_SAID, approver } as const;
      const verdict = await approvals.check(manager, by);
      const onRecord = { agencyId: provinceId, ...verdict.onRecord };
      const entry = { ...onRecord, action, target: '-', reason: reason ?? '', result: inAudit(verdict) };
      if (verdict.kind === 'refused') return { result: { kind: 'refused', why: verdict.why }, entry };
      const rows = await next(manager);
      if (isAnswer(rows)) return { result: rows, entry: { ...entry, result: 'not-found' } };
      const parents = await this.#newParents(manager, rows);
      if (parents.length > 0 && (actor === undefined || reason === undefined))
        return { result: { kind: 'parent-unnamed', rows: parents }, entry: { ...entry, result: 'refused' } };
      const version = await configuration.importCrosswalk(rows, manager);
      for (const parent of parents)
        await this.tools.audit.append(manager, { ...entry, ...parentEntry(parent) });
      return { result: { kind: 'imported', version }, entry: { ...entry, target: version.slice(0, 12) } };
    });
  }

  /** Rows that say for the first time that a code is only that of a parent, or say it otherwise. */
  async #newParents(manager: EntityManager, rows: readonly CrosswalkRow[]): Promise<readonly CrosswalkRow[]> {
    const inUse = await this.tools.configuration.crosswalk(manager);
    return missingFrom(inUse, rows).filter((row) => row.parentNote !== undefined);
  }

  /** Each target is judged by the days of its row: one that its list had once is none for later. */
  async #unknownCodes(manager: EntityManager, rows: readonly CrosswalkRow[]): Promise<readonly string[]> {
    const targets = new NationalTargets(await this.tools.configuration.nationalCodes(manager));
    return rows.filter((row) => targets.standingOf(row) !== 'national').map((row) => row.nationalCode);
  }
}

/** One that has a mapping in use, or whose first one waits. */
async function isSource(manager: EntityManager, id: string): Promise<boolean> {
  const found: unknown[] = await manager.query(
    'select 1 from source where id = $1 union all select 1 from mapping_wait where source_id = $1',
    [id],
  );
  return found.length > 0;
}

function isAnswer(rows: readonly CrosswalkRow[] | MappingImport): rows is MappingImport {
  return 'kind' in rows;
}

/** Two rows either name the same days – the code was split – or none in common. */
function isOverlapping(rows: readonly CrosswalkRow[]): boolean {
  return rows.some((one, at) =>
    rows.slice(at + 1).some((other) => {
      const isSame = one.validFrom === other.validFrom && one.validUntil === other.validUntil;
      return isSame ? one.nationalCode === other.nationalCode : doOverlap(one, other);
    }),
  );
}

function parentEntry({ sourceId, list, localCode, nationalCode, parentNote = '' }: CrosswalkRow) {
  const target = `${sourceId} ${list} ${localCode} → ${nationalCode}`;
  return { action: 'crosswalk parent', target, reason: parentNote };
}
