import type { AccessRefusal, ApprovalKind, KeyedDigest, RecordSeals } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type PgApprovals, type Together } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
import { packBytes } from '../rows/packed-bytes';
import { fromSealedRow } from '../rows/seal-case';
import { HASH_BYTES, partyHashes, soughtHashes } from './party-hashes';

const PAGE = 200;
const MOST = 200;
/** Found before it is asked which of them these people may know of. */
const MOST_CANDIDATES = 2_000;

const FIND = `
  select n.case_id as "caseId", n.reference from case_file f join national_record n on n.case_id = f.id
  where ($2::boolean or f.kind <> 'TC') and exists (
    select from unnest($1::bytea[]) as h(hash)
    where position(h.hash in f.party_hashes) % ${HASH_BYTES} = 1)
  order by n.reference limit ${MOST_CANDIDATES}`;

const UNINDEXED = `
  select f.id, f.version, v.plain, v.secret, r.source_id, r.local_key, r.data_key, r.kek
  from case_file f join case_version v on v.case_id = f.id and v.version = f.version
  join source_record r on r.source_id = f.source_id and r.local_key = f.local_key
  where f.party_hashes is null and f.id > $1::uuid order by f.id limit ${PAGE}`;

/** Only where the case is still the version that was read. */
const INDEXED = `
  with done as (
    update case_file f set party_hashes = substring($3::bytea from hash_at for hash_size)
    from unnest($1::uuid[], $2::int[], $4::int[], $5::int[]) as p(id, version, hash_at, hash_size)
    where f.id = p.id and f.version = p.version and f.party_hashes is null returning f.id)
  select id from done`;

type UnindexedRow = KeyColumns & {
  readonly id: string;
  readonly version: number;
  readonly plain: Buffer;
  readonly secret: Buffer;
};

export interface SearchTools {
  readonly dataSource: DataSource;
  /** With a key that serves nothing else. */
  readonly search: KeyedDigest;
  readonly seals: RecordSeals;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

/** References, or why these people may not search so. */
export type CasesFound =
  | { readonly kind: 'found'; readonly references: readonly string[] }
  | { readonly kind: 'refused'; readonly why: AccessRefusal; readonly of: ApprovalKind };

export interface Searcher {
  readonly actor: string;
  readonly reason: string;
  /** Denunciations are looked through only with a second person. */
  readonly secondPerson?: string | undefined;
}

/** Finding cases by a party, over keyed hashes only. */
export class PgSearch {
  constructor(private readonly tools: SearchTools) {}

  /**
   * References of the cases in which a value is the number, phone or whole name of a party. On the audit, without the
   * value and before anything is given back. Without a second person no denunciation is looked at. A case that one of the
   * people must not know of is not found: after the same search, with the same answer and entry as one there is not.
   */
  async find(value: string, by: Searcher): Promise<CasesFound> {
    const { approvals, provinceId: agencyId } = this.tools;
    const { actor, secondPerson: approver, reason } = by;
    const of = approver === undefined ? 'person-search' : 'identity-search';
    const asked = { kind: of, actor, approver } as const;
    return audited<CasesFound>(this.tools, async (manager) => {
      const verdict = await approvals.check(manager, asked);
      const entry = {
        agencyId,
        action: 'cases find',
        target: approver === undefined ? 'no denunciations' : 'all cases',
        reason,
        ...verdict.onRecord,
        result: inAudit(verdict),
      };
      if (verdict.kind === 'refused') return { result: { kind: 'refused', why: verdict.why, of }, entry };
      const references = await this.#sought(manager, value, asked);
      return { result: { kind: 'found', references }, entry };
    });
  }

  async #sought(manager: EntityManager, value: string, asked: Together): Promise<readonly string[]> {
    const { search, approvals } = this.tools;
    const rows: { caseId: string; reference: string }[] = await manager.query(FIND, [
      soughtHashes(value, search),
      asked.kind === 'identity-search',
    ]);
    const theirs = await approvals.among(
      manager,
      asked,
      rows.map(({ caseId }) => caseId),
    );
    const references = rows.map(({ reference }) => reference);
    return references.filter((one) => theirs === 'all' || theirs.has(one)).slice(0, MOST);
  }

  /** Cases that cannot be found yet. */
  async unindexed(): Promise<number> {
    const rows: { count: string }[] = await this.tools.dataSource.query(
      'select count(*) from case_file where party_hashes is null',
    );
    return Number(rows[0]?.count ?? 0);
  }

  /** Makes the hashes of a page of cases that have none; `next` is undefined after the last one. */
  async index(
    after = '00000000-0000-0000-0000-000000000000',
  ): Promise<{ readonly indexed: number; readonly next: string | undefined }> {
    const { dataSource, search, seals } = this.tools;
    const rows: UnindexedRow[] = await dataSource.query(UNINDEXED, [after]);
    const boxes = await seals.of(rows.map(storedKeyOf));
    const hashes = packBytes(
      rows.map((row, index) =>
        partyHashes(fromSealedRow(row, row.id, row.version, usable(boxes[index])), search),
      ),
    );
    const done: unknown[] = await dataSource.query(INDEXED, [
      rows.map(({ id }) => id),
      rows.map(({ version }) => version),
      hashes.bytes,
      hashes.starts,
      hashes.lengths,
    ]);
    return { indexed: done.length, next: rows.length < PAGE ? undefined : rows.at(-1)?.id };
  }
}
