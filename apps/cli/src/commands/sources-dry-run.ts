import { addressGuardOf, systemClock } from '@kntc/platform';
import { dryRun, loadCrosswalks, loadSources } from '@kntc/sources';
import type { Command } from 'commander';
import { previewJudge, previewKnowledge } from '../composition/preview-judge';
import { fileFolders } from '../database/file-folders';
import { withSourceVariables } from '../database/source-variables';
import { hideInVerdict } from '../preview-lines';
import { summaryLines, SummaryTally } from '../preview-summary';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { at, refuseUnknown } from './known-source';

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

async function run(shell: Shell, id: string, options: DryRunOptions): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  // Before the source is opened: both may need the embedded server, and whoever started it stops it.
  const known = await previewKnowledge(place, id);
  return withSourceVariables(place, async (variables) => {
    const loaded = loadSources(configDir, variables);
    const source = loaded.sources.find((one) => one.id === id);
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
    const tally = new SummaryTally();
    let seen = 0;
    const total = await dryRun(source, deps, (mapped, localKey) => {
      tally.add(hideInVerdict(judge(mapped, localKey), mapped.draft.kind), localKey);
      seen += 1;
      if (seen % TOLD_EVERY === 0) shell.terminal.err(`Đã xét ${seen} hồ sơ …`);
    });
    const said = [...crosswalks.problems.map((problem) => at(configDir, problem)), ...notes, DUPLICATES];
    shell.answer(options.json, { source: id, total, ...tally.summary, notes: said }, () => [
      ...summaryLines(id, total, tally.summary),
      ...said.map((note) => `! ${note}`),
      'Không có gì được ghi lại.',
    ]);
    return 0;
  });
}

const DUPLICATES = 'Đơn trùng nhau hoàn toàn chỉ được thấy khi cổng nhận thật.';
