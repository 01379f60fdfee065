import type { Locator } from 'playwright-core';
import { describeWith } from '../environment';
import { until } from '../journey/mini-road';
import { ReconcilingRoad } from '../journey/reconciling-road';
import { referenceOf } from '../journey/ways-out/way-out';
import { expectSound, violations } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

const FIRST_LOAD_BYTES = 350_000;
const SCREENS = [
  ['tong-quan', '/', 'Tổng quan'],
  ['so-doi-soat', '/doi-chieu', 'Sổ đối soát'],
  ['nguyen-nhan', '/nguyen-nhan', 'Nguyên nhân'],
  ['ho-so', '/ho-so', 'Hồ sơ'],
  ['ho-so-khong-co', '/ho-so?class=unknown', 'Hồ sơ'],
  ['cho-bo-sung', '/cho-bo-sung', 'Chờ bổ sung thông tin'],
  ['tam-dung', '/tam-dung', 'Tạm dừng chờ ý kiến'],
  ['hai-ben', '/hai-ben-khac-nhau', 'Số liệu hai bên khác nhau'],
  ['doi-chieu-danh-muc', '/doi-chieu-danh-muc', 'Nguồn và đối chiếu danh mục'],
  ['danh-muc', '/danh-muc', 'Danh mục quốc gia'],
  ['chi-co-o-csdlqg', '/chi-co-o-csdlqg', 'Vụ việc chỉ có trên CSDLQG'],
  ['su-co', '/su-co', 'Sự cố kết nối'],
  ['thoi-han', '/thoi-han', 'Thời hạn'],
  ['yeu-cau', '/yeu-cau-thanh-tra', 'Yêu cầu của cơ quan thanh tra'],
  ['de-nghi-sua', '/de-nghi-sua', 'Đề nghị sửa, xoá ở CSDLQG'],
  ['bieu-bao-cao', '/bieu-bao-cao', 'Biểu báo cáo'],
  ['hang-doi-tong', '/hang-doi', 'Hàng đợi'],
  ['nhap-tay-rong', '/nhap-tay', 'Nhập tay'],
  ['luot-tiep-rong', '/luot-tiep', 'Lượt tiếp không có đơn'],
  ['don-trung-rong', '/don-trung', 'Đơn trùng'],
  ['dong-bo-lai', '/dong-bo-lai', 'Đồng bộ lại'],
  ['dong-bo-lai-chua-chon', '/dong-bo-lai/moi', 'Lập lượt đồng bộ lại'],
] as const;

describeWith('chromium', 'the console in a browser', () => {
  let world: ConsoleWorld;
  let inspector: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open();
    const { road } = world;
    await road.petition('KN-1');
    await road.petition('KN-TWIN', { noi_dung: 'Nội dung đơn số KN-1, đề nghị xem xét.' });
    await road.petition('KN-TWIN-2', { noi_dung: 'Nội dung đơn số KN-1, đề nghị xem xét.' });
    await road.petition('KN-WEB', { nguon: 'WEB' });
    await road.converge();
    inspector = await world.person('thanh-tra');
  });
  afterAll(() => world.close());

  it('loads at most 350 kB before the overview is there, from nowhere but the gateway', async () => {
    await inspector.open('/');
    const assets = [...inspector.transferred].filter(([url]) => url.includes('/assets/'));
    const bytes = assets.reduce((sum, [, size]) => sum + size, 0);
    process.stderr.write(`console: first load ${bytes} bytes in ${assets.length} files\n`);
    expect(assets.length).toBeGreaterThan(3);
    expect(assets.every(([, size]) => size > 0)).toBe(true);
    expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
  });

  it.each(SCREENS)('shows %s without a fault, for eyes and for screen readers', async (name, path, title) => {
    await inspector.open(path);
    await inspector.shoot(name);
    expect(await inspector.page.textContent('h1')).toBe(title);
    expect(await inspector.page.title()).toBe(`${title} – Cổng liên thông KNTC`);
    await expectSound(inspector);
  });

  it('cuts off no name in the menu, in either language', async () => {
    for (const language of ['English', 'Tiếng Việt']) {
      expect(await cutOff(inspector)).toEqual([]);
      await inspector.page.getByRole('button', { name: language }).click();
    }
  });

  it('shows one case from the list, with what the far side confirmed', async () => {
    await inspector.open('/ho-so?class=confirmed');
    await inspector.page.click('table tbody a');
    await inspector.page.waitForSelector('.ant-timeline');
    await inspector.page.waitForLoadState('networkidle');
    await inspector.shoot('mot-ho-so');
    expect(await inspector.page.textContent('h1')).toMatch(/^Hồ sơ [A-Z0-9]+-[0-9A-Z]{13}$/);
    expect(await inspector.page.textContent('.ant-timeline')).toContain('Tạo vụ việc');
    expect(await violations(inspector)).toEqual([]);
  });

  it('finds a case by its reference, and says when a code cannot be looked for', async () => {
    await inspector.open('/ho-so');
    const box = inspector.page.getByRole('searchbox');
    await box.fill('không phải mã');
    await box.press('Enter');
    await inspector.page.getByText('Không phải mã liên thông hay mã CSDLQG.').waitFor();
    const { reference } = await firstOf(world, "class = 'confirmed'");
    await box.fill(reference.toLowerCase());
    await box.press('Enter');
    await inspector.page.waitForURL(`**/ho-so?reference=${reference}`);
    await inspector.page.getByRole('link', { name: reference }).waitFor();
    const rows = inspector.page.locator('table tbody tr.ant-table-row');
    await rows.nth(1).waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(1);
  });

  it('speaks English where somebody wants it, and keeps to it', async () => {
    await inspector.open('/');
    await inspector.page.getByRole('button', { name: 'English' }).click();
    await inspector.open('/tam-dung');
    expect(await inspector.page.textContent('h1')).toBe('On hold');
    expect(await violations(inspector)).toEqual([]);
    await inspector.page.getByRole('button', { name: 'Tiếng Việt' }).click();
  });

  it('lets a stopped case go on: says what will happen, asks why, and shows what came of it', async () => {
    const { page } = inspector;
    await inspector.open('/tam-dung');
    await page.locator('table tbody tr.ant-table-row').nth(1).waitFor();
    expect(await page.locator('table tbody tr.ant-table-row').count()).toBe(2);
    await page.getByRole('button', { name: 'Cho đi tiếp' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cho đi tiếp' }).click();
    await dialog.getByText('Ghi lý do.').waitFor();
    expect(await violations(inspector)).toEqual([]);
    await inspector.shoot('quyet-dinh');
    await dialog.getByLabel('Lý do').fill('Đã xem, là vụ việc khác');
    await dialog.getByRole('button', { name: 'Cho đi tiếp' }).dblclick();
    expect(await outcome(dialog)).toContain('Đã ghi nhận');
    await inspector.shoot('da-ghi-nhan');
    await dialog.getByText('Đóng', { exact: true }).click();
    await page.locator('table tbody tr.ant-table-row').nth(1).waitFor({ state: 'detached' });
    await world.road.converge();
    expect(await creates(world)).toBe(2);
  });

  it('loses nothing typed when the session ends meanwhile', async () => {
    const { page, context } = inspector;
    await inspector.open('/tam-dung');
    await page.getByRole('button', { name: 'Cho đi tiếp' }).click();
    const dialog = page.getByRole('dialog').first();
    await dialog.getByLabel('Lý do').fill('Đã gọi hỏi người gửi đơn');
    const cookies = await context.cookies();
    await context.clearCookies();
    await dialog.getByRole('button', { name: 'Cho đi tiếp' }).click();
    await page.getByText('Phiên làm việc đã hết').waitFor();
    await inspector.shoot('het-phien');
    await context.addCookies(cookies);
    await page.getByRole('button', { name: 'Tôi đã đăng nhập' }).click();
    expect(await dialog.getByLabel('Lý do').inputValue()).toBe('Đã gọi hỏi người gửi đơn');
    await dialog.getByRole('button', { name: 'Cho đi tiếp' }).click();
    expect(await outcome(dialog)).toContain('Đã ghi nhận');
    await world.road.converge();
    expect(await creates(world)).toBe(3);
  });

  it('maps a code that nobody mapped, and the case that waited for it is delivered', async () => {
    const head = await world.person('lanh-dao-1');
    // Somebody who never signed in approves nothing: the gateway says so, and what was typed stays.
    await head.open('/doi-chieu-danh-muc');
    await head.page.getByRole('button', { name: 'Đối chiếu', exact: true }).first().click();
    const dialog = head.page.getByRole('dialog');
    await dialog.getByRole('combobox').click();
    await dialog.getByRole('combobox').fill('21');
    await head.page.locator('.ant-select-item-option').first().waitFor();
    await head.page.keyboard.press('Enter');
    await dialog.getByLabel('Lý do').fill('theo danh mục nguồn đơn');
    await dialog.getByLabel('Người duyệt (tên tài khoản)').fill('cntt');
    await dialog.getByRole('button', { name: 'Đối chiếu mã WEB' }).click();
    expect(await outcome(dialog)).toContain('Chưa có gì thay đổi.');
    await head.shoot('tu-choi');
    await world.person('cntt');
    await dialog.getByRole('button', { name: 'Đối chiếu mã WEB' }).click();
    await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
    await world.road.converge();
    expect(await creates(world)).toBe(4);
    expect(head.complaints).toEqual([]);
  });

  it('shows what both sides see differently, what a decision will lead to, and lets it be decided', async () => {
    const { road } = world;
    const reconciling = ReconcilingRoad.on(road);
    const compare = async (): Promise<void> => {
      await road.own.query("update step set confirmed_at = confirmed_at - interval '1 hour'");
      await askForComparison(inspector);
      await until(async () => {
        await road.gateway.reconcile();
        const { rows } = await road.own.query(
          "select from reconciliation_run where kind = 'full' and finished_at is null",
        );
        return rows.length === 0;
      });
    };
    const caseId = await reconciling.idOf('KN-1');
    const renamed = { NguoiKNTC: { DataNguoiKNTC: { 0: { HoTen: 'Lê Văn Khác Hẳn' } } } };
    await road.far.tamper([{ do: 'edit', caseId, set: renamed }]);
    await compare();
    const { page } = inspector;
    await inspector.open(`/ho-so/${await referenceOf(road, 'KN-1')}`);
    await page.getByLabel(/^Bản nào đúng: /).waitFor();
    await inspector.shoot('hai-ben-tung-truong');
    expect(await violations(inspector)).toEqual([]);
    await page.getByLabel(/^Bản nào đúng: /).click();
    await page.getByTitle('Của tỉnh', { exact: true }).click();
    await page.getByRole('button', { name: 'Quyết định', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('Tên trên đơn là đúng');
    await dialog.getByLabel('Người duyệt (tên tài khoản)').fill('lanh-dao-1');
    await dialog.getByRole('button', { name: 'Xem trước' }).click();
    await dialog.getByText('Tạo vụ việc: gửi bản sửa').waitFor();
    await inspector.shoot('xem-truoc');
    // What overwrites the far side is approved by the head of the agency: the gateway says so, and nothing is lost.
    await dialog.getByRole('button', { name: 'Quyết định', exact: true }).click();
    await dialog.getByText('Ai được làm:').waitFor();
    await dialog.getByRole('button', { name: 'Thôi' }).click();
    await page.getByLabel(/^Bản nào đúng: /).click();
    await page.getByTitle('Của CSDLQG', { exact: true }).click();
    await page.getByRole('button', { name: 'Quyết định', exact: true }).click();
    await dialog.getByLabel('Lý do').fill('Đã xác minh: CSDLQG đúng');
    await dialog.getByRole('button', { name: 'Quyết định', exact: true }).click();
    await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
    const before = await reconciling.sent();
    await road.converge();
    expect(await reconciling.sent()).toBe(before);
    await compare();
    expect(await reconciling.found()).toEqual([]);
  });

  it('tells who may not see a screen that they may not, and offers only what they may', async () => {
    const auditor = await world.person('kiem-soat');
    await auditor.open('/nhat-ky');
    expect(await auditor.page.textContent('h1')).toBe('Nhật ký');
    await auditor.shoot('nhat-ky');
    expect(await violations(auditor)).toEqual([]);
    expect(await auditor.page.getByRole('menuitem').allTextContents()).toEqual(['Nhật ký']);
    await auditor.open('/ho-so');
    await auditor.page.getByText('Tài khoản này không có quyền xem trang này').waitFor();
    await auditor.shoot('khong-co-quyen');
  });
});

/** Asks for everything to be compared, at the screen for it. */
async function askForComparison(person: Person): Promise<void> {
  await person.open('/hai-ben-khac-nhau');
  await person.page.getByRole('button', { name: 'Đối soát ngay' }).click();
  const dialog = person.page.getByRole('dialog');
  await dialog.getByLabel('Lý do').fill('định kỳ');
  await dialog.getByRole('button', { name: 'Đối soát ngay' }).click();
  await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
}

/** What the dialog says once there is an answer. */
async function outcome(dialog: Locator): Promise<string> {
  const said = dialog.getByRole('alert').last();
  await said.waitFor();
  return (await said.textContent()) ?? '';
}

/** Names in the menu that do not fit where they stand. */
function cutOff({ page }: Person): Promise<readonly (string | null)[]> {
  return page
    .locator('.side .ant-menu-title-content')
    .evaluateAll((names) =>
      names
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((name) => name.textContent),
    );
}

async function firstOf({ road }: ConsoleWorld, where: string): Promise<{ readonly reference: string }> {
  const { rows } = await road.own.query<{ reference: string }>(
    `select reference from record_standing where ${where} and reference is not null limit 1`,
  );
  return rows[0] ?? { reference: '' };
}

/** Cases that stand at the far side. */
async function creates({ road }: ConsoleWorld): Promise<number> {
  return (await road.far.ledger()).filter(({ decision }) => decision === 'created').length;
}
