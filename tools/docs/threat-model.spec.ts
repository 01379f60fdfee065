import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'docs', 'security');
const KINDS = ['S', 'T', 'R', 'I', 'D', 'E'];
const page = readFileSync(join(FOLDER, 'threat-model.md'), 'utf8');

/** Rows of the tables of a page, cells without their blanks; heads and lines under them left out. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[-|\s]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const [, ...threats] = rowsOf(page);
const elements = [...(/## Elements\n([\s\S]*?)\n\n/.exec(page)?.[1] ?? '').matchAll(/\(`(\w+)`\)/g)].map(
  (found) => found[1] ?? '',
);
/** `element` K, K – why. */
const notLookedAt = [
  ...(/Not looked at, and why: ([\s\S]*?)\n\n/.exec(page)?.[1] ?? '').matchAll(
    /`(\w+)` ([STRIDE](?:, [STRIDE])*) – [^;.]{10,}/g,
  ),
].flatMap(([, element, kinds = '']) => kinds.split(', ').map((kind) => `${element} ${kind}`));

describe('the threat model', () => {
  it('has for every threat what stops it, how it is set, and a test that is there', () => {
    expect(threats.length).toBeGreaterThan(50);
    for (const [element = '', kind = '', ...rest] of threats) {
      expect(elements).toContain(element);
      expect(KINDS).toContain(kind);
      expect(rest).toHaveLength(4);
      expect(rest.filter((cell) => cell === '')).toEqual([]);
    }
    const tests = threats.map(
      (cells) => /^`(.+\.spec\.ts)`$/.exec(cells[5] ?? '')?.[1] ?? `no test: ${cells[2]}`,
    );
    expect(tests.filter((test) => !existsSync(join(ROOT, test)))).toEqual([]);
    process.stdout.write(`threat model: ${threats.length} threats, ${new Set(tests).size} test files\n`);
  });

  it('looks at every kind of threat for every element, or says why not', () => {
    const looked = new Set([...threats.map(([element, kind]) => `${element} ${kind}`), ...notLookedAt]);
    const missing = elements.flatMap((element) =>
      KINDS.map((kind) => `${element} ${kind}`).filter((pair) => !looked.has(pair)),
    );
    expect(elements.length).toBeGreaterThan(8);
    expect(missing).toEqual([]);
  });

  it('excuses nothing that it looks at', () => {
    const looked = new Set(threats.map(([element, kind]) => `${element} ${kind}`));
    expect(notLookedAt.filter((pair) => looked.has(pair))).toEqual([]);
  });
});

describe('the pages about security', () => {
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));

  it.each(pages)('%s names only tests that are there', (name) => {
    const named = [...readFileSync(join(FOLDER, name), 'utf8').matchAll(/`?([\w./-]+\.spec\.ts)`?/g)];
    expect(named.map((found) => found[1] ?? '').filter((test) => !existsSync(join(ROOT, test)))).toEqual([]);
  });

  it('figures have a value and a command each', () => {
    const [, ...figures] = rowsOf(readFileSync(join(FOLDER, 'figures.md'), 'utf8'));
    expect(figures.length).toBeGreaterThan(0);
    for (const cells of figures)
      expect(cells).toEqual([
        expect.stringMatching(/./),
        expect.stringMatching(/./),
        expect.stringMatching(/^`.+`$/),
      ]);
  });
});
