import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FAILURES, REASON_CODES } from '@kntc/domain';
import { readCrosswalkText, readSourceText } from '@kntc/sources';
import { REFERENCE_PAGES } from './reference-pages';

const ROOT = join(__dirname, '..', '..');

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every Markdown file a reader of the documentation meets. */
function pages(): readonly string[] {
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return [
    'README.md',
    'CHANGELOG.md',
    ...below.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ];
}

describe('pages written from the code', () => {
  it.each(REFERENCE_PAGES.map(({ path, render }) => [path, render] as const))(
    '%s is what `node tools/run.cjs docs` writes',
    (path, render) => expect(read(path)).toBe(render()),
  );

  it('name every reason and every failure', () => {
    const reasons = read('docs/operators/ly-do.md');
    const failures = read('docs/operators/loi.md');
    expect(REASON_CODES.filter((code) => !reasons.includes(`### ${code}\n`))).toEqual([]);
    expect(Object.keys(FAILURES).filter((code) => !failures.includes(`| ${code} |`))).toEqual([]);
  });

  it('leave no place unfilled', () => {
    const text = REFERENCE_PAGES.map(({ render }) => render()).join('');
    expect(text.match(/\{\w+\}|undefined/g)).toBeNull();
  });
});

describe('the documentation', () => {
  it.each(pages())('%s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    const broken = links.filter(
      (link) => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(page), link)),
    );
    expect(broken).toEqual([]);
  });

  it.each(pages())('%s names only files that are there', (page) => {
    const named = [...read(page).matchAll(/`((?:apps|libs|test|tools|config|bench|docker)\/[\w./-]+)`/g)];
    const missing = named.map((match) => match[1] ?? '').filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });
});

describe('the small example of the pipeline', () => {
  const [source = '', crosswalk = ''] = [
    ...read('docs/pipeline/01-source.md').matchAll(/```yaml\n([\s\S]*?)```/g),
  ].map((match) => match[1] ?? '');

  it('is a source file without a mistake', () => {
    expect(readSourceText('sources/so-don.yaml', source, { SO_DON_URL: 'set' }).problems).toEqual([]);
  });

  it('has a crosswalk without a mistake', () => {
    const { rows, problems } = readCrosswalkText('crosswalks/so-don.yaml', crosswalk, ['so-don']);
    expect(problems).toEqual([]);
    expect(new Set(rows.map(({ list }) => list))).toEqual(new Set([2, 5, 6, 13]));
  });
});
