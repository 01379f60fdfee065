import type { CandidatesAsked, DuplicateCandidate, PreparedCase } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { packBytes } from '../rows/packed-bytes';

type On = Pick<EntityManager, 'query'>;

/** Of a block beyond its limit, so many of the newest are looked at. */
const NEWEST_OF_LARGE = 12;

/**
 * Each key is one short walk from the newest end of its block, stopped one beyond the limit; a block that goes on then counts with
 * its newest few only. No trigram, no scan: what it costs follows the number of keys.
 */
const CANDIDATES = `
  with asked as (select * from unnest($1::integer[], $2::bigint[], $3::integer[]) as a(asker, hash, most)),
  found as (
    select a.asker, a.hash, h.position, 1.0 / (h.size + 1) as worth
    from asked a cross join lateral (
      select b.position, count(*) over () as size, row_number() over (order by b.position desc) as nth
      from (select position from blocking_key k where k.hash = a.hash order by position desc limit a.most + 1) b
    ) h
    where h.size <= a.most or h.nth <= ${NEWEST_OF_LARGE}),
  ranked as (
    select asker, position, sum(worth)::float8 as worth, array_agg(hash::text) as common,
      row_number() over (partition by asker order by sum(worth) desc, position desc) as nth
    from found group by asker, position)
  select r.asker, p.case_id, p.agency_id, p.kind, p.received_on, p.decided_on, p.is_after_decision, p.arrived_ms,
    p.normaliser_version, p.prepared, r.worth, r.common
  from ranked r join prepared_case p using (position)
  where r.nth <= $4 + 1 and p.case_id is distinct from ($5::uuid[])[r.asker]
  order by r.asker, r.worth desc, r.position desc`;

const PUT = `
  insert into prepared_case (case_id, agency_id, kind, case_version, received_on, decided_on, is_after_decision, arrived_ms,
    normaliser_version, prepared)
  select case_id, agency_id, kind, case_version, received_on, decided_on, is_after_decision, arrived_ms, normaliser_version,
    case when size > 0 then substring($8::bytea from at for size) end
  from unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::integer[], $9::integer[], $10::integer[],
      $11::boolean[], $12::double precision[])
    as p(case_id, agency_id, kind, case_version, received_on, decided_on, normaliser_version, at, size, is_after_decision, arrived_ms)`;

const PUT_KEYS = `
  insert into blocking_key (hash, position)
  select distinct k.hash, p.position from unnest($1::uuid[], $2::bigint[]) as k(case_id, hash)
  join prepared_case p on p.case_id = k.case_id`;

/** Replaces what is kept of the cases; within the transaction of `on`. */
export async function putPrepared(on: On, prepared: readonly PreparedCase[]): Promise<void> {
  const ids = prepared.map(({ caseId }) => caseId);
  await on.query('delete from prepared_case where case_id = any($1::uuid[])', [ids]);
  const { bytes, starts, lengths } = packBytes(
    prepared.map((one) => Buffer.from(one.prepared ?? new Uint8Array(0))),
  );
  await on.query(PUT, [
    ids,
    prepared.map(({ agencyId }) => agencyId),
    prepared.map(({ kind }) => kind),
    prepared.map(({ caseVersion }) => caseVersion),
    prepared.map(({ receivedOn }) => receivedOn),
    prepared.map(({ decidedOn }) => decidedOn ?? null),
    prepared.map(({ normaliserVersion }) => normaliserVersion),
    bytes,
    starts,
    lengths,
    prepared.map(({ isAfterDecision }) => isAfterDecision),
    prepared.map(({ arrivedMs }) => arrivedMs),
  ]);
  await on.query(PUT_KEYS, [
    prepared.flatMap(({ caseId, keys }) => keys.map(() => caseId)),
    prepared.flatMap(({ keys }) => keys.map(({ hash }) => hash)),
  ]);
}

interface CandidateRow {
  readonly asker: number;
  readonly case_id: string;
  readonly agency_id: string;
  readonly kind: DuplicateCandidate['kind'];
  readonly received_on: DuplicateCandidate['receivedOn'];
  readonly decided_on: DuplicateCandidate['receivedOn'] | null;
  readonly is_after_decision: boolean;
  readonly arrived_ms: number;
  readonly normaliser_version: number;
  readonly prepared: Buffer | null;
  readonly worth: number;
  readonly common: readonly string[];
}

/** Cases with common keys for everybody who asks, in one statement. */
export async function findCandidates(
  on: On,
  asked: readonly CandidatesAsked[],
  most: number,
): Promise<readonly (readonly DuplicateCandidate[])[]> {
  const keys = asked.flatMap((one, at) => one.keys.map((key) => ({ ...key, asker: at + 1 })));
  const rows: CandidateRow[] = await on.query(CANDIDATES, [
    keys.map(({ asker }) => asker),
    keys.map(({ hash }) => hash),
    keys.map(({ limit }) => limit),
    most,
    asked.map(({ except }) => except ?? null),
  ]);
  const found = asked.map((): DuplicateCandidate[] => []);
  for (const row of rows) {
    const of = found[row.asker - 1];
    if (of !== undefined && of.length < most) of.push(toCandidate(row));
  }
  return found;
}

function toCandidate(row: CandidateRow): DuplicateCandidate {
  return {
    caseId: row.case_id,
    agencyId: row.agency_id,
    kind: row.kind,
    receivedOn: row.received_on,
    decidedOn: row.decided_on ?? undefined,
    isAfterDecision: row.is_after_decision,
    arrivedMs: row.arrived_ms,
    normaliserVersion: row.normaliser_version,
    prepared: row.prepared ?? undefined,
    worth: row.worth,
    common: row.common,
  };
}
