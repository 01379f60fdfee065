import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formFile } from '../api/ready-people';
import { aUserRow, anOfficeRow, OFFICE_HEADING, USER_HEADING } from '../builders';
import { describeWith } from '../environment';
import { expectSound } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

describeWith('chromium', 'offices and the people who work there', () => {
  let world: ConsoleWorld;
  let admin: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open();
    admin = await world.person('cntt');
    await world.person('lanh-dao-1');
  });
  afterAll(() => world.close());

  const written = async (name: string, heading: readonly string[], rows: readonly (readonly string[])[]) => {
    const path = join(world.road.configDir, name);
    writeFileSync(path, Buffer.from(await formFile(heading, rows), 'base64'));
    return path;
  };
  const preview = async (path: string) => {
    const { page } = admin;
    await page.getByLabel(/^Tệp .xlsx/).setInputFiles(path);
    await page.getByRole('button', { name: 'Xem trước' }).click();
  };
  const record = async (approver?: string) => {
    const { page } = admin;
    await page.getByRole('button', { name: 'Ghi nhận biểu' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('QĐ 12/QĐ-TTr');
    if (approver !== undefined) await dialog.getByLabel('Người duyệt (tên tài khoản)').fill(approver);
    await dialog.getByRole('button', { name: 'Ghi nhận biểu' }).click();
    await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
    await expectSound(admin);
    await dialog.getByText('Đóng', { exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  it('are empty at first; Biểu số 1 is previewed row by row, and recorded', async () => {
    const { page } = admin;
    await admin.open('/nguoi-dung');
    expect(await page.textContent('h1')).toBe('Người dùng & đơn vị');
    await page.getByText('Chưa có đơn vị nào. Nộp Biểu số 1 để bắt đầu.').waitFor();
    await expectSound(admin);
    const form = await written('bieu-1.xlsx', OFFICE_HEADING, [
      anOfficeRow('Thanh tra tỉnh'),
      anOfficeRow('Phòng Nghiệp vụ 1', { superior: 'Thanh tra tỉnh', kind: 'Phòng' }),
      anOfficeRow('UBND xã Phước Hòa', { level: 'Cấp xã' }),
      anOfficeRow('Sở Lạ', { level: 'Cấp thôn', superior: 'Sở Không Có' }),
    ]);
    await preview(form);
    await page.getByText('mới: 3 · không dùng được: 1').waitFor();
    await page.getByText('Không hiểu cấp đơn vị.').waitFor();
    await page.getByText('Không có đơn vị cấp trên này trong biểu hay trong danh sách đang dùng.').waitFor();
    await admin.shoot('nguoi-dung-xem-truoc');
    await expectSound(admin);
    await record();
    await page.getByRole('cell', { name: 'UBND xã Phước Hòa' }).waitFor();
    await page.getByText('chưa gắn với agencies.yaml').first().waitFor();
    await admin.shoot('don-vi');
    await expectSound(admin);
  });

  it('are refused in plain words where the file is another one', async () => {
    const { page } = admin;
    await preview(await written('bieu-2.xlsx', USER_HEADING, [aUserRow('lan.tt@tinh.gov.vn')]));
    await page.getByText('Đây là Biểu số 2, không phải Biểu số 1.').waitFor();
    expect(await page.getByRole('button', { name: 'Ghi nhận biểu' }).count()).toBe(0);
    await expectSound(admin);
  });

  it('Biểu số 2 shows what everybody would get, and takes a second person', async () => {
    const { page } = admin;
    await page.getByRole('tab', { name: 'Người dùng (Biểu số 2)' }).click();
    await page.getByRole('cell', { name: 'thanh-tra', exact: true }).waitFor();
    await expectSound(admin);
    await preview(
      await written('bieu-2.xlsx', USER_HEADING, [
        aUserRow('lan.tt@tinh.gov.vn'),
        aUserRow('can-bo@tinh.gov.vn', { name: 'Lê Văn Cán', office: 'Phòng Nghiệp vụ 1', duties: '1' }),
        aUserRow('hoa@tinh.gov.vn', { name: 'Hoa', office: 'Sở Lạ' }),
      ]),
    );
    await page.getByText('mới: 1 · gắn tài khoản đã có: 1 · không dùng được: 1').waitFor();
    await admin.shoot('nguoi-dung-bieu-2');
    await expectSound(admin);
    await record('lanh-dao-1');
    await page.getByText('lan.tt@tinh.gov.vn').waitFor();
    expect(await page.getByText('chưa đăng nhập được').count()).toBe(1);
    await admin.shoot('nguoi-dung');
    await expectSound(admin);
  });

  it('whoever loses a right is refused at the next request', async () => {
    const lan = await world.person('can-bo');
    await lan.open('/ho-so');
    expect(await lan.page.textContent('h1')).toBe('Hồ sơ');
    const { page } = admin;
    await page.getByRole('button', { name: 'Khoá can-bo' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('nghỉ việc');
    await dialog.getByRole('button', { name: 'Khoá can-bo' }).click();
    await dialog.getByText('Đã khoá tài khoản.').waitFor();
    await dialog.getByText('Đóng', { exact: true }).click();
    const answer = await lan.page.request.get(`${world.address}/api/v1/records`);
    expect(answer.status()).toBe(401);
  });

  it('hold accounts in the national system, recorded and confirmed', async () => {
    const { page } = admin;
    await page.getByRole('tab', { name: 'Tài khoản trên CSDLQG' }).click();
    await page.getByText('Sổ chưa có tài khoản nào như vậy.').waitFor();
    await page.getByRole('button', { name: 'Ghi tài khoản CSDLQG' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tài khoản ở cổng của người giữ').fill('lan.tt');
    await dialog.getByLabel('Tài khoản trên CSDLQG').fill('ttt_lan');
    await dialog.getByLabel('Nhiệm vụ').click();
    await page.getByTitle('Tiếp công dân').click();
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Từ ngày').fill('2026-02-01');
    await expectSound(admin);
    await dialog.getByLabel('Lý do').fill('TTCP đã cấp');
    await dialog.getByRole('button', { name: 'Ghi tài khoản CSDLQG' }).click();
    await dialog.getByText('Đã ghi tài khoản trên CSDLQG vào sổ.').waitFor();
    await dialog.getByText('Đóng', { exact: true }).click();
    await world.road.own.query("update national_account set confirmed_on = '2026-01-15'");
    await admin.open('/nguoi-dung?muc=csdlqg');
    await page.getByText('quá hạn xác nhận').waitFor();
    await admin.shoot('tai-khoan-csdlqg');
    await expectSound(admin);
    await page.getByLabel('Xác nhận vẫn cần lan.tt').check();
    await page.getByRole('button', { name: 'Xác nhận vẫn cần (1 đã chọn)' }).click();
    await dialog.getByLabel('Lý do').fill('rà soát quý');
    await dialog.getByRole('button', { name: 'Xác nhận vẫn cần' }).click();
    await dialog.getByText('Quý sau cổng hỏi lại.').waitFor();
    await dialog.getByText('Đóng', { exact: true }).click();
    await page.getByText('đã xác nhận quý này').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Xuất sổ (.xlsx)' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('tai-khoan-csdlqg.xlsx');
  });

  it('are counted by agency', async () => {
    const { page } = admin;
    await page.getByRole('tab', { name: 'Số tài khoản theo cơ quan' }).click();
    await page.getByRole('cell', { name: 'cả tỉnh' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(3);
    await admin.shoot('so-tai-khoan');
    await expectSound(admin);
  });

  it('speaks English, and tells who may not see it', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.textContent('h1')).toBe('Users & offices');
    await expectSound(admin);
    const auditor = await world.person('kiem-soat');
    await auditor.open('/nguoi-dung');
    await auditor.page.getByText('Tài khoản này không có quyền xem trang này').first().waitFor();
    await expectSound(auditor);
  });
});
