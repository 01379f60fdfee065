import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createdTwice } from '../journey/agreement';
import type { FarSide, LedgerEntry } from '../journey/far-side';
import type { GatewayChild } from './gateway-child';
import type { Endings } from './endings';
import { STEPS } from './steps';

const REST_WITHIN_MS = 90_000;

interface Judged {
  readonly own: Pool;
  readonly far: FarSide;
  readonly gateways: readonly GatewayChild[];
}

/** Where a petition stands for the gateway. */
export interface Standing {
  readonly class: string;
  readonly code: string | null;
  readonly reference: string | null;
}

/** Of these petitions; one that is not known has none. */
export async function standings(own: Pool, keys: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await own.query<Standing & { readonly local_key: string }>(
    `select s.local_key, case when r.gone_at is null then s.class else 'gone' end as class,
       coalesce(s.hold_code, s.reasons -> 0 ->> 'code') as code, s.reference
     from record_standing s join source_record r using (source_id, local_key) where s.local_key = any($1)`,
    [keys],
  );
  return new Map(rows.map((row) => [row.local_key, row]));
}

/** Until every petition stands where it is to end: no other way, and none too many waits for people. */
export async function atRest({ own, gateways }: Judged, expected: Endings): Promise<void> {
  for (const end = performance.now() + REST_WITHIN_MS; ; await wait(100)) {
    const left = await notThere(own, expected);
    if (left.length === 0) return;
    if (performance.now() > end)
      throw new Error(
        `not at rest: ${left.slice(0, 5).join('; ')}\n${gateways.map(({ log, isRunning }) => `running: ${isRunning}\n${log}`).join('\n')}`,
      );
  }
}

async function notThere(own: Pool, expected: Endings): Promise<readonly string[]> {
  const found = await standings(own, Object.keys(expected));
  return Object.entries(expected).flatMap(([key, ending]) => {
    const { class: stands = 'unknown to us', code = null } = found.get(key) ?? {};
    const isThere = stands === ending.class && (ending.code === null || code === ending.code);
    return isThere ? [] : [`${key}: ${stands} ${code ?? ''} instead of ${ending.class} ${ending.code ?? ''}`];
  });
}

/** What the far side holds of them, in its order; refusals are left out. */
export async function ledgerOf(
  { own, far }: Pick<Judged, 'own' | 'far'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> {
  const { rows } = await own.query<{ local_key: string; reference: string }>(
    `select s.local_key, n.reference from source_record s join national_record n on n.case_id = s.case_id
     where s.local_key = any($1)`,
    [keys],
  );
  const ledger = (await far.ledger()).filter(({ decision }) => decision !== 'refused');
  return new Map(
    rows.map(({ local_key, reference }) => [local_key, ledger.filter((one) => one.reference === reference)]),
  );
}

/** The promise, judged from the far side: each petition once, every step that is due there, none before the one it needs. */
export async function faithful(judged: Judged, expected: Endings): Promise<readonly string[]> {
  const all = await judged.far.ledger();
  const twice = createdTwice(all).map((reference) => `created twice: ${reference}`);
  const foreign = all.flatMap(({ method }) => (STEPS.includes(method) ? [] : [`not ours to do: ${method}`]));
  const byKey = await ledgerOf(judged, Object.keys(expected));
  const wrong = Object.entries(expected).flatMap(([key, { steps }]) => {
    const done = [...new Set((byKey.get(key) ?? []).map(({ method }) => method))];
    return done.join() === steps.join() ? [] : [`${key}: ${done.join(', ')} instead of ${steps.join(', ')}`];
  });
  return [...twice, ...foreign, ...wrong];
}

/** Pairs of requests for one petition that were on their way at the same time: two senders at once. */
export async function overlaps(judged: Judged, keys: readonly string[]): Promise<readonly string[]> {
  const byKey = await ledgerOf(judged, keys);
  return [...byKey].flatMap(([key, entries]) =>
    entries.flatMap((entry, nth) => {
      const before = entries[nth - 1];
      const isOver = before === undefined || (before.respondedAt ?? before.arrivedAt) <= entry.arrivedAt;
      return isOver ? [] : [`${key}: ${entry.method} arrived while ${before.method} was being answered`];
    }),
  );
}
