import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { createServer } from '../../apps/gateway/src/api/edge/create-server';
import { Open } from '../../apps/gateway/src/api/access/route-access';
import { inertLine, json, pairs, table } from '../../apps/cli/src/output';
import { html } from '../../apps/national-simulator/src/page/html';
import { writeWorkbook } from '../../libs/sources/src/spreadsheet/result/write-workbook';
import { Archive } from '../../libs/sources/src/spreadsheet/workbook/archive';
import { openWorkbook } from '../../libs/sources/src/spreadsheet/workbook/open-workbook';
import { INERT_TEXTS } from '../corpus';
import { RecordingLogger } from '../fakes';
import { documentedFigure } from '../figures/figures';

/** What a spreadsheet program could take for a formula, also behind blanks that it drops. */
const FORMULA = /^[\s\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]/;
/** Code points that move a cursor, ring, begin a command of the terminal or turn the direction of a text. */
const ACTIVE: readonly (readonly [first: number, last: number])[] = [
  [0, 8],
  [11, 31],
  [127, 159],
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
];

function isActive(line: string): boolean {
  return Array.from(line).some((letter) => {
    const point = letter.codePointAt(0) ?? 0;
    return ACTIVE.some(([first, last]) => point >= first && point <= last);
  });
}

@Controller('texts')
class TextsController {
  @Get()
  @Open('test')
  texts(): object {
    return { texts: INERT_TEXTS };
  }
}

class TextsModule {
  readonly name = 'texts';
}

it('there are at least three hundred texts, all different', () => {
  expect(new Set(INERT_TEXTS).size).toBe(INERT_TEXTS.length);
  expect(INERT_TEXTS.length).toBeGreaterThanOrEqual(300);
  process.stdout.write(`texts tried in each sink: ${INERT_TEXTS.length}\n`);
  expect(documentedFigure('inert-texts', INERT_TEXTS.length)).toBe(INERT_TEXTS.length);
});

describe('what a petition holds is only a text', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-inert-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('in a result workbook: no formula, no link, no markup, nothing lost but control characters', async () => {
    const path = join(folder, 'ket-qua.xlsx');
    const rows = async function* () {
      for (const text of INERT_TEXTS) yield [text, `x${text}`];
    };
    await writeWorkbook(path, [{ name: 'Kết quả <b>', columns: [column('=1'), column('<b>')], rows }]);
    const archive = await Archive.open(path);
    const names = [...archive.names()];
    let xml = '';
    for await (const chunk of await archive.stream('xl/worksheets/sheet1.xml')) xml += String(chunk);
    archive.close();
    expect(names.filter((name) => /external|hyperlink|vba|macro/i.test(name))).toEqual([]);
    expect(xml).not.toMatch(/<f[ >/]|<hyperlink|<script|<img/i);
    expect(new Set(xml.match(/<c [^>]*>/g)?.map((cell) => / t="(\w+)"/.exec(cell)?.[1]))).toEqual(
      new Set(['inlineStr']),
    );
    const book = await openWorkbook(path);
    const seen: string[] = [];
    for await (const batch of book.rows(0))
      for (const row of batch) seen.push(row.cells[0] ?? '', row.cells[1] ?? '');
    book.close();
    expect(seen.filter((text) => FORMULA.test(text))).toEqual([]);
    const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
    expect(
      seen
        .filter((_text, at) => at % 2 === 1)
        .slice(1)
        .map(letters),
    ).toEqual(INERT_TEXTS.map((text) => letters(`x${text}`)));
  });

  it("on the simulator's page: no character of HTML is left, in a text or in an attribute", () => {
    for (const text of INERT_TEXTS) {
      expect(html`${text}`.safe).not.toMatch(/[<>"']/);
      expect(html`${text}`.safe.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
    }
  });

  it('in an answer of the API: JSON that no browser takes for anything else', async () => {
    const module = { module: TextsModule, controllers: [TextsController] };
    const app = await createServer(module, { logger: new RecordingLogger(), nestLogs: false });
    await app.listen(0, '127.0.0.1');
    const answer = await fetch(`${await app.getUrl()}/texts`);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.json()).toEqual({ texts: INERT_TEXTS });
    await app.close();
  });

  it('on a terminal: nothing moves the cursor, rings, links, or turns the text around', () => {
    for (const text of INERT_TEXTS) {
      const lines = [
        ...table(['Mã'], [[text]]),
        ...pairs([['Tên', text]]),
        inertLine(`Tệp ${text}`),
        json({ text }),
      ];
      expect(lines.filter(isActive)).toEqual([]);
      expect(JSON.parse(json({ text }))).toEqual({ text });
    }
  });
});

function column(title: string) {
  return { title, width: 10 };
}
