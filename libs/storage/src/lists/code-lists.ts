import { is, type Listing } from './listing';

/** A national code list as it is in use. */
export interface CodeList {
  readonly list: number;
  readonly version: number;
  readonly entries: number;
  readonly fetchedAt: string;
}

export interface CodeEntry {
  readonly list: number;
  readonly code: string;
  readonly name: string;
}

/** A row of the crosswalk in use. */
export interface CrosswalkLine {
  readonly source: string;
  readonly list: number;
  readonly localCode: string;
  readonly nationalCode: string;
  /** Inclusive, `yyyy-MM-dd`; `null` = from the beginning, without end. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Why the code is that of a parent agency; `null` = it is not. */
  readonly parent: string | null;
  /** In the list in use; `null` = the code does not stand there. */
  readonly nationalName: string | null;
}

export const CODE_LISTS: Listing<{ readonly list?: number | undefined }, CodeList> = {
  columns: 'v.list, v.version, v.entries, v.fetched_at',
  from: () => 'code_list_version v where v.active',
  order: [{ sql: 'v.list::int', type: 'integer' }],
  filters: { list: is('v.list') },
  toRow: (row) => ({
    list: Number(row['list']),
    version: Number(row['version']),
    entries: Number(row['entries']),
    fetchedAt: row['fetched_at'] instanceof Date ? row['fetched_at'].toISOString() : '',
  }),
};

/** What stands in a list now. */
export const CODE_ENTRIES: Listing<{ readonly list: number; readonly code?: string | undefined }, CodeEntry> =
  {
    columns: 'e.list, e.code, e.name',
    from: () => 'code_entry e where e.valid_until is null',
    order: [{ sql: 'e.code', type: 'text' }],
    filters: { list: is('e.list'), code: is('e.code') },
    toRow: (row) => ({ list: Number(row['list']), code: String(row['code']), name: String(row['name']) }),
  };

export interface CrosswalkFilter {
  readonly source?: string | undefined;
  readonly list?: number | undefined;
  readonly localCode?: string | undefined;
  readonly nationalCode?: string | undefined;
}

export const CROSSWALK: Listing<CrosswalkFilter, CrosswalkLine> = {
  columns: `r.source_id, r.list, r.local_code, r.national_code, r.valid_from::text as valid_from,
    r.valid_until::text as valid_until, r.parent_note, e.name as national_name`,
  from: () => `crosswalk_row r join crosswalk_version v on v.version = r.version and v.active
    left join code_entry e on e.list = r.list and e.code = r.national_code and e.valid_until is null where true`,
  order: [
    { sql: 'r.source_id', type: 'text' },
    { sql: 'r.list::int', type: 'integer' },
    { sql: 'r.local_code', type: 'text' },
    { sql: `coalesce(r.valid_from, '-infinity')`, type: 'date' },
    // Codes of one local code in the same days: it was split.
    { sql: 'r.national_code', type: 'text' },
  ],
  filters: {
    source: is('r.source_id'),
    list: is('r.list'),
    localCode: is('r.local_code'),
    nationalCode: is('r.national_code'),
  },
  toRow: (row) => ({
    source: String(row['source_id']),
    list: Number(row['list']),
    localCode: String(row['local_code']),
    nationalCode: String(row['national_code']),
    validFrom: row['valid_from'] as string | null,
    validUntil: row['valid_until'] as string | null,
    parent: row['parent_note'] as string | null,
    nationalName: row['national_name'] as string | null,
  }),
};
