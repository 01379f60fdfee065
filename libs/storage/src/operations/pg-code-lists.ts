import { codeListChange, codeListDoubt } from '@kntc/domain';
import type {
  AccessRefusal,
  CodeListChange,
  CodeListDoubt,
  CodeListEntry,
  KeyedDigest,
  UsedCode,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { beginWatch } from '../brakes/delivery-watch';
import { entriesInUse, lockList, useCodeList } from '../codes/store-code-list';
import { codeHash } from '../search/code-hashes';
import type { MappedBy } from './pg-mappings';

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
export interface CodeListWait {
  readonly list: number;
  /** Digest of its content. */
  readonly version: string;
  readonly since: Date;
  readonly change: CodeListChange;
  /** Why it may not be this list at all. */
  readonly doubt?: CodeListDoubt | undefined;
  readonly touched: readonly TouchedCode[];
}

/** Which of the lists that wait, as these people saw it. */
export interface CodeListAcceptance extends MappedBy {
  readonly list: number;
  readonly version: string;
  /** First day of the new list, `yyyy-MM-dd`; default: today. */
  readonly fromDay?: string | undefined;
  /** They saw that most of the list is gone, and mean it. */
  readonly evenIfDoubtful?: boolean | undefined;
}

export type CodeListAccepted =
  | { readonly kind: 'accepted'; readonly change: CodeListChange }
  | { readonly kind: 'not-waiting' | 'other-version' | 'doubtful' }
  | { readonly kind: 'refused'; readonly why: AccessRefusal };

interface WaitRow {
  readonly list: number;
  readonly version: string;
  readonly entries: readonly CodeListEntry[];
  readonly since: Date;
}

type Queries = Pick<EntityManager, 'query'>;

const AREAS = 1;

const WAITS = 'select list, sha256 as version, entries, began_at as since from code_list_wait';

/** National lists that changed: what they would touch, and putting them into use. Nothing of them counts before. */
export class PgCodeLists {
  constructor(
    private readonly tools: {
      readonly dataSource: DataSource;
      readonly approvals: PgApprovals;
      readonly audit: PgAudit;
      readonly provinceId: string;
      /** The one that cases are found by. */
      readonly search: KeyedDigest;
    },
  ) {}

  async waiting(): Promise<readonly CodeListWait[]> {
    const { manager } = this.tools.dataSource;
    const rows: WaitRow[] = await manager.query(`${WAITS} order by list`);
    const waits: CodeListWait[] = [];
    for (const row of rows) waits.push(await this.#withEffect(manager, row));
    return waits;
  }

  /** Puts a list into use, if it is the version these people saw. The whole of it, or nothing. */
  accept(asked: CodeListAcceptance): Promise<CodeListAccepted> {
    const { list, version, fromDay, actor, approver, reason } = asked;
    const { approvals, provinceId: agencyId } = this.tools;
    return audited<CodeListAccepted>(this.tools, async (manager) => {
      await lockList(manager, list);
      const verdict = await approvals.check(manager, { kind: 'mapping', actor, approver });
      const from = fromDay === undefined ? '' : ` từ ${fromDay}`;
      const entry = {
        agencyId,
        action: 'crosswalk accept-list',
        target: `${list} ${version.slice(0, 12)}${from}`,
        reason,
        ...verdict.onRecord,
        result: inAudit(verdict),
      };
      if (verdict.kind === 'refused') return { result: { kind: 'refused', why: verdict.why }, entry };
      const found: WaitRow[] = await manager.query(`${WAITS} where list = $1`, [list]);
      const [row] = found;
      const refused = await refusal(manager, row, asked);
      if (row === undefined || refused !== undefined)
        return { result: { kind: refused ?? 'not-waiting' }, entry: { ...entry, result: 'not-found' } };
      const change = await useCodeList(manager, { agencyId, list, entries: row.entries, fromDay });
      await beginWatch(manager, agencyId, { what: 'crosswalk', target: `list ${list}` });
      return { result: { kind: 'accepted', change }, entry };
    });
  }

  async #withEffect(on: Queries, { list, version, since, entries }: WaitRow): Promise<CodeListWait> {
    const before = await entriesInUse(on, list);
    const change = codeListChange(before, entries);
    const codes = [
      ...change.removed.map(({ code, name }) => ({ code, name, renamedTo: undefined })),
      ...change.renamed.map(({ code, from, to }) => ({ code, name: from, renamedTo: to })),
    ];
    const hashes = codes.map(({ code }) => codeHash({ list, code }, this.tools.search));
    const cases = await casesByHash(on, hashes);
    const rows = await crosswalkRows(on, list);
    const names = new Map(before.map(({ code, name }) => [code, name]));
    const touched = codes.map((one, at) => ({
      list,
      ...one,
      within: list === AREAS ? namesAbove(one.code, names) : [],
      cases: cases.get(hashes[at] ?? '') ?? 0,
      crosswalkRows: rows.get(one.code) ?? 0,
    }));
    return { list, version, since, change, doubt: codeListDoubt(before, change), touched };
  }
}

/** National areas stand under each other by the first digits of their codes. */
function namesAbove(code: string, names: ReadonlyMap<string, string>): readonly string[] {
  return [3, 5]
    .filter((digits) => digits < code.length)
    .flatMap((digits) => names.get(code.slice(0, digits)) ?? []);
}

async function refusal(
  on: Queries,
  row: WaitRow | undefined,
  { version, evenIfDoubtful }: CodeListAcceptance,
): Promise<'not-waiting' | 'other-version' | 'doubtful' | undefined> {
  if (row === undefined) return 'not-waiting';
  if (row.version !== version) return 'other-version';
  const before = await entriesInUse(on, row.list);
  const isDoubtful = codeListDoubt(before, codeListChange(before, row.entries)) !== undefined;
  return isDoubtful && evenIfDoubtful !== true ? 'doubtful' : undefined;
}

async function casesByHash(on: Queries, hashes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows: { hash: string; cases: number }[] = await on.query(
    `select hash, count(*)::int as cases from source_record r cross join lateral unnest(r.code_hashes) hash
     where r.gone_at is null and r.code_hashes && $1::text[] and hash = any($1) group by 1`,
    [hashes],
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
