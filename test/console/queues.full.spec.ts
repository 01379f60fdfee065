import { describeWith } from '../environment';
import { expectSound } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

describeWith('chromium', 'an operator through an outage', () => {
  let world: ConsoleWorld;
  let operator: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open();
    await world.road.petition('Q-1');
    await world.road.converge();
    operator = await world.person('can-bo');
  });
  afterAll(() => world.close());

  it('pauses sending before the national side goes away, with a reason that everybody sees', async () => {
    const { page } = operator;
    await operator.open('/hang-doi');
    expect(await page.textContent('h1')).toBe('Hàng đợi');
    await operator.shoot('hang-doi');
    await expectSound(operator);
    await page.getByRole('button', { name: 'Tạm dừng: Mọi cơ quan' }).click();
    await say(operator, 'Tạm dừng', 'CSDLQG báo bảo trì tối nay');
    await page.getByText(/bởi can-bo, từ .*: CSDLQG báo bảo trì tối nay/).waitFor();
    await world.road.petition('Q-2');
    await world.road.far.kill();
    expect(await world.road.converge()).toMatchObject({ converged: false, why: 'GW_N212' });
    await operator.open('/hang-doi?xem=tam-dung');
    await page.getByText('Đang tạm dừng', { exact: true }).nth(1).waitFor();
    await operator.shoot('hang-doi-tam-dung');
    await expectSound(operator);
  });

  it('finds it paused when the national side is back, lets it go on, and each step arrives once', async () => {
    const { page } = operator;
    await world.road.far.startAgain();
    expect(await world.road.delivered('Q-2')).toEqual([]);
    await operator.open('/hang-doi');
    await page.getByRole('button', { name: 'Cho đi tiếp: Mọi cơ quan' }).focus();
    await page.keyboard.press('Enter');
    await say(operator, 'Cho đi tiếp', 'CSDLQG đã hoạt động lại');
    await page.getByRole('button', { name: 'Tạm dừng: Mọi cơ quan' }).waitFor();
    await world.road.converge();
    const created = (await world.road.delivered('Q-2')).filter(({ decision }) => decision === 'created');
    expect(created).toHaveLength(1);
    await operator.open('/hang-doi?xem=tam-dung');
    await page.getByText('Không hàng đợi nào đang tạm dừng.').first().waitFor();
    await expectSound(operator);
  });

  it('pauses reading of one source, and only looks on where the role is to look on', async () => {
    const { page } = operator;
    await operator.open('/hang-doi');
    await page
      .getByRole('button', { name: /^Tạm dừng: (?!Mọi)/ })
      .last()
      .click();
    await say(operator, 'Tạm dừng', 'Đơn vị nâng cấp phần mềm');
    await page.getByRole('button', { name: /^Cho đi tiếp: / }).waitFor();
    const auditor = await world.person('kiem-soat');
    await auditor.open('/hang-doi');
    await auditor.page.getByText('Tài khoản này không có quyền xem trang này').waitFor();
    await operator.page.getByRole('button', { name: 'English' }).click();
    expect(await page.textContent('h1')).toBe('Queues');
    await expectSound(operator);
  });
});

/** Gives the reason in the dialog and waits for what came of it. */
async function say({ page }: Person, act: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Lý do').fill(reason);
  await dialog.getByRole('button', { name: act }).click();
  await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
  await dialog.getByText('Đóng', { exact: true }).click();
}
