import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError, NO_ALERT_CHANNELS, USUAL_THRESHOLDS } from '@kntc/domain';
import type { AlertChannel, AlertRules } from '@kntc/domain';
import { z } from 'zod';
import { ALERTS_SCHEMA, type AlertsFile } from './alerts-schema';
import { readYaml } from './read-yaml';

/** How a channel reaches people. */
export type AlertWay =
  | { readonly kind: 'mail'; readonly to: string }
  /** `secret`: name of the key by which the body is signed. */
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string };

export interface MailServer {
  /** `smtps://…` TLS from the start, `smtp://…` STARTTLS, which is required unless the server is this machine. */
  readonly server: string;
  readonly from: string;
  readonly login: { readonly user: string; readonly passwordFrom: string } | undefined;
}

export interface AlertsConfig {
  readonly rules: AlertRules;
  readonly ways: ReadonlyMap<string, AlertWay>;
  readonly mail: MailServer | undefined;
  readonly lookEveryMs: number;
}

const LOOK_EVERY_MS = 30_000;
const NONE: AlertsConfig = {
  rules: NO_ALERT_CHANNELS,
  ways: new Map(),
  mail: undefined,
  lookEveryMs: LOOK_EVERY_MS,
};

/**
 * Reads `alerts.yaml`: who is told of what, by which way. Without the file nobody is told; incidents are kept and shown all the same.
 * @param agencies ids there are
 * @throws GatewayError `GW_P401` naming the file and everything that is wrong
 */
export function loadAlerts(configDir: string, agencies: readonly string[]): AlertsConfig {
  const file = join(configDir, 'alerts.yaml');
  if (!existsSync(file)) return NONE;
  const parsed = ALERTS_SCHEMA.safeParse(readYaml(file));
  if (!parsed.success) throw new GatewayError('GW_P401', `${file}: ${z.prettifyError(parsed.error)}`);
  const problems = contradictionsOf(parsed.data, agencies);
  if (problems.length > 0)
    throw new GatewayError('GW_P401', `${file}:\n${problems.map((one) => `  ${one}`).join('\n')}`);
  return configOf(parsed.data);
}

/** What is wrong although each line by itself is right; all of it at once. */
function contradictionsOf(file: AlertsFile, agencies: readonly string[]): readonly string[] {
  const known = Object.keys(file.channels);
  const named = (where: string, to: readonly string[]): readonly string[] =>
    to
      .filter((id) => !known.includes(id))
      .map((id) => `${where}: không có kênh «${id}» – có: ${known.join(', ')}`);
  const needsServer =
    Object.values(file.channels).some((channel) => 'mail' in channel) && file.mail === undefined;
  return [
    ...(needsServer ? ['mail: có kênh gửi thư nhưng chưa khai máy chủ thư'] : []),
    ...file.routes.flatMap(({ steps }, place) => [
      ...steps.flatMap(({ to }) => named(`routes[${place}]`, to)),
      ...(steps.some(({ after }, at) => after < (steps[at - 1]?.after ?? 0))
        ? [`routes[${place}]: bước sau phải có after không nhỏ hơn bước trước`]
        : []),
    ]),
    ...named('digest', file.digest?.to ?? []),
    ...known
      .filter((id) => !usedChannels(file).has(id))
      .map((id) => `channels.${id}: không tuyến nào dùng kênh này`),
    ...Object.entries(file.channels).flatMap(([id, { agencies: wanted = [] }]) =>
      wanted
        .filter((agency) => !agencies.includes(agency))
        .map((agency) => `channels.${id}: không có cơ quan «${agency}» trong agencies.yaml`),
    ),
  ];
}

function usedChannels({ routes, digest }: AlertsFile): ReadonlySet<string> {
  return new Set([...routes.flatMap(({ steps }) => steps.flatMap(({ to }) => to)), ...(digest?.to ?? [])]);
}

function configOf(file: AlertsFile): AlertsConfig {
  const ways = new Map<string, AlertWay>();
  const members = new Map<string, readonly string[]>();
  const channels: AlertChannel[] = [];
  for (const [name, channel] of Object.entries(file.channels)) {
    const theirs = waysOf(channel).map((way, place) => ({
      id: place === 0 ? name : `${name}#${place + 1}`,
      way,
    }));
    members.set(
      name,
      theirs.map(({ id }) => id),
    );
    for (const { id, way } of theirs) {
      ways.set(id, way);
      channels.push({ id, agencies: channel.agencies, isAlways: channel.always });
    }
  }
  return {
    ways,
    mail: file.mail && { server: file.mail.server, from: file.mail.from, login: file.mail.login },
    lookEveryMs: file.lookEvery ?? LOOK_EVERY_MS,
    rules: rulesOf(file, channels, members),
  };
}

function rulesOf(
  file: AlertsFile,
  channels: readonly AlertChannel[],
  members: ReadonlyMap<string, readonly string[]>,
): AlertRules {
  const each = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => members.get(name) ?? []);
  const { quiet, digest, thresholds } = file;
  return {
    ...NO_ALERT_CHANNELS,
    channels,
    routes: file.routes.map(({ severities, kinds, steps }) => ({
      severities,
      kinds,
      steps: steps.map(({ after: afterMs, to }) => ({ afterMs, to: each(to) })),
    })),
    ...given({ repeatMs: file.repeat, settleMs: file.settle, opensAfterMs: file.opensAfter }),
    quiet,
    digest: digest && { at: digest.at, to: each(digest.to) },
    thresholds: {
      ...USUAL_THRESHOLDS,
      ...given({
        queueStaleMs: thresholds?.queueStale,
        causeRecords: thresholds?.causeRecords,
        diskFreePercent: thresholds?.diskFreePercent,
      }),
    },
  };
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** What is not said stays as it usually is. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** One for each address: a wrong one holds up nobody else, and nobody sees whom else it went to. */
function waysOf(channel: AlertsFile['channels'][string]): readonly AlertWay[] {
  if ('mail' in channel) return channel.mail.map((to): AlertWay => ({ kind: 'mail', to }));
  return [{ kind: 'webhook', url: channel.webhook, secret: channel.secretFrom }];
}
