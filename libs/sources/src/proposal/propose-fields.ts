import type { DraftField } from '@kntc/domain';
import { DRAFT_SHAPE, isGroup, shapeOf } from '../definition/draft-shape';
import { COLUMN_WORDS, fitOfName } from './column-words';
import type { ColumnFacts } from './column-facts';

/** A column proposed for a field, and why. */
export interface ProposedField {
  /** As in {@link COLUMN_WORDS}: `petitioners.fullName`. */
  readonly path: string;
  readonly facts: ColumnFacts;
  /** `values`: the name says nothing, what stands in the column does. */
  readonly by: 'name' | 'name-and-values' | 'values';
}

/** Below, a name is no evidence. */
const LEAST_FIT = 0.45;
/** Part of the filled rows that must look like what the field holds. */
const HALF = 0.5;
const MOST = 0.8;
/** More different values than this are no codes. */
const MOST_CODES = 80;
const LONG_TEXT = 60;

/**
 * Which column feeds which field: by the words of its name and by what its values look like. A name whose values say
 * otherwise is no proposal (a column `ngay_nhan` without dates). Each column and each field is proposed once, surest first.
 */
export function proposeFields(
  columns: readonly ColumnFacts[],
  paths: readonly string[] = Object.keys(COLUMN_WORDS),
): readonly ProposedField[] {
  const possible = columns
    .flatMap((facts) => paths.map((path) => judged(path, facts)))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const chosen = new Map<string, ProposedField>();
  const used = new Set<string>();
  for (const { path, facts, by } of possible) {
    if (chosen.has(path) || used.has(facts.name)) continue;
    chosen.set(path, { path, facts, by });
    used.add(facts.name);
  }
  return paths.flatMap((path) => chosen.get(path) ?? []);
}

function judged(path: string, facts: ColumnFacts): ProposedField & { readonly score: number } {
  const fit = fitOfName(facts.name, COLUMN_WORDS[path] ?? []);
  const seen = agreement(path, facts);
  if (fit < LEAST_FIT) return { path, facts, by: 'values', score: provenByValues(path, facts) ? 0.4 : 0 };
  if (seen === 'against') return { path, facts, by: 'name', score: 0 };
  return seen === 'for'
    ? { path, facts, by: 'name-and-values', score: fit + 0.3 }
    : { path, facts, by: 'name', score: fit };
}

/** Whether the values look like what the field holds; nothing can be said of an empty column. */
function agreement(path: string, facts: ColumnFacts): 'for' | 'against' | 'silent' {
  if (facts.filled === 0) return 'silent';
  const look = lookOf(path);
  if (look !== undefined) return look.count(facts) >= HALF * facts.filled ? 'for' : 'against';
  const type = fieldAt(path)?.type;
  if (type === 'code')
    return facts.distinct <= MOST_CODES && facts.averageLength < LONG_TEXT ? 'for' : 'against';
  return type === 'longText' && facts.averageLength >= LONG_TEXT / 3 ? 'for' : 'silent';
}

/** How the values of a field are told, and what they are called. */
interface Look {
  readonly count: (facts: ColumnFacts) => number;
  readonly words: string;
}

const KIND_LOOK: Look = { count: ({ kinds }) => kinds, words: 'là loại đơn' };
const LOOKS: Partial<Record<DraftField['type'], Look>> = {
  date: { count: ({ dates }) => dates, words: 'là ngày đọc được' },
  identityNumber: { count: ({ identityNumbers }) => identityNumbers, words: 'là số giấy tờ' },
  phone: { count: ({ phones }) => phones, words: 'là số điện thoại' },
  personName: { count: ({ names }) => names, words: 'là một họ tên' },
};

/** What the values of a field look like; `undefined` where any text may stand. */
export function lookOf(path: string): Look | undefined {
  if (path === 'kind') return KIND_LOOK;
  const type = fieldAt(path)?.type;
  return type === undefined ? undefined : LOOKS[type];
}

/** Values that leave little doubt, whatever the column is called. */
function provenByValues(path: string, facts: ColumnFacts): boolean {
  const most = (part: number): boolean => facts.filled > 0 && part >= MOST * facts.filled;
  if (path === 'kind') return most(facts.kinds) && facts.averageLength < LONG_TEXT;
  if (path === 'petitioners.idNumber') return most(facts.identityNumbers);
  if (path === 'petitioners.phone') return most(facts.phones);
  if (path === 'content') return facts.averageLength >= LONG_TEXT && facts.filled >= HALF * facts.looked;
  return false;
}

/** The draft field at a path without indexes. */
export function fieldAt(path: string): DraftField | undefined {
  let shape = DRAFT_SHAPE;
  for (const name of path.split('.')) {
    const node = shape[name];
    if (node === undefined) return undefined;
    if (!isGroup(node)) return node;
    shape = shapeOf(node);
  }
  return undefined;
}
