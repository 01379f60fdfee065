import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FEATURES, HAND_MODEL, LEVELS_VERSION } from '@kntc/duplicates';
import { decidedLines, readDecidedPairs } from './decided-pairs';

const file = (...lines: readonly object[]): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'kntc-nhan-')), 'nhan.ndjson');
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
};
const LEVELS = FEATURES.map(() => 1);

describe('decisions to learn from', () => {
  it('are parted, always alike: one in five measures only', () => {
    const lines = Array.from({ length: 200 }, () => ({
      levelsVersion: LEVELS_VERSION,
      levels: LEVELS,
      label: 'duplicate',
    }));
    const path = file(...lines);
    const { train, test } = readDecidedPairs(path);
    expect(train.pairs.length + test.pairs.length).toBe(200);
    expect(test.pairs.length).toBeGreaterThan(20);
    expect(test.pairs.length).toBeLessThan(60);
    expect(readDecidedPairs(path)).toEqual({ train, test });
    const [, before] = decidedLines({ train, test }, { before: HAND_MODEL, after: HAND_MODEL });
    expect(before).toContain(`đúng ${test.pairs.length}, trong ${test.pairs.length}`);
  });

  it('of other levels are refused', () => {
    expect(() => readDecidedPairs(file({ levelsVersion: 99, levels: LEVELS, label: 'distinct' }))).toThrow(
      'phiên bản so sánh 99',
    );
  });
});
