import type { Client } from 'pg';

const ID = `md5('record ' || i)::uuid`;

/** Our side: records that were confirmed long ago, each with its digest. What no comparison reads is a stub. */
const STATEMENTS = [
  // One row at a time, foreign keys would take longer than everything else.
  'set session_replication_role = replica',
  `insert into national_record (id, agency_id, case_id, reference, lane, national_id)
   select ID, 'ttt', ID, 'BENCH-' || i, i % 256, ID::text from generate_series(1, $1::int) i`,
  `insert into outbox (national_record_id, agency_id, lane, state, case_version, mapping_version)
   select ID, 'ttt', i % 256, 'done', 1, 'bench' from generate_series(1, $1::int) i`,
  `insert into record_digest (national_record_id, agency_id, position, digest)
   select ID, 'ttt', ('x' || left(encode(sha256(convert_to(ID::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint,
     substring(sha256(convert_to('digest ' || i, 'UTF8')) for 16)
   from generate_series(1, $1::int) i`,
  'set session_replication_role = origin',
  'vacuum (analyze) national_record, outbox, record_digest',
];

export async function fillDigests(client: Client, records: number): Promise<void> {
  for (const text of STATEMENTS)
    await client.query(text.replaceAll('ID', ID), text.includes('$1') ? [records] : []);
}
