import type { ReadSheet } from '../entry/read-sheet';
import { fold } from '../text/fold';
import { words } from '../text/words';
import { formRows, type FormTitle } from './form-table';

/** Cấp đơn vị. The form of 2018 ends at the district; the gateway takes communes, and districts as long as there were any. */
export const OFFICE_LEVELS = ['central', 'province', 'district', 'commune'] as const;
export type OfficeLevel = (typeof OFFICE_LEVELS)[number];

/** Loại: an agency, or a department of one. */
export const OFFICE_KINDS = ['agency', 'department'] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];

export const LEVEL_NAMES: Readonly<Record<OfficeLevel, string>> = {
  central: 'Cấp TU',
  province: 'Cấp tỉnh',
  district: 'Cấp huyện',
  commune: 'Cấp xã',
};
export const KIND_NAMES: Readonly<Record<OfficeKind, string>> = { agency: 'Đơn vị', department: 'Phòng' };

/** An office as it is since its last change. */
export interface Office {
  readonly id: string;
  readonly name: string;
  readonly level: OfficeLevel;
  readonly kind: OfficeKind;
  /** Là Cục, Vụ. */
  readonly isBureau: boolean;
  readonly superiorId: string | undefined;
  /** First day of the office, `yyyy-MM-dd`. */
  readonly firstDay: string;
  /** First day of the office as it is now. */
  readonly validFrom: string;
  /** Last day; absent: it still works. */
  readonly endedOn: string | undefined;
  /** Who took over. */
  readonly successorId: string | undefined;
}

/** A row of Biểu số 1; what could not be read is absent, and named among the problems. */
export interface OfficeLine {
  readonly line: number;
  readonly name: string;
  readonly level: OfficeLevel | undefined;
  readonly superior: string;
  readonly isBureau: boolean | undefined;
  readonly kind: OfficeKind | undefined;
  /** Names under which it stood before, or of those it takes over from. */
  readonly former: readonly string[];
  /** As they were written, for the workbook that is given back. */
  readonly written: readonly string[];
}

type OfficeColumn = 'no' | 'name' | 'level' | 'superior' | 'bureau' | 'kind' | 'former';

/** Columns of Biểu số 1 (công văn 5149/UBND-NC of 2018), and one of ours. */
export const OFFICE_COLUMNS: readonly FormTitle<OfficeColumn>[] = [
  { name: 'no', titles: ['STT', 'TT', 'Số TT'] },
  { name: 'name', titles: ['Tên đơn vị', 'Tên cơ quan, đơn vị'] },
  { name: 'level', titles: ['Cấp đơn vị', 'Cấp'] },
  { name: 'superior', titles: ['Đơn vị cấp trên', 'Tên đơn vị cấp trên'] },
  { name: 'bureau', titles: ['Là Cục Vụ', 'Là Cục, Vụ', 'Cục Vụ'] },
  { name: 'kind', titles: ['Loại'] },
  { name: 'former', titles: ['Thay cho', 'Tên cũ', 'Thay cho (tên cũ)'], isExtra: true },
];

const LEVEL_WORDS: Readonly<Record<string, OfficeLevel>> = {
  tu: 'central',
  'trung uong': 'central',
  tw: 'central',
  tinh: 'province',
  'thanh pho': 'province',
  huyen: 'district',
  xa: 'commune',
  phuong: 'commune',
};
const KIND_WORDS: Readonly<Record<string, OfficeKind>> = {
  'don vi': 'agency',
  'co quan': 'agency',
  phong: 'department',
  'phong ban': 'department',
};
const YES_NO: Readonly<Record<string, boolean>> = { co: true, x: true, khong: false, '': false };

/** The rows of Biểu số 1 in a workbook; `undefined`: there is no such table in it. */
export function officeLines(sheets: readonly ReadSheet[]): readonly OfficeLine[] | undefined {
  return formRows(sheets, OFFICE_COLUMNS)?.map(({ line, cells }) => ({
    line,
    name: cells.name,
    level: LEVEL_WORDS[plain(cells.level).replace(/^cap /, '')],
    superior: cells.superior,
    isBureau: YES_NO[plain(cells.bureau)],
    kind: KIND_WORDS[plain(cells.kind)],
    former: cells.former
      .split(/[;\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    written: [cells.name, cells.level, cells.superior, cells.bureau, cells.kind, cells.former],
  }));
}

/** Names of offices are one name when their words are; tones count, punctuation and capitals do not. */
export function officeKey(name: string): string {
  return words(name);
}

function plain(text: string): string {
  return words(fold(text));
}
