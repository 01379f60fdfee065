import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeTestWorkbook, type TestCell } from '../../libs/sources/src/testing/a-workbook';
import type { MiniRoad } from '../journey/mini-road';
import type { Aviary, Planted } from './canaries';
import { filesIn } from './sinks';
import type { Piece } from './scanner';

const SOURCE = 'so-xa';
const RESULT = '.ket-qua.';

/** A commune that sends its register as a workbook. */
const DEFINITION = `
id: ${SOURCE}
title: Sổ tiếp nhận đơn của một xã
kind: file
enabled: true
pollEvery: 1ms
startDate: 2018-01-01
files:
  folder: ${SOURCE}
  accept: ["*.xlsx"]
  mode: cumulative
  columns: { so: "Số đơn", ngay: "Ngày nhận", ho_ten: "Họ tên", cccd: "Số giấy tờ", dia_chi: "Địa chỉ", loai: "Loại đơn", noi_dung: "Nội dung" }
record: { key: so }
nulls: [""]
map:
  kind: { column: loai, values: { Khiếu nại: KN, Tố cáo: TC } }
  receivedDate: { column: ngay, date: [yyyy-MM-dd] }
  receivingAgency: { const: TTT }
  channel: { const: BC }
  classification: { fields: { code: { column: loai, values: { Khiếu nại: DD, Tố cáo: TN } } } }
  content: { column: noi_dung }
  petitioners: { fields: { fullName: { column: ho_ten }, idNumber: { column: cccd }, addressDetail: { column: dia_chi } } }
`;

const HEADER = ['Số đơn', 'Ngày nhận', 'Họ tên', 'Số giấy tờ', 'Địa chỉ', 'Loại đơn', 'Nội dung'];

/** Lets the province read workbooks as well. */
export function withSheets(configDir: string): void {
  writeFileSync(join(configDir, 'sources', `${SOURCE}.yaml`), DEFINITION);
  const crosswalk =
    'lists:\n  2: { TTT: { to: H507.02 } }\n  5: { BC: { to: "1" } }\n  6: { DD: { to: KN.01.02 }, TN: { to: TC.01.05 } }\n';
  writeFileSync(join(configDir, 'crosswalks', `${SOURCE}.yaml`), `source: ${SOURCE}\n${crosswalk}`);
}

/** A row that goes through and rows with something typed into the wrong cell, for denouncers and complainants. */
export async function dropSheet(road: MiniRoad, aviary: Aviary): Promise<void> {
  const rows = (['TC', 'KN'] as const).flatMap((kind) => {
    const owner = kind === 'TC' ? 'denouncer' : 'complainant';
    return ROWS.map(({ name, typed }) => {
      const planted = aviary.petition(`${kind}-SHEET-${name}`, owner);
      return rowOf(planted, kind, typed(planted));
    });
  });
  const inbox = inboxOf(road);
  mkdirSync(inbox, { recursive: true });
  await writeTestWorkbook(join(inbox, 'so-thang-3.xlsx'), { name: 'Sổ', rows: [HEADER, ...rows] });
}

type Row = readonly TestCell[];

/** What a clerk typed into which column, counted from 0. */
const ROWS: readonly {
  readonly name: string;
  readonly typed: (of: Planted) => Readonly<Record<number, string>>;
}[] = [
  { name: 'GOOD', typed: () => ({}) },
  { name: 'DATE', typed: (of) => ({ 1: of.name('chữ ở cột ngày') }) },
  { name: 'MANY', typed: (of) => ({ 2: `${of.name('người 1')}; ${of.name('người 2')}` }) },
  { name: 'NUMBER', typed: (of) => ({ 3: of.name('chữ ở cột số giấy tờ') }) },
  { name: 'KIND', typed: (of) => ({ 5: of.name('chữ ở cột loại') }) },
];

function rowOf(planted: Planted, kind: 'TC' | 'KN', typed: Readonly<Record<number, string>>): Row {
  const ordinary: readonly (() => string)[] = [
    () => planted.petition,
    () => '2026-03-02',
    () => planted.name('họ tên'),
    () => planted.identityNumber('số giấy tờ'),
    () => planted.address('địa chỉ'),
    () => (kind === 'TC' ? 'Tố cáo' : 'Khiếu nại'),
    () => planted.sentence('nội dung'),
  ];
  return ordinary.map((value, index) => typed[index] ?? value());
}

/** What the sender gets back. */
export function resultWorkbooks(road: MiniRoad): readonly Piece[] {
  return filesIn(inboxOf(road), (path) => basename(path).includes(RESULT));
}

/** What the commune sent: its own file, wherever it was put. */
export function sentWorkbooks(road: MiniRoad): readonly Piece[] {
  return filesIn(inboxOf(road), (path) => !basename(path).includes(RESULT));
}

export function inboxOf(road: MiniRoad): string {
  return join(road.configDir, 'var', 'inbox', SOURCE);
}
