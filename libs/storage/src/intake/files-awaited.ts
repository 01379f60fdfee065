const CODES = ['FILE_MISSING', 'FILE_TOO_LARGE', 'FILE_NOT_ALLOWED'];

/** Condition of the partial index `source_record_awaits_file`; a query must repeat it word for word to use it. */
export const AWAITS_A_FILE = `(${[
  ...CODES.map((code) => `reasons @> '[{"code":"${code}"}]'`),
  `warnings @> '[{"code":"FILE_MISSING"}]'`,
].join(' or ')})`;

/** Records that wait for a file, and those held because one changed; both by small indexes of their own. */
export const FILES_AWAITED = `
  select id, local_key, raw, data_key, kek from source_record where source_id = $1 and id > $2 and id in (
    select id from source_record where source_id = $1 and id > $2 and ${AWAITS_A_FILE}
    union
    select r.id from outbox o
    join national_record n on n.id = o.national_record_id
    join source_record r on r.case_id = n.case_id
    where o.state = 'held' and o.hold_code = 'ATTACHMENT_CHANGED' and r.source_id = $1 and r.id > $2)
  order by id limit $3`;
