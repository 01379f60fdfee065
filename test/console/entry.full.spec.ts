import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Locator } from 'playwright-core';
import { describeWith } from '../environment';
import { Clerk, fill } from '../journey/by-hand/clerk';
import { openAsClerk, saveAsClerk } from '../journey/by-hand/clerk-workbook';
import { expectSound } from './accessible';
import type { Person } from './browser';
import { ConsoleWorld } from './console-world';

jest.setTimeout(180_000);

/** Visits without a petition are told by a column of the source. */
const VISITS = {
  'sources/mini.yaml': [
    ['nulls: [""]', 'receptionOnly: [{ column: co_don, equals: khong }]\nnulls: [""]'],
    [
      '  closedDate:',
      `  reception:
    when: { column: nguon, equals: TD }
    fields:
      date: { column: ngay_nhan, date: [yyyy-MM-dd] }
  closedDate:`,
    ],
  ],
} as const;
const VISIT = { nguon: 'TD', co_don: 'khong', ngay_xu_ly: null } as const;

describeWith('chromium', 'what people type at the national web', () => {
  let world: ConsoleWorld;
  let officer: Person;
  beforeAll(async () => {
    world = await ConsoleWorld.open({ edit: VISITS });
    const { road } = world;
    await road.local.query("alter table don add column co_don text default 'co'");
    await road.petition('LUOT-1', { ...VISIT, ho_ten: 'Lê Thị Tiếp', so_nguoi: '6' });
    await road.petition('LUOT-2', { ...VISIT, ho_ten: 'Phạm Văn Gặp' });
    await road.own.query(
      "insert into hand_agency (agency_id, begun_by, reason) values ('ttt', 'Lan', 'thử')",
    );
    await road.petition('TAY', { noi_dung: 'Đề nghị xem xét hồ sơ nhập tay.' });
    await road.takeIn();
    officer = await world.person('can-bo');
    await world.person('lanh-dao-1');
    await world.isHead('lanh-dao-1');
  });
  afterAll(() => world.close());

  it('is handed out as a batch, and fetched as a workbook', async () => {
    const { page } = officer;
    await officer.open('/nhap-tay');
    expect(await page.textContent('h1')).toBe('Nhập tay');
    await page.getByText('Chưa có đợt nào.').waitFor();
    await expectSound(officer);
    await page.getByRole('button', { name: 'Lập đợt' }).click();
    const dialog = page.getByRole('dialog');
    await expectSound(officer);
    await say(dialog, 'Lập đợt', 'công văn 12/TTCP');
    await page.getByText('chưa có kết quả: 2').waitFor();
    await officer.shoot('nhap-tay');
    await expectSound(officer);
  });

  it('comes back row by row: what is wrong is said with sheet and row, what is right is recorded once', async () => {
    const { page } = officer;
    const dialog = page.getByRole('dialog');
    const sheets = await openAsClerk(await fetched(officer));
    const clerk = new Clerk(world.road);
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    let caseId = '';
    for (const sheet of sheets.slice(1))
      for (const row of sheet.rows) {
        const id = await clerk.type(sheet, row, caseId);
        caseId = caseId === '' ? id : caseId;
        fill(sheet, row, { id: 'không phải mã', day, by: 'Lan', result: 'đã nhập' });
      }
    const wrong = join(world.road.configDir, 'sai.xlsx');
    await saveAsClerk(wrong, sheets);
    await handIn(officer, wrong);
    await dialog.getByText('Có dòng không dùng được: sửa rồi nộp lại').waitFor();
    await officer.shoot('nhap-tay-dong-sai');
    await expectSound(officer);
    await dialog.getByText('Đóng', { exact: true }).click();
    for (const sheet of sheets.slice(1))
      for (const row of sheet.rows) fill(sheet, row, { id: caseId, day, by: 'Lan', result: 'đã nhập' });
    const right = join(world.road.configDir, 'dung.xlsx');
    await saveAsClerk(right, sheets);
    await handIn(officer, right);
    await dialog.getByText('Mọi dòng đã điền đều dùng được.').waitFor();
    await dialog.getByText('Đóng', { exact: true }).click();
    await page.getByText('đã nhập: 2').waitFor();
    expect(await world.road.standing('TAY')).toMatchObject({ class: 'confirmed' });
  });

  it('is a visit without a petition as well, recorded with where it can be found', async () => {
    const { page } = officer;
    await officer.open('/luot-tiep?period=2026-Q1');
    expect(await page.textContent('h1')).toBe('Lượt tiếp không có đơn');
    const boxes = page.locator('tbody').getByRole('checkbox');
    await boxes.nth(1).waitFor();
    expect(await page.textContent('body')).not.toContain('Lê Thị Tiếp');
    await officer.shoot('luot-tiep');
    await expectSound(officer);
    await boxes.first().check();
    await page.getByRole('button', { name: 'Ghi đã nhập (1 đã chọn)' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ngày nhập').fill('2026-03-20');
    await dialog.getByLabel('Tìm lại ở đâu').fill('màn hình Tiếp công dân');
    await say(dialog, 'Ghi đã nhập', 'nhập tay');
    await boxes.nth(1).waitFor({ state: 'detached' });
    await page.getByText('Mọi lượt tiếp của kỳ').click();
    await page.getByText('20/03/2026, can-bo: màn hình Tiếp công dân').waitFor();
    await expectSound(officer);
    const book = await downloaded(officer, () =>
      page.getByRole('button', { name: /^Sổ tiếp công dân/ }).click(),
    );
    expect(book.suggestedFilename()).toMatch(/\.xlsx$/);
    await officer.open('/luot-tiep?period=2024-Q1');
    await page.getByText(/đã được ghi nhận là đã nhập/).waitFor();
  });

  it('speaks English, and tells who may not see it', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.textContent('h1')).toBe('Visits without a petition');
    await expectSound(officer);
    const auditor = await world.person('kiem-soat');
    await auditor.open('/nhap-tay');
    await auditor.page.getByText('Tài khoản này không có quyền xem trang này').waitFor();
    await expectSound(auditor);
  });
});

async function say(dialog: Locator, act: string, reason: string): Promise<void> {
  await dialog.getByLabel('Lý do').fill(reason);
  await dialog.getByRole('button', { name: act }).click();
  await dialog.getByText('Đã ghi nhận', { exact: true }).waitFor();
  await dialog.getByText('Đóng', { exact: true }).click();
}

/** The workbook of the one batch, as it comes to the computer of whoever asks for it. */
async function fetched(person: Person): Promise<string> {
  const { page } = person;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Tải tệp' }).click();
  await dialog.getByLabel('Lý do').fill('để nhập');
  await dialog.getByRole('button', { name: 'Tải tệp' }).click();
  const file = await downloaded(person, () => dialog.getByRole('button', { name: /^Lưu tệp/ }).click());
  const path = await file.path();
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
  await dialog.getByText('Đóng', { exact: true }).click();
  return path;
}

async function downloaded({ page }: Person, press: () => Promise<void>): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return file;
}

async function handIn({ page }: Person, file: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Nộp kết quả' }).click();
  await dialog.getByLabel(/^Tệp kết quả/).setInputFiles(file);
  await dialog.getByLabel('Lý do').fill('đã nhập xong');
  await dialog.getByLabel('Người duyệt (tên tài khoản)').fill('lanh-dao-1');
  await dialog.getByRole('button', { name: 'Nộp kết quả' }).click();
}
