import { describeWith } from '../environment';
import { expectSound } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

/** Somebody typed the national code of the reception wrongly. */
const MISTYPED = { 'crosswalks/mini.yaml': [['TD: { to: "21" }', 'TD: { to: "12" }']] } as const;
const GROUP = ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6'];

describeWith('chromium', 'an inspector who takes care of a cause', () => {
  let world: ConsoleWorld;
  let inspector: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open({ edit: MISTYPED });
    for (const key of GROUP) await world.road.petition(key, { nguon: 'TD' });
    await world.road.converge();
    inspector = await world.person('can-bo');
  });
  afterAll(() => world.close());

  it('comes from a failed case at the overview to what it is, and says until when it is being mended', async () => {
    const { page } = inspector;
    await inspector.open('/');
    await page
      .getByRole('row')
      .filter({ hasText: 'TD' })
      .getByRole('link', { name: 'Xem các hồ sơ' })
      .click();
    await page.getByText(/^C-1/).waitFor();
    await inspector.open('/nguyen-nhan');
    await page.getByText('Chưa ai nhận biết').first().waitFor();
    await expectSound(inspector);
    await page
      .getByRole('row')
      .filter({ hasText: 'TD' })
      .getByRole('link', { name: 'Xử lý, trao đổi' })
      .click();
    await page.getByText('Chưa ai nói gì.').waitFor();
    await expectSound(inspector);
    await page.getByRole('button', { name: 'Nhận biết' }).click();
    await page.getByRole('dialog').getByLabel('đến hết ngày').fill(inDays(7));
    await say(inspector, 'Nhận biết', 'Đã báo cán bộ cấu hình');
    await page.getByText('Đã nhận biết', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Giao việc' }).click();
    await page.getByRole('dialog').getByLabel('Giao cho (người, phòng)').fill('phòng CNTT');
    await say(inspector, 'Giao việc', 'Phụ trách bảng đối chiếu');
    await page.getByText('giao cho phòng CNTT').first().waitFor();
    await page.getByRole('button', { name: 'Trao đổi' }).click();
    await say(inspector, 'Trao đổi', 'Mã đúng có thể là 21');
    await page.getByText(/trao đổi: Mã đúng có thể là 21/).waitFor();
    await expectSound(inspector);
    await page.getByRole('link', { name: 'Mọi nguyên nhân' }).click();
    await page.getByRole('row').filter({ hasText: 'giao cho phòng CNTT' }).waitFor();
    expect(await page.textContent('tbody')).toContain('Đã nhận biết');
    await inspector.shoot('nguyen-nhan-da-nhan-biet');
  });

  it('is told that a day too far away cannot be promised, and keeps what was typed', async () => {
    const { page } = inspector;
    await page.getByRole('link', { name: 'Xử lý, trao đổi' }).first().click();
    await page.getByRole('button', { name: 'Nhận biết' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('đến hết ngày').fill(inDays(60));
    await dialog.getByLabel('Lý do').fill('Chưa biết khi nào');
    await dialog.getByRole('button', { name: 'Nhận biết' }).click();
    await dialog
      .getByText(/nhiều nhất 31 ngày/)
      .first()
      .waitFor();
    expect(await dialog.getByLabel('Lý do').inputValue()).toBe('Chưa biết khi nào');
    await dialog.getByRole('button', { name: 'Thôi' }).click();
  });

  it('tries a code on five of the cases before anybody maps it, and nothing is changed by it', async () => {
    const { page } = inspector;
    await page.getByLabel('Mã quốc gia đề nghị').fill('77');
    await page.getByRole('button', { name: 'Xét thử' }).click();
    await page.getByText('vẫn còn nguyên nhân này').nth(4).waitFor();
    await page.getByLabel('Mã quốc gia đề nghị').fill('21');
    await page.keyboard.press('Enter');
    await page.getByText('hết nguyên nhân này').nth(4).waitFor();
    expect(await page.getByRole('status').textContent()).toContain(`5 / ${GROUP.length}`);
    await inspector.shoot('nguyen-nhan-xet-thu');
    await expectSound(inspector);
    await page.getByRole('button', { name: 'Thêm dòng (đổi mã theo ngày)' }).click();
    expect(await page.getByLabel('Mã quốc gia đề nghị').count()).toBe(2);
    await expectSound(inspector);
    expect((await world.road.standing('C-1')).class).toBe('quarantined');
  });

  it('says so once nobody waits for it any more', async () => {
    const { page } = inspector;
    const address = page.url();
    await inspector.open('/nguyen-nhan/00000000000000000000000000000000');
    await page.getByText('Không còn hồ sơ nào đứng lại vì nguyên nhân này.').waitFor();
    await expectSound(inspector);
    await inspector.open(new URL(address).pathname);
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.textContent('h1')).toBe('One cause');
    await expectSound(inspector);
  });
});

async function say({ page }: Person, act: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Lý do').fill(reason);
  await dialog.getByRole('button', { name: act }).click();
  await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
  await dialog.getByText('Đóng', { exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
