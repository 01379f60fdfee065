import { vietnamTime } from '@kntc/domain';
import type { ChainedEntry } from '@kntc/domain';
import { Command } from 'commander';
import { count } from '../arguments';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { auditAcceptRestoreCommand } from './audit-accept-restore';
import { auditVerifyCommand } from './audit-verify';
import { auditWitnessCommand } from './audit-witness';

const MAX_PAGE = 1_000;
const PAGE = 50;

interface ListOptions {
  readonly limit: number;
  readonly before?: number;
  readonly json?: true;
}

/** `kntc audit`: what people did, and whether that record is whole. */
export function auditCommand(shell: Shell): Command {
  const command = new Command('audit').description(
    'Nhật ký kiểm toán: ai đã làm gì, nhật ký có bị sửa không.',
  );
  command
    .command('list')
    .description('Các thao tác mới nhất.')
    .option('--limit <số>', 'số dòng', count(MAX_PAGE), PAGE)
    .option('--before <số thứ tự>', 'các dòng trước số thứ tự này', count(Number.MAX_SAFE_INTEGER))
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  command.addCommand(auditVerifyCommand(shell));
  command.addCommand(auditAcceptRestoreCommand(shell));
  command.addCommand(auditWitnessCommand(shell));
  return command;
}

async function list(shell: Shell, { limit, before, json }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const items = await withCurrentDatabase(place, async (database) =>
    (await openAudit(place, database)).audit.newest(limit, before),
  );
  const next = items.length === limit && (items.at(-1)?.seq ?? 1) > 1 ? items.at(-1)?.seq : undefined;
  shell.answer(json, { items, next: next ?? null }, () => [
    ...(items.length === 0 ? ['Chưa có thao tác nào.'] : items.flatMap(linesOf)),
    ...(next === undefined ? [] : [`Xem tiếp: npm run kntc -- audit list --before ${next}`]),
  ]);
  return 0;
}

function linesOf(entry: ChainedEntry): readonly string[] {
  const { seq, at, actor, approver, action, target, reason, result } = entry;
  const who = approver === undefined ? actor : `${actor}, duyệt: ${approver}`;
  return [
    `${seq}  ${vietnamTime(new Date(at))}  ${action} ${target} → ${RESULTS[result] ?? result}`,
    `    ${who}${whyOf(action, reason)}`,
  ];
}

/** A look has no reason, and of a list the number of its lines stands there. */
function whyOf(action: string, reason: string): string {
  if (reason === '') return '';
  return action === 'list read' ? `. Số dòng: ${reason}` : `. Lý do: ${reason}`;
}

const RESULTS: Readonly<Record<string, string>> = {
  done: 'đã làm',
  started: 'bắt đầu',
  refused: 'bị từ chối',
  'not-found': 'không có hồ sơ',
  'not-there': 'không có, hoặc không được thấy',
};
