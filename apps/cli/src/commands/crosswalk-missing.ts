import { fieldLabel, partialDate, REASONS, toVietnameseDate, vietnamTime } from '@kntc/domain';
import { missingCodes, type MissingCode } from '@kntc/storage';
import type { Command } from 'commander';
import { withCurrentDatabase } from '../database/open-database';
import { table } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface MissingOptions {
  readonly source?: string;
  readonly json?: true;
}

/** `kntc crosswalk missing`: codes that stop records, each one cause with its number of records and oldest deadline. */
export function addMissingCommand(command: Command, shell: Shell): void {
  command
    .command('missing')
    .description('Mã chưa đối chiếu được: bao nhiêu hồ sơ đang chờ vì mã đó, hạn giải quyết gần nhất.')
    .option('--source <mã nguồn>', 'chỉ của một nguồn')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: MissingOptions) => missing(shell, options)));
}

async function missing(shell: Shell, { source, json }: MissingOptions): Promise<ExitCode> {
  const all = await withCurrentDatabase(shell.place(), ({ dataSource }) => missingCodes(dataSource));
  const items = all.filter((one) => source === undefined || one.source === source);
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Không có hồ sơ nào chờ vì thiếu mã tương ứng.']
      : [
          ...table(
            ['Nguồn', 'Danh mục', 'Mã của đơn vị', 'Trường', 'Lý do', 'Hồ sơ', 'Hạn gần nhất', 'Từ lúc'],
            items.map(cells),
          ),
          `${items.length} nguyên nhân.`,
          ...[...new Set(items.map(({ code }) => code))].map((code) => `${code}: ${REASONS[code].vi[2]}`),
          'Gợi ý mã tương ứng: npm run kntc -- crosswalk suggest.',
        ],
  );
  return 0;
}

function cells(one: MissingCode): readonly (string | number)[] {
  const due = partialDate(one.oldestDueOn ?? '');
  return [
    one.source,
    one.list,
    one.localCode,
    one.fields.map((field) => fieldLabel(field)).join('; '),
    one.code,
    one.records,
    due === undefined ? '(nguồn không có)' : toVietnameseDate(due),
    vietnamTime(one.since),
  ];
}
