import { describeWith } from '../environment';
import { expectSound } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

describeWith('chromium', 'an operator who was woken by an alert', () => {
  let world: ConsoleWorld;
  let operator: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open();
    await world.road.own.query(
      `insert into alert_incident (agency_id, key, kind, facts, noticed_at, opened_at)
       values ('MINI', 'source-paused x', 'source-paused', '{"code": "GW_S101", "name": "Phần mềm A"}', now(), now())`,
    );
    operator = await world.person('can-bo');
  });
  afterAll(() => world.close());

  it('sees what is wrong, that nobody knows yet, and that nobody would be told', async () => {
    const { page } = operator;
    await operator.open('/su-co');
    await page.getByText('Không đọc được nguồn «Phần mềm A».', { exact: false }).waitFor();
    await page.getByText('Chưa có kênh cảnh báo', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: /^Nhận biết: / }).count()).toBe(1);
    await operator.shoot('su-co-canh-bao');
    await expectSound(operator);
  });

  it('says with the keyboard that somebody knows, for some hours, with a note', async () => {
    const { page } = operator;
    await page.getByRole('button', { name: /^Nhận biết: Không đọc được nguồn/ }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Trong số giờ').fill('12');
    await dialog.getByLabel('Lý do').fill('đang gọi nhà cung cấp');
    await operator.shoot('su-co-nhan-biet');
    await dialog.getByRole('button', { name: 'Nhận biết' }).click();
    await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
    await dialog.getByText('Đóng', { exact: true }).click();
    await page.getByText(/bởi can-bo, đến .*: đang gọi nhà cung cấp/).waitFor();
    const { rows } = await world.road.own.query<{ hours: number }>(
      'select round(extract(epoch from acknowledged_until - acknowledged_at) / 3600)::int as hours from alert_incident',
    );
    expect(rows[0]?.hours).toBe(12);
    await expectSound(operator);
  });
});
