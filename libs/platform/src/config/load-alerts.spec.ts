import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError, NO_ALERT_CHANNELS } from '@kntc/domain';
import { AddressGuard } from '../addresses/address-guard';
import { alertSenders } from '../alerts/alert-senders';
import { systemClock } from '../clock/system-clock';
import { loadAlerts, type AlertsConfig } from './load-alerts';

const AGENCIES = ['MINI', 'ttt'];
const load = (text: string): AlertsConfig => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-alerts-'));
  writeFileSync(join(folder, 'alerts.yaml'), text);
  return loadAlerts(folder, AGENCIES);
};
const WHOLE = `
mail: { server: 'smtp://mail.tinh.vn', from: 'Cổng KNTC <kntc@tinh.vn>', login: { user: kntc, passwordFrom: KNTC_MAIL_PASSWORD } }
channels:
  truc: { mail: [a@tinh.vn, b@tinh.vn] }
  phong: { webhook: 'https://chat.tinh.vn/hook', secretFrom: KNTC_ALERT_HOOK, always: true }
  xa: { mail: [xa@tinh.vn], agencies: [ttt] }
routes:
  - { severities: [critical, serious], steps: [{ after: 0m, to: [truc] }, { after: 30m, to: [phong] }] }
  - { severities: [warning], kinds: [late-soon], steps: [{ after: 1h, to: [xa] }] }
repeat: 2h
settle: 30s
opensAfter: { source-paused: 5m }
quiet: { from: '22:00', to: '06:00', except: [critical] }
digest: { to: [truc] }
thresholds: { causeRecords: 50 }
`;

/** Every line of what is told. */
function told(work: () => unknown): string {
  try {
    work();
  } catch (err) {
    return err instanceof GatewayError ? `${err.code} ${err.detail}` : String(err);
  }
  return 'nothing';
}

describe('alerts.yaml', () => {
  it('may be missing: nobody is told', () => {
    const config = loadAlerts(mkdtempSync(join(tmpdir(), 'kntc-alerts-')), AGENCIES);
    expect(config.rules).toBe(NO_ALERT_CHANNELS);
    expect(config.ways.size).toBe(0);
  });

  it('of the repository names no channel, and its example is the one of the manual, without a mistake', () => {
    const root = join(__dirname, '../../../..');
    expect(loadAlerts(join(root, 'config'), AGENCIES).ways.size).toBe(0);
    const manual = readFileSync(join(root, 'docs/operators/canh-bao.md'), 'utf8');
    const example = /```yaml\n([^]*?)```/.exec(manual)?.[1] ?? '';
    const commented = readFileSync(join(root, 'config/alerts.yaml'), 'utf8').split('\n').slice(4);
    expect(commented.map((line) => line.replace(/^# ?/, '')).join('\n')).toBe(example);
    expect(load(example).ways.size).toBe(5);
  });

  it('makes a channel of each address, and rules of the rest', () => {
    const { rules, ways, mail } = load(WHOLE);
    expect([...ways]).toEqual([
      ['truc', { kind: 'mail', to: 'a@tinh.vn' }],
      ['truc#2', { kind: 'mail', to: 'b@tinh.vn' }],
      ['phong', { kind: 'webhook', url: 'https://chat.tinh.vn/hook', secret: 'KNTC_ALERT_HOOK' }],
      ['xa', { kind: 'mail', to: 'xa@tinh.vn' }],
    ]);
    expect(mail?.login?.passwordFrom).toBe('KNTC_MAIL_PASSWORD');
    expect(rules).toMatchObject({
      channels: [
        { id: 'truc' },
        { id: 'truc#2' },
        { id: 'phong', isAlways: true },
        { id: 'xa', agencies: ['ttt'] },
      ],
      routes: [
        {
          steps: [
            { afterMs: 0, to: ['truc', 'truc#2'] },
            { afterMs: 1_800_000, to: ['phong'] },
          ],
        },
        { kinds: ['late-soon'], steps: [{ afterMs: 3_600_000, to: ['xa'] }] },
      ],
      repeatMs: 7_200_000,
      settleMs: 30_000,
      opensAfterMs: { 'source-paused': 300_000 },
      quiet: { from: '22:00', to: '06:00', except: ['critical'] },
      digest: { at: '08:00', to: ['truc', 'truc#2'] },
      thresholds: { causeRecords: 50, diskFreePercent: 10 },
    });
  });

  it.each([
    ['a key nobody knows', 'repeats: 2h', 'repeats'],
    ['a span that is none', 'repeat: 2 giờ', 'cần một khoảng thời gian'],
    ['a time that is none', "quiet: { from: '25:00', to: '06:00' }", 'cần giờ dạng HH:mm'],
    ['a kind there is not', 'opensAfter: { outages: 5m }', 'outages'],
    ['a server without its kind', "mail: { server: 'mail.tinh.vn', from: a@b.vn }", 'smtps://'],
    ['a sender of two lines', 'mail: { server: "smtp://m.vn", from: "a@b.vn\\nBcc: x@y.z" }', 'địa chỉ thư'],
  ])('%s does not start', (_what, line, words) => {
    const said = told(() => load(`channels: {}\nroutes: []\n${line}`));
    expect(said).toMatch(/^GW_P401 .*alerts\.yaml/);
    expect(said).toContain(words);
  });

  it.each([
    ['a webhook in the clear', "{ webhook: 'http://chat.tinh.vn/hook', secretFrom: KNTC_ALERT_HOOK }"],
    ['a webhook without its key', "{ webhook: 'https://chat.tinh.vn/hook' }"],
    ['an address that is none', '{ mail: [chi-lan] }'],
    ['no address', '{ mail: [] }'],
  ])('a channel that is %s does not start', (_what, channel) => {
    expect(told(() => load(`channels: { a: ${channel} }\nroutes: []`))).toContain('channels.a');
  });

  it('tells everything at once that does not fit together', () => {
    const said = told(() =>
      load(`channels: { a: { mail: [a@b.vn], agencies: [xa-9] }, unused: { mail: [c@b.vn] } }
routes: [{ severities: [critical], steps: [{ after: 1h, to: [a] }, { after: 5m, to: [b] }] }]
digest: { to: [c] }`),
    );
    for (const words of ['máy chủ thư', '«b»', 'bước sau', '«c»', 'unused: không tuyến nào', '«xa-9»'])
      expect(said).toContain(words);
  });

  it('tells every secret that is missing and every address that is not allowed, and none of their values', () => {
    const on = { addresses: new AddressGuard({ allowed: ['mail.tinh.vn'] }), clock: systemClock };
    const said = told(() =>
      alertSenders(load(WHOLE.replace('mail.tinh.vn', '10.0.0.9')), {
        ...on,
        variables: { KNTC_ALERT_HOOK: 'ngan' },
      }),
    );
    for (const words of ['mail.server', 'KNTC_MAIL_PASSWORD', 'KNTC_ALERT_HOOK: chưa đặt khoá ký'])
      expect(said).toContain(words);
    expect(said).not.toContain('ngan');
    expect(said).not.toContain('10.0.0.9');
  });
});
