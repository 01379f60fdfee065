import type { EntityManager } from 'typeorm';
import { visible, visibleParts, type Columns, type RowScope } from '../access/row-scope';

/** Gives a value to the statement. @returns its parameter, e.g. `$3` */
export type Bind = (value: unknown) => string;

/**
 * One or more conditions of which a row meets at least one. Each is read by itself, in the order of the list and no further
 * than the page: where each has an index, the whole does. Joined by `or` none would.
 */
export type Alternatives = readonly (string | Few)[];

/**
 * A condition that few rows meet: all of them are fetched and then put in order. In the order of the list, the whole list would
 * be walked through for a page that never fills.
 */
export interface Few {
  readonly few: string;
}

/** The filter of a plain column. */
export const is =
  (column: string) =>
  (value: unknown, bind: Bind): Alternatives => [`${column} = ${bind(value)}`];

/** A list as people page through it: which rows, in which order, found by what. */
export interface Listing<Filter extends object, Row> {
  /** What follows `select`. */
  readonly columns: string;
  /** What follows `from`, up to a condition. @param seen what {@link seenBy} leaves of it */
  readonly from: (seen: string) => string;
  /** Where the case and the agency of a row stand; absent: nothing in it is of a case. */
  readonly seenBy?: Columns & {
    /** Rows that are of these agencies; absent: an index would not help. @param agencies a parameter, `text[]` */
    readonly ofAgencies?: (agencies: string) => Alternatives;
  };
  /** Together they name one row. They never change while the row is in the list. */
  readonly order: readonly { readonly sql: string; readonly type: string }[];
  readonly isNewestFirst?: true;
  readonly filters: {
    readonly [Name in keyof Filter]-?: (value: NonNullable<Filter[Name]>, bind: Bind) => Alternatives;
  };
  readonly toRow: (row: Readonly<Record<string, unknown>>) => Row;
}

/** A page somebody asks for. */
export interface PageOf<Filter extends object> {
  readonly filter: Filter;
  /** Position of the last row of the page before. */
  readonly after: readonly string[] | undefined;
  readonly limit: number;
}

export interface Page<Row> {
  readonly items: readonly Row[];
  /** Position of the last of them; `undefined` = nothing follows. */
  readonly next: readonly string[] | undefined;
}

/** Reads one page; nothing is counted or skipped, so the thousandth page costs what the first one does. */
export async function readPage<Filter extends object, Row>(
  on: Pick<EntityManager, 'query'>,
  listing: Listing<Filter, Row>,
  { filter, after, limit }: PageOf<Filter>,
  scope: RowScope,
): Promise<Page<Row>> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const { seen, ways } = seenOf(listing, scope, values);
  const found = filtersOf(listing, filter).map((alternatives) => alternatives(bind));
  const behind = after === undefined ? [] : [[behindOf(listing, after, bind)]];
  const branches = combined([...ways, ...found, ...behind]);
  const statement = statementOf(listing, { seen, branches, limit: bind(limit + 1) });
  const rows: (Record<string, unknown> & { position: readonly string[] })[] = await on.query(
    statement,
    values,
  );
  const items = rows.slice(0, limit);
  return {
    items: items.map((row) => listing.toRow(row)),
    next: rows.length > limit ? items.at(-1)?.position : undefined,
  };
}

/** What the scope leaves, and the ways in which a row can be of its agencies. */
function seenOf<F extends object, R>(
  { seenBy }: Listing<F, R>,
  scope: RowScope,
  values: unknown[],
): { readonly seen: string; readonly ways: readonly Alternatives[] } {
  if (seenBy === undefined) return { seen: 'true', ways: [] };
  const first = values.length + 1;
  const whole = visible(scope, first, seenBy);
  values.push(...whole.values);
  if (scope === 'everything' || scope.agencies === 'all' || seenBy.ofAgencies === undefined)
    return { seen: whole.sql, ways: [] };
  const { isUnbarred, isDirect, isRouted } = visibleParts(first, seenBy);
  const direct = seenBy.ofAgencies(`$${first + 1}`).map((way) => both(way, isDirect));
  return { seen: isUnbarred, ways: [[...direct, isRouted]] };
}

function both(way: string | Few, more: string): string | Few {
  return typeof way === 'string' ? `${way} and ${more}` : { few: `${way.few} and ${more}` };
}

function filtersOf<F extends object, R>(
  { filters }: Listing<F, R>,
  filter: F,
): readonly ((bind: Bind) => Alternatives)[] {
  return (Object.keys(filters) as (keyof F)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined || value === null ? [] : [(bind: Bind) => filters[name](value, bind)];
  });
}

function behindOf<F extends object, R>(
  { order, isNewestFirst }: Listing<F, R>,
  after: readonly string[],
  bind: Bind,
): string {
  const left = order.map(({ sql }) => sql).join(', ');
  const right = order.map(({ type }, place) => `${bind(after[place])}::${type}`).join(', ');
  return `(${left}) ${isNewestFirst === true ? '<' : '>'} (${right})`;
}

/** Every choice of one condition of each. */
function combined(all: readonly Alternatives[]): readonly Alternatives[] {
  return all.reduce<readonly Alternatives[]>(
    (chosen, alternatives) => chosen.flatMap((before) => alternatives.map((one) => [...before, one])),
    [[]],
  );
}

function statementOf<F extends object, R>(
  { columns, from, order, isNewestFirst }: Listing<F, R>,
  asked: { readonly seen: string; readonly branches: readonly Alternatives[]; readonly limit: string },
): string {
  const keys = order.map((_one, place) => `key_${place}`);
  const direction = isNewestFirst === true ? ' desc' : '';
  const ordered = keys.map((key) => `${key}${direction}`).join(', ');
  const named = order.map(({ sql }, place) => `${sql} as ${keys[place] ?? ''}`).join(', ');
  const branches = asked.branches.map((conditions) => {
    const met = conditions.map((one) => `and ${typeof one === 'string' ? one : one.few}`).join(' ');
    const rows = `select ${columns}, ${named} from ${from(asked.seen)} ${met}`;
    const areFew = conditions.some((one) => typeof one !== 'string');
    // `offset 0`: the planner does not look for an order behind it.
    return `(${areFew ? `select f.* from (${rows} offset 0) f` : rows} order by ${ordered} limit ${asked.limit})`;
  });
  // A row that meets two alternatives is in two branches.
  return `select distinct on (${keys.join(', ')}) u.*, array[${keys.map((key) => `u.${key}::text`).join(', ')}] as position
    from (${branches.join('\nunion all\n')}) u order by ${ordered} limit ${asked.limit}`;
}
