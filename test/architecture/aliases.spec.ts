import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const LIBRARIES = readdirSync(join(ROOT, 'libs')).toSorted();

/** Names behind `@kntc/` in a file. */
function aliasesIn(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/"@kntc\/([a-z-]+)"/g)].map(([, name = '']) => name).toSorted();
}

describe('every library', () => {
  // Where one of them does not know it, tests pass and what is compiled for people does not start.
  it.each(['tsconfig.json', '.swcrc'])('is known to %s', (file) => {
    expect(aliasesIn(file)).toEqual(LIBRARIES);
  });

  it('is known to the tests', () => {
    const config = readFileSync(join(ROOT, 'jest.config.js'), 'utf8');
    const names = /'(access\|[a-z|]+)'/.exec(config)?.[1]?.split('|') ?? [];
    expect(LIBRARIES.filter((name) => !names.includes(name))).toEqual([]);
  });
});
