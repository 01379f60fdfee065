import { migrate } from '@kntc/storage';
import { Command } from 'commander';
import { withDatabase } from '../database/open-database';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

/** `kntc migrate`: brings the schema up to date, as the gateway itself does at its start. Safe to run twice. */
export function migrateCommand(shell: Shell): Command {
  return new Command('migrate')
    .description('Đưa cấu trúc cơ sở dữ liệu của cổng lên bản mới nhất.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => bringUp(shell, options.json)));
}

async function bringUp(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const { name, applied } = await withDatabase(shell.place(), async (database) => {
    const missing = await database.questions.missingMigrations();
    if (missing.length > 0) await migrate(database.dataSource);
    return { name: database.name, applied: missing };
  });
  shell.answer(isJson, { database: name, applied }, () => [
    applied.length === 0
      ? `Cơ sở dữ liệu ${name} đã ở bản mới nhất.`
      : `Đã cập nhật cơ sở dữ liệu ${name}: ${applied.join(', ')}.`,
  ]);
  return 0;
}
