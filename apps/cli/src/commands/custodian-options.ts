import type { Command } from 'commander';
import { said } from '../arguments';

/** Who exchanges keys, and why: every act on keys is in the audit. */
export interface CustodianOptions {
  readonly actor: string;
  readonly reason: string;
  readonly json?: true;
}

export function withCustodianOptions(command: Command): Command {
  return command
    .requiredOption('--actor <tên>', 'người giữ khoá thực hiện', said)
    .requiredOption('--reason <lý do>', 'lý do, được ghi vào nhật ký kiểm toán', said)
    .option('--json', 'in kết quả cho máy đọc');
}
