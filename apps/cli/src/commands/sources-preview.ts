import { addressGuardOf, systemClock } from '@kntc/platform';
import { loadCrosswalks, loadSources, previewSource } from '@kntc/sources';
import type { Command } from 'commander';
import { count } from '../arguments';
import { previewJudge, previewKnowledge } from '../composition/preview-judge';
import { fileFolders } from '../database/file-folders';
import { withSourceVariables } from '../database/source-variables';
import { hideDenouncers, previewLines } from '../preview-lines';
import { summaryLines, summaryOf, withSentences } from '../preview-summary';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { at, refuseUnknown } from './known-source';

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

async function preview(shell: Shell, id: string, options: PreviewOptions): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  const named = loadSources(configDir, place.terminal.variables);
  const isNamed = (one: { readonly id: string }): boolean => one.id === id;
  refuseUnknown(id, named.sources.filter(isNamed), named);
  // Before the source is opened: both may need the embedded server, and whoever started it stops it.
  const known = await previewKnowledge(place, id);
  return withSourceVariables(place, async (variables) => {
    const loaded = loadSources(configDir, variables);
    const source = loaded.sources.find(isNamed);
    refuseUnknown(id, source === undefined ? [] : [source], loaded);
    if (source === undefined) {
      shell.print(loaded.problems.map((problem) => at(configDir, problem)));
      return 1;
    }
    const crosswalks = loadCrosswalks(configDir);
    const { judge, notes } = previewJudge(place, source, crosswalks.rows, known);
    const addresses = await addressGuardOf(place.environment, place.environment.databaseUrl);
    const folders = fileFolders(place, options.file);
    const deps = { clock: systemClock, env: variables, addresses, folders };
    const records = await previewSource(source, deps, options.limit, judge);
    const shown = records.map(hideDenouncers);
    const summary = summaryOf(shown);
    const said = [...crosswalks.problems.map((problem) => at(configDir, problem)), ...notes];
    const answer = { source: id, records: shown.map(withSentences), ...summary, notes: said };
    shell.answer(options.json, answer, () => [
      ...shown.flatMap(previewLines),
      ...summaryLines(id, shown.length, summary),
      ...said.map((note) => `! ${note}`),
      'Không có gì được ghi lại.',
    ]);
    return 0;
  });
}
