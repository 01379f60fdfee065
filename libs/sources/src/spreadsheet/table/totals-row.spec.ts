import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSourceDefinition } from '../../definition/source-definition';
import { aSource } from '../../testing/a-source';
import { writeTestWorkbook, type TestSheet } from '../../testing/a-workbook';
import { openTableFile } from './open-table-file';
import { inspectFile } from './inspect-file';
import { isTotals } from './totals-row';

describe('a total row', () => {
  it.each([
    [['Cộng']],
    [['CỘNG:']],
    [['Cộng'.normalize('NFD'), undefined, '12']],
    [['Tổng số: 3 đơn']],
    [['Tổng  cộng', '12', '3', undefined, '15 đơn']],
    [['TỔNG CỘNG THÁNG 01', '5 khiếu nại', '4 tố cáo']],
    [['Cộng dồn quý I', '1.234']],
    [[undefined, 'TONG CONG', '7']],
    [['Tong so: 3 don']],
    [['Cong 12']],
    [['Cộng', 'Cộng']],
  ])('is %j', (cells) => {
    expect(isTotals(cells)).toBe(true);
  });

  it.each([
    [['Công ty TNHH Bí Mật']],
    [['CÔNG TY CỔ PHẦN A', '01/2026']],
    [['Công Thị Hà']],
    [['Cộng đồng dân cư xóm 5', 'KN']],
    [['Cộng tác viên thôn 3']],
    [['Cong Thi Ha']],
    [['Cong ty Ba Mat']],
    [['công', '3']],
    [['Cộng', '05/01/2026', '3']],
    [['Cộng', '2026-01-05']],
    [['Cộng', 'Nguyễn Thị Lan']],
    [['Tổng cộng 3 thửa đất', '3', 'Khiếu nại việc thu hồi đất']],
    [['Tổng số tiền đền bù thiếu']],
    [[undefined, undefined]],
  ])('is not %j', (cells) => {
    expect(isTotals(cells)).toBe(false);
  });
});

describe('a register of petitioners', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-totals-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function report(rules: string, rows: TestSheet['rows']) {
    const { files, record } = aSource(`id: so
title: Sổ
kind: file
files: { folder: so, mode: snapshot, columns: { ten: "Họ tên", so: "Số đơn", ngay: "Ngày", noi: "Nội dung" }, ${rules} }
record: { key: so }
map: { registerNo: { column: so } }`) as FileSourceDefinition;
    const path = join(folder, 'a.xlsx');
    await writeTestWorkbook(path, { name: 'Sổ', rows: [['Họ tên', 'Số đơn', 'Ngày', 'Nội dung'], ...rows] });
    const file = await openTableFile(path, 'a.xlsx', files.layout.csv);
    try {
      return await inspectFile(file, files.layout, record);
    } finally {
      file.close();
    }
  }

  const petition = (name: string, key: string) => [name, key, '05/01/2026', 'Thu hồi đất'];

  it.each(['stopAt: [totals]', 'skipRows: [totals]'])('loses no company under %s', async (rules) => {
    const rows = [
      petition('Lan', 'A1'),
      petition('Công ty TNHH Hoà Bình', 'A2'),
      petition('Công Thị Hà', 'A3'),
      petition('Cộng', 'A4'),
      ['Tổng cộng', '4'],
    ];
    expect(await report(rules, rows)).toMatchObject({
      lines: [
        [2, 'A1'],
        [3, 'A2'],
        [4, 'A3'],
        [5, 'A4'],
      ],
      below: [],
    });
  });

  it('names the lines of petitions below the total, not those of who signs', async () => {
    const rows = [
      petition('Lan', 'A1'),
      ['Cộng', '1'],
      petition('Hoa', 'A2'),
      [],
      ['Mai', 'A3', null, 'Bồi thường'],
      ['Tổng cộng', '2'],
      [null, 'Người lập sổ', null, null],
      ['Chủ tịch', null, 'Ngày 5', null],
    ];
    expect(await report('stopAt: [totals]', rows)).toMatchObject({ lines: [[2, 'A1']], below: [4, 6] });
  });

  it('with its total on top is refused with the number of lines that would be left out', async () => {
    const rows = [['Tổng cộng', '2'], petition('Lan', 'A1'), petition('Hoa', 'A2')];
    await expect(report('stopAt: [totals]', rows)).rejects.toMatchObject({
      code: 'EMPTY',
      detail: ' phía trên dòng tổng; 2 dòng dưới dòng tổng không được đọc',
    });
  });
});
