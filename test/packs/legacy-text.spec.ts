import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLegacyTexts, type LegacyFinding } from '@kntc/domain';
import { describeWithPacks, packFolder } from '../environment/packs';
import { readCsv } from './csv';

interface Pack {
  readonly folder: string;
  readonly tables: RegExp;
  readonly key: string;
  readonly keyInExpected: string;
  readonly content: string;
  readonly name: string;
}

const PACKS: readonly Pack[] = [
  {
    folder: 'httt-kntc-postgresql',
    tables: /^INSERT INTO "KNTC"\."(?:Complains|Denounces)"/,
    key: 'Id',
    keyInExpected: 'source_id',
    content: 'noi_dung_vu_viec',
    name: 'nguoi_nop_don',
  },
  {
    folder: 'tiepdan-mariadb',
    tables: /^INSERT INTO donthu /,
    key: 'donthuid',
    keyInExpected: 'donthuid',
    content: 'noidung',
    name: 'tennguoivietdon',
  },
];

/** Legacy variants of the packs: what must be found in the content. */
const FOUND: Readonly<Record<string, string>> = {
  tcvn3: 'tcvn3',
  vni: 'vni',
  utf8_as_latin1: 'mojibake',
  question_marks: 'lost',
};

type Columns = ReadonlyMap<string, string>;

/** Texts of the rows of a table in a dump, one INSERT a line. */
function rowsOf(folder: string, tables: RegExp): readonly Columns[] {
  const dump = readFileSync(join(packFolder(folder), 'data.sql'), 'utf8');
  // A text may hold line breaks: a statement ends with `);` at the end of a line.
  return dump
    .split(/(?<=\);)\n/)
    .filter((statement) => tables.test(statement))
    .map((statement) => {
      const [, names = '', values = ''] = /\(([^)]*)\) VALUES \(([\s\S]*)\);$/.exec(statement) ?? [];
      const columns = names.split(',').map((name) => name.replaceAll('"', ''));
      const texts = [...values.matchAll(/'((?:[^']|'')*)'|[^,]+/g)];
      return new Map(columns.map((column, at) => [column, textOf(texts[at])] as const));
    });
}

function textOf(literal: RegExpMatchArray | undefined): string {
  return literal?.[1]?.replaceAll("''", "'") ?? literal?.[0] ?? '';
}

/** Sentences the generators write: every quoted Vietnamese text of their word lists. */
function storiesOf(): ReadonlySet<string> {
  const source = readFileSync(join(packFolder('lib'), 'common.mjs'), 'utf8');
  return new Set([...source.matchAll(/^ {2}'([^']{30,})',$/gm)].map(([, story = '']) => story));
}

function read(row: Columns): ReadonlyMap<string, LegacyFinding> {
  const columns = [...row];
  const findings = readLegacyTexts(columns.map(([, text]) => text)) ?? new Map<number, LegacyFinding>();
  return new Map([...findings].map(([index, finding]) => [columns[index]?.[0] ?? '', finding] as const));
}

describeWithPacks('old encodings in the rows of the packs', () => {
  describe.each(PACKS)('$folder', ({ folder, tables, key, keyInExpected, content, name }) => {
    const variants = (): ReadonlyMap<string, string> =>
      new Map(
        readCsv(readFileSync(join(packFolder(folder), 'expected.csv'), 'utf8')).map((row) => [
          row[keyInExpected] ?? '',
          row['variant'] ?? '',
        ]),
      );

    it('are found where they are, in nothing but the content, and nowhere else', () => {
      const kinds = variants();
      const rows = rowsOf(folder, tables);
      expect(rows.length).toBe(kinds.size);
      for (const row of rows) {
        const expected = FOUND[kinds.get(row.get(key) ?? '') ?? ''];
        const found = [...read(row)].map(([column, finding]) => [
          column,
          finding.kind === 'converted' ? finding.encoding : finding.kind,
        ]);
        expect(found).toEqual(expected === undefined ? [] : [[content, expected]]);
      }
    });

    it('are converted into exactly what the generator had to tell', () => {
      const stories = storiesOf();
      let converted = 0;
      for (const row of rowsOf(folder, tables)) {
        const finding = read(row).get(content);
        if (finding?.kind !== 'converted') continue;
        converted += 1;
        const [, teller, story = ''] =
          /^(?:<p>)?(.*?) trình bày (.*) \(biên bản số \d+\/BB ngày \d+\/\d+\/2024\)\.?(?:<\/p>)?\.?$/.exec(
            finding.text.replace('</p>.', '</p>'),
          ) ?? [];
        // The column of the name stayed clean; some names are all capitals there.
        expect(teller?.toUpperCase()).toBe(row.get(name)?.toUpperCase());
        expect(stories).toContain(story);
      }
      expect(converted).toBeGreaterThan(10);
    });
  });
});
