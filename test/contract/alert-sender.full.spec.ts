import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertSender } from '@kntc/domain';
import { AddressGuard, alertSenders, loadAlerts, signAlert, type AddressGuardOptions } from '@kntc/platform';
import { describeWith, requireTool } from '../environment';
import { FakeAlertSender, FakeClock, HookCatcher, SmtpCatcher } from '../fakes';
import { aMessage, alertSenderContract } from './alert-sender-contract';

const KEY = 'khoa-ky-thu-nghiem-dai-hon-32-ky-tu';
const VARIABLES = { KNTC_ALERT_HOOK: KEY, KNTC_MAIL_PASSWORD: 'mat-khau-thu' };

interface Ways {
  readonly mail?: string;
  readonly login?: boolean;
  readonly webhook?: string;
  readonly guard?: AddressGuardOptions;
  readonly variables?: Readonly<Record<string, string>>;
}

/** The only channel of a file with only this. */
function senderOf({ mail, login, webhook, guard, variables = VARIABLES }: Ways): AlertSender {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-alerts-'));
  const account = login === true ? ', login: { user: kntc, passwordFrom: KNTC_MAIL_PASSWORD }' : '';
  const lines = [
    ...(mail === undefined
      ? []
      : [`mail: { server: '${mail}', from: 'Cổng KNTC <kntc@tinh.vn>'${account} }`]),
    mail === undefined
      ? `channels: { one: { webhook: '${webhook ?? ''}', secretFrom: KNTC_ALERT_HOOK } }`
      : 'channels: { one: { mail: [truc@tinh.vn] } }',
    'routes: [{ severities: [critical], steps: [{ after: 0s, to: [one] }] }]',
  ];
  writeFileSync(join(folder, 'alerts.yaml'), lines.join('\n'));
  const on = { addresses: new AddressGuard(guard), variables, clock: new FakeClock() };
  const sender = alertSenders(loadAlerts(folder, []), on).get('one');
  if (sender === undefined) throw new Error('no such channel');
  return sender;
}

alertSenderContract('a fake', async () => {
  const sender = new FakeAlertSender();
  return {
    sender,
    arrived: () => sender.messages,
    refuse: () => (sender.failure = 'refused'),
    takeAway: async () => void (sender.failure = 'unreachable'),
    bringBack: async () => void (sender.failure = undefined),
    close: async () => undefined,
  };
});

alertSenderContract('mail', async () => {
  const catcher = new SmtpCatcher();
  await catcher.start();
  return {
    sender: senderOf({ mail: catcher.url }),
    arrived: () =>
      catcher.mails.map(({ subject, text, messageId }) => ({
        subject,
        text: text.replaceAll('\r\n', '\n'),
        id: messageId,
      })),
    refuse: () => (catcher.habit = 'reject'),
    takeAway: () => catcher.stop(),
    bringBack: () => catcher.start(),
    close: () => catcher.stop(),
  };
});

alertSenderContract('a webhook', async () => {
  const catcher = new HookCatcher();
  await catcher.start();
  return {
    sender: senderOf({ webhook: catcher.url }),
    arrived: () =>
      catcher.hooks.map(({ body }) => JSON.parse(body) as { subject: string; text: string; id: string }),
    refuse: () => (catcher.status = 500),
    takeAway: () => catcher.stop(),
    bringBack: () => catcher.start(),
    close: () => catcher.stop(),
  };
});

describe('mail', () => {
  const catcher = new SmtpCatcher();
  beforeEach(() => catcher.start());
  afterEach(async () => {
    await catcher.stop();
    catcher.habit = 'accept';
    catcher.mails.length = 0;
    catcher.logins.length = 0;
  });

  it('comes from whom the file says, to one address, and says that no person wrote it', async () => {
    await senderOf({ mail: catcher.url }).send(aMessage());
    expect(catcher.mails).toMatchObject([{ from: 'kntc@tinh.vn', to: ['truc@tinh.vn'] }]);
    expect(catcher.mails[0]?.raw).toContain('Auto-Submitted: auto-generated');
  });

  it('shows the account where there is one, and says that it was refused', async () => {
    const sender = senderOf({ mail: catcher.url, login: true });
    expect(await sender.send(aMessage())).toEqual({ kind: 'sent' });
    expect(catcher.logins).toEqual(['kntc mat-khau-thu']);
    catcher.habit = 'no-login';
    expect(await sender.send(aMessage())).toEqual({ kind: 'failed', why: 'login' });
  });

  it('is not sent in the clear to another machine', async () => {
    const guard = { allowed: ['mail.tinh.vn', '127.0.0.1'], resolve: async () => ['127.0.0.1'] };
    const mail = catcher.url.replace('127.0.0.1', 'mail.tinh.vn');
    expect(await senderOf({ mail, login: true, guard }).send(aMessage())).toEqual({
      kind: 'failed',
      why: 'tls',
    });
    expect(catcher.logins).toEqual([]);
    expect(catcher.mails).toEqual([]);
  });

  it('goes nowhere that is not allowed', async () => {
    const guard = { allowed: ['mail.tinh.vn'], resolve: async () => ['127.0.0.1', '8.8.8.8'] };
    const mail = catcher.url.replace('127.0.0.1', 'mail.tinh.vn');
    expect(await senderOf({ mail, guard }).send(aMessage())).toEqual({ kind: 'failed', why: 'forbidden' });
  });

  it('a server that says nothing is not waited for', async () => {
    catcher.habit = 'silent';
    expect(await senderOf({ mail: catcher.url }).send(aMessage())).toEqual({
      kind: 'failed',
      why: 'timeout',
    });
  }, 60_000);
});

describeWith('openssl', 'mail to a server with a certificate', () => {
  const catcher = new SmtpCatcher();
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const words = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=mail.tinh.vn -keyout ${key} -out ${cert}`;
    execFileSync(requireTool('openssl'), words.split(' '), { stdio: 'ignore' });
    catcher.certificate = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    await catcher.start();
  });
  afterAll(() => catcher.stop());

  it('that nobody vouches for is not trusted with anything', async () => {
    const sender = senderOf({ mail: catcher.url.replace('127.0.0.1', 'localhost'), login: true });
    expect(await sender.send(aMessage())).toEqual({ kind: 'failed', why: 'tls' });
    expect([catcher.logins, catcher.mails]).toEqual([[], []]);
  });
});

describe('a webhook', () => {
  const catcher = new HookCatcher();
  beforeEach(() => catcher.start());
  afterEach(async () => {
    await catcher.stop();
    catcher.hooks.length = 0;
    catcher.status = 204;
    catcher.location = undefined;
  });

  it('is signed with its time, so that nobody else can send one', async () => {
    await senderOf({ webhook: catcher.url }).send(aMessage());
    const [{ headers, body } = { headers: {}, body: '' }] = catcher.hooks;
    const timestamp = String(headers['x-kntc-timestamp']);
    expect(headers['x-kntc-signature']).toBe(signAlert(timestamp, Buffer.from(body), Buffer.from(KEY)));
    expect(headers['x-kntc-signature']).not.toBe(signAlert('1', Buffer.from(body), Buffer.from(KEY)));
    expect(headers['x-kntc-id']).toBe('a1b2c3');
  });

  it('follows nobody elsewhere', async () => {
    const elsewhere = new HookCatcher();
    await elsewhere.start();
    catcher.status = 307;
    catcher.location = elsewhere.url;
    expect(await senderOf({ webhook: catcher.url }).send(aMessage())).toEqual({
      kind: 'failed',
      why: 'refused',
    });
    expect(elsewhere.hooks).toEqual([]);
    await elsewhere.stop();
  });

  it('waits ten seconds for an answer, and no longer', async () => {
    catcher.status = 0;
    expect(await senderOf({ webhook: catcher.url }).send(aMessage())).toEqual({
      kind: 'failed',
      why: 'timeout',
    });
  }, 20_000);
});
