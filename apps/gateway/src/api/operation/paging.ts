import { createHash } from 'node:crypto';
import type { Page, PageOf } from '@kntc/storage';
import { z } from 'zod';
import { wrongRequest } from './asked';

const PAGE = 50;
const MAX_PAGE = 500;

/** Members by which every list is paged. */
export const PAGING = {
  limit: z.number().int().min(1).max(MAX_PAGE).default(PAGE),
  /** `next` of the page before, unchanged, with the same filters. */
  cursor: z
    .string()
    .max(600)
    .regex(/^[\w-]+$/, { error: 'lấy nguyên từ next của trang trước' })
    .optional(),
} as const;

/** The answer of a list. */
export function pageAnswer<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item).readonly(),
    next: z.string().nullable().meta({ description: 'cursor của trang sau; null: đã hết' }),
  });
}

/** Texts by which a position goes on, by the kind of each of its members. */
const KINDS = {
  number: /^\d{1,18}$/,
  moment: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  hash: /^[0-9a-f]{32}$/,
  text: /^[^\p{Cc}\p{Cs}]{0,200}$/u,
  day: /^(-?infinity|\d{4}-\d{2}-\d{2})$/,
} as const;
export type PositionKind = keyof typeof KINDS;

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How a list goes on from page to page: what it is called, and what a position in it looks like. */
export interface Way {
  readonly list: string;
  readonly position: readonly PositionKind[];
}

/**
 * What a query asks of a list. A cursor is nobody's secret and gives no right: it says where, and who may see what is asked
 * anew for every page. It goes on in the same list with the same filters only.
 * @throws HttpException 400 for any other text
 */
export function pageAsked<Filter extends object>(
  { list, position }: Way,
  { limit, cursor }: Paged,
  filter: Filter,
): PageOf<Filter> {
  if (cursor === undefined) return { filter, limit, after: undefined };
  const [made, ...after] = membersOf(cursor);
  const isOurs =
    made === markOf(list, filter) &&
    after.length === position.length &&
    position.every((kind, place) => KINDS[kind].test(after[place] ?? ''));
  if (!isOurs) throw wrongRequest([{ in: 'query', name: 'cursor', text: NOT_OURS }]);
  return { filter, limit, after };
}

/** The page as it is answered. */
export function pageAnswered<Row, Item>(
  { list }: Way,
  filter: object,
  { items, next }: Page<Row>,
  toItem: (row: Row) => Item,
): { readonly items: readonly Item[]; readonly next: string | null } {
  const cursor = next && Buffer.from(JSON.stringify([markOf(list, filter), ...next])).toString('base64url');
  return { items: items.map(toItem), next: cursor ?? null };
}

const NOT_OURS = 'không phải cursor của danh sách này với các bộ lọc này; bỏ cursor để đọc lại từ trang đầu';

function membersOf(cursor: string): readonly string[] {
  try {
    const members: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(members) && members.every((one) => typeof one === 'string') ? members : [];
  } catch {
    return [];
  }
}

/** Tells lists and filters apart. */
function markOf(list: string, filter: object): string {
  const entries = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([list, entries]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
