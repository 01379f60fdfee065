import type { EntityManager } from 'typeorm';
import { STANDING, visible, type RowScope } from '../access/row-scope';
import { CAUSE_ID, REASONS_OF_RECORDS } from '../lists/cause-list';
import { readPage } from '../lists/listing';
import { RECORDS, type RecordFilter } from '../lists/record-list';
import { STANDING_COLUMNS, STANDING_TABLES, type StandingRow } from './standing-rows';

/** Which records a re-sync is about. */
export type ResyncSubject =
  | { readonly kind: 'records'; readonly references: readonly string[]; readonly keys: readonly LocalKey[] }
  /** All that match a filter of the list of records. */
  | { readonly kind: 'filter'; readonly filter: RecordFilter }
  /** All that stand still for one cause, by the id that the list of causes gives it. */
  | { readonly kind: 'cause'; readonly cause: string };

export interface LocalKey {
  readonly source: string;
  readonly localKey: string;
}

/** So many at once: what a person can still look through, and what one transaction writes within a second. */
export const MOST_RECORDS = 10_000;

type Queries = Pick<EntityManager, 'query'>;

/**
 * The records of a subject that somebody may know of, the most urgent first, each case in its one place; at most one more than a
 * re-sync may have. Reads only.
 */
export async function chooseRecords(
  on: Queries,
  subject: ResyncSubject,
  scope: RowScope,
): Promise<readonly StandingRow[]> {
  const ids = await idsOf(on, subject, scope);
  return ids.length === 0 ? [] : standingsOf(on, ids, scope);
}

async function idsOf(on: Queries, subject: ResyncSubject, scope: RowScope): Promise<readonly string[]> {
  switch (subject.kind) {
    case 'records':
      return idsOfNamed(on, subject);
    case 'filter': {
      const wanted = { filter: subject.filter, after: undefined, limit: MOST_RECORDS + 1 };
      return (await readPage(on, RECORDS, wanted, scope)).items.map(({ id }) => id);
    }
    case 'cause':
      return idsOfCause(on, subject.cause, scope);
  }
}

async function idsOfCause(on: Queries, cause: string, scope: RowScope): Promise<readonly string[]> {
  const seen = visible(scope, 3, STANDING);
  const rows: { id: string }[] = await on.query(
    `select distinct s.id::text as id from (${REASONS_OF_RECORDS}) s where ${CAUSE_ID} = $1 and ${seen.sql} limit $2`,
    [cause, MOST_RECORDS + 1, ...seen.values],
  );
  return rows.map(({ id }) => id);
}

async function idsOfNamed(
  on: Queries,
  { references, keys }: Extract<ResyncSubject, { readonly kind: 'records' }>,
): Promise<readonly string[]> {
  const rows: { id: string }[] = await on.query(
    `select r.id::text as id from national_record n join source_record r on r.case_id = n.case_id
     where n.reference = any($1::text[])
     union
     select r.id::text from unnest($2::text[], $3::text[]) as w(source_id, local_key)
     join source_record r on r.source_id = w.source_id and r.local_key = w.local_key`,
    [references, keys.map(({ source }) => source), keys.map(({ localKey }) => localKey)],
  );
  return rows.map(({ id }) => id);
}

function standingsOf(on: Queries, ids: readonly string[], scope: RowScope): Promise<readonly StandingRow[]> {
  const seen = visible(scope, 2, STANDING);
  return on.query(
    `select ${STANDING_COLUMNS} from ${STANDING_TABLES} where s.id = any($1::bigint[]) and ${seen.sql}
     order by o.is_backfill nulls last, o.send_by nulls last, s.id`,
    [ids, ...seen.values],
  );
}
