import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditKeeping, Keys } from '@kntc/confidentiality';
import type { Principal } from '@kntc/domain';
import { AddressGuard, randomIds, startEmbeddedPostgres, systemClock, witnessHttp } from '@kntc/platform';
import {
  connect,
  createDataSource,
  migrate,
  PgAudit,
  PgCaseReading,
  PgCaseViews,
  PgUnmask,
} from '@kntc/storage';
import { describeMachine } from '../measure/machine';
import { comparedBySign, lineOf, type Comparison } from './compared-by-sign';

type DataSource = ReturnType<typeof createDataSource>;
type Asking = (reference: string) => Promise<boolean>;

const PAIRS = 1_000;
const CASES = 20_000;
const AGENCY = 'xa-a';
const OTHER_AGENCY = 'xa-b';
const ACCOUNT = '00000000-0000-4000-8000-00000000000a';
const ASKER: Principal = {
  accountId: ACCOUNT,
  login: 'lan.tt',
  roles: ['inspector'],
  agencies: [AGENCY],
  via: 'local',
  authenticatedAt: new Date().toISOString(),
};

/**
 * Whether time tells "absent" from "not allowed" (guarantees §5.1): pairs of one question each, in random order, about a
 * case that is not there and one the asker must not know of – excluded, or of another agency. Reading and asking for an
 * unmask, on the very paths the API takes, with audit and witness.
 */
export async function benchSideChannels(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      pairs: { type: 'string', default: String(PAIRS) },
      cases: { type: 'string', default: String(CASES) },
    },
  });
  const [pairs, cases] = [Number(values.pairs), Number(values.cases)];
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  await postgres.ensureDatabase('bench_side_channels');
  const dataSource = createDataSource(postgres.url('bench_side_channels'), 4);
  try {
    await connect(dataSource);
    await migrate(dataSource);
    await fill(dataSource, cases);
    const comparisons = await compareAll(
      dataSource,
      join(folder, 'witness.jsonl'),
      Math.min(pairs, cases / 4),
    );
    const [version] = (await dataSource.query('show server_version')) as { server_version: string }[];
    process.stdout.write(
      `\n${describeMachine(version?.server_version ?? '')}\nnpm run bench -- side-channels ${words.join(' ')}\n\n` +
        `${comparisons.map(lineOf).join('\n')}\n`,
    );
    return comparisons.every(({ isTold }) => !isTold);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareAll(
  dataSource: DataSource,
  witness: string,
  pairs: number,
): Promise<readonly Comparison[]> {
  const asking = questions(dataSource, witness);
  const comparisons: Comparison[] = [];
  for (const [name, ask] of Object.entries(asking))
    for (const kind of ['excluded', 'other agency'] as const) {
      await compare(`${name} (warm-up)`, ask, { kind, pairs: Math.ceil(pairs / 10) });
      comparisons.push(await compare(`${name}, ${kind}`, ask, { kind, pairs }));
    }
  return comparisons;
}

/** Each answers whether there was anything; here there never is. */
function questions(dataSource: DataSource, witness: string): Readonly<Record<string, Asking>> {
  const keys = Keys.of({
    id: '00112233445566ff',
    sealingKey: Buffer.alloc(32, 1),
    digestKey: Buffer.alloc(32, 2),
  });
  const places = [{ kind: 'file', path: witness }] as const;
  const keeping = auditKeeping(keys, places, witnessHttp(new AddressGuard(), places));
  const audit = new PgAudit(dataSource, { ...keeping, clock: systemClock });
  // Nothing is ever opened here: what opened something would have told that it is there.
  const seals = {
    of: () => Promise.reject(new Error('something was opened')),
  } as unknown as ConstructorParameters<typeof PgCaseViews>[1];
  const views = new PgCaseViews(dataSource, seals);
  const reading = new PgCaseReading({ dataSource, audit, views, provinceId: 'H507' });
  const tools = {
    dataSource,
    audit,
    seals,
    ids: randomIds,
    clock: systemClock,
    provinceId: 'H507',
    dailyCap: 20,
  };
  const unmask = new PgUnmask(tools);
  const wish = { field: 'petitioner.name', place: 1, reasonCode: 'verify-identity' } as const;
  return {
    'read a case': async (reference) => (await reading.one(reference, ASKER)) !== undefined,
    'ask for an unmask': async (reference) =>
      (await unmask.request(ASKER, { ...wish, reference, reasonText: 'xác minh nhân thân' })).kind === 'done',
  };
}

interface Asked {
  readonly kind: 'excluded' | 'other agency';
  readonly pairs: number;
}

async function compare(name: string, ask: Asking, { kind, pairs }: Asked): Promise<Comparison> {
  const taken: (readonly [absent: number, present: number])[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const questioned = [referenceOf('absent', pair), referenceOf(kind, pair)] as const;
    const isAbsentFirst = Math.random() < 0.5;
    const first = await timed(ask, questioned[isAbsentFirst ? 0 : 1]);
    const second = await timed(ask, questioned[isAbsentFirst ? 1 : 0]);
    taken.push(isAbsentFirst ? [first, second] : [second, first]);
  }
  return comparedBySign(name, taken);
}

async function timed(ask: Asking, reference: string): Promise<number> {
  const started = performance.now();
  if (await ask(reference)) throw new Error(`${reference} was shown`);
  return performance.now() - started;
}

const PREFIX = { absent: 'BEN-A', excluded: 'BEN-X', 'other agency': 'BEN-Y', own: 'BEN-Z' } as const;

function referenceOf(kind: keyof typeof PREFIX, number: number): string {
  return PREFIX[kind] + String(number).padStart(12, '0');
}

/** A quarter of the cases is excluded, a quarter of another agency, the rest the asker's own. */
async function fill(dataSource: DataSource, cases: number): Promise<void> {
  await dataSource.query(
    `create temporary table wanted as select gen_random_uuid() as case_id, gen_random_uuid() as id, n / 4 as number,
       (array['excluded', 'other agency', 'own', 'own'])[n % 4 + 1] as kind, n
     from generate_series(0, $1::int - 1) n`,
    [cases],
  );
  await dataSource.query(
    `insert into case_file (id, agency_id, kind, source_id, local_key, fingerprint, digest, version)
     select case_id, ${agencyOf('kind')}, 'KN', 'bench', n::text, n::text, n::text, 1 from wanted`,
  );
  await dataSource.query(
    `insert into source_record (agency_id, source_id, local_key, raw, content_digest, class, judged_with, case_id)
     select ${agencyOf('kind')}, 'bench', n::text, '', n::text, 'accepted', '1', case_id from wanted`,
  );
  await dataSource.query(
    `insert into national_record (id, agency_id, case_id, reference, lane)
     select id, ${agencyOf('kind')}, case_id, case kind when 'excluded' then $1 when 'other agency' then $2 else $3 end
       || lpad((case kind when 'own' then n else number end)::text, 12, '0'), 0 from wanted`,
    [PREFIX.excluded, PREFIX['other agency'], PREFIX.own],
  );
  await dataSource.query(
    `insert into outbox (national_record_id, agency_id, lane, state, case_version, mapping_version)
     select id, ${agencyOf('kind')}, 0, 'done', 1, '1' from wanted`,
  );
  await dataSource.query(
    `insert into case_exclusion (id, agency_id, case_id, account_id, reason, recorded_by, second_person)
     select gen_random_uuid(), ${agencyOf('kind')}, case_id, $1, 'x', 'a', 'b' from wanted where kind = 'excluded'`,
    [ACCOUNT],
  );
  await dataSource.query('analyze');
}

function agencyOf(column: string): string {
  return `case ${column} when 'other agency' then '${OTHER_AGENCY}' else '${AGENCY}' end`;
}
