import type { Contender } from './contender';

interface Entry {
  readonly title: string;
  /** Steps are noted in the work list after each answer, as by the plain loop. */
  readonly keepsBooks: boolean;
  readonly needsRedis: boolean;
  /** Loaded only by who runs it. */
  readonly load: () => Promise<Contender>;
}

/** By the names of `--only`. The plain loop (`plain`) is a process of its own kind. */
export const CONTENDERS = {
  bare: {
    title: 'bare requests',
    keepsBooks: false,
    needsRedis: false,
    load: async () => (await import('./bare.js')).bareRequests,
  },
  'bullmq-redis': {
    title: 'BullMQ, Redis',
    keepsBooks: true,
    needsRedis: true,
    load: async () => (await import('./bull.js')).bullOnRedis,
  },
  'bullmq-postgres': {
    title: 'BullMQ, PostgreSQL',
    keepsBooks: true,
    needsRedis: false,
    load: async () => (await import('./bull.js')).bullOnPostgres,
  },
  'pg-boss': {
    title: 'pg-boss',
    keepsBooks: true,
    needsRedis: false,
    load: async () => (await import('./boss.js')).pgBoss,
  },
  graphile: {
    title: 'graphile-worker',
    keepsBooks: true,
    needsRedis: false,
    load: async () => (await import('./graphile.js')).graphileWorker,
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type ContenderName = keyof typeof CONTENDERS;

export function isContender(name: string): name is ContenderName {
  return Object.hasOwn(CONTENDERS, name);
}
