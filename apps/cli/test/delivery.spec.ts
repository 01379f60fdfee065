import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf, type Said } from './kntc';

jest.setTimeout(120_000);

const PEOPLE = ['--actor', 'Nguyễn Lan', '--approver', 'Trần Hùng', '--reason', 'đã sửa mã cơ quan'];

describe('delivery that pauses itself, on the command line', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      edit: { 'national/ttcp-2018.yaml': [['createsPerDay: auto', 'createsPerDay: 3']] },
    });
    for (let at = 1; at <= 5; at += 1) await road.petition(`D-${at}`);
    await road.converge();
    await road.stop();
  });
  afterAll(() => road.close());

  const run = (...argv: readonly string[]): Promise<Said> => kntc(variablesOf(road), ...argv);
  const isPaused = async (): Promise<boolean> =>
    (await road.own.query('select from delivery_pause where resumed_at is null')).rowCount === 1;

  it('says what the day has seen, what waits for what, and that nothing is paused', async () => {
    expect(parsed(await run('delivery', 'status', '--json'))).toMatchObject({
      pause: null,
      watch: null,
      share: 1,
      brake: { limit: 3, backfill: 2, waiting: 3, waitingBackfill: 3 },
    });
    const { code, out } = await run('delivery', 'status');
    expect(code).toBe(0);
    expect(out).toContain('Tạo mới hôm nay: 2 trong hạn mức 3');
    expect(out).toContain('Dữ liệu cũ chờ đợt cập nhật, hoặc hạn mức ngày sau: 3');
    expect(out).toContain('Cổng không tự tạm dừng.');
    expect((await run('status')).out).toContain('Dữ liệu cũ chờ đợt cập nhật, hoặc hạn mức ngày sau: 3');
  });

  it('is not resumed when it is not paused', async () => {
    const refused = await run('delivery', 'resume', ...PEOPLE);
    expect([refused.code, refused.err.split('\n').length]).toEqual([1, 3]);
    expect(refused.err).toContain('Cổng không tự tạm dừng.');
  });

  it('shows the watch after a change, and the pause with its time, its reason and what to do', async () => {
    await road.own.query(
      "insert into delivery_watch (agency_id, what, target, seen, refused, changed) values ('MINI', 'mapping', 'mini', 7, 2, 1)",
    );
    expect((await run('delivery', 'status')).out).toContain(
      '7 trong 20 lần gửi đầu, 3 bất thường (tệp nguồn mini)',
    );
    await road.own.query("update delivery_watch set state = 'tripped'");
    await road.own.query(
      "insert into delivery_pause (agency_id, code, detail) values ('MINI', 'GW_N209', 'mapping mini: 4 refused, 1 changed')",
    );
    const { out } = await run('delivery', 'status');
    expect(out).toMatch(
      /Cổng tự tạm dừng từ \d{2}\/\d{2}\/\d{4} \d{2}:\d{2} \(mapping mini: 4 refused, 1 changed\)/u,
    );
    expect(out).toContain('hai người cho gửi tiếp: kntc delivery resume');
    expect(parsed(await run('delivery', 'status', '--json'))).toMatchObject({ pause: { code: 'GW_N209' } });
  });

  it.each([
    [
      'one person under two names',
      ['--actor', 'Nguyễn Lan', '--approver', 'NGUYỄN  LAN', '--reason', 'x'],
      1,
    ],
    ['nobody who approves', ['--actor', 'Nguyễn Lan', '--reason', 'x'], 2],
    ['no reason', ['--actor', 'Nguyễn Lan', '--approver', 'Trần Hùng', '--reason', ' '], 2],
  ])('is not resumed by %s', async (_what, people, code) => {
    expect((await run('delivery', 'resume', ...people)).code).toBe(code);
    expect(await isPaused()).toBe(true);
  });

  it('is resumed by two people, once, and that stands on the audit', async () => {
    const done = await run('delivery', 'resume', ...PEOPLE);
    expect([done.code, done.out.includes('Cổng gửi tiếp trong vài giây.')]).toEqual([0, true]);
    expect(await isPaused()).toBe(false);
    expect((await run('delivery', 'resume', ...PEOPLE)).code).toBe(1);
    const { rows } = await road.own.query<{ result: string; reason: string }>(
      "select result, reason from audit_entry where action = 'delivery resume' and result = 'done'",
    );
    expect(rows).toEqual([{ result: 'done', reason: 'đã sửa mã cơ quan' }]);
  });
});
