import { evaluate, type Evaluation } from '@kntc/duplicates';
import type { Command } from 'commander';
import { readColumnMap } from '../duplicates/column-map';
import { evaluationLines } from '../duplicates/evaluation-lines';
import { loadLabelledData } from '../duplicates/load-data';
import { loadModel } from '../duplicates/shipped-model';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface EvaluateOptions {
  readonly petitions: readonly string[];
  readonly pairs?: string;
  readonly columns?: string;
  readonly units?: string;
  readonly model?: string;
  readonly json?: true;
}

/** `kntc duplicates evaluate`: how well duplicates are found in a labelled file. */
export function addEvaluate(command: Command, shell: Shell): void {
  command
    .command('evaluate')
    .description('Đo với mô hình và ngưỡng đang dùng, không học từ tệp đo; không đọc cơ sở dữ liệu nào.')
    .requiredOption('--petitions <tệp...>', 'đơn: mỗi dòng một JSON (.ndjson), hoặc bảng .csv với --columns')
    .option(
      '--pairs <tệp>',
      'nhãn từng cặp: mỗi dòng {"a":…,"b":…,"label":"duplicate|related|distinct","tags":[…]}',
    )
    .option('--columns <tệp>', 'ánh xạ cột của bộ dữ liệu khác (docs/duplicates.md)')
    .option(
      '--units <tệp>',
      'bảng xã cũ và mới (mặc định: units.json cạnh tệp đơn, nếu không có thì config/units)',
    )
    .option('--model <tệp>', 'mô hình khác mô hình đang dùng')
    .option('--json', 'dòng cuối là một đối tượng JSON')
    .action(shell.does((options: EvaluateOptions) => measure(shell, options)));
}

async function measure(shell: Shell, options: EvaluateOptions): Promise<ExitCode> {
  const { configDir } = shell.place().environment;
  const started = performance.now();
  const model = loadModel(configDir, options.model);
  const map = options.columns === undefined ? undefined : readColumnMap(options.columns);
  const { petitions, pairs, units } = options;
  const data = await loadLabelledData({ petitions, pairs, units, map, configDir });
  const found = evaluate({ ...data, model, question: map?.question ?? 'duplicate' });
  const ms = Math.round(performance.now() - started);
  shell.answer(options.json, { ...rounded(found), model: model.version, ms }, () =>
    evaluationLines(found, model),
  );
  return 0;
}

/** Six digits: more would be noise, and files of figures are compared. */
function rounded(found: Evaluation): object {
  return JSON.parse(
    JSON.stringify(found, (_key, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value,
    ),
  ) as object;
}
