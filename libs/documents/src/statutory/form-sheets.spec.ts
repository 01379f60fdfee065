import { compareSides, reportPeriod, type StatutoryEntry } from '@kntc/domain';
import { day } from '../../../../test/builders';
import { comparisonSheets, formSheet, type FormsPaper } from './form-sheets';
import { sheetDocument, type FormSheet, type MergedArea } from './sheet-document';

const PERIOD = reportPeriod('2026-Q2')!;
const PAPER: FormsPaper = {
  period: PERIOD,
  province: 'Tỉnh Bình Định',
  nameOf: (agency) => `Xã ${agency}`,
  remarks: ['Chưa tính: 2 đơn.'],
};
const petition = (reference: string, agency: string): StatutoryEntry => ({
  reference,
  agency,
  petition: {
    kind: 'KN',
    group: reference,
    received: day('2026-04-02'),
    fields: ['KN.01.02'],
    priorRounds: 0,
    isPriorDecided: false,
    decisions: [
      {
        round: 1,
        date: day('2026-05-01'),
        result: '2',
        disciplined: 0,
        toInvestigation: 0,
        rightsRestored: 0,
        figures: { moneyRecovered: 0n, landRecovered: 0n, moneyReturned: 1_234_567n, landReturned: 12_075n },
        enforcements: [],
      },
    ],
  },
});
const { forms } = compareSides(
  { local: [petition('A', '1'), petition('B', '1'), petition('C', '2')], confirmed: [petition('A', '1')] },
  PERIOD,
);
const sheets = forms.map((form) => formSheet(form, PAPER));
const sheetOf = (name: string): FormSheet => sheets.find((one) => one.name === name)!;
const values = ({ rows }: FormSheet, row: number) => rows[row]!.map(({ value }) => value);

const cellsOf = ({ fromRow, toRow, fromColumn, toColumn }: MergedArea): string[] => {
  const cells: string[] = [];
  for (let row = fromRow; row <= toRow; row += 1)
    for (let column = fromColumn; column <= toColumn; column += 1) cells.push(`${row}:${column}`);
  return cells;
};

describe('a form as a sheet', () => {
  it('has one row an agency, the total, and numbers that are numbers', () => {
    const { rows } = sheetOf('01-XLD');
    const names = rows.map(([first]) => first?.value);
    expect(names).toEqual(expect.arrayContaining(['Xã 1', 'Xã 2', 'Tổng cộng']));
    expect(values(sheetOf('01-XLD'), names.indexOf('Xã 1')).slice(1, 5)).toEqual([2, 0, 2, 0]);
    expect(values(sheetOf('01-XLD'), names.indexOf('Tổng cộng'))[1]).toBe(3);
  });

  it('shows millions of đồng and square metres, exact', () => {
    const sheet = sheetOf('01-KQGQ');
    const total = values(
      sheet,
      sheet.rows.findIndex(([first]) => first?.value === 'Tổng cộng'),
    );
    expect(total).toEqual(expect.arrayContaining([3.703701, 362.25]));
  });

  it('merges headings without two areas that meet, inside the rows it has', () => {
    for (const sheet of sheets) {
      const cells = sheet.merged.flatMap(cellsOf);
      expect([sheet.name, new Set(cells).size]).toEqual([sheet.name, cells.length]);
      const widths = new Set(sheet.rows.map((row) => row.length));
      expect([...widths]).toEqual([sheet.widths.length]);
      expect(sheet.merged.every(({ toRow }) => toRow < sheet.rows.length)).toBe(true);
    }
  });

  it('names each group of columns once, in the first cell of its area', () => {
    const sheet = sheetOf('01-TCD');
    const hidden = sheet.merged.flatMap((area) => cellsOf(area).slice(1));
    const title = (row: number) =>
      values(sheet, row).flatMap((value, column) =>
        value === undefined || hidden.includes(`${row}:${column}`) ? [] : [value],
      );
    expect(title(3)).toEqual(['Đơn vị', 'Tổng số', 'Tiếp thường xuyên', 'Thủ trưởng tiếp', 'Uỷ quyền tiếp']);
  });

  it('lists the cells that differ and every equation beside the forms', () => {
    const [differing, checks] = comparisonSheets(forms, PAPER);
    expect(differing?.rows.map((row) => row.map(({ value }) => value))).toContainEqual([
      '01/XLD',
      'Xã 1',
      '1',
      'Số đơn phải xử lý – Tổng số',
      2,
      1,
      1,
    ]);
    expect(checks?.rows).toHaveLength(1 + forms.flatMap((one) => one.checks).length);
  });

  it('prints on A4 across with its heading on every page, and takes no text for a formula', () => {
    const files = sheetDocument([{ ...sheetOf('01-XLD'), rows: [[{ value: '=1+1', look: 'text' }]] }]);
    const sheet = files.find(({ name }) => name.endsWith('sheet1.xml'))?.content ?? '';
    expect(sheet).toContain(
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    );
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t></is>');
    expect(files.find(({ name }) => name === 'xl/workbook.xml')?.content).toContain('_xlnm.Print_Titles');
  });
});
