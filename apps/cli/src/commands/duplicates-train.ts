import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  evaluate,
  labelledPairs,
  trainModel,
  type Evaluation,
  type LabelledPairs,
  type Model,
} from '@kntc/duplicates';
import { sha256 } from '@kntc/domain';
import type { Command } from 'commander';
import { said } from '../arguments';
import { decidedLines, readDecidedPairs, type DecidedPairs } from '../duplicates/decided-pairs';
import { loadLabelledData, type LabelledData } from '../duplicates/load-data';
import { loadModel } from '../duplicates/shipped-model';
import { withMeaning } from '../duplicates/tag-meanings';
import { table } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface TrainOptions {
  readonly train: readonly string[];
  readonly calibrate: readonly string[];
  readonly test: readonly string[];
  readonly out: string;
  readonly name: string;
  readonly decisions?: string;
  readonly synthetic?: true;
  readonly json?: true;
}

/** `kntc duplicates train`: a new model from labelled petitions, compared with the one in use. */
export function addTrain(command: Command, shell: Shell): void {
  command
    .command('train')
    .description(
      'Huấn luyện mô hình mới từ các thư mục đã gắn nhãn (petitions.ndjson, labels.ndjson), đo trước và sau trên thư mục khác.',
    )
    .requiredOption('--train <thư mục...>', 'học từ đây')
    .requiredOption('--calibrate <thư mục...>', 'đặt thang điểm và ngưỡng từ đây')
    .requiredOption('--test <thư mục...>', 'chỉ để đo trước và sau')
    .requiredOption('--out <tệp>', 'ghi mô hình mới vào tệp này; mô hình đang dùng không đổi', said)
    .requiredOption('--name <tên>', 'tên phiên bản của mô hình', said)
    .option(
      '--decisions <tệp>',
      'học thêm từ quyết định của người (duplicates labels); một phần năm chỉ để đo',
    )
    .option('--synthetic', 'dữ liệu do máy sinh ra, không phải đơn thật')
    .option('--json', 'dòng cuối là một đối tượng JSON')
    .action(shell.does((options: TrainOptions) => train(shell, options)));
}

async function train(shell: Shell, options: TrainOptions): Promise<ExitCode> {
  const { configDir } = shell.place().environment;
  const before = loadModel(configDir, undefined);
  const decided = options.decisions === undefined ? undefined : readDecidedPairs(options.decisions);
  const model = await trained(shell, options, { configDir, decided });
  const comparisons = await compareOn(options.test, { before, after: model, configDir });
  const isBetter = comparisons.every(({ isBetter: better }) => better);
  const figures = Object.fromEntries(
    comparisons.flatMap(({ folder, after }) => Object.entries(headline(folder, after))),
  );
  const written = { ...model, training: model.training && { ...model.training, figures } };
  mkdirSync(dirname(resolve(options.out)), { recursive: true });
  writeFileSync(options.out, `${JSON.stringify(written)}\n`);
  const { version, thresholds } = model;
  shell.answer(options.json, { version, thresholds, isBetter, comparisons }, () => [
    ...reportLines(before, model, comparisons),
    ...(decided === undefined ? [] : decidedLines(decided, { before, after: model })),
    isBetter
      ? `Mô hình mới tốt hơn trên mọi tệp đo; đã ghi vào ${options.out}.`
      : `Mô hình mới KHÔNG tốt hơn ở mọi chỗ; đã ghi vào ${options.out} để xem, đừng đưa vào dùng.`,
    'Đưa vào dùng: chép thành config/duplicates/model.json. Mô hình đang dùng chưa đổi.',
  ]);
  return isBetter ? 0 : 1;
}

async function trained(
  shell: Shell,
  options: TrainOptions,
  { configDir, decided }: { readonly configDir: string; readonly decided: DecidedPairs | undefined },
): Promise<Model> {
  const hash = new TrainingHash();
  const learnt = await pairsOf(options.train, { configDir, hash, shell });
  const calibrate = await pairsOf(options.calibrate, { configDir, hash, shell });
  const about = {
    hash: hash.value,
    isSynthetic: options.synthetic === true,
    trainedOn: options.train.map((folder) => folder.replace(/^.*\//, '')).join(', '),
  };
  for (const { levels, label } of decided?.train.pairs ?? []) hash.take([...levels, label?.label]);
  const all = decided === undefined ? learnt : [...learnt, decided.train];
  return trainModel({ train: all, calibrate, version: options.name, about });
}

/** SHA-256 over all petitions and labels in order, a link a line, so that no file need be held whole. */
class TrainingHash {
  value = '';

  take(line: unknown): void {
    this.value = sha256(`${this.value}${JSON.stringify(line)}`);
  }
}

interface Reading {
  readonly configDir: string;
  readonly hash: TrainingHash;
  readonly shell: Shell;
}

async function pairsOf(folders: readonly string[], reading: Reading): Promise<readonly LabelledPairs[]> {
  const sets: LabelledPairs[] = [];
  for (const folder of folders) {
    const { petitions, labels, units } = await dataIn(folder, reading.configDir);
    for (const line of [...petitions, ...labels]) reading.hash.take(line);
    const set = labelledPairs(petitions, labels.map(withMeaning), units);
    reading.shell.terminal.err(`${folder}: ${set.petitions} đơn, ${set.pairs.length} cặp đã so sánh`);
    sets.push(set);
  }
  return sets;
}

function dataIn(folder: string, configDir: string): Promise<LabelledData> {
  const petitions = [join(folder, 'petitions.ndjson')];
  return loadLabelledData({ petitions, pairs: join(folder, 'labels.ndjson'), configDir });
}

interface Comparison {
  readonly folder: string;
  readonly before: Evaluation;
  readonly after: Evaluation;
  /** F1 is not lower, and no sort of pair that must not be linked is linked more often. */
  readonly isBetter: boolean;
}

interface Compared {
  readonly before: Model;
  readonly after: Model;
  readonly configDir: string;
}

async function compareOn(folders: readonly string[], models: Compared): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const folder of folders) {
    const data = await dataIn(folder, models.configDir);
    const before = evaluate({ ...data, model: models.before, question: 'duplicate' });
    const after = evaluate({ ...data, model: models.after, question: 'duplicate' });
    comparisons.push({ folder, before, after, isBetter: isNoWorse(before, after) });
  }
  return comparisons;
}

/** Two linked pairs more may be chance. */
const CHANCE = 2;

function isNoWorse(before: Evaluation, after: Evaluation): boolean {
  const wrong = ({ wrongLinks }: Evaluation, tag: string): number =>
    (wrongLinks[tag]?.share ?? 0) * (wrongLinks[tag]?.n ?? 0);
  const tags = Object.keys(after.wrongLinks);
  return (
    after.pairs.f1 >= before.pairs.f1 && tags.every((tag) => wrong(after, tag) <= wrong(before, tag) + CHANCE)
  );
}

function headline(folder: string, { pairs, autoLink, clusters, autoAndReviewRecall }: Evaluation): object {
  const name = folder.replace(/\/+$/, '').replace(/^.*\//, '');
  const figures = {
    f1: pairs.f1,
    autoPrecision: autoLink.precision,
    autoRecall: autoLink.recall,
    autoAndReviewRecall,
    clusterF1: clusters.f1,
  };
  return Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [`${name}.${key}`, Math.round(value * 1e4) / 1e4]),
  );
}

function reportLines(before: Model, after: Model, comparisons: readonly Comparison[]): readonly string[] {
  const row = (name: string, { pairs, autoLink, clusters, ...found }: Evaluation): readonly string[] => [
    name,
    percent(pairs.f1),
    percent(autoLink.precision),
    percent(autoLink.recall),
    percent(found.autoAndReviewRecall),
    found.reviewPairsPer1000.toFixed(1),
    percent(clusters.f1),
  ];
  const headings = ['', 'F1', 'tự động: chính xác', 'bao phủ', 'tự động + xem', 'phải xem/1.000', 'F1 nhóm'];
  return comparisons.flatMap(({ folder, ...found }) => [
    `${folder}: ${found.after.petitions} đơn, ${found.after.duplicates} cặp trùng`,
    ...table(headings, [
      row(`trước (${before.version})`, found.before),
      row(`sau (${after.version})`, found.after),
    ]),
  ]);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2).replace('.', ',')} %`;
}
