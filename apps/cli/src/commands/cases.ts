import { isSamePerson } from '@kntc/domain';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { said } from '../arguments';
import { withBothProofs, type ProofOptions } from '../database/open-approvals';
import { withAllKeys } from '../database/open-keys';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface FindOptions extends ProofOptions {
  readonly actor: string;
  readonly reason: string;
  readonly denunciations?: true;
  readonly secondPerson?: string;
  readonly json?: true;
}

const MAX_SOUGHT = 500;

/** `kntc cases`: which cases a person is a party of. */
export function casesCommand(shell: Shell): Command {
  const command = new Command('cases').description('Tìm hồ sơ theo người liên quan.');
  withBothProofs(command.command('find'))
    .description(
      'Mã các hồ sơ có người mang số giấy tờ, số điện thoại hoặc họ tên đọc từ đầu vào chuẩn; ghi vào nhật ký kiểm toán.',
    )
    .requiredOption('--actor <tên>', 'người tìm', said)
    .requiredOption('--reason <lý do>', 'lý do, được ghi vào nhật ký kiểm toán (không ghi giá trị tìm)', said)
    .option('--denunciations', 'tìm cả trong đơn tố cáo; cần --second-person')
    .option('--second-person <tên>', 'người thứ hai đồng ý, khác người tìm', said)
    .option('--json', 'in kết quả cho máy đọc')
    .addHelpText(
      'after',
      '\nGiá trị tìm không bao giờ viết trên dòng lệnh: gõ sau khi lệnh chạy, hoặc đưa qua < tệp.',
    )
    .action(shell.does((options: FindOptions) => find(shell, options)));
  return command;
}

async function find(shell: Shell, options: FindOptions): Promise<ExitCode> {
  checkPersons(options);
  const { actor, reason, secondPerson, json } = options;
  const people = { ...options, approver: secondPerson };
  const { found, unindexed } = await withAllKeys(shell.place(), people, async ({ search }) => {
    const value = soughtOf((await shell.terminal.input?.()) ?? '');
    return {
      found: await search.find(value, { actor, reason, secondPerson }),
      unindexed: await search.unindexed(),
    };
  });
  if (found.kind === 'refused') throw new Refusal(accessRefusal(found.why, found.of));
  const { references } = found;
  shell.answer(json, { items: references, unindexed }, () => [
    ...(references.length === 0 ? ['Không có hồ sơ nào.'] : references),
    ...(options.denunciations === true ? [] : ['Chưa tìm trong đơn tố cáo.']),
    ...(unindexed === 0
      ? []
      : [`${unindexed} hồ sơ chưa có chỉ mục nên chưa được tìm: npm run kntc -- keys index.`]),
  ]);
  return 0;
}

/** Nobody finds a denouncer alone. */
function checkPersons({ actor, denunciations, secondPerson }: FindOptions): void {
  if ((denunciations === true) !== (secondPerson !== undefined))
    throw wrongUsage(
      'Tìm trong đơn tố cáo cần cả --denunciations và --second-person.',
      'Thêm tham số còn thiếu, hoặc bỏ cả hai.',
    );
  if (secondPerson !== undefined && isSamePerson(actor, secondPerson))
    throw wrongUsage(
      'Người tìm và người thứ hai là cùng một người.',
      'Để một người khác đồng ý: --second-person <tên>.',
    );
}

function soughtOf(input: string): string {
  const value = input.trim();
  if (value !== '' && value.length <= MAX_SOUGHT && !value.includes('\n')) return value;
  throw wrongUsage(
    `Đầu vào phải là một dòng không trống, không quá ${MAX_SOUGHT} ký tự.`,
    'Đưa một số giấy tờ, số điện thoại hoặc họ tên đầy đủ qua đầu vào chuẩn.',
  );
}
