import { createHmac } from 'node:crypto';
import type { AlertMessage, AlertSender, AlertSent, Clock, Http, HttpOutcome } from '@kntc/domain';

const DEADLINE_MS = 10_000;
/** What is answered is not read; a longer one is cut off. */
const MAX_ANSWER_BYTES = 65_536;

export interface WebhookOptions {
  readonly url: string;
  /** Read at every use; `undefined`: there is none now. */
  readonly key: () => Uint8Array | undefined;
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * An alert as JSON to an address of the province, signed: `X-KNTC-Signature: v1=` and the HMAC-SHA256 in hexadecimal digits of
 * `kntc-alert-v1\n<timestamp>\n<body>`. Only 2xx is accepted; a redirect is followed by nobody.
 */
export class WebhookSender implements AlertSender {
  constructor(private readonly options: WebhookOptions) {}

  async send(message: AlertMessage): Promise<AlertSent> {
    const { url, http, key, clock } = this.options;
    const by = key();
    if (by === undefined) return { kind: 'failed', why: 'secret' };
    const body = Buffer.from(JSON.stringify(bodyOf(message)));
    const timestamp = String(Math.floor(clock.now().getTime() / 1_000));
    const outcome = await http.post({
      url,
      body,
      headers: {
        'Content-Type': 'application/json',
        'X-KNTC-Id': message.id,
        'X-KNTC-Timestamp': timestamp,
        'X-KNTC-Signature': signAlert(timestamp, body, by),
      },
      deadlineMs: DEADLINE_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    return sentBy(outcome);
  }
}

/** The signature of a body; whoever receives it does the same. */
export function signAlert(timestamp: string, body: Uint8Array, key: Uint8Array): string {
  return `v1=${createHmac('sha256', key).update(`kntc-alert-v1\n${timestamp}\n`).update(body).digest('hex')}`;
}

function bodyOf({ id, subject, text, severity, items }: AlertMessage): object {
  return {
    id,
    subject,
    text,
    severity: severity ?? null,
    items: items.map(({ since, until, page, ...item }) => ({
      ...item,
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
      page: page ?? null,
    })),
  };
}

function sentBy(outcome: HttpOutcome): AlertSent {
  switch (outcome.kind) {
    case 'answered':
      return outcome.status >= 200 && outcome.status < 300
        ? { kind: 'sent' }
        : { kind: 'failed', why: 'refused' };
    case 'unanswered':
      return { kind: 'failed', why: outcome.reason === 'timeout' ? 'timeout' : 'unreachable' };
    case 'not-sent':
      return { kind: 'failed', why: NOT_SENT[outcome.reason] ?? 'unreachable' };
  }
}

const NOT_SENT: Readonly<Partial<Record<string, 'forbidden' | 'tls' | 'timeout'>>> = {
  forbidden: 'forbidden',
  tls: 'tls',
  'connect-timeout': 'timeout',
};
