import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPlantedHoles } from './planted-holes';
import { isInstalled, type Finding, type ScanResult } from './scanner';
import { runSqlmap } from './sqlmap';
import { StartedGateway } from './started-gateway';
import { CRAWLED, targets, type Target } from './targets';
import { WaitingProxy } from './waiting-proxy';
import { runWapiti } from './wapiti';

/** `node tools/run.cjs scan wapiti`: only one of the two. */
const WANTED = process.argv[2];

/**
 * `node tools/run.cjs scan`: sqlmap and wapiti against the started gateway, as a stranger, as a signed-in officer and as
 * the auditor. Exit 1 when something of medium or higher severity was found, a scanner gave up, an answer was an error
 * nobody foresaw, or a scanner did not find the holes planted for it.
 */
async function main(): Promise<number> {
  for (const scanner of ['sqlmap', 'wapiti'])
    if (!(await isInstalled(scanner))) {
      say(`${scanner} is not installed: apt-get install sqlmap wapiti`);
      return 2;
    }
  const gateway = new StartedGateway();
  try {
    say('starting the gateway with the demo …');
    await gateway.start();
    const isFound = await scannersFind(gateway);
    const [results, alarms] = await scan(gateway);
    return report(results, alarms) && isFound ? 0 : 1;
  } finally {
    await gateway.stop();
  }
}

/** Positive control. */
async function scannersFind(gateway: StartedGateway): Promise<boolean> {
  const holes = await openPlantedHoles(gateway.databaseUrl);
  try {
    const home = homeOf(gateway);
    const byWapiti = await runWapiti(
      { name: 'planted', baseUrl: holes.url, paths: ['/?id=1&said=hello'] },
      home,
    );
    const bySqlmap = await runSqlmap(holes.url, { path: '/?id=1&said=hello' }, home);
    const kinds = byWapiti.findings.filter(isSerious).map(({ what }) => what.split(':')[0]);
    const isFound =
      bySqlmap.findings.length > 0 &&
      kinds.includes('Cross Site Scripting') &&
      kinds.some((kind) => kind?.includes('SQL'));
    say(
      `${isFound ? '✓' : '✗'} planted holes found: sqlmap ${bySqlmap.findings.length}, wapiti ${[...new Set(kinds)].join(', ')}`,
    );
    return isFound;
  } finally {
    await holes.stop();
  }
}

async function scan(gateway: StartedGateway): Promise<readonly [readonly ScanResult[], ReadonlySet<string>]> {
  const home = homeOf(gateway);
  const session = await gateway.officer();
  const form = await gateway.visitor();
  const proxies = {
    stranger: await WaitingProxy.start(gateway.api),
    visitor: await WaitingProxy.start(gateway.api, { cookie: form.cookie }),
    officer: await WaitingProxy.start(gateway.api, session),
    approver: await WaitingProxy.start(gateway.api, await gateway.approver()),
    auditor: await WaitingProxy.start(gateway.api, { authorization: `Bearer ${gateway.auditToken()}` }),
  };
  const { stranger, officer, auditor } = proxies;
  const results: ScanResult[] = [];
  const did = async (scanner: 'sqlmap' | 'wapiti', work: () => Promise<ScanResult>): Promise<void> => {
    if (WANTED !== undefined && WANTED !== scanner) return;
    const result = await work();
    results.push(result);
    say(`${verdict(result)} ${result.target}`);
  };
  const known = {
    reference: await aReference(officer.url),
    csrf: session['x-kntc-csrf'],
    formToken: form.csrf,
  };
  for (const target of targets(known)) await did('sqlmap', () => tried(proxies[target.as], target, home));
  for (const [name, { url }] of Object.entries({ stranger, auditor, officer }))
    await did('wapiti', () => runWapiti({ name, baseUrl: url, paths: CRAWLED }, home));
  const alarms = new Set<string>();
  for (const [name, proxy] of Object.entries(proxies)) {
    say(`${name}: ${[...proxy.statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
    for (const alarm of proxy.alarms) alarms.add(alarm);
  }
  if ((await fetch(`${officer.url}/api/v1/session`)).status !== 200)
    alarms.add('the session ended on the way');
  await Promise.all(Object.values(proxies).map((proxy) => proxy.stop()));
  return [results, alarms];
}

/** A run in which no request got to where its values are used has tried nothing. */
async function tried(proxy: WaitingProxy, target: Target, home: string): Promise<ScanResult> {
  const before = new Map(proxy.statuses);
  const result = await runSqlmap(proxy.url, target, home);
  const isHandled = target.handled.some(
    (status) => (proxy.statuses.get(status) ?? 0) > (before.get(status) ?? 0),
  );
  return isHandled
    ? result
    : { ...result, unfinished: `no request was handled: never ${target.handled.join(', ')}` };
}

async function aReference(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/records?class=confirmed&limit=1`);
  const { items } = (await answer.json()) as { readonly items: readonly { readonly reference: string }[] };
  return items[0]?.reference ?? '';
}

function report(results: readonly ScanResult[], alarms: ReadonlySet<string>): boolean {
  const findings = results.flatMap((result) => result.findings);
  const unfinished = results.filter((result) => result.unfinished !== undefined);
  for (const { severity, scanner, what } of distinct(findings)) say(`  ${severity}: ${scanner}: ${what}`);
  for (const { target, unfinished: why } of unfinished) say(`✗ ${target} came to no end: ${why}`);
  for (const alarm of alarms) say(`✗ answer: ${alarm}`);
  const serious = findings.filter(isSerious).length;
  const isClean = serious === 0 && unfinished.length === 0 && alarms.size === 0;
  say(
    `${isClean ? '✓' : '✗'} ${results.length} runs, ${findings.length} findings, ${serious} of them medium or higher`,
  );
  return isClean;
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [one.what, one])).values()];
}

function verdict({ findings, unfinished }: ScanResult): string {
  if (unfinished !== undefined) return '?';
  return findings.some(isSerious) ? '✗' : '✓';
}

function isSerious({ severity }: Finding): boolean {
  return severity !== 'low';
}

function homeOf({ dataDir }: StartedGateway): string {
  const home = join(dataDir, 'scanners');
  mkdirSync(home, { recursive: true });
  return home;
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

async function run(): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (err) {
    process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
    process.exitCode = 1;
  }
}

void run();
