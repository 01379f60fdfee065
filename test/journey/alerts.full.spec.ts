import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vietnamTime } from '@kntc/domain';
import type { CaughtMail } from '../fakes';
import { HookCatcher, SmtpCatcher } from '../fakes';
import { MiniRoad, until } from './mini-road';
import { serve } from './serving';
import type { Serving } from './serving';

jest.setTimeout(240_000);

const MANY = Array.from({ length: 30 }, (_, index) => `B-${index}`);
const OUTAGE = 'Mất kết nối với CSDLQG';
const PEOPLE = {
  loai: 'tc',
  linh_vuc: 'TN',
  ho_ten: 'Đặng Thị Bí Danh',
  noi_dung: 'Tố cáo ông Lê Văn Kín Tiếng',
};
const HOOK_KEY = 'khoa-ky-thu-nghiem-dai-hon-32-ky-tu';

/** A province with a person on duty, a head who is told after half an hour, and a room of screens that never sleeps. */
function alertsFile(mail: string, hook: string): string {
  return `
mail: { server: '${mail}', from: 'Cổng KNTC <kntc@tinh.vn>' }
channels:
  truc: { mail: [truc@tinh.vn] }
  lanh-dao: { mail: [lanh-dao@tinh.vn] }
  man-hinh: { webhook: '${hook}', secretFrom: KNTC_ALERT_HOOK, always: true }
routes:
  - { severities: [critical, serious, warning], steps: [{ after: 0s, to: [truc, man-hinh] }, { after: 30m, to: [lanh-dao] }] }
repeat: 4h
settle: 0s
lookEvery: 1s
opensAfter: { outage: 0s, source-paused: 0s }
digest: { at: '${vietnamTime(new Date()).slice(11)}', to: [truc] }
`;
}

describe('people who must sleep at night and hear of what is wrong', () => {
  const mail = new SmtpCatcher();
  const hook = new HookCatcher();
  let road: MiniRoad;
  let serving: Serving;
  beforeAll(async () => {
    await Promise.all([mail.start(), hook.start()]);
    road = await MiniRoad.open({
      prepare: (folder) => writeFileSync(join(folder, 'alerts.yaml'), alertsFile(mail.url, hook.url)),
      variablesOf: () => ({ KNTC_ALERT_HOOK: HOOK_KEY, KNTC_PUBLIC_URL: 'https://kntc.tinh.vn' }),
    });
    serving = await serve(road.gateway);
  });
  afterAll(async () => {
    await serving.close();
    await road.close();
    await Promise.all([mail.stop(), hook.stop()]);
  });

  const told = (to: string, words: string): readonly CaughtMail[] =>
    mail.mails.filter((one) => one.to.includes(`${to}@tinh.vn`) && one.text.includes(words));
  /** What arrived is noted as sent, too. */
  const noted = (): Promise<void> =>
    until(async () => {
      const waiting = 'sent_at is null and dropped_at is null and failure is null';
      return (await road.own.query(`select from alert_notice where ${waiting}`)).rowCount === 0;
    });
  /** Everything about alerts happened that much earlier. */
  const passed = async (hours: number): Promise<void> => {
    await noted();
    const shift = (columns: readonly string[]): string =>
      columns.map((one) => `${one} = ${one} - interval '${hours} hours'`).join(', ');
    const incident = ['noticed_at', 'opened_at', 'absent_since', 'acknowledged_at', 'acknowledged_until'];
    await road.own.query(`update alert_incident set ${shift(incident)} where closed_at is null`);
    await road.own.query(`update alert_notice set ${shift(['planned_at', 'not_before', 'sent_at'])}`);
  };
  /** So many looks at least have been taken since. */
  const looks = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) {
      await new Promise((resolve) => void setTimeout(resolve, 1_100));
      await road.gateway.watchAlerts();
    }
  };
  const incident = async (): Promise<string> => {
    const { lines } = await road.kntc('alerts', 'list', '--json');
    const { items } = JSON.parse(lines.join('\n')) as { items: { incident: { id: string; kind: string } }[] };
    return items.find((one) => one.incident.kind === 'outage')?.incident.id ?? '';
  };

  it('get the mail of the morning, once, though the gateway starts anew', async () => {
    await until(async () => told('truc', 'Bản tin cổng liên thông').length === 1);
    await serving.close();
    await road.restart();
    serving = await serve(road.gateway);
    await looks(3);
    expect(told('truc', 'Bản tin cổng liên thông')).toHaveLength(1);
  });

  it('hear of an outage once, not once for each of thirty petitions', async () => {
    for (const ma of ['A-1', 'A-2']) await road.petition(ma);
    await road.petition('TC-1', PEOPLE);
    await until(async () => (await road.standing('A-1')).class === 'confirmed');
    await road.far.kill();
    for (const ma of MANY) await road.petition(ma);
    await until(async () => told('truc', OUTAGE).length > 0);
    await looks(5);
    expect(told('truc', OUTAGE)).toHaveLength(1);
    expect(told('lanh-dao', OUTAGE)).toHaveLength(0);
    expect(hook.hooks.filter(({ body }) => body.includes(OUTAGE))).toHaveLength(1);
    expect(told('truc', OUTAGE)[0]?.text).toContain('https://kntc.tinh.vn/su-co');
  });

  it('are in a row: who is next hears of it when nobody said anything, and all of them again', async () => {
    await passed(0.5);
    await until(async () => told('lanh-dao', OUTAGE).length === 1);
    expect(told('truc', OUTAGE)).toHaveLength(1);
    await passed(4);
    await until(async () => told('truc', OUTAGE).length === 2 && told('lanh-dao', OUTAGE).length === 2);
    expect(told('truc', OUTAGE)[1]?.text).toContain('nhắc lại, chưa ai nhận biết');
  });

  it('lose nothing while the mail server is away', async () => {
    await mail.stop();
    await passed(4);
    await until(async () => {
      const { rows } = await road.own.query("select from alert_notice where failure = 'unreachable'");
      return rows.length === 2;
    });
    await mail.start();
    await passed(1);
    await until(async () => told('truc', OUTAGE).length === 3 && told('lanh-dao', OUTAGE).length === 3);
    expect(told('truc', OUTAGE).at(-1)?.text).toContain('KHẨN CẤP');
  });

  it('are left alone once somebody says that they know, to the end of that', async () => {
    const by = ['--hours', '12', '--actor', 'lan', '--reason', 'đang gọi đơn vị vận hành'];
    expect(await road.kntc('alerts', 'ack', await incident(), ...by)).toMatchObject({ code: 0, errors: [] });
    await passed(5);
    await looks(3);
    await passed(5);
    await looks(3);
    expect(told('truc', OUTAGE)).toHaveLength(3);
    await passed(3);
    await until(async () => told('truc', OUTAGE).length === 4);
    const again = ['--hours', '1', '--actor', 'lan', '--reason', 'vẫn đang xử lý'];
    expect((await road.kntc('alerts', 'ack', await incident(), ...again)).code).toBe(0);
  });

  it('hear that it is over, once each', async () => {
    await road.far.startAgain();
    await until(async () => (await road.standing('B-0')).class === 'confirmed');
    const over = `ĐÃ HẾT: ${OUTAGE}`;
    await until(async () => told('truc', over).length === 1 && told('lanh-dao', over).length === 1);
    await looks(3);
    expect(told('truc', over)).toHaveLength(1);
    expect(hook.hooks.filter(({ body }) => body.includes(OUTAGE) && body.includes('"closed"'))).toHaveLength(
      1,
    );
    expect(
      (await road.kntc('alerts', 'ack', await incident(), '--hours', '1', '--actor', 'lan', '--reason', 'x'))
        .code,
    ).toBe(1);
  });

  it('never read who complains, of whom, in which case', async () => {
    const { rows } = await road.own.query<{ reference: string }>('select reference from national_record');
    const everything = [
      ...mail.mails.map(({ raw, text, subject }) => raw + text + subject),
      ...hook.hooks.map(({ body }) => body),
    ];
    const secret = [
      ...Object.values(PEOPLE).slice(2),
      'Bí Danh',
      'Kín Tiếng',
      'Nội dung đơn số',
      ...rows.map(({ reference }) => reference),
    ];
    expect(rows.length).toBeGreaterThan(30);
    for (const text of everything) for (const word of secret) expect(text).not.toContain(word);
    const stored = await road.own.query(
      "select string_agg(i.facts::text || i.key, ' ') as all from alert_incident i",
    );
    for (const word of secret) expect(String(stored.rows[0]?.all)).not.toContain(word);
  });

  it('see in the overview whether they would be told', async () => {
    expect(await serving.ask('api/v1/overview')).toMatchObject({ alerts: { channels: 3, failing: [] } });
    expect((await road.kntc('alerts', 'digest', '--print')).lines.join('\n')).toContain(
      'Bản tin cổng liên thông KNTC',
    );
  });
});

describe('a province without alerts.yaml', () => {
  it('is told that nobody would be told', async () => {
    const road = await MiniRoad.open();
    const serving = await serve(road.gateway);
    await road.petition('A-1');
    await until(async () => (await road.standing('A-1')).class === 'confirmed');
    expect(await serving.ask('api/v1/overview')).toMatchObject({
      alerts: { channels: 0, text: expect.stringContaining('Chưa có kênh cảnh báo') as string },
    });
    expect(await serving.ask('health/ready')).toMatchObject({ status: 'ok', alerts: 'no-channel' });
    expect((await road.kntc('alerts', 'test')).errors.join('\n')).toContain('Chưa có kênh cảnh báo nào');
    expect((await road.kntc('doctor')).lines.join('\n')).toContain('chưa có kênh cảnh báo');
    await serving.close();
    await road.close();
  });
});
