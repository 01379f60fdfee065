import type { Socket } from 'node:net';
import { MAIL_ADDRESS, namesLoopback } from '@kntc/domain';
import type { AlertMessage, AlertSender, AlertSendFailure, AlertSent } from '@kntc/domain';
import { createTransport } from 'nodemailer';
import { FORBIDDEN_ADDRESS, type AddressGuard, type GuardedTarget } from '../addresses/address-guard';
import { guardedConnection } from '../addresses/guarded-socket';

const CONNECT_MS = 10_000;
/** Between two words of the server. */
const SILENCE_MS = 15_000;
/** Everything together: a server that answers a little at a time is not waited for. */
const DEADLINE_MS = 45_000;
const ABOUT = 'alerts.yaml: mail.server';

export interface MailOptions {
  readonly server: string;
  readonly from: string;
  readonly to: string;
  readonly login: { readonly user: string; readonly password: () => string | undefined } | undefined;
  readonly addresses: AddressGuard;
}

/**
 * An alert as a plain-text mail: a connection for each, to exactly the judged address, with TLS – from the start, or STARTTLS, which
 * is required unless the server is this very machine. Its `Message-ID` is made of the message's, so that one that comes twice can
 * be told. Errors of the library hold addresses and what the server said: none leaves this file.
 */
export class MailSender implements AlertSender {
  constructor(private readonly options: MailOptions) {}

  async send(message: AlertMessage): Promise<AlertSent> {
    const { login, server, addresses } = this.options;
    const password = login?.password();
    if (login !== undefined && password === undefined) return { kind: 'failed', why: 'secret' };
    try {
      const target = addresses.target(server, MAIL_ADDRESS, ABOUT);
      await within(DEADLINE_MS, () => this.#mail(target, message, password));
      return { kind: 'sent' };
    } catch (err) {
      return { kind: 'failed', why: whyOf(err) };
    }
  }

  async #mail(target: GuardedTarget, message: AlertMessage, password: string | undefined): Promise<void> {
    const { from, to, login } = this.options;
    const isSecure = target.scheme === 'smtps';
    const transport = createTransport({
      host: target.host,
      port: target.port,
      secure: isSecure,
      requireTLS: !isSecure && !namesLoopback(target),
      tls: { servername: target.ip === undefined ? target.host : undefined, minVersion: 'TLSv1.2' },
      connectionTimeout: CONNECT_MS,
      greetingTimeout: SILENCE_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(login !== undefined && password !== undefined && { auth: { user: login.user, pass: password } }),
      getSocket: (_options, done) => connect(target, done),
    });
    try {
      await transport.sendMail({
        from,
        to,
        subject: message.subject,
        text: message.text,
        messageId: `<${message.id}@kntc-gateway>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-KNTC-Id': message.id },
      });
    } finally {
      transport.close();
    }
  }
}

/** Hands over a connection to the judged address, or why there is none; once. */
function connect(
  target: GuardedTarget,
  done: (err: Error | null, made: { readonly connection: Socket } | false) => void,
): void {
  const socket = guardedConnection(target);
  const giveUp = setTimeout(() => socket.destroy(timedOut()), CONNECT_MS);
  const failed = (err: Error): void => {
    clearTimeout(giveUp);
    done(err, false);
  };
  socket.once('error', failed).once('connect', () => {
    clearTimeout(giveUp);
    socket.off('error', failed);
    done(null, { connection: socket });
  });
}

async function within(ms: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timedOut()), ms);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function timedOut(): Error {
  return Object.assign(new Error('the mail server does not answer in time'), { code: 'ETIMEDOUT' });
}

const BY_CODE: Readonly<Record<string, AlertSendFailure>> = {
  EAUTH: 'login',
  ENOAUTH: 'login',
  EENVELOPE: 'refused',
  EMESSAGE: 'refused',
  ETIMEDOUT: 'timeout',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  GW_P402: 'forbidden',
  [FORBIDDEN_ADDRESS]: 'forbidden',
};

/** What the library knows of a failure that says nothing of whom and what it was about. */
interface MailError {
  readonly code?: string;
  /** Of the connection, where the library has a code of its own for it. */
  readonly originalCode?: string;
  readonly responseCode?: number;
}

/** Only what kind of failure it is: the rest quotes addresses. */
function whyOf(err: unknown): AlertSendFailure {
  const { code = '', originalCode = '', responseCode } = err as MailError;
  const of = BY_CODE[originalCode] ?? BY_CODE[code];
  if (of !== undefined) return of;
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(`${code} ${originalCode}`)) return 'tls';
  return responseCode === undefined ? 'unreachable' : 'refused';
}
