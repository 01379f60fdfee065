import type { Client } from 'pg';
import { entriesOf } from '../delivery/ledger';

/** Lanes of the one lane session that holds most of them: who stands by holds none, or the few that were free. */
export async function ownedLanes(client: Client): Promise<readonly number[]> {
  const { rows } = await client.query<{ lanes: number[] }>(
    `select array_agg(l.objid::int) as lanes from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.objsubid = 2 and a.application_name = 'kntc-lanes'
     group by pid order by count(*) desc limit 1`,
  );
  return rows[0]?.lanes ?? [];
}

/** References of the records in these lanes that are not finished. */
export async function referencesIn(client: Client, lanes: readonly number[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ reference: string }>(
    `select n.reference from national_record n join outbox o on o.national_record_id = n.id
     where o.lane = any($1::int[]) and o.state <> 'done'`,
    [lanes],
  );
  return new Set(rows.map(({ reference }) => reference));
}

/** When the first step of one of these records arrived at the far side at or after a moment, in milliseconds since 1970. */
export async function arrivedSince(
  origin: string,
  sinceMs: number,
  references: ReadonlySet<string>,
): Promise<number | undefined> {
  const referenceOf = new Map<string, string>();
  let first: number | undefined;
  for await (const { caseId, reference, arrivedAt } of entriesOf(origin)) {
    if (caseId !== null && reference !== null) referenceOf.set(caseId, reference);
    const at = Date.parse(arrivedAt);
    const isTheirs = references.has(reference ?? referenceOf.get(caseId ?? '') ?? '');
    if (isTheirs && at >= sinceMs && (first === undefined || at < first)) first = at;
  }
  return first;
}
