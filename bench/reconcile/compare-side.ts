import { compareRecords, GatewayError } from '@kntc/domain';
import { createNationalProfile, Credentials, loadNationalSettings } from '@kntc/national';
import { createHttp, systemClock } from '@kntc/platform';
import { createDataSource, PgRecordDigests } from '@kntc/storage';
import type { DataSource } from 'typeorm';
import { CountingHttp } from './counting-http';
import { pageThrough } from './page-through';

const LOGIN = { username: 'kntc_demo', password: 'kntc_demo' };

/** What one way to compare came to. */
export interface Compared {
  readonly found: readonly string[];
  readonly requests: number;
  readonly bytes: number;
  readonly ms: number;
  readonly peakRssMb: number;
  /** Records looked at; fewer than all where a sample was asked for. */
  readonly records: number;
}

/** One way to compare, in a process of its own: its memory is that of nothing else. */
export async function reconcileOneWay(): Promise<boolean> {
  const { FAR_URL: farUrl = '', BENCH_DATABASE_URL: databaseUrl = '', PAGES: pages = '' } = process.env;
  const dataSource = createDataSource(databaseUrl, 2);
  await dataSource.initialize();
  const http = createHttp({ client: 'undici', connections: 2 });
  const counting = new CountingHttp(http);
  const began = performance.now();
  const { found, records } =
    pages === ''
      ? await byDigests(dataSource, counting, farUrl)
      : await pageThrough(dataSource, counting, { url: farUrl, pages: Number(pages) });
  const ms = performance.now() - began;
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const { requests, bytes } = counting;
  process.send?.({ type: 'done', found: found.toSorted(), requests, bytes, ms, peakRssMb, records });
  http.close();
  await dataSource.destroy();
  process.disconnect();
  return true;
}

/** As the gateway does it, with the shipped profile. */
async function byDigests(
  dataSource: DataSource,
  http: CountingHttp,
  baseUrl: string,
): Promise<{ readonly found: readonly string[]; readonly records: number }> {
  const settings = loadNationalSettings('config', 'next', 'demo');
  const { reading } = createNationalProfile({
    settings,
    baseUrl,
    credentials: new Credentials(settings.credentials, () => undefined, systemClock, LOGIN),
    http,
    files: { read: () => refuse('opens no file') },
    keyedDigest: { digest: () => refuse('plans nothing') },
    clock: systemClock,
  });
  if (reading === undefined) return refuse('the profile reads nothing back');
  const found: string[] = [];
  const sides = { store: new PgRecordDigests(dataSource), national: reading.digests() };
  const report = await compareRecords(sides, (one) => {
    found.push(one.kind === 'doubt' ? `${one.side} ${one.doubt}` : `${one.kind} ${one.id}`);
  });
  if (report.kind !== 'compared') return refuse(report.reason ?? report.kind);
  return { found, records: report.counts.ours };
}

function refuse(why: string): never {
  throw new GatewayError('GW_P401', why);
}
