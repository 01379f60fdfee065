import { previewSource } from '@kntc/sources';
import type { Command } from 'commander';
import { count } from '../arguments';
import { hideDenouncers, previewLines } from '../preview-lines';
import { summaryLines, summaryOf, withSentences } from '../preview-summary';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { tried } from './tried-source';

interface PreviewOptions {
  readonly limit: number;
  readonly file?: string;
  readonly json?: true;
}

const MAX_PREVIEW = 1_000;

/** `kntc sources preview`: what records become, and what intake would decide about them. Writes nothing anywhere. */
export function addPreviewCommand(command: Command, shell: Shell): void {
  command
    .command('preview')
    .description(
      'Xem trước hồ sơ mà nguồn sẽ cho, đã che thông tin cá nhân, và cổng sẽ nhận hay giữ lại vì sao. Chỉ đọc.',
    )
    .argument('<id>', 'mã nguồn')
    .option('--limit <số>', 'số hồ sơ', count(MAX_PREVIEW), 20)
    .option('--file <tệp>', 'xem tệp này thay cho tệp mới nhất (nguồn bảng tính)')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: PreviewOptions) => preview(shell, id, options)));
}

function preview(shell: Shell, id: string, { limit, file, json }: PreviewOptions): Promise<ExitCode> {
  return tried(shell, { id, file }, async ({ source, deps, judge, notes }) => {
    const records = await previewSource(source, deps, limit, judge);
    const shown = records.map(hideDenouncers);
    const summary = summaryOf(shown);
    shell.answer(json, { source: id, records: shown.map(withSentences), ...summary, notes }, () => [
      ...shown.flatMap(previewLines),
      ...summaryLines(id, shown.length, summary),
      ...notes.map((note) => `! ${note}`),
      'Không có gì được ghi lại.',
    ]);
  });
}
