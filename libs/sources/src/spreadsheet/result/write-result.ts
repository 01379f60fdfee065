import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { ConnectorDependencies } from '../../connector';
import type { FileSourceDefinition } from '../../definition/source-definition';
import { inboxPlaces } from '../inbox/inbox-places';
import { Manifests, type Manifest } from '../inbox/manifests';
import { explainFor } from './explain-line';
import { belowResult, keylessResult, lineResult, type LineResult, type LineStanding } from './line-result';
import { writeWorkbook } from './write-workbook';

export interface ResultParts {
  readonly definition: FileSourceDefinition;
  readonly deps: ConnectorDependencies;
  /** Where the records of these keys stand; keys nobody knows yet are absent. */
  readonly standings: (keys: readonly string[]) => Promise<ReadonlyMap<string, LineStanding>>;
}

export interface WrittenResult {
  /** Full path of the workbook. */
  readonly path: string;
  /** Lines by result. */
  readonly totals: ReadonlyMap<string, number>;
}

const KEYS_AT_ONCE = 1_000;
const LINE_COLUMNS = [
  { title: 'Dòng', width: 8 },
  { title: 'Khoá (số đơn)', width: 26 },
  { title: 'Kết quả', width: 22 },
  { title: 'Vì sao', width: 60 },
  { title: 'Việc cần làm', width: 60 },
];
const TOTAL_COLUMNS = [
  { title: 'Kết quả', width: 28 },
  { title: 'Số dòng', width: 20 },
];
/** As people in Vietnam write it. */
const WRITTEN_AT = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'short',
});

/**
 * Writes the result workbook of every file that has none yet and whose lines are all judged, beside the file in
 * `done/`. Called again later it writes only what is missing.
 */
export async function writeMissingResults(parts: ResultParts): Promise<readonly WrittenResult[]> {
  const { drop, manifests: folder } = inboxPlaces(parts.definition, parts.deps);
  const manifests = new Manifests(folder);
  const written: WrittenResult[] = [];
  for (const head of await manifests.heads()) {
    // A person may have cleared done/: then nobody waits for the result.
    if (!existsSync(join(drop, head.placed)) || existsSync(join(drop, resultPlace(head.placed)))) continue;
    const manifest = await manifests.load(head);
    if (await isJudged(manifest, parts)) written.push(await writeResult(drop, manifest, parts));
  }
  return written;
}

/**
 * Writes the result workbook of one file anew, with the state of now.
 * @param name of the file, or any path that ends in it
 * @returns `undefined` when the source took in no file of that name
 */
export async function writeResultOf(parts: ResultParts, name: string): Promise<WrittenResult | undefined> {
  const { drop, manifests: folder } = inboxPlaces(parts.definition, parts.deps);
  const manifests = new Manifests(folder);
  const wanted = parse(name).base;
  const head = (await manifests.heads()).findLast(
    (one) => one.name === wanted || parse(one.placed).base === wanted,
  );
  return head === undefined ? undefined : writeResult(drop, await manifests.load(head), parts);
}

/** `done/…/so.xlsx` → `done/…/so.ket-qua.xlsx`; of other files the ending stays, so that names do not meet. */
export function resultPlace(placed: string): string {
  const { dir, name, base, ext } = parse(placed);
  return join(dir, `${ext.toLowerCase() === '.xlsx' ? name : base}.ket-qua.xlsx`);
}

async function isJudged({ lines }: Manifest, { standings }: ResultParts): Promise<boolean> {
  for (const keys of batches(lines.map(([, key]) => key)))
    if ((await standings(keys)).size < new Set(keys).size) return false;
  return true;
}

async function writeResult(drop: string, manifest: Manifest, parts: ResultParts): Promise<WrittenResult> {
  const path = join(drop, resultPlace(manifest.placed));
  const totals = new Map<string, number>();
  await writeWorkbook(path, [
    {
      name: 'Kết quả',
      columns: LINE_COLUMNS,
      rows: async function* () {
        for await (const { line, key, result, why, action } of lineResults(manifest, parts)) {
          totals.set(result, (totals.get(result) ?? 0) + 1);
          yield [line, key, result, why, action];
        }
      },
    },
    {
      name: 'Tổng hợp',
      columns: TOTAL_COLUMNS,
      rows: async function* () {
        yield* [...totals].toSorted((a, b) => b[1] - a[1]);
        yield ['Tổng cộng', [...totals.values()].reduce((sum, count) => sum + count, 0)];
        yield ['Ghi lúc', WRITTEN_AT.format(parts.deps.clock.now())];
      },
    },
  ]);
  return { path, totals };
}

interface Line extends LineResult {
  readonly line: number;
  readonly key: string;
}

/** Every data row of the file, in its order, those without a key and those below the total included. */
async function* lineResults(manifest: Manifest, { standings, definition }: ResultParts): AsyncIterable<Line> {
  const { lines, keyless, below = [] } = manifest;
  const unread = new Set(below);
  const takenAt = new Date(manifest.takenAt);
  const explain = explainFor(definition, manifest);
  const all = [...lines, ...[...keyless, ...below].map((line) => [line, ''] as const)].toSorted(
    ([a], [b]) => a - b,
  );
  for (const batch of batches(all)) {
    const found = await standings(batch.map(([, key]) => key));
    for (const [line, key] of batch) {
      const standing = found.get(key);
      if (standing !== undefined) yield { line, key, ...lineResult(standing, line, takenAt, explain) };
      else if (unread.has(line)) yield { line, key, ...belowResult() };
      else if (key === '') yield { line, key, ...keylessResult(definition.record.columns) };
      else
        yield {
          line,
          key,
          result: 'chưa xử lý',
          why: 'Cổng chưa đọc đến dòng này.',
          action: 'Chờ cổng đọc xong tệp.',
        };
    }
  }
}

function* batches<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += KEYS_AT_ONCE) yield all.slice(from, from + KEYS_AT_ONCE);
}
