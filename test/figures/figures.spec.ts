import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentedFigure } from './figures';

describe('a documented figure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-figures-'));
  const file = join(folder, 'figures.md');
  const before = process.env['KNTC_FIGURES'];
  beforeEach(() => {
    writeFileSync(
      file,
      '| figure | value | command |\n|---|---|---|\n| `cells` cells | 1,204 | `x` |\n| `cells-2` other | 7 | `y` |\n',
    );
    delete process.env['KNTC_FIGURES'];
  });
  afterAll(() => {
    if (before !== undefined) process.env['KNTC_FIGURES'] = before;
    rmSync(folder, { recursive: true });
  });

  it('is read from its own row', () => {
    expect(documentedFigure('cells', 5, file)).toBe(1204);
    expect(documentedFigure('cells-2', 5, file)).toBe(7);
    expect(documentedFigure('none', 5, file)).toBeUndefined();
  });

  it('is written only when asked for, and no other row with it', () => {
    process.env['KNTC_FIGURES'] = 'write';
    expect(documentedFigure('cells', 5, file)).toBe(5);
    expect(readFileSync(file, 'utf8')).toContain(
      '| `cells` cells | 5 | `x` |\n| `cells-2` other | 7 | `y` |\n',
    );
  });
});
