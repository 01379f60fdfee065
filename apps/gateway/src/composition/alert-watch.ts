import { createHash } from 'node:crypto';
import {
  alertConditions,
  alertItem,
  alertMessage,
  dateInVietnam,
  digestMessage,
  onThatDay,
  retryAfterMs,
  testMessage,
} from '@kntc/domain';
import type {
  AlertIncident,
  AlertLook,
  AlertMessage,
  AlertRules,
  AlertSender,
  AlertStore,
  Clock,
  DigestFacts,
  DueNotice,
  Logger,
  ProcessLook,
} from '@kntc/domain';

export interface AlertWatchParts {
  readonly store: AlertStore;
  readonly rules: AlertRules;
  readonly senders: ReadonlyMap<string, AlertSender>;
  /** Reads what is wrong, by the database's clock. */
  readonly look: (now: Date) => Promise<AlertLook & ProcessLook>;
  readonly digest: (now: Date) => Promise<DigestFacts>;
  readonly province: string;
  /** Where people reach the console; `undefined`: nobody said. */
  readonly publicUrl: string | undefined;
  readonly lookEveryMs: number;
  readonly processId: string;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly logger: Logger;
}

/** Longer than any message may take; renewed before each. A process that dies is followed by another one after that. */
const LEASE_MS = 60_000;
/** A digest that is this late is not sent any more. */
const DIGEST_WITHIN_MS = 12 * 3_600_000;

/**
 * Looks whether something is wrong, keeps incidents, and tells people: in one process of all. What is to be sent is in the database
 * before it is sent, so that a crash repeats a message and loses none. Never changes anything but alerts.
 */
export class AlertWatch {
  #lookAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: AlertWatchParts) {}

  get channels(): readonly string[] {
    return this.parts.rules.channels.map(({ id }) => id);
  }

  get publicUrl(): string | undefined {
    return this.parts.publicUrl;
  }

  /** The process ends: others need not wait until it has been silent. A database that is away has nothing to give back. */
  async stop(): Promise<void> {
    await this.parts.store.release(this.parts.processId).catch(() => undefined);
  }

  async turn(signal: AbortSignal): Promise<void> {
    const { store, processId, clock, lookEveryMs } = this.parts;
    if (!(await store.take(processId, LEASE_MS))) return;
    if (clock.monotonicMs() - this.#lookAtMs >= lookEveryMs) {
      this.#lookAtMs = clock.monotonicMs();
      await this.#look();
    }
    await this.#send(signal);
  }

  async #look(): Promise<void> {
    const { store, rules, look } = this.parts;
    const now = await store.now();
    await store.keep(alertConditions(await look(now), rules.thresholds), { now, rules });
    const { digest } = rules;
    if (digest === undefined) return;
    const dueAt = onThatDay(digest.at, now);
    const lateMs = now.getTime() - dueAt.getTime();
    if (lateMs >= 0 && lateMs < DIGEST_WITHIN_MS) await store.planDigest(dateInVietnam(now), digest.to, now);
  }

  /** Everything that is due for one channel is one message. One channel that fails does not hold up the others. */
  async #send(signal: AbortSignal): Promise<void> {
    const { store, processId } = this.parts;
    const due = await store.due(await store.now(), this.channels);
    for (const batch of batches(due)) {
      if (signal.aborted || !(await store.take(processId, LEASE_MS))) return;
      await this.#sendOne(batch);
    }
  }

  async #sendOne(batch: Batch): Promise<void> {
    const { store, senders, logger } = this.parts;
    const ids = batch.notices.map(({ id }) => id);
    const sender = senders.get(batch.channel);
    if (sender === undefined) return;
    const outcome = await sender.send(await this.#message(batch));
    const now = await store.now();
    if (outcome.kind === 'sent') {
      await store.sent(ids, now);
      logger.info({ stage: 'alerts', account: batch.channel, count: ids.length }, 'people were told');
      return;
    }
    const attempts = Math.max(...batch.notices.map((one) => one.attempts)) + 1;
    await store.failed(ids, outcome.why, new Date(now.getTime() + retryAfterMs(attempts)));
    logger.warn(
      { stage: 'alerts', account: batch.channel, count: ids.length, attempt: attempts, reason: outcome.why },
      'an alert was not sent; it is tried again',
    );
  }

  async #message({ channel, notices }: Batch): Promise<AlertMessage> {
    const { store, province, publicUrl, rules, digest } = this.parts;
    const id = idOf(notices);
    const [first] = notices;
    if (first?.what === 'digest') {
      const now = await store.now();
      return digestMessage(await digest(now), { id, now, province, publicUrl });
    }
    if (first?.what === 'test') return testMessage(id, province);
    const { agencies } = rules.channels.find((one) => one.id === channel) ?? {};
    const items = notices.flatMap(({ incident, what }) =>
      incident === undefined || what === 'digest' || what === 'test'
        ? []
        : [alertItem(incident satisfies AlertIncident, { what, agencies, publicUrl })],
    );
    return alertMessage(items, { id, province, publicUrl });
  }
}

interface Batch {
  readonly channel: string;
  readonly notices: readonly DueNotice[];
}

/** Incidents of a channel together; a digest and a test each by itself. */
function batches(due: readonly DueNotice[]): readonly Batch[] {
  const found = new Map<string, DueNotice[]>();
  for (const notice of due) {
    const key = notice.incident === undefined ? `${notice.channel} ${notice.id}` : notice.channel;
    found.set(key, [...(found.get(key) ?? []), notice]);
  }
  return [...found.values()].flatMap((notices) =>
    notices[0] === undefined ? [] : [{ channel: notices[0].channel, notices }],
  );
}

/** The same for the same notices: whoever gets it twice can tell. */
function idOf(notices: readonly DueNotice[]): string {
  return createHash('sha256')
    .update(notices.map(({ id }) => id).join(' '))
    .digest('hex')
    .slice(0, 24);
}
