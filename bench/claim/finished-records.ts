import type { Client } from 'pg';

/**
 * Records that were delivered long ago, every row that a claim could stumble over: source record, case, version, national
 * record, outbox row and the confirmed first step. Ids in the order of time, as the gateway makes them; the content, which
 * no claim reads of a finished record, is a stub.
 */
const STATEMENTS = [
  // One row at a time, foreign keys would take longer than everything else.
  'set session_replication_role = replica',
  `insert into source_record (agency_id, source_id, local_key, raw, content_digest, class, judged_with, case_id, data_key, kek)
   select 'ttt', 'finished', i::text, '\\x00', md5(i::text), 'accepted', 'bench', ID, r.data_key, r.kek
   from generate_series(1, $1::int) i, (select data_key, kek from source_record limit 1) r`,
  `insert into case_file (id, agency_id, kind, source_id, local_key, fingerprint, digest, version)
   select ID, 'ttt', 'KNPA', 'finished', i::text, md5(i::text), md5(i::text), 1 from generate_series(1, $1::int) i`,
  `insert into case_version (case_id, version, agency_id, digest, plain, secret, mapping_version, judged_with)
   select ID, 1, 'ttt', md5(i::text), '\\x00', '\\x00', 'bench', 'bench' from generate_series(1, $1::int) i`,
  `insert into national_record (id, agency_id, case_id, reference, lane, national_id)
   select ID, 'ttt', ID, 'BENCH' || md5(i::text), i % 256, ID::text from generate_series(1, $1::int) i`,
  `insert into outbox (national_record_id, agency_id, lane, state, case_version, mapping_version, due_at, attempt_no, is_backfill)
   select ID, 'ttt', i % 256, 'done', 1, 'bench', clock_timestamp() - interval '1 day', 1, i % 10 > 0
   from generate_series(1, $1::int) i`,
  `insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest, protected_digest, identity_digest,
     case_version, body_sha256)
   select ID, 'case', 1, 'ttt', ID::text, md5(i::text), md5(i::text), md5(i::text), 1, md5(i::text)
   from generate_series(1, $1::int) i`,
  'set session_replication_role = origin',
];
const ID = `lpad(to_hex(i), 32, '0')::uuid`;
const ANALYZE = 'vacuum (analyze) source_record, case_file, case_version, national_record, outbox, step';

export async function addFinished(client: Client, count: number): Promise<void> {
  for (const text of STATEMENTS)
    await client.query(text.replaceAll('ID', ID), text.includes('$1') ? [count] : []);
  await client.query(ANALYZE);
}

/** Leaves so many records due and has the others finished. */
export async function leaveDue(client: Client, count: number): Promise<void> {
  await client.query(
    `with kept as (
       select o.national_record_id from outbox o join national_record n on n.id = o.national_record_id
       join source_record r on r.case_id = n.case_id where r.source_id <> 'finished' order by md5(n.reference) limit $1)
     update outbox o set state = case when k.national_record_id is null then 'done' else 'due' end
     from outbox b left join kept k using (national_record_id)
     where b.national_record_id = o.national_record_id
       and b.state is distinct from case when k.national_record_id is null then 'done' else 'due' end`,
    [count],
  );
  await client.query(ANALYZE);
}
