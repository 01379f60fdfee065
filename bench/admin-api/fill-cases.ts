import type { Client } from 'pg';

/** Communes of the province; the three departments have half of all cases. */
const COMMUNES = 200;
const DEPARTMENTS = "array['ttt', 'stnmt', 'sxd']";

/**
 * So many cases as a province has after some years: three quarters confirmed, the rest in every state, a few per cent in
 * quarantine for a handful of causes, two attempts each. Rows only: nobody looks into them here.
 */
export async function fillCases(client: Client, cases: number): Promise<void> {
  await client.query(
    `create temporary table wanted as
     select n, gen_random_uuid() as case_id, gen_random_uuid() as id,
       case when n % 2 = 0 then (${DEPARTMENTS})[n / 2 % 3 + 1] else 'xa-' || (n * 7919 % ${COMMUNES}) end as agency,
       (array['KN', 'KN', 'KN', 'KN', 'KNPA', 'KNPA', 'KNPA', 'TC', 'TC', 'KN'])[n % 10 + 1] as kind,
       case when n % 100 < 78 then 'done' when n % 100 < 88 then 'due' when n % 100 < 92 then 'held'
         when n % 1000 < 922 then 'unknown' when n % 100 < 97 then 'quarantined' else 'outOfScope' end as standing
     from generate_series(0, $1::int - 1) n`,
    [cases],
  );
  for (const statement of STATEMENTS) await client.query(statement);
  for (const table of ['source_record', 'case_file', 'national_record', 'outbox', 'attempt'])
    await client.query(`vacuum analyze ${table}`);
}

const HAS_CASE = `standing not in ('quarantined', 'outOfScope')`;

const STATEMENTS = [
  `insert into case_file (id, agency_id, kind, source_id, local_key, fingerprint, digest, version)
   select case_id, agency, kind, 'bench', 'K' || n, n::text, n::text, 1 from wanted where ${HAS_CASE}`,
  `insert into source_record (agency_id, source_id, local_key, raw, content_digest, class, judged_with, case_id, reasons)
   select agency, 'bench', 'K' || n, decode(repeat('ab', 900), 'hex'), n::text,
     case when ${HAS_CASE} then 'accepted' else standing end, 'bench', case when ${HAS_CASE} then case_id end,
     case standing
       when 'quarantined' then jsonb_build_array(jsonb_build_object('code', 'UNKNOWN_CODE', 'field', 'wardCode',
         'list', 1, 'localCode', 'M' || n % 40))
       when 'outOfScope' then '[{"code": "BEFORE_START_CLOSED", "field": "receivedDate"}]' else '[]' end
   from wanted order by n`,
  // A term runs for a tenth of them; the days from which the far side shows something as late stay with every record.
  `update source_record r set late_days = array[d.day, d.day + 1, d.day + 10, d.day + 30],
     due_stage = case when n % 10 = 7 then 'resolution' end,
     due_on = case when n % 10 = 7 and n % 9 > 0 then current_date + (n % 90 - 20) end
   from wanted w, lateral (select current_date - (w.n % 700) as day) d where r.local_key = 'K' || w.n`,
  `insert into national_record (id, agency_id, case_id, reference, lane, national_id)
   select id, agency, case_id, 'BENCH-' || lpad(n::text, 13, '0'), n % 256,
     case when standing = 'done' then gen_random_uuid()::text end from wanted where ${HAS_CASE}`,
  `insert into outbox (national_record_id, agency_id, lane, state, case_version, mapping_version, hold_code, hold_step, held_at,
     due_at)
   select id, agency, n % 256, standing, 1, 'bench',
     case when standing = 'held' then (array['REJECTED', 'EXACT_DUPLICATE', 'CORRECTION_NEEDS_DECISION'])[n % 3 + 1] end,
     case when standing = 'held' then 'case' end,
     case when standing = 'held' then clock_timestamp() - n * interval '1 second' end, clock_timestamp() + interval '1 day'
   from wanted where ${HAS_CASE}`,
  `insert into attempt (national_record_id, attempt_no, agency_id, step, ordinal, reference, body_sha256, content_digest,
     protected_digest, identity_digest, mapping_version, case_version, intent_at, outcome, settled_at)
   select id, no, agency, 'case', 1, 'BENCH-' || lpad(n::text, 13, '0'), '', '', '', '', 'bench', 1,
     clock_timestamp() - no * interval '1 hour', case no when 1 then 'not-sent' else 'confirmed' end, clock_timestamp()
   from wanted cross join generate_series(1, 2) no where standing in ('done', 'held')`,
];
