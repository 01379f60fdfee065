import { describeWith } from '../environment';
import { checkingDuplicates, letters } from '../journey/duplicate-letters';
import { expectSound } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

describeWith('chromium', 'two petitions that may be one, before people', () => {
  let world: ConsoleWorld;
  let inspector: Person;
  let head: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open({ prepare: checkingDuplicates });
    await twice(world, 0);
    await twice(world, 1);
    inspector = await world.person('can-bo');
    head = await world.person('lanh-dao-1');
    await world.person('cntt');
    await world.isHead('lanh-dao-1');
  });
  afterAll(() => world.close());

  it('are listed by what they may be, without a name', async () => {
    const { page } = inspector;
    await inspector.open('/don-trung');
    await page.getByRole('table').getByRole('link').nth(1).waitFor();
    expect(await page.textContent('h1')).toBe('Đơn trùng');
    await inspector.shoot('don-trung');
    await expectSound(inspector);
    expect(await page.textContent('main, body')).not.toContain(letters(0).person['ho_ten']);
    await inspector.open('/don-trung?state=attached');
    await page.getByText('Không có cặp đơn nào như vậy.').waitFor();
    await expectSound(inspector);
  });

  it('stand beside each other with the reason as a sum in plain words, and nobody is named', async () => {
    const { page } = inspector;
    await inspector.open('/don-trung');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('row').filter({ hasText: 'Số CMND/CCCD' }).waitFor();
    await page.getByText('Đơn đến trước', { exact: true }).waitFor();
    await inspector.shoot('don-trung-mot-cap');
    await expectSound(inspector);
    const shown = (await page.textContent('body')) ?? '';
    for (const index of [0, 1])
      for (const name of ['ho_ten', 'cccd', 'dien_thoai'])
        expect(shown).not.toContain(letters(index).person[name]);
  });

  it('show what attaching them leads to before anybody decides', async () => {
    const { page } = inspector;
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Quyết định' }).click();
    await dialog.getByLabel(/^Cùng một việc: gắn vào vụ việc/).check();
    await dialog.getByLabel('Lý do').fill('Cùng quyết định thu hồi đất');
    await dialog.getByRole('button', { name: 'Xem trước' }).click();
    await dialog.getByText(/Sau khi gửi KHÔNG gỡ được/).waitFor();
    await dialog.getByText('Cần người duyệt.').waitFor();
    await expectSound(inspector);
    await inspector.shoot('don-trung-xem-truoc');
    // A look decides nothing.
    await dialog.getByRole('button', { name: 'Thôi' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Chờ quyết định', { exact: true }).waitFor();
    expect(await attached(world)).toBe(0);
  });

  it('are decided by two: the head alone is told so, and finds under her name what she approved', async () => {
    const { page } = head;
    await head.open('/don-trung');
    await page.getByRole('table').getByRole('link').first().click();
    await attach(head, 'can-bo');
    await page.getByRole('dialog').getByText('Ai được làm:').waitFor();
    await head.shoot('don-trung-tu-choi');
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi' }).click();
    await inspector.page.goto(page.url());
    await attach(inspector, 'lanh-dao-1');
    await inspector.page.getByRole('dialog').getByText('Đã ghi nhận', { exact: true }).waitFor();
    await world.road.converge();
    expect(await attached(world)).toBe(1);
    await head.open('/don-trung?state=attached');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByText(/Đã quyết định: can-bo, lanh-dao-1/).waitFor();
    await expectSound(head);
  });
});

/** The first letter stands at the far side before the second one comes. */
async function twice({ road }: ConsoleWorld, index: number): Promise<void> {
  const { person, first, second } = letters(index);
  await road.petition(`H${index}`, {
    ...person,
    noi_dung: first,
    ngay_nhan: '2026-11-02',
    ngay_xu_ly: '2026-11-04',
  });
  await road.converge();
  await road.petition(`D${index}`, {
    ...person,
    noi_dung: second,
    ngay_nhan: '2026-11-20',
    ngay_xu_ly: '2026-11-23',
  });
  await road.converge();
}

/** Proposes that the pair before a person is attached, and by whom it is approved. */
async function attach({ page }: Person, approver: string): Promise<void> {
  await page.getByRole('button', { name: 'Quyết định' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Cùng một việc: gắn vào vụ việc/).check();
  await dialog.getByLabel('Lý do').fill('Đã đối chiếu hồ sơ giấy');
  await dialog.getByLabel('Người duyệt (tên tài khoản)').fill(approver);
  await dialog.getByRole('button', { name: 'Quyết định' }).click();
}

/** How many petitions were attached to a case at the far side. */
async function attached({ road }: ConsoleWorld): Promise<number> {
  return (await road.far.ledger()).filter(({ decision }) => decision === 'attached').length;
}
