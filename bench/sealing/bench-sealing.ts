import { parseArgs } from 'node:util';
import { createSealing, Keys } from '@kntc/confidentiality';
import type { KeyPlace, RecordSeals, SealBox, WrappedKey } from '@kntc/domain';
import { GatewayError } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import { aVersion, WITH_A_SCAN, type Version } from './a-version';

/** Target of issue 4: processor time that sealing adds to a case version. */
const TARGET_US = 1_000;
const WARM_UP = 500;
const SCANS = 200;
const KEYS = Keys.of({
  id: '00112233445566ff',
  sealingKey: Buffer.alloc(32, 1),
  digestKey: Buffer.alloc(32, 2),
});
const KEK = `file:${KEYS.id}`;

interface Measured {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
}

/**
 * Storing a case version and reading it back in memory: as plain JSON, and sealed (a data key of its own made and wrapped,
 * both halves and the raw record sealed, the key unwrapped, all three opened), with data keys kept open and without.
 * One record at a time, which costs more than the pages that intake and delivery work in.
 */
export async function benchSealing(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: { cases: { type: 'string', default: '5000' } },
  });
  const cases = Number(values.cases);
  const kept = { read: () => KEYS, replace: () => undefined };
  const sealsWith = (maxKeys: number): RecordSeals =>
    createSealing({ keys: KEYS, kept, clock: systemClock, cache: { maxKeys, maxAgeMs: 300_000 } }).seals;
  const plain = await measured(cases, async (version) => throughJson(version));
  const cached = await measured(cases, sealedBy(sealsWith(10_000)));
  const uncached = await measured(cases, sealedBy(sealsWith(0)));
  const scan = {
    plain: await ofScans(async (version) => throughJson(version)),
    sealed: await ofScans(sealedBy(sealsWith(0))),
  };
  const added = Math.max(cached.p95, uncached.p95) - plain.p95;
  process.stdout.write(
    `\nnpm run bench -- sealing --cases ${cases} (Node ${process.version}, processor time in µs of a case version)\n\n` +
      `plain JSON, there and back     ${shown(plain)}\n` +
      `sealed, data keys kept open    ${shown(cached)}\n` +
      `sealed, every key unwrapped    ${shown(uncached)}\n` +
      `with a scan of 200 KB inside   plain ${shown(scan.plain)}; sealed ${shown(scan.sealed)}\n\n` +
      `${added <= TARGET_US ? '✓' : '✗'} sealing adds at most ${TARGET_US} µs at p95: ${Math.round(added)} µs\n`,
  );
  return added <= TARGET_US;
}

/** Only versions that carry a file inside the record, whose bytes are sealed twice: raw and as part of the case. */
function ofScans(work: (version: Version, index: number) => Promise<void>): Promise<Measured> {
  return measured(SCANS, (_version, index) => work(aVersion(index * WITH_A_SCAN), index));
}

function shown({ mean, p50, p95 }: Measured): string {
  return `mean ${mean.toFixed(0)}  p50 ${p50.toFixed(0)}  p95 ${p95.toFixed(0)}`;
}

async function measured(
  cases: number,
  work: (version: Version, index: number) => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  for (let index = -WARM_UP; index < cases; index += 1) {
    const version = aVersion(index + WARM_UP);
    const before = process.cpuUsage();
    await work(version, index + WARM_UP);
    const { user, system } = process.cpuUsage(before);
    if (index >= 0) times.push(user + system);
  }
  times.sort((one, other) => one - other);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { mean: times.reduce((sum, time) => sum + time, 0) / times.length, p50: at(0.5), p95: at(0.95) };
}

function throughJson({ plain, secret, raw }: Version): void {
  const rows = [Buffer.from(JSON.stringify(plain)), Buffer.from(JSON.stringify(secret)), Buffer.from(raw)];
  for (const row of rows.slice(0, 2)) JSON.parse(row.toString('utf8'));
}

function sealedBy(seals: RecordSeals): (version: Version, index: number) => Promise<void> {
  return async ({ plain, secret, raw }, index) => {
    const place = `source_record.data_key|bench|${index}`;
    const [fresh] = await seals.fresh([place], KEK);
    if (fresh === undefined) throw new Error('no key');
    const values = [
      Buffer.from(JSON.stringify(plain)),
      Buffer.from(JSON.stringify(secret)),
      Buffer.from(raw),
    ];
    const rows = values.map((value, part) => fresh.box.seal(value, `${part}|${index}`));
    const box = await opened(seals, { place, key: fresh.key });
    const back = rows.map((row, part) => box.open(row, `${part}|${index}`));
    for (const half of back.slice(0, 2)) JSON.parse(Buffer.from(half).toString('utf8'));
  };
}

async function opened(seals: RecordSeals, key: KeyPlace & { readonly key: WrappedKey }): Promise<SealBox> {
  const [box] = await seals.of([key]);
  if (box === undefined || box instanceof GatewayError) throw box ?? new Error('no box');
  return box;
}
