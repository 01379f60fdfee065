import type { Resync } from '../../api/answers';
import { searchOf } from '../../api/ask';

/** Filters of the list of records, in the words of addresses. */
export const RECORD_FILTERS = [
  'class',
  'source',
  'localKey',
  'agency',
  'kind',
  'reference',
  'nationalId',
  'code',
  'field',
  'list',
  'localCode',
] as const;
export type RecordFilters = Readonly<Partial<Record<(typeof RECORD_FILTERS)[number], string>>>;

/** A record by its reference, or as its source knows it while it has none. */
export type NamedRecord =
  { readonly reference: string } | { readonly source: string; readonly localKey: string };

export type Subject =
  | { readonly kind: 'records'; readonly records: readonly NamedRecord[] }
  | { readonly kind: 'filter'; readonly filter: RecordFilters }
  | { readonly kind: 'cause'; readonly cause: string };

const NEW = '/dong-bo-lai/moi';
const KEY_PARTS = 2;

/** Where a re-sync of these is previewed. The address says everything, so that it can be handed on. */
export function newResyncPath(subject: Subject): string {
  if (subject.kind === 'cause') return `${NEW}${searchOf({ theo: 'cause', cause: subject.cause })}`;
  if (subject.kind === 'filter') return `${NEW}${searchOf({ theo: 'filter', ...subject.filter })}`;
  const search = new URLSearchParams({ theo: 'records' });
  for (const record of subject.records) {
    if ('reference' in record) search.append('r', record.reference);
    else search.append('k', JSON.stringify([record.source, record.localKey]));
  }
  return `${NEW}?${search.toString()}`;
}

/** What an address asks for; `undefined`: nothing that could be re-synced. */
export function subjectIn(search: URLSearchParams): Subject | undefined {
  const kind = search.get('theo');
  if (kind === 'cause') return { kind, cause: search.get('cause') ?? '' };
  if (kind === 'filter') return { kind, filter: filtersIn(search) };
  const records = [
    ...search.getAll('r').map((reference) => ({ reference })),
    ...search.getAll('k').flatMap(keyIn),
  ];
  return kind === 'records' && records.length > 0 ? { kind, records } : undefined;
}

function filtersIn(search: URLSearchParams): RecordFilters {
  return Object.fromEntries(
    RECORD_FILTERS.flatMap((name) => {
      const value = search.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** An address may have been cut off anywhere. */
function keyIn(text: string): readonly NamedRecord[] {
  try {
    const parts: unknown = JSON.parse(text);
    if (!Array.isArray(parts) || parts.length !== KEY_PARTS) return [];
    return [{ source: String(parts[0]), localKey: String(parts[1]) }];
  } catch {
    return [];
  }
}

/** As the API takes it. */
export function bodyOf(subject: Subject): object {
  if (subject.kind === 'cause') return subject;
  if (subject.kind === 'records') {
    const references = subject.records.flatMap((one) => ('reference' in one ? [one.reference] : []));
    return { kind: 'records', references, keys: subject.records.filter((one) => !('reference' in one)) };
  }
  const { list, ...filter } = subject.filter;
  return { kind: 'filter', filter: { ...filter, ...(list !== undefined && { list: Number(list) }) } };
}

/** The same again, for what came later; `undefined` where records were named one by one. */
export function subjectOf({ cause, filter }: Pick<Resync, 'cause' | 'filter'>): Subject | undefined {
  if (cause !== null) return { kind: 'cause', cause };
  return filter === null ? undefined : { kind: 'filter', filter: textsOf(filter) };
}

/** A filter of an answer as addresses say it. */
export function textsOf(filter: NonNullable<Resync['filter']>): RecordFilters {
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
}
