import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import type { Client } from 'pg';
import type { Canary } from './canaries';
import type { RecordingProxy } from './recording-proxy';
import type { Piece, Sink } from './scanner';
import { attachmentsOf } from './unpack';

const NOBODY = ['denouncer', 'complainant'] as const;

/** A place where nobody's data may stand. */
export function inside(name: string, pieces: readonly Piece[]): Sink {
  return { name, mustNotHold: NOBODY, pieces };
}

export function lines(where: string, texts: readonly string[]): readonly Piece[] {
  return texts.map((text, index) => ({ where: `${where} ${index + 1}`, bytes: Buffer.from(text, 'utf8') }));
}

/** What left the gateway: updates may speak of complainants, look-ups of nobody. */
export function wireSinks(proxy: RecordingProxy): readonly Sink[] {
  const pieces = proxy.requests().map(({ method, bytes }, index) => ({
    where: `request ${index + 1} ${method}`,
    method,
    bytes,
  }));
  const isUpdate = ({ method }: { method: string }): boolean => method.startsWith('CapNhat');
  const updates = pieces.filter(isUpdate);
  return [
    { name: 'far side: updates', mustNotHold: ['denouncer'], pieces: updates },
    {
      name: 'far side: attachments and their metadata',
      mustNotHold: ['denouncer'],
      pieces: updates.flatMap(attachmentsOf),
    },
    inside(
      'far side: look-ups',
      pieces.filter((piece) => !isUpdate(piece)),
    ),
  ];
}

interface Column {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly isBytes: boolean;
}

/** Every column of every table and view of every schema: bytes as they are, everything else as its text. */
export async function databaseSinks(database: Client, when: string): Promise<readonly Sink[]> {
  const { rows: columns } = await database.query<Column>(
    `select n.nspname as schema, c.relname as relation, a.attname as column, a.atttypid = 'bytea'::regtype as "isBytes"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     order by 1, 2, a.attnum`,
  );
  const sinks = new Map<string, Piece[]>(COLUMN_SINKS.map((name) => [name, []]));
  for (const column of columns) sinks.get(sinkOf(column))?.push(await contentOf(database, column, when));
  return [
    ...[...sinks].map(([name, pieces]) => inside(name, pieces)),
    inside('PostgreSQL: statements', await statementsOf(database, when)),
  ];
}

const COLUMN_SINKS = [
  'PostgreSQL: plain columns',
  'PostgreSQL: sealed columns',
  'queue: names, data and errors of jobs',
  'audit entries',
] as const;

function sinkOf({ schema, relation, isBytes }: Column): (typeof COLUMN_SINKS)[number] {
  if (schema === 'bullmq') return 'queue: names, data and errors of jobs';
  if (relation === 'audit_entry') return 'audit entries';
  return isBytes ? 'PostgreSQL: sealed columns' : 'PostgreSQL: plain columns';
}

async function contentOf(database: Client, column: Column, when: string): Promise<Piece> {
  const name = [column.schema, column.relation].map((part) => `"${part}"`).join('.');
  const value = column.isBytes ? `"${column.column}"` : `"${column.column}"::text`;
  const { rows } = await database.query<{ value: string | Buffer | null }>(
    `select ${value} as value from ${name} where "${column.column}" is not null`,
  );
  const values = rows.flatMap(({ value: one }) => [Buffer.from(one ?? ''), Buffer.from('\n')]);
  return {
    where: `${when}: ${column.schema}.${column.relation}.${column.column}`,
    bytes: Buffer.concat(values),
  };
}

/** The last statement of every connection: its values stand beside it, never inside. */
async function statementsOf(database: Client, when: string): Promise<readonly Piece[]> {
  const { rows } = await database.query<{ query: string }>(
    'select query from pg_stat_activity where datname = current_database()',
  );
  return lines(
    `${when}: statement`,
    rows.map(({ query }) => query),
  );
}

/** A file somebody asked for, for the petitioner of one petition. Its `where` ends with a blank. */
export interface Export extends Piece {
  readonly ownerOf: string;
}

/** What of a person stands in an answer to that same person. */
export const OWN = ['họ tên đã sửa', 'số định danh', 'nơi cấp', 'điện thoại', 'địa chỉ đã sửa'];

/** Exports hold the own data of whoever asked, and of nobody else. */
export function exportSink(exports: readonly Export[]): Sink {
  const isOwn = ({ petition, field }: Canary, { ownerOf }: Export): boolean =>
    petition === ownerOf && OWN.includes(field);
  return {
    ...inside('exports', exports),
    permits: (where, canary) => exports.some((one) => where.startsWith(one.where) && isOwn(canary, one)),
  };
}

/** Where the log of the server stands, if this process may read it, and how long it is now. */
export async function serverLog(
  database: Client,
): Promise<{ readonly file: string; readonly from: number } | string> {
  const { rows } = await database.query<{ data_directory: string }>('show data_directory');
  const file = join(dirname(rows[0]?.data_directory ?? ''), 'server.log');
  try {
    return { file, from: statSync(file).size };
  } catch {
    return `PostgreSQL server log not scanned: no ${file}`;
  }
}

export function serverLogSink(log: Awaited<ReturnType<typeof serverLog>>): readonly Sink[] {
  if (typeof log === 'string') return [];
  return [
    inside('PostgreSQL: server log', [{ where: log.file, bytes: readFileSync(log.file).subarray(log.from) }]),
  ];
}

/** Every file below a folder, except those somebody else put there. */
export function filesIn(folder: string, isOurs: (path: string) => boolean = () => true): readonly Piece[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isOurs)
    .map((path) => ({ where: path.slice(folder.length + 1), bytes: readFileSync(path) }));
}

/** What a careless `console.error(err)` or `JSON.stringify(err)` would print. */
export function errorSink(thrown: ReadonlyMap<string, unknown>): Sink {
  const pieces = [...thrown].flatMap(([where, err]) =>
    [inspect(err, { depth: 10, showHidden: true }), JSON.stringify(err) ?? '', String(err)].map((text) => ({
      where,
      bytes: Buffer.from(text, 'utf8'),
    })),
  );
  return inside('error objects', pieces);
}

/** Every text in a picture of a process's memory; the rest of it are numbers. */
export function memoryPiece(where: string, path: string): Piece {
  const { strings } = JSON.parse(readFileSync(path, 'utf8')) as { readonly strings: readonly string[] };
  return { where, bytes: Buffer.from(strings.join('\n'), 'utf8') };
}
