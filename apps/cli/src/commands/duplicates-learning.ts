import { LEAST_PRECISION, OPERATION_REFUSALS, type DuplicateState } from '@kntc/domain';
import { LEVELS_VERSION } from '@kntc/duplicates';
import { randomIds } from '@kntc/platform';
import { PgDuplicates, PgDuplicateSetting, type AutoLinkAudit, type DecidedLevels } from '@kntc/storage';
import type { Command } from 'commander';
import { said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withKeys } from '../database/open-keys';
import { loadModel } from '../duplicates/shipped-model';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import { writePrivateFile } from '../subject/private-file';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface LabelOptions extends ReaderOptions {
  readonly out: string;
}

interface AutoLinkOptions extends OperationOptions {
  readonly on?: true;
  readonly off?: true;
}

/** `kntc duplicates labels|auto-link`: what decisions teach, and what they allow. */
export function addLearning(command: Command, shell: Shell): void {
  withReader(command.command('labels'))
    .description(
      'Xuất các cặp đã quyết định thành nhãn cho «duplicates train --decisions»: chỉ mức so sánh, không có dữ liệu của đơn.',
    )
    .requiredOption('--out <tệp>', 'tệp mới (.ndjson)', said)
    .action(shell.does((options: LabelOptions) => labels(shell, options)));
  withOperationOptions(command.command('auto-link'))
    .description(
      'Cho hoặc thôi để máy tự nhóm các cặp gần như chắc trong tỉnh (gỡ ra được). Chỉ sau khi các quyết định của tỉnh cho cận dưới độ chính xác từ 99,5 %.',
    )
    .option('--on', 'cho máy tự nhóm')
    .option('--off', 'thôi')
    .action(shell.does((options: AutoLinkOptions) => autoLink(shell, options)));
}

async function labels(shell: Shell, { out, ...by }: LabelOptions): Promise<ExitCode> {
  const place = shell.place();
  const rows = await withKeys(place, by, ({ database, audit, approvals }) =>
    readAs(place, database, {
      what: 'duplicates labels',
      kind: 'judgement',
      by,
      read: () =>
        new PgDuplicates({
          dataSource: database.dataSource,
          ids: randomIds,
          audit,
          approvals,
          mayAttach: false,
        }).decidedLevels(LEVELS_VERSION),
    }),
  );
  await writePrivateFile(out, linesOf(rows));
  shell.print([
    `Đã ghi ${rows.length} nhãn vào ${out}.`,
    'Học: npm run kntc -- duplicates train … --decisions <tệp>.',
  ]);
  return 0;
}

async function* linesOf(rows: readonly DecidedLevels[]): AsyncIterable<string> {
  for (const { levels, state, band } of rows) {
    const label = LABELS[state];
    if (label !== undefined)
      yield `${JSON.stringify({ levelsVersion: LEVELS_VERSION, levels: [...levels], ...label, band })}\n`;
  }
}

/** What a decision says of the two questions. */
const LABELS: Readonly<Partial<Record<DuplicateState, object>>> = {
  attached: { label: 'duplicate', samePerson: true, sameMatter: true },
  linked: { label: 'duplicate', samePerson: true, sameMatter: true },
  related: { label: 'related' },
  supplement: { label: 'related', samePerson: true, sameMatter: true },
  split: { label: 'related', samePerson: true },
  rejected: { label: 'distinct' },
  'other-person': { label: 'distinct', samePerson: false },
};

async function autoLink(shell: Shell, options: AutoLinkOptions): Promise<ExitCode> {
  if ((options.on === true) === (options.off === true))
    throw wrongUsage('Cần đúng một trong hai: --on hoặc --off.', 'Chạy lại với --on hoặc --off.');
  const place = shell.place();
  const { version } = loadModel(place.environment.configDir, undefined);
  const command = commandOf(options);
  const answer = await withKeys(place, options, async (open) => {
    const { database, audit, approvals, provinceId } = open;
    const { dataSource } = database;
    const setting = new PgDuplicateSetting({ dataSource, ids: randomIds, audit, approvals, provinceId });
    const audited = await setting.audit(version);
    return perform(
      {
        name: `duplicates auto-link ${options.on === true ? 'on' : 'off'}`,
        target: version,
        command,
        done: [
          options.on === true ? 'Đã cho máy tự nhóm các cặp gần như chắc.' : 'Máy không tự nhóm cặp nào nữa.',
          figures(audited),
          'Cặp tự nhóm vẫn chờ người quyết định; gỡ ra được; không gắn gì trên CSDLQG.',
        ],
        missing: [OPERATION_REFUSALS['audit-too-low'][0], figures(audited), 'Quyết định thêm các cặp.'],
        act: async () => {
          const result = await setting.set(options.on === true, version, command);
          if (result.kind === 'refused' && result.why === 'audit-too-low')
            shell.terminal.err(figures(audited));
          return result;
        },
      },
      database.questions,
    );
  });
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

function figures({ decided, right, lowerBound }: AutoLinkAudit): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2).replace('.', ',')} %`;
  return `Người đã quyết định ${decided} cặp gần như chắc, ${right} cặp đúng là một việc; cận dưới 95 % của độ chính xác ${percent(lowerBound)}, cần ${percent(LEAST_PRECISION)}.`;
}
