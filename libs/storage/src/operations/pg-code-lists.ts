import { codeListChange, codeListDoubt } from '@kntc/domain';
import type { CodeListChange, CodeListDoubt, CodeListEntry, Ids, KeyedDigest, UsedCode } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { visible, type Columns, type RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { beginWatch } from '../brakes/delivery-watch';
import { entriesInUse, lockList, useCodeList } from '../codes/store-code-list';
import { codeHash } from '../search/code-hashes';
import { allowedOnly } from './allowed-only';
import { once } from './once';
import type { Command, OperationResult } from './operation';

/** A code that left its list or has another name there, and what uses it now. */
export interface TouchedCode extends UsedCode {
  readonly name: string;
  /** The new name; none of a code that left the list. */
  readonly renamedTo?: string | undefined;
  /** Names of the areas it lies in, the largest first; of other lists none. */
  readonly within: readonly string[];
  readonly cases: number;
  /** Rows of the crosswalk in use that lead to it. */
  readonly crosswalkRows: number;
}

/** A changed national list that waits for two sides. */
export interface ChangedList {
  readonly list: number;
  /** Digest of its content. */
  readonly version: string;
  readonly since: Date;
  readonly change: CodeListChange;
  /** Why it may not be this list at all. */
  readonly doubt?: CodeListDoubt | undefined;
  /** Two sides do not want it: it asks nobody until the list changes again. */
  readonly refused?: { readonly by: string; readonly at: Date } | undefined;
}

/** The same, with what it touches. */
export interface CodeListWait extends ChangedList {
  readonly touched: readonly TouchedCode[];
}

/** One of the lists that wait, as these people saw it. */
export interface SeenList {
  readonly list: number;
  readonly version: string;
}

export interface CodeListAcceptance extends SeenList {
  /** First day of the new list, `yyyy-MM-dd`; default: today. */
  readonly fromDay?: string | undefined;
  /** They saw that most of the list is gone, and mean it. */
  readonly evenIfDoubtful?: boolean | undefined;
}

interface WaitRow {
  readonly list: number;
  readonly version: string;
  readonly entries: readonly CodeListEntry[];
  readonly since: Date;
  readonly refused_by: string | null;
  readonly refused_at: Date | null;
}

/** As `record_standing` has it. */
const OWNED: Columns = {
  caseId: 'r.case_id',
  agencyId:
    'coalesce((select n.agency_id from national_record n where n.case_id = r.case_id limit 1), r.agency_id)',
};

type Queries = Pick<EntityManager, 'query'>;

const AREAS = 1;

const WAITS = `select list, sha256 as version, entries, began_at as since,
    case when refused_version = sha256 then refused_by end as refused_by,
    case when refused_version = sha256 then refused_at end as refused_at
  from code_list_wait`;

/** Lists that changed and that nobody accepted or refused. */
export async function waitingLists(on: Queries): Promise<readonly number[]> {
  const rows: { list: number }[] = await on.query(
    'select list from code_list_wait where refused_version is distinct from sha256 order by list',
  );
  return rows.map(({ list }) => list);
}

/** National lists that changed: what they would touch, and putting them into use. Nothing of them counts before. */
export class PgCodeLists {
  constructor(
    private readonly tools: {
      readonly dataSource: DataSource;
      readonly ids: Ids;
      readonly approvals: PgApprovals;
      readonly audit: PgAudit;
      readonly provinceId: string;
      /** The one that cases are found by. */
      readonly search: KeyedDigest;
    },
  ) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgCodeLists {
    return new PgCodeLists({ ...this.tools, approvals: this.tools.approvals.signedIn([login, ...proved]) });
  }

  /** What waits, by list; no case is looked at. */
  async changed(): Promise<readonly ChangedList[]> {
    const { manager } = this.tools.dataSource;
    const rows: WaitRow[] = await manager.query(`${WAITS} order by list`);
    const changed: ChangedList[] = [];
    for (const row of rows) changed.push(changedOf(row, await entriesInUse(manager, row.list)));
    return changed;
  }

  /** The same with what it touches. */
  async waiting(): Promise<readonly CodeListWait[]> {
    const waits: CodeListWait[] = [];
    for (const { list } of await this.changed()) waits.push(...(await this.#effectOf(list, 'everything')));
    return waits;
  }

  /** What waits for one list. @param scope whose cases are counted */
  async waitOf(list: number, scope: RowScope): Promise<CodeListWait | undefined> {
    return (await this.#effectOf(list, scope))[0];
  }

  /**
   * Puts a list into use, if it is the version these people saw; the whole of it, or nothing. Refused: `no-list-waits`,
   * `other-version`, `too-far-ahead` for a first day more than a year away (a slip of the hand would put the list off and
   * nobody would see it), and `doubtful-list` for one that looks like another list, unless they say that they saw it.
   */
  accept(asked: CodeListAcceptance, command: Command): Promise<OperationResult> {
    const { list, fromDay } = asked;
    const from = fromDay === undefined ? '' : ` từ ${fromDay}`;
    return this.#decide('crosswalk accept-list', { asked, command, more: from }, async (manager, row) => {
      if (fromDay !== undefined && (await isFarAhead(manager, fromDay)))
        return { kind: 'refused', why: 'too-far-ahead' };
      if (asked.evenIfDoubtful !== true && (await isDoubtful(manager, row)))
        return { kind: 'refused', why: 'doubtful-list' };
      const { provinceId: agencyId } = this.tools;
      await useCodeList(manager, { agencyId, list, entries: row.entries, fromDay });
      await beginWatch(manager, agencyId, { what: 'crosswalk', target: `list ${list}` });
      return { kind: 'done' };
    });
  }

  /** Records that this version is not wanted. The list in use stays, and the next version of it waits again. */
  refuse(asked: SeenList, command: Command): Promise<OperationResult> {
    return this.#decide('crosswalk refuse-list', { asked, command }, async (manager, row) => {
      if (row.refused_at !== null) return { kind: 'refused', why: 'list-refused-already' };
      await manager.query(
        `update code_list_wait set refused_version = sha256, refused_by = $2, refused_at = clock_timestamp()
         where list = $1`,
        [row.list, command.actor],
      );
      return { kind: 'done' };
    });
  }

  #decide(
    name: string,
    { asked, command, more = '' }: { asked: SeenList; command: Command; more?: string },
    act: (manager: EntityManager, row: WaitRow) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    const { list, version } = asked;
    const target = `${list} ${version.slice(0, 12)}${more}`;
    return once(this.tools, { name, target, command }, async (manager) => {
      await lockList(manager, list);
      const by = { kind: 'mapping', command, agencyId: this.tools.provinceId } as const;
      return allowedOnly({ ...this.tools, manager }, by, async () => {
        const found: WaitRow[] = await manager.query(`${WAITS} where list = $1`, [list]);
        const [row] = found;
        if (row === undefined) return { kind: 'refused', why: 'no-list-waits' };
        return row.version === version ? act(manager, row) : { kind: 'refused', why: 'other-version' };
      });
    });
  }

  async #effectOf(list: number, scope: RowScope): Promise<readonly CodeListWait[]> {
    const { manager: on } = this.tools.dataSource;
    const found: WaitRow[] = await on.query(`${WAITS} where list = $1`, [list]);
    const [row] = found;
    if (row === undefined) return [];
    const before = await entriesInUse(on, list);
    const changed = changedOf(row, before);
    const { change } = changed;
    const codes = [
      ...change.removed.map(({ code, name }) => ({ code, name, renamedTo: undefined })),
      ...change.renamed.map(({ code, from, to }) => ({ code, name: from, renamedTo: to })),
    ];
    const hashes = codes.map(({ code }) => codeHash({ list, code }, this.tools.search));
    const cases = await casesByHash(on, hashes, scope);
    const mapped = await crosswalkRows(on, list);
    const names = new Map(before.map(({ code, name }) => [code, name]));
    const touched = codes.map((one, place) => ({
      list,
      ...one,
      within: list === AREAS ? namesAbove(one.code, names) : [],
      cases: cases.get(hashes[place] ?? '') ?? 0,
      crosswalkRows: mapped.get(one.code) ?? 0,
    }));
    return [{ ...changed, touched }];
  }
}

function changedOf(row: WaitRow, before: readonly CodeListEntry[]): ChangedList {
  const { list, version, since, entries, refused_by: by, refused_at: at } = row;
  const change = codeListChange(before, entries);
  const refused = by === null || at === null ? undefined : { by, at };
  return { list, version, since, change, doubt: codeListDoubt(before, change), refused };
}

/** National areas stand under each other by the first digits of their codes. */
function namesAbove(code: string, names: ReadonlyMap<string, string>): readonly string[] {
  return [3, 5]
    .filter((digits) => digits < code.length)
    .flatMap((digits) => names.get(code.slice(0, digits)) ?? []);
}

/** Whether a day is more than a year away, by the calendar of Vietnam. */
async function isFarAhead(on: Queries, day: string): Promise<boolean> {
  const rows: { far: boolean }[] = await on.query(
    `select $1::date > ((clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date + interval '1 year') as far`,
    [day],
  );
  return rows[0]?.far === true;
}

async function isDoubtful(on: Queries, { list, entries }: WaitRow): Promise<boolean> {
  const before = await entriesInUse(on, list);
  return codeListDoubt(before, codeListChange(before, entries)) !== undefined;
}

async function casesByHash(
  on: Queries,
  hashes: readonly string[],
  scope: RowScope,
): Promise<ReadonlyMap<string, number>> {
  const seen = visible(scope, 2, OWNED);
  const rows: { hash: string; cases: number }[] = await on.query(
    `select hash, count(*)::int as cases from source_record r cross join lateral unnest(r.code_hashes) hash
     where r.gone_at is null and r.code_hashes && $1::text[] and hash = any($1) and ${seen.sql} group by 1`,
    [hashes, ...seen.values],
  );
  return new Map(rows.map(({ hash, cases }) => [hash, cases]));
}

async function crosswalkRows(on: Queries, list: number): Promise<ReadonlyMap<string, number>> {
  const rows: { code: string; n: number }[] = await on.query(
    `select r.national_code as code, count(*)::int as n
     from crosswalk_row r join crosswalk_version v on v.version = r.version and v.active
     where r.list = $1 group by 1`,
    [list],
  );
  return new Map(rows.map(({ code, n }) => [code, n]));
}
