const DIGEST = `substring(sha256(string_agg(d.digest, ''::bytea order by d.position, d.digest)) for 16) as digest`;

/** Parts of several ranges of one length, and each range as a whole (`part` is null), in one snapshot. */
export const PARTS = `
  select r.n::int, d.position >> $3::int as part, count(*)::int as count, ${DIGEST}
  from unnest($1::bigint[], $2::bigint[]) with ordinality as r(first, last, n)
  join record_digest d on d.position between r.first and r.last
  where $4::text[] is null or d.agency_id = any($4)
  group by grouping sets ((r.n, d.position >> $3::int), (r.n))`;

/** Parts of everything: one pass, and no digest of the whole. */
export const PARTS_OF_ALL = `
  select 1 as n, d.position >> $1::int as part, count(*)::int as count, ${DIGEST}
  from record_digest d
  where $2::text[] is null or d.agency_id = any($2)
  group by d.position >> $1::int`;

export const ROWS = `
  select r.n::int, n.national_id, n.reference, d.digest
  from unnest($1::bigint[], $2::bigint[]) with ordinality as r(first, last, n)
  join record_digest d on d.position between r.first and r.last
  join national_record n on n.id = d.national_record_id and n.national_id is not null
  where $3::text[] is null or d.agency_id = any($3)`;

export const KNOWN = `
  select n.national_id, n.reference, o.state <> 'done' as is_on_its_way
  from national_record n join outbox o on o.national_record_id = n.id
  where n.national_id = any($1::text[])`;
