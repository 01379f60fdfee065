import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packFolder } from '../../environment';

/** What the generator knew of a row before it made it dirty. */
export interface TrueRow {
  /** Source of ours, or the workbook. */
  readonly file: string;
  /** Id of the row in its database, or line of the sheet. */
  readonly row: string;
  readonly dirt: string;
  readonly kind: 'KN' | 'TC' | 'KNPA';
  readonly name: string;
  /** What the petition is about; stands in its content whatever surrounds it. */
  readonly story: string;
  /** yyyy-MM-dd */
  readonly received: string;
  /** Columns as they would be in a clean row. */
  readonly columns: Readonly<Record<string, string | number | null>>;
}

/** Nine kinds of dirt, each in this share of the rows. */
const REALISTIC = '0.02';
const REPOSITORY = join(__dirname, '..', '..', '..');
const STAND_IN = join(REPOSITORY, 'test', 'environment', 'exceljs-stand-in.cjs');
const KINDS = "({ 1: 'KN', 2: 'TC', 4: 'KNPA' })";
const WRITE = (rows: string): string =>
  `\nwriteFileSync(join(here, 'truth.json'), JSON.stringify(${rows}));\n`;

/**
 * Where the truth is noted in each generator: before its rows are soiled, and written when all is done. Rows whose
 * subject is spelt in another way say "Đất đai", whatever stood there before.
 */
const NOTED: Readonly<Record<string, readonly (readonly [before: string, after: string])[]>> = {
  'httt-kntc-postgresql/generate.mjs': [
    [
      'const cleanOf = ',
      'items.forEach((it) => { it.truth = { ...it.row }; it.name = it.who.name; });\nconst cleanOf = ',
    ],
    [
      'const tally = ',
      `${WRITE(`items.map((it) => ({ file: it.type === 1 ? 'httt-khieu-nai' : 'httt-to-cao', row: it.truth.Id, dirt: it.kind, kind: ${KINDS}[it.type], name: it.name, story: it.story, received: c.day(it.got), columns: it.truth }))`)}const tally = `,
    ],
  ],
  'tiepdan-mariadb/generate.mjs': [
    [
      'const clean = (t) =>',
      'items.forEach((it) => { it.truth = { ...it.cls, ...it.don }; });\nconst clean = (t) =>',
    ],
    [
      'const tally = ',
      `${WRITE(`items.map((it) => ({ file: 'tiepdan', row: String(it.id), dirt: it.kind, kind: ${KINDS}[it.type], name: it.who.name, story: it.story, received: c.day(it.got), columns: it.truth }))`)}const tally = `,
    ],
  ],
  'excel-exports/make-excel.mjs': [
    ['const pool = {};', 'rows.forEach((x) => { x.truth = { ...x }; });\n  const pool = {};'],
    ['x.row = row;', 'x.row = row; noted.push([file, x]);'],
    ['const TYPE = ', 'const noted = [];\nconst TYPE = '],
    [
      'const tally = ',
      `${WRITE(`noted.map(([file, x]) => ({ file: file.replace('.xlsx', ''), row: String(x.row), dirt: x.kind, kind: ${KINDS}[x.type], name: x.truth.name, story: x.truth.story, received: c.day(x.truth.got), columns: x.exp.variant === 'field_spelling' ? { ...x.truth, field: 'Đất đai' } : x.truth }))`)}const tally = `,
    ],
  ],
};

/** The packs anew at realistic dirt, in a folder of their own. */
export class RealisticPacks {
  private constructor(
    readonly sharedDir: string,
    private readonly rate: string,
  ) {}

  static make(rate = REALISTIC): RealisticPacks {
    const packs = new RealisticPacks(mkdtempSync(join(tmpdir(), 'kntc-packs-')), rate);
    cpSync(join(packFolder('lib'), '..'), join(packs.sharedDir, 'local-systems'), { recursive: true });
    const exceljs = join(packs.#folder('excel-exports'), 'node_modules', 'exceljs');
    mkdirSync(exceljs, { recursive: true });
    copyFileSync(STAND_IN, join(exceljs, 'index.js'));
    for (const script of Object.keys(NOTED)) packs.#generate(script);
    return packs;
  }

  /** What the rows of a pack would be, were they clean. */
  truth(pack: string): readonly TrueRow[] {
    return JSON.parse(readFileSync(join(this.#folder(pack), 'truth.json'), 'utf8')) as TrueRow[];
  }

  /** The workbooks once more, with these cells typed over: workbook → cell → text. */
  typeOver(cells: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    const file = join(this.sharedDir, 'mended.json');
    writeFileSync(file, JSON.stringify(cells));
    this.#run(join(this.#folder('excel-exports'), 'make-excel.mjs'), { EXCEL_MENDED: file });
  }

  remove(): void {
    rmSync(this.sharedDir, { recursive: true, force: true });
  }

  #folder(pack: string): string {
    return join(this.sharedDir, 'local-systems', pack);
  }

  #generate(script: string): void {
    const path = join(this.sharedDir, 'local-systems', script);
    let text = readFileSync(path, 'utf8');
    for (const [before, after] of NOTED[script] ?? []) {
      if (!text.includes(before)) throw new Error(`${script} has no "${before}": note the truth elsewhere`);
      text = text.replace(before, () => after);
    }
    writeFileSync(path, text);
    this.#run(path, {});
  }

  #run(script: string, variables: Readonly<Record<string, string>>): void {
    const { status, stderr } = spawnSync(process.execPath, [script, '--rate', this.rate], {
      encoding: 'utf8',
      env: { ...process.env, EXCELJS_DIR: join(script, '..'), KNTC_REPOSITORY: REPOSITORY, ...variables },
    });
    if (status !== 0) throw new Error(stderr);
  }
}
