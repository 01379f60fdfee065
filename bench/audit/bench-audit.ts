import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditKeeping, Keys } from '@kntc/confidentiality';
import { CHAIN_START, ChainVerifier, linkTo, type ChainHead } from '@kntc/domain';
import { AddressGuard, startEmbeddedPostgres, systemClock, witnessHttp } from '@kntc/platform';
import { connect, createDataSource, migrate, PgAudit } from '@kntc/storage';
import { describeMachine } from '../measure/machine';

type DataSource = ReturnType<typeof createDataSource>;

/** Targets of issue 4. */
const TARGETS = { verifyMillionSeconds: 60 };
const MILLION = 1_000_000;
const BATCH = 2_000;

/**
 * Verifying a chain of many entries next to reading the same rows and hashing nothing, and what one audited action costs
 * next to the same transaction without the audit.
 */
export async function benchAudit(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rows: { type: 'string', default: String(MILLION) },
      actions: { type: 'string', default: '300' },
    },
  });
  const rows = Number(values.rows);
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  await postgres.ensureDatabase('bench_audit');
  const dataSource = createDataSource(postgres.url('bench_audit'), 2);
  try {
    await connect(dataSource);
    await migrate(dataSource);
    const keys = Keys.of({
      id: '00112233445566ff',
      sealingKey: Buffer.alloc(32, 1),
      digestKey: Buffer.alloc(32, 2),
    });
    const places = [{ kind: 'file', path: join(folder, 'witness.jsonl') }] as const;
    const keeping = auditKeeping(keys, places, witnessHttp(new AddressGuard(), places));
    const audit = new PgAudit(dataSource, { ...keeping, clock: systemClock });
    await fill(dataSource, rows, keeping.keyed);
    const verify = await seconds(async () => {
      const verifier = new ChainVerifier(keeping.keyed, await keeping.witness.remembered());
      for await (const entry of audit.entries()) verifier.take(entry);
      if (verifier.last !== rows || verifier.end().length > 0) throw new Error('the chain is not whole');
    });
    const plain = await seconds(async () => {
      let read = 0;
      for await (const _entry of audit.entries()) read += 1;
      if (read !== rows) throw new Error(`${read} of ${rows} rows`);
    });
    const cost = await actionCost(dataSource, audit, Number(values.actions));
    const [version] = (await dataSource.query('show server_version')) as { server_version: string }[];
    const limit = (TARGETS.verifyMillionSeconds * Math.max(rows, MILLION)) / MILLION;
    process.stdout.write(
      `\n${describeMachine(version?.server_version ?? '')}\nnpm run bench -- audit ${words.join(' ')}\n\n` +
        `verify ${rows} entries: ${verify.toFixed(1)} s; only reading them: ${plain.toFixed(1)} s; ` +
        `peak RSS ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n` +
        `an action: ${cost.audited.toFixed(2)} ms with audit and witness, ${cost.bare.toFixed(2)} ms without\n\n` +
        `${verify <= limit ? '✓' : '✗'} ${rows} entries verified within ${limit} s: ${verify.toFixed(1)} s\n`,
    );
    return verify <= limit;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(
  dataSource: DataSource,
  rows: number,
  keyed: Parameters<typeof linkTo>[2],
): Promise<void> {
  let head: ChainHead = CHAIN_START;
  for (let from = 0; from < rows; from += BATCH) {
    const links = Array.from({ length: Math.min(BATCH, rows - from) }, (_none, index) => {
      const link = linkTo(head, anAction(from + index), keyed);
      head = link;
      return link;
    });
    await dataSource.query(
      `insert into audit_entry select * from jsonb_to_recordset($1::jsonb) as e(seq bigint, hash text, at timestamptz,
         agency_id text, actor text, approver text, action text, target text, reason text, result text)`,
      [JSON.stringify(links.map(({ agencyId, ...link }) => ({ ...link, agency_id: agencyId })))],
    );
  }
}

function anAction(index: number) {
  return {
    agencyId: `H507.${index % 20}`,
    actor: `Cán bộ ${index % 7}`,
    approver: index % 3 === 0 ? 'Trưởng phòng' : undefined,
    action: 'holds release',
    target: `KNTC-${String(index).padStart(13, '0')}`,
    reason: 'Đã xem hồ sơ, đúng là hai đơn khác nhau',
    result: 'done',
    at: new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString(),
  };
}

/** Mean milliseconds of a transaction with one small statement, with and without its entry in the audit. */
async function actionCost(dataSource: DataSource, audit: PgAudit, actions: number) {
  await dataSource.query('create table bench_action (n int)');
  const bare = await seconds(async () => {
    for (let n = 0; n < actions; n += 1)
      await dataSource.transaction((manager) => manager.query('insert into bench_action values ($1)', [n]));
  });
  const audited = await seconds(async () => {
    for (let n = 0; n < actions; n += 1) {
      await audit.ready();
      await dataSource.transaction(async (manager) => {
        await manager.query('insert into bench_action values ($1)', [n]);
        const { at: _at, ...action } = anAction(n);
        await audit.append(manager, action);
      });
      await audit.committed();
    }
  });
  return { bare: (bare * 1_000) / actions, audited: (audited * 1_000) / actions };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}
