import { describeWith } from '../environment';
import { until } from '../journey/mini-road';
import { expectSound } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

/** Somebody typed the national code of the reception wrongly. */
const MISTYPED = { 'crosswalks/mini.yaml': [['TD: { to: "21" }', 'TD: { to: "12" }']] } as const;
const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const GROUP = ['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6'];

describeWith('chromium', 'an inspector who re-syncs what failed', () => {
  let world: ConsoleWorld;
  let inspector: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open({ edit: MISTYPED });
    for (const key of GROUP) await world.road.petition(key, { ...ACCEPTED, nguon: 'TD' });
    await world.road.petition('R-WEB', { nguon: 'WEB' });
    await world.road.converge();
    inspector = await world.person('can-bo');
  });
  afterAll(() => world.close());

  it('finds the group at the overview and sees beforehand that it cannot go on yet', async () => {
    const { page } = inspector;
    await inspector.open('/');
    const cause = page.getByRole('row').filter({ hasText: 'TD' });
    await cause.getByRole('link', { name: 'Đồng bộ lại nhóm này' }).click();
    await page.getByText('Như hiện nay, không hồ sơ nào đi tiếp được').waitFor();
    await inspector.shoot('dong-bo-lai-xem-truoc-o-lai');
    await expectSound(inspector);
    expect(await resyncs(world)).toBe(0);
  });

  it('freezes it until the cause is mended, however often the button is pressed', async () => {
    const { page } = inspector;
    await page.getByRole('button', { name: /^Bắt đầu đồng bộ lại/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Chờ tôi cho đi tiếp').check();
    await dialog.getByLabel('Lý do').fill('Mã nguồn đơn bị gõ nhầm, đang sửa');
    await expectSound(inspector);
    await dialog.getByRole('button', { name: 'Bắt đầu đồng bộ lại' }).dblclick();
    await dialog.getByRole('link', { name: 'Theo dõi lượt này' }).click();
    await page.getByText('Đang chờ cho đi tiếp').waitFor();
    await page.getByText('Chưa tới lượt', { exact: true }).first().waitFor();
    await expectSound(inspector);
    await inspector.shoot('dong-bo-lai-dang-cho');
    expect(await resyncs(world)).toBe(1);
    expect(await created(world)).toBe(0);
  });

  it('sees the group cured while it runs, once two people have mended the code', async () => {
    const head = await world.person('lanh-dao-1');
    await world.person('cntt');
    await mapCode(head, 'TD', '21');
    const { page } = inspector;
    await page.getByRole('button', { name: 'Cho đi tiếp' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('Đã sửa mã');
    await dialog.getByRole('button', { name: 'Cho đi tiếp' }).click();
    await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
    await dialog.getByText('Đóng', { exact: true }).click();
    await page.getByText('Đang chạy', { exact: true }).waitFor();
    await until(async () => {
      await world.road.gateway.runResyncs();
      await world.road.converge();
      return (await created(world)) === GROUP.length;
    });
    // Nobody pressed anything: the gateway tells.
    await page.getByText('Lượt này đã xong.').waitFor();
    const cured = page.getByRole('link', { name: /Đã thông/ });
    expect(await cured.textContent()).toContain(String(GROUP.length));
    await cured.click();
    await page.waitForURL(/\?xem=cured$/);
    await page
      .getByRole('table')
      .getByText('Đã thông')
      .nth(GROUP.length - 1)
      .waitFor();
    await inspector.shoot('dong-bo-lai-da-thong');
    await expectSound(inspector);
    for (const key of GROUP)
      expect((await world.road.delivered(key)).filter(({ decision }) => decision === 'created')).toHaveLength(
        1,
      );
  });

  it('previews everything that a filter finds, and what would not be sent', async () => {
    const { page } = inspector;
    await inspector.open('/ho-so?class=confirmed');
    await page.getByRole('link', { name: 'Đồng bộ lại tất cả hồ sơ đang lọc' }).click();
    await page.getByText(`${GROUP.length} hồ sơ`, { exact: true }).waitFor();
    expect(page.url()).toContain('/dong-bo-lai/moi?theo=filter&class=confirmed');
    await page.getByText('Mọi hồ sơ theo bộ lọc: Đã lên CSDLQG').waitFor();
    expect(await resyncs(world)).toBe(1);
    await inspector.shoot('dong-bo-lai-xem-truoc');
    await expectSound(inspector);
  });

  it('re-syncs a selection with the keyboard alone, also what has no reference, and stops it', async () => {
    const { page } = inspector;
    await inspector.open('/ho-so?class=quarantined');
    const box = page.getByRole('checkbox').first();
    await box.focus();
    await page.keyboard.press('Space');
    const begin = page.getByRole('button', { name: /^Đồng bộ lại \(1/ });
    await begin.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/theo=records/);
    const start = page.getByRole('button', { name: /^Bắt đầu đồng bộ lại \(1\)/ });
    await start.waitFor();
    await start.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Chờ tôi cho đi tiếp').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Thử một hồ sơ');
    await page.keyboard.press('Enter');
    await dialog.getByRole('link', { name: 'Theo dõi lượt này' }).click();
    await page.getByRole('button', { name: 'Dừng hẳn' }).click();
    await dialog.getByLabel('Lý do').fill('Không cần nữa');
    await dialog.getByRole('button', { name: 'Dừng hẳn' }).click();
    await dialog.getByText('Đóng', { exact: true }).click();
    await page.getByText('Đã bị dừng').waitFor();
    await page.getByText('Giữ nguyên vì lượt dừng').first().waitFor();
    await inspector.open('/dong-bo-lai');
    expect(await page.getByRole('table').getByRole('link').count()).toBeGreaterThanOrEqual(2);
    await inspector.shoot('dong-bo-lai-danh-sach');
    await expectSound(inspector);
  });

  it('says that a re-sync is not there, and who may not see any', async () => {
    await inspector.open('/dong-bo-lai/00000000-0000-4000-8000-000000000000');
    expect(await inspector.page.getByRole('alert').textContent()).toContain('Không có gì thay đổi.');
    await expectSound(inspector);
    const auditor = await world.person('kiem-soat');
    await auditor.open('/dong-bo-lai');
    await auditor.page.getByText('Tài khoản này không có quyền xem trang này').waitFor();
    await expectSound(auditor);
  });

  it('speaks English', async () => {
    await inspector.open('/dong-bo-lai');
    await inspector.page.getByRole('button', { name: 'English' }).click();
    expect(await inspector.page.textContent('h1')).toBe('Re-sync');
    await expectSound(inspector);
    await inspector.page.getByRole('button', { name: 'Tiếng Việt' }).click();
  });
});

/** Maps a code at the screen for it; `cntt` approves. */
async function mapCode(head: Person, code: string, to: string): Promise<void> {
  await head.open('/doi-chieu-danh-muc');
  const row = head.page.getByRole('row').filter({ hasText: code }).first();
  await row.getByRole('button', { name: 'Đối chiếu', exact: true }).click();
  const dialog = head.page.getByRole('dialog');
  await dialog.getByRole('combobox').click();
  await dialog.getByRole('combobox').fill(to);
  await head.page.locator('.ant-select-item-option').first().waitFor();
  await head.page.keyboard.press('Enter');
  await dialog.getByLabel('Lý do').fill('theo danh mục nguồn đơn');
  await dialog.getByLabel('Người duyệt (tên tài khoản)').fill('cntt');
  await dialog.getByRole('button', { name: `Đối chiếu mã ${code}` }).click();
  await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
  expect(head.complaints).toEqual([]);
}

async function resyncs({ road }: ConsoleWorld): Promise<number> {
  const { rows } = await road.own.query<{ count: number }>('select count(*)::int from resync_operation');
  return rows[0]?.count ?? 0;
}

/** Cases that stand at the far side. */
async function created({ road }: ConsoleWorld): Promise<number> {
  return (await road.far.ledger()).filter(({ decision }) => decision === 'created').length;
}
