import { readFileSync } from 'node:fs';
import { LEVELS_VERSION, logOdds, type LabelledPair, type LabelledPairs, type Model } from '@kntc/duplicates';
import { sha256 } from '@kntc/domain';
import { namedFile } from '../database/file-folders';
import { Refusal } from '../refusal';

/** Pairs that people decided, parted: what is learnt from, and what only measures. */
export interface DecidedPairs {
  readonly train: LabelledPairs;
  readonly test: LabelledPairs;
}

/** One of so many measures. */
const ONE_IN = 5;

interface Line {
  readonly levelsVersion: number;
  readonly levels: readonly number[];
  readonly label: 'duplicate' | 'related' | 'distinct';
  readonly samePerson?: boolean;
  readonly sameMatter?: boolean;
}

/**
 * Reads what `kntc duplicates labels` wrote. The same file is always parted alike.
 * @throws Refusal for a line of other levels than this program compares
 */
export function readDecidedPairs(path: string): DecidedPairs {
  const lines = readFileSync(namedFile(path), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const isTest = (line: string, at: number): boolean =>
    Number.parseInt(sha256(`${at} ${line}`).slice(0, 8), 16) % ONE_IN === 0;
  const pairs = lines.map((line, at) => ({ pair: pairOf(line, path), isTest: isTest(line, at) }));
  return {
    train: setOf(pairs.filter((one) => !one.isTest).map(({ pair }) => pair)),
    test: setOf(pairs.filter((one) => one.isTest).map(({ pair }) => pair)),
  };
}

function pairOf(line: string, path: string): LabelledPair {
  const { levelsVersion, levels, label, samePerson, sameMatter } = JSON.parse(line) as Line;
  if (levelsVersion !== LEVELS_VERSION)
    throw new Refusal([
      `Nhãn trong ${path} thuộc phiên bản so sánh ${levelsVersion}, cổng này dùng ${LEVELS_VERSION}.`,
      'Chưa học gì: mức so sánh của phiên bản khác có nghĩa khác.',
      'Xuất lại nhãn bằng cổng này: npm run kntc -- duplicates labels.',
    ]);
  return {
    levels: Uint8Array.from(levels),
    label: { a: '', b: '', label, tags: [], samePerson, sameMatter },
  };
}

function setOf(pairs: readonly LabelledPair[]): LabelledPairs {
  const duplicates = pairs.filter(({ label }) => label?.label === 'duplicate').length;
  return { petitions: pairs.length * 2, duplicates, pairs };
}

/** Precision and recall at the link threshold, before and after, on decisions that nothing was learnt from. */
export function decidedLines(
  { test }: DecidedPairs,
  models: { readonly before: Model; readonly after: Model },
): readonly string[] {
  const line = (name: string, model: Model): string => {
    const linked = test.pairs.filter(
      ({ levels }) => logOdds(model.duplicate, levels) >= model.thresholds.link,
    );
    const right = linked.filter(({ label }) => label?.label === 'duplicate').length;
    return `  ${name} (${model.version}): nối ${linked.length} cặp, đúng ${right}, trong ${test.duplicates} cặp người nói là trùng`;
  };
  return [
    `Quyết định của người: ${test.pairs.length} cặp chỉ để đo`,
    line('trước', models.before),
    line('sau', models.after),
  ];
}
