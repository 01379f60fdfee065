import { COMPARISON_CLASSES, fieldLabel, FINDING_CODES, FINDINGS, vietnamTime } from '@kntc/domain';
import type { FindingCode } from '@kntc/domain';
import { PgLists } from '@kntc/storage';
import type { FindingFilter, FindingRow } from '@kntc/storage';
import { Command, Option } from 'commander';
import { count, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { table } from '../output';
import { CLASS_NAMES } from '../reconciliation/reconciliation-lines';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface ListOptions extends ReaderOptions {
  readonly class?: FindingFilter['class'];
  readonly code?: FindingCode;
  readonly agency?: string;
  readonly reference?: string;
  readonly settled?: true;
  readonly limit: number;
  readonly json?: true;
}

const PAGE = 50;
const MOST = 1_000;

/** `kntc findings`: where both sides differ, by evidence; never a value. */
export function findingsCommand(shell: Shell): Command {
  const command = new Command('findings').description('Sai khác giữa cổng và CSDLQG do đối soát tìm ra.');
  withReader(command.command('list'))
    .description('Từng sai khác: hồ sơ, bằng chứng, trường nào, từ lúc nào; không in giá trị.')
    .addOption(new Option('--class <loại>', 'chỉ một loại').choices(COMPARISON_CLASSES.slice(1)))
    .addOption(new Option('--code <mã>', 'chỉ một bằng chứng').choices(FINDING_CODES))
    .option('--agency <mã cơ quan>', 'chỉ của một cơ quan', said)
    .option('--reference <mã>', 'chỉ một hồ sơ', said)
    .option('--settled', 'những sai khác đã hết')
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  return command;
}

async function list(shell: Shell, { limit, json, settled, ...options }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const { class: cls, code, agency, reference } = options;
  const filter: FindingFilter = { class: cls, code, agency, reference, isSettled: settled === true };
  const items = await withCurrentDatabase(place, (database) => {
    const lists = new PgLists(database.dataSource);
    const asked = { filter, after: undefined, limit };
    return readAs(place, database, {
      what: 'findings list',
      kind: 'judgement',
      by: options,
      read: async (scope) => (await lists.findings(asked, scope)).items,
    });
  });
  const shown = items.map(({ fields, ...row }) => ({ ...row, fields: fields.map(({ field }) => field) }));
  shell.answer(json, { items: shown }, () => lines(items));
  return 0;
}

function lines(items: readonly FindingRow[]): readonly string[] {
  if (items.length === 0) return ['Không có sai khác nào.'];
  const codes = [...new Set(items.map(({ code }) => code))];
  return [
    ...table(
      ['Tham chiếu', 'Cơ quan', 'Loại', 'Bằng chứng', 'Trường', 'Từ lúc', 'Thấy lại lúc'],
      items.map((one) => [
        one.reference ?? '(CSDLQG)',
        one.agency,
        CLASS_NAMES[one.class],
        one.code,
        one.fields.map(({ field }) => fieldLabel(field)).join('; '),
        vietnamTime(one.firstSeenAt),
        vietnamTime(one.lastSeenAt),
      ]),
    ),
    ...codes.map((code) => `${code}: ${FINDINGS[code].vi.join(' ')}`),
  ];
}
