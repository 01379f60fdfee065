import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Stage } from '../delivery/stage';

/** As the profile ships for a real far side; the demo's own limit is smaller. */
const LIMITS = { maxRequestSize: '200MB' };
/** Longer than the shipped minute: the simulator takes bodies one after the other, and the last of many waits for all. */
const BOUNDS = { requestMax: '10m', indexLag: '1s', margin: '5s' };

interface Profile {
  readonly overrides: { readonly demo: Readonly<Record<string, unknown>> };
}

/** The province whose petitions have files, and the limits of a real far side with so many requests at once. */
export function configure(stage: Stage, atOnce: number): void {
  cpSync(join('bench', 'attachments', 'config'), stage.configDir, { recursive: true });
  const file = join(stage.configDir, 'national', 'ttcp-2018.yaml');
  const profile = parse(readFileSync(file, 'utf8')) as Profile;
  const demo = {
    ...profile.overrides.demo,
    timeBounds: BOUNDS,
    limits: { ...LIMITS, requestsAtOnce: atOnce, createsPerDay: 'unlimited' },
  };
  writeFileSync(file, stringify({ ...profile, overrides: { ...profile.overrides, demo } }));
}

/** The simulator takes what a real far side takes; a reset forgets it. */
export async function openWide(stage: Stage): Promise<void> {
  const answer = await fetch(`${stage.origin}/_control/settings`, {
    method: 'PUT',
    body: JSON.stringify({ maxBodyBytes: 200 * 1024 * 1024 }),
  });
  if (!answer.ok) throw new Error(`simulator settings: ${await answer.text()}`);
}
