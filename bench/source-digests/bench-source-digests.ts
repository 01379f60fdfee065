import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareByDigests, sourceDigest, sourceDigestId } from '@kntc/domain';
import type { DigestSide, Source } from '@kntc/domain';
import { startEmbeddedPostgres, systemClock } from '@kntc/platform';
import { connect, createDataSource, migrate, PgSourceDigests } from '@kntc/storage';
import { createSource, loadSources } from '@kntc/sources';
import type { Client } from 'pg';
import { wholeNumber } from '../delivery/arguments';
import { onDatabase } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';

/** As the pass of the gateway asks (`libs/intake/src/digest-pass.ts`). */
const LIMITS = { rangesPerRequest: 2_048, requests: 60 };
const PAGE = 250;
/** Issue 7, of what travels. */
const SHARE = 0.01;
const SALT = 'of the bench';
const ID = 'bench';
/** What travels for a part or a record: its name, a count, a digest. */
const DIGEST_BYTES = 60;

const RECORD = `  query: |
    select d.*, md5(concat(d::text, (select string_agg(n::text, '|' order by n.id) from nguoi n where n.so = d.so))) as tom_tat from don d
  key: so`;

interface Measured {
  readonly ms: number;
  /** Questions put to the source. */
  readonly questions: number;
  readonly bytes: number;
  readonly found: number;
}

interface Arguments {
  readonly records: number;
  readonly differences: number;
  readonly wait: number;
}

/** What it costs to find what changed without a word: by digests, and by reading everything, in the same run. */
export async function benchSourceDigests(words: readonly string[]): Promise<boolean> {
  const asked = readArguments(words);
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711); // the account of PostgreSQL passes through
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  try {
    for (const name of ['bench_local', 'bench_own']) await postgres.ensureDatabase(name);
    const localUrl = postgres.url('bench_local');
    await onDatabase(localUrl, (client) => fillLocal(client, asked.records));
    return await measured(asked, { localUrl, ownUrl: postgres.url('bench_own'), folder });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readArguments(words: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      records: { type: 'string', default: '100000' },
      differences: { type: 'string', default: '100' },
      wait: { type: 'string', default: '0' },
    },
  });
  return {
    records: wholeNumber('--records', values.records, 1),
    differences: wholeNumber('--differences', values.differences, 0),
    wait: wholeNumber('--wait', values.wait, 0),
  };
}

async function measured(
  asked: Arguments,
  {
    localUrl,
    ownUrl,
    folder,
  }: { readonly localUrl: string; readonly ownUrl: string; readonly folder: string },
): Promise<boolean> {
  const dataSource = createDataSource(ownUrl);
  const [digested, whole] = openSources(folder, localUrl);
  try {
    await connect(dataSource);
    await migrate(dataSource);
    await noteAll(digested, dataSource);
    await onDatabase(localUrl, (client) => client.query(CHANGE, [asked.differences]));
    await untilQuiet(asked.wait);
    const byDigests = await comparing(new PgSourceDigests(dataSource).side(ID), digested);
    return told(asked, byDigests, await readingAll(whole));
  } finally {
    await Promise.all([digested.close(), whole.close()]);
    await dataSource.destroy();
  }
}

/** The same tables twice: with digests, and without. */
function openSources(folder: string, url: string): readonly [digested: Source, whole: Source] {
  mkdirSync(join(folder, 'sources'));
  const write = (id: string, record: string): void =>
    writeFileSync(join(folder, 'sources', `${id}.yaml`), sourceFile(id, record));
  write('digested', `${RECORD}\n  digest: tom_tat`);
  write('whole', RECORD);
  const env = { BENCH_LOCAL_URL: url };
  const { sources, problems } = loadSources(folder, env);
  const [digested, whole] = sources.map((definition) =>
    createSource(definition, { clock: systemClock, env, digestSalt: () => SALT }),
  );
  if (digested === undefined || whole === undefined) throw new Error(JSON.stringify(problems));
  return [digested, whole];
}

function sourceFile(id: string, record: string): string {
  return `id: ${id}
title: ${id}
kind: sql
connection: { dialect: postgresql, urlEnv: BENCH_LOCAL_URL }
record:
${record}
children:
  nguoi: { query: "select * from nguoi", parent: so, orderBy: id }
feeds: { handling: true }
map:
  kind: { column: loai, values: { khieu nai: KN } }
  content: { column: noi_dung }
`;
}

function told(asked: Arguments, byDigests: Measured, byReading: Measured): boolean {
  const isExact = byDigests.found === asked.differences;
  const share = byDigests.bytes / byReading.bytes;
  const lines = [
    describeMachine('embedded'),
    `${asked.records} records at the source, ${asked.differences} changed without a watermark`,
    `by digests    ${rowOf(byDigests)}`,
    `reading all   ${rowOf(byReading)}`,
    `${isExact ? 'met   ' : 'MISSED'} every change found, and nothing else`,
    `${share < SHARE ? 'met   ' : 'MISSED'} ${(share * 100).toFixed(2)} % of the bytes of reading everything, less than 1 %`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return isExact && share < SHARE;
}

const CHANGE = `update don set noi_dung = 'khác' where so in (select 'D' || n from generate_series(1, $1::int) n)`;

async function fillLocal(client: Client, records: number): Promise<void> {
  await client.query(`
    create table don (so text primary key, loai text, noi_dung text);
    create table nguoi (id int primary key, so text, ho_ten text);
    create index on nguoi (so)`);
  await client.query(
    `insert into don select 'D' || n, 'khieu nai', repeat('Nội dung đơn số ' || n || '. ', 40) from generate_series(1, $1::int) n`,
    [records],
  );
  await client.query(
    `insert into nguoi select n, 'D' || n, 'Người ' || n from generate_series(1, $1::int) n`,
    [records],
  );
  await client.query('analyze');
}

/** As if all had been read by the gateway: its records, with what the source said of each. */
async function noteAll(source: Source, dataSource: ReturnType<typeof createDataSource>): Promise<void> {
  await dataSource.query(
    `insert into source (id, agency_id, title, mapping_version, reading_no) values ($1, 'H507', 'bench', 'v', 1)`,
    [ID],
  );
  const store = new PgSourceDigests(dataSource);
  let cursor: string | undefined;
  for (let exhausted = false; !exhausted;) {
    const page = await source.readChanged(cursor, PAGE);
    ({ cursor, exhausted } = page);
    const keys = page.records.map(({ localKey }) => localKey);
    await dataSource.query(
      `insert into source_record (agency_id, source_id, local_key, raw, content_digest, class, judged_with)
       select 'H507', $1, key, '', '', 'outOfScope', '' from unnest($2::text[]) key`,
      [ID, keys],
    );
    const said = keys.map((key) => ({
      localKey: key,
      digest: sourceDigest(page.said?.get(key) ?? []),
    }));
    await store.note(ID, 1, said);
  }
  await dataSource.query('analyze source_digest');
}

async function comparing(ours: DigestSide, source: Source): Promise<Measured> {
  const theirs = source.digests?.side();
  if (theirs === undefined) throw new Error('the source offers no digests');
  const started = performance.now();
  let shown = 0;
  const keys: string[] = [];
  const counting: DigestSide = {
    look: async (ranges, detail) => {
      const answer = await theirs.look(ranges, detail);
      if (answer.kind === 'looks')
        for (const { parts, rows } of answer.looks) shown += parts.length + rows.length;
      return answer;
    },
  };
  const { requests } = await compareByDigests(
    { ours, theirs: counting },
    (one) => void (one.kind === 'different' && keys.push(one.reference ?? sourceDigestId(one.id))),
    LIMITS,
  );
  let bytes = shown * DIGEST_BYTES;
  for (let at = 0; at < keys.length; at += 100)
    bytes += sizeOf((await source.digests?.read(keys.slice(at, at + 100), '{}'))?.records ?? []);
  return { ms: performance.now() - started, questions: requests, bytes, found: keys.length };
}

async function readingAll(source: Source): Promise<Measured> {
  const started = performance.now();
  let [questions, bytes, found] = [0, 0, 0];
  let cursor: string | undefined;
  for (let exhausted = false; !exhausted; questions += 1) {
    const page = await source.readChanged(cursor, PAGE);
    ({ cursor, exhausted } = page);
    bytes += sizeOf(page.records);
    found += page.records.length;
  }
  return { ms: performance.now() - started, questions, bytes, found };
}

function sizeOf(records: readonly object[]): number {
  return Buffer.byteLength(JSON.stringify(records));
}

function rowOf({ ms, questions, bytes, found }: Measured): string {
  return `${questions} questions, ${bytes} bytes, ${Math.round(ms)} ms, ${found} records read`;
}
