import { dryRun } from '@kntc/sources';
import type { Command } from 'commander';
import { hideInVerdict } from '../preview-lines';
import { summaryLines, SummaryTally } from '../preview-summary';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { tried } from './tried-source';

interface DryRunOptions {
  readonly file?: string;
  readonly json?: true;
}

const TOLD_EVERY = 5_000;

/** `kntc sources dry-run`: every record mapped and judged, counted by cause, nothing stored. */
export function addDryRunCommand(command: Command, shell: Shell): void {
  command
    .command('dry-run')
    .description('Chạy thử cả nguồn: ánh xạ và xét mọi hồ sơ, đếm theo nguyên nhân. Chỉ đọc, không lưu gì.')
    .argument('<id>', 'mã nguồn')
    .option('--file <tệp>', 'chạy thử tệp này thay cho tệp mới nhất (nguồn bảng tính)')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: DryRunOptions) => run(shell, id, options)));
}

function run(shell: Shell, id: string, { file, json }: DryRunOptions): Promise<ExitCode> {
  return tried(shell, { id, file }, async ({ source, deps, judge, notes }) => {
    const tally = new SummaryTally();
    let seen = 0;
    const total = await dryRun(source, deps, (mapped, localKey) => {
      tally.add(hideInVerdict(judge(mapped, localKey), mapped.draft.kind), localKey);
      seen += 1;
      if (seen % TOLD_EVERY === 0) shell.terminal.err(`Đã xét ${seen} hồ sơ …`);
    });
    const said = [...notes, DUPLICATES];
    shell.answer(json, { source: id, total, ...tally.summary, notes: said }, () => [
      ...summaryLines(id, total, tally.summary),
      ...said.map((note) => `! ${note}`),
      'Không có gì được ghi lại.',
    ]);
  });
}

const DUPLICATES = 'Đơn trùng nhau hoàn toàn chỉ được thấy khi cổng nhận thật.';
