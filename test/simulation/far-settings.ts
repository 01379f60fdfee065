import { join } from 'node:path';
import { loadNationalSettings } from '@kntc/national';
import type { NationalSettings } from '@kntc/national';
import type { FarHabits } from './far-side';
import type { FarSideKind, Swarm } from './swarm';

const CONFIG_DIR = join(process.cwd(), 'config');
const MADE_UP_DIR = join(process.cwd(), 'test', 'profiles');
const SHIPPED = loadNationalSettings(CONFIG_DIR, 'ttcp-2018', 'demo');
const MADE_UP = {
  key: loadNationalSettings(MADE_UP_DIR, 'gia-dinh', 'key'),
  reference: loadNationalSettings(MADE_UP_DIR, 'gia-dinh', 'reference'),
} as const;
/** Short enough that some repeats come too late for their key. */
const KEY_WINDOW_MS = 60_000;
/** Settled is a create after 11 s. */
const BEYOND_SETTLE_MS = 40_000;

/**
 * The shipped settings of the demo, or with a look-up nobody has proven, or of a far side that was made up to act once;
 * waits are cut to what a run has time for.
 */
export function settingsOf(kind: FarSideKind): NationalSettings {
  const { answers, timeBounds } = SHIPPED;
  const common = {
    ...SHIPPED,
    lookupByReference: kind === 'proven' || kind === 'key' ? 'proven' : 'assumed',
    answers: { ...answers, retryAfterMax: 60_000 },
    timeBounds: { ...timeBounds, requestMax: 5_000, indexLag: 1_000, margin: 5_000 },
  } as const;
  if (kind === 'proven' || kind === 'unproven') return common;
  const { capabilities, answers: own } = MADE_UP[kind];
  const { idempotencyKey } = capabilities;
  return {
    ...common,
    answers: { ...common.answers, conflict: own.conflict },
    capabilities: {
      ...capabilities,
      idempotencyKey: idempotencyKey !== false && { ...idempotencyKey, window: KEY_WINDOW_MS },
    },
  };
}

export function habitsOf(kind: FarSideKind): FarHabits {
  const actsOnce = kind === 'key' || kind === 'reference' ? kind : 'nothing';
  return { actsOnce, keyWindowMs: KEY_WINDOW_MS };
}

/** As long as the profile says; in the negative control far longer than its settle time. */
export function longestWorkMs({ beyondSettle }: Swarm, { timeBounds }: NationalSettings): number {
  return beyondSettle === true ? BEYOND_SETTLE_MS : timeBounds.requestMax;
}
