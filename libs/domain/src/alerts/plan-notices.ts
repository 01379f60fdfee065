import type { AlertIncident, PlannedNotice, Told } from './alert';
import { alertKindRule, KINDS_BY_AGENCY, type AlertKind } from './alert-kinds';
import type { AlertChannel, AlertRoute, AlertRules } from './alert-rules';
import { awakeAt } from './quiet-hours';

/** What is to be sent about one incident, and whether what waits for it to be sent is not needed any more. */
export interface NoticePlan {
  readonly send: readonly PlannedNotice[];
  /** Channels whose waiting message says something that does not count any more. */
  readonly drop: readonly string[];
}

interface Planning {
  readonly rules: AlertRules;
  /** The newest message to each channel about this incident. */
  readonly told: readonly Told[];
  readonly now: Date;
}

/**
 * Who is told what about an incident that is open, or was just closed. Silence is never the default: it is said again every so
 * often, and to the next in the row, until somebody acknowledges it; and to everybody who was told, that it is over.
 */
export function planNotices(incident: AlertIncident, planning: Planning): NoticePlan {
  if (incident.openedAt === undefined) return { send: [], drop: [] };
  if (incident.closedAt !== undefined) return whenClosed(incident, planning);
  if (isKnownOf(incident, planning.now)) return { send: [], drop: waiting(planning.told) };
  const raisedAt = raised(incident, incident.openedAt, planning.now);
  const reached = reachedChannels(incident, raisedAt, planning);
  return {
    send: reached.flatMap(({ channel, level }) => due(incident, { channel, level, raisedAt }, planning)),
    drop: [],
  };
}

/** Somebody acknowledged it, that still counts, and there are not more of them than were acknowledged. */
export function isKnownOf(
  { acknowledged, kind, facts }: Pick<AlertIncident, 'acknowledged' | 'kind' | 'facts'>,
  now: Date,
): boolean {
  if (facts.knownUntil !== undefined && Date.parse(facts.knownUntil) > now.getTime()) return true;
  if (acknowledged === undefined || acknowledged.until <= now) return false;
  return alertKindRule(kind).wakesWhenGrown !== true || (facts.count ?? 0) <= acknowledged.count;
}

/** Whether a channel hears of an incident at all. */
export function concerns(
  { agencies }: AlertChannel,
  { kind, facts }: Pick<AlertIncident, 'kind' | 'facts'>,
): boolean {
  if (agencies === undefined) return true;
  return KINDS_BY_AGENCY.includes(kind) && agencies.some((agency) => (facts.byAgency?.[agency] ?? 0) > 0);
}

function takes({ severities, kinds }: AlertRoute, kind: AlertKind): boolean {
  return severities.includes(alertKindRule(kind).severity) && (kinds === undefined || kinds.includes(kind));
}

/** An acknowledgement that is over, or of fewer, raises it anew: the row begins from its start. */
function raised({ acknowledged }: AlertIncident, openedAt: Date, now: Date): Date {
  if (acknowledged === undefined) return openedAt;
  return acknowledged.until <= now ? acknowledged.until : acknowledged.at;
}

interface Reached {
  readonly channel: AlertChannel;
  readonly level: number;
}

/** Channels whose step has come, each once, by its first step. */
function reachedChannels(
  incident: AlertIncident,
  raisedAt: Date,
  { rules, now }: Planning,
): readonly Reached[] {
  const steps = rules.routes
    .filter((one) => takes(one, incident.kind))
    .flatMap(({ steps: row }) => [...row.entries()]);
  return rules.channels
    .filter((channel) => concerns(channel, incident))
    .flatMap((channel): Reached[] => {
      // Nobody can answer at night: what comes next is counted from the morning. The first is planned at once, and kept till then.
      const begins = awakeAt(quietOf(channel, incident, rules), raisedAt).getTime();
      const levels = steps
        .filter(([, { to }]) => to.includes(channel.id))
        .filter(([, { afterMs }]) => afterMs === 0 || now.getTime() >= begins + afterMs)
        .map(([level]) => level);
      return levels.length === 0 ? [] : [{ channel, level: Math.min(...levels) }];
    });
}

function due(
  incident: AlertIncident,
  { channel, level, raisedAt }: Reached & { readonly raisedAt: Date },
  { rules, told, now }: Planning,
): readonly PlannedNotice[] {
  const last = told.find((one) => one.channel === channel.id);
  const notBefore = awakeAt(quietOf(channel, incident, rules), now);
  const notice = { incidentId: incident.id, channel: channel.id, level, notBefore };
  if (last === undefined) return [{ ...notice, what: 'opened', round: 0 }];
  if (!last.isSent) return [];
  const isAgain = last.at < raisedAt || now.getTime() - last.at.getTime() >= rules.repeatMs;
  return isAgain ? [{ ...notice, what: 'repeated', round: last.round + 1 }] : [];
}

/** Whoever was told is told that it is over; whoever is still to be told hears both at once. */
function whenClosed(incident: AlertIncident, { rules, told, now }: Planning): NoticePlan {
  const send = told.flatMap(({ channel, round, isSent, wasSent, what }): PlannedNotice[] => {
    const to = rules.channels.find(({ id }) => id === channel);
    if (to === undefined || what === 'closed' || !(isSent || wasSent)) return [];
    const notBefore = awakeAt(quietOf(to, incident, rules), now);
    return [{ incidentId: incident.id, channel, what: 'closed', level: 0, round: round + 1, notBefore }];
  });
  const drop = told.filter(({ isSent, wasSent }) => !isSent && wasSent).map(({ channel }) => channel);
  return { send, drop };
}

function waiting(told: readonly Told[]): readonly string[] {
  return told.filter(({ isSent, what }) => !isSent && what !== 'closed').map(({ channel }) => channel);
}

function quietOf(
  { isAlways }: AlertChannel,
  { kind }: Pick<AlertIncident, 'kind'>,
  { quiet }: Pick<AlertRules, 'quiet'>,
): AlertRules['quiet'] {
  const isWoken = quiet?.except.includes(alertKindRule(kind).severity) === true;
  return isAlways === true || isWoken ? undefined : quiet;
}

/** After so many attempts in vain a message waits this long for the next: 30 seconds, doubled, half an hour at most. */
export function retryAfterMs(attempts: number): number {
  return Math.min(30_000 * 2 ** Math.max(0, attempts - 1), 1_800_000);
}
