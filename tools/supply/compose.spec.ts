import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironment } from '@kntc/platform';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * The schema of the Compose Specification is in no package registry within reach, so this is an own one: every key that
 * our file uses, in the form the specification gives it, and no other. A key that is misspelt or new is refused.
 */
const DOCKER = join(__dirname, '../../docker');
const TEXT = readFileSync(join(DOCKER, 'compose.yaml'), 'utf8');
const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const image = z.string().regex(/^[a-z0-9]+(?:[._/-][a-z0-9]+)*(?::[\w][\w.-]*)?$/);
const service = z.strictObject({
  image: image.optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  stop_grace_period: duration.optional(),
  read_only: z.boolean().optional(),
  ulimits: z.record(z.string(), z.number().int()).optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  pids_limit: z.number().int().optional(),
  depends_on: z
    .union([
      z.array(z.string()),
      z.record(z.string(), z.strictObject({ condition: z.enum(['service_started', 'service_healthy']) })),
    ])
    .optional(),
  env_file: z.string().startsWith('./').optional(),
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).optional(),
  command: z.string().optional(),
  ports: z.array(z.string().regex(/^\d+:\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[./\w-]+:\/[\w./-]+(?::ro)?$/)).optional(),
  healthcheck: z
    .strictObject({ test: z.array(z.string()), interval: duration, retries: z.number().int() })
    .optional(),
  network_mode: z.string().startsWith('service:').optional(),
});
const file = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  'x-process': z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const composed = file.parse(parse(TEXT, { merge: true }));
const services = Object.entries(composed.services);

it('starts PostgreSQL, Redis, the gateway, a second worker and the web server', () => {
  expect(Object.keys(composed.services)).toEqual(['postgres', 'redis', 'gateway', 'worker', 'web']);
});

it.each(services)('%s has an image, or is built of a file that is there', (_name, { image: from, build }) => {
  const isBuilt = build !== undefined && existsSync(join(DOCKER, build.context, build.dockerfile));
  expect(isBuilt || (build === undefined && from !== undefined)).toBe(true);
});

it.each(services)(
  '%s waits only for services that are there, and healthy only for those that say so',
  (_name, one) => {
    const { depends_on: wanted = [], network_mode: network } = one;
    const named = Array.isArray(wanted) ? wanted : Object.keys(wanted);
    const shared = network === undefined ? [] : [network.replace('service:', '')];
    const healthy = Array.isArray(wanted)
      ? []
      : named.filter((name) => wanted[name]?.condition === 'service_healthy');
    expect([...named, ...shared].filter((name) => composed.services[name] === undefined)).toEqual([]);
    expect(healthy.filter((name) => composed.services[name]?.healthcheck === undefined)).toEqual([]);
  },
);

it.each(services)(
  '%s mounts declared volumes, and files that are there or said to be needed',
  (_name, one) => {
    const head = TEXT.split('\nname:')[0] ?? '';
    const isThere = (from: string): boolean =>
      /^\.{1,2}\//.test(from)
        ? existsSync(join(DOCKER, from)) || head.includes(`docker/${from.slice(2)}`)
        : Object.hasOwn(composed.volumes, from);
    const mounted = [...(one.volumes ?? []), ...(one.env_file === undefined ? [] : [one.env_file])];
    expect(mounted.map((mount) => mount.split(':')[0] ?? '').filter((from) => !isThere(from))).toEqual([]);
  },
);

it('says in its first lines every variable that somebody must set', () => {
  const asked = new Set([...TEXT.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name));
  const head = TEXT.split('\nname:')[0] ?? '';
  expect([...asked].filter((name) => !head.includes(name))).toEqual([]);
});

it.each(['gateway', 'worker'])(
  'the %s starts with its environment, and takes the work it is meant for',
  (name) => {
    const given = Object.entries(composed.services[name]?.environment ?? {}).map(([key, value]) => [
      key,
      value
        .replaceAll(/\$\{NATIONAL_BASE_URL[^}]*\}|\$\{KNTC_PUBLIC_URL[^}]*\}/g, 'https://vi-du.gov.vn')
        .replaceAll(/\$\{\w+[^}]*\}/g, 'x'),
    ]);
    const { roles, databaseUrl, redisUrl } = loadEnvironment(
      Object.fromEntries(given) as Record<string, string>,
    );
    expect([databaseUrl, redisUrl]).toEqual(['postgres://kntc:x@postgres:5432/kntc', 'redis://redis:6379']);
    expect(roles.includes('api')).toBe(name === 'gateway');
    expect(roles).toEqual(expect.arrayContaining(['intake', 'delivery', 'reconcile', 'scheduler']));
  },
);
