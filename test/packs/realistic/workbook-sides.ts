import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackRoad } from '../pack-road';
import type { LocalSide } from './local-side';
import type { RealisticPacks, TrueRow } from './make-packs';

interface Sheet extends Pick<LocalSide, 'closedValues' | 'subjectOf'> {
  readonly source: string;
  /** Cells of a clean row by column letter. */
  readonly cells: (row: TrueRow) => Readonly<Record<string, string>>;
}

const SUBJECTS: Readonly<Record<string, string>> = {
  'Đất đai': 'DAT',
  'Môi trường': 'MOI_TRUONG',
  'Khoáng sản': 'KHOANG_SAN',
  'Tài nguyên nước': 'NUOC',
};
const LABELS = { KN: 'Khiếu nại', TC: 'Tố cáo', KNPA: 'Kiến nghị, phản ánh' } as const;

export const LOG_BOOK = sideOf({
  source: 'so-theo-doi',
  closedValues: { 'so-theo-doi': [['false: [Tiếp nhận', 'false: [Chờ họp, Tiếp nhận']] },
  subjectOf: ({ kind, columns }) => `${kind}_${SUBJECTS[String(columns['field'])]}`,
  cells: ({ kind, name, received, columns }) => ({
    B: onPaper(received),
    C: name,
    E: kind === 'KN' ? 'x' : '',
    F: kind === 'TC' ? 'x' : '',
    G: String(columns['field']),
    H: String(columns['content']),
    K: String(columns['status']),
  }),
});

export const REGISTER = sideOf({
  source: 'quan-ly-ho-so-don-thu',
  closedValues: {
    'quan-ly-ho-so-don-thu': [['false: [Đề xuất thụ lý', 'false: [Xin ý kiến, Đề xuất thụ lý']],
  },
  subjectOf: ({ kind }) => kind,
  cells: ({ kind, name, received, columns }) => ({
    D: name,
    E: String(columns['content']),
    F: LABELS[kind],
    G: onPaper(received),
  }),
});

/** The whole workbook is sent again each time; a row is found by its line in the newest one. */
function sideOf({ source, cells, ...rest }: Sheet): LocalSide {
  return {
    ...rest,
    name: `${source}.xlsx`,
    pack: 'excel-exports',
    sources: [source],
    start: (packs) => {
      const typed: Record<string, string> = {};
      return Promise.resolve({
        variables: {},
        handOver: (road) => dropWorkbook(packs, road, source),
        keyOf: ({ row }, road) => newestLines(road, source).get(Number(row)),
        mend: (rows) => {
          for (const row of rows)
            for (const [column, text] of Object.entries(cells(row))) typed[`${column}${row.row}`] = text;
          packs.typeOver({ [`${source}.xlsx`]: typed });
          return Promise.resolve();
        },
        stop: () => Promise.resolve(),
      });
    },
  };
}

function dropWorkbook(packs: RealisticPacks, road: PackRoad, source: string): void {
  const inbox = join(road.configDir, 'var', 'inbox', source);
  mkdirSync(inbox, { recursive: true });
  const file = join(packs.sharedDir, 'local-systems', 'excel-exports', `${source}.xlsx`);
  copyFileSync(file, join(inbox, `${source}.xlsx`));
}

function newestLines(road: PackRoad, source: string): ReadonlyMap<number, string> {
  const folder = join(road.configDir, 'var', 'files', source, 'manifests');
  const newest = readdirSync(folder).toSorted().at(-1) ?? '';
  const { lines } = JSON.parse(readFileSync(join(folder, newest), 'utf8')) as {
    readonly lines: [number, string][];
  };
  return new Map(lines);
}

/** dd/MM/yyyy, as a hand writes it. */
function onPaper(isoDate: string): string {
  return isoDate.split('-').toReversed().join('/');
}
