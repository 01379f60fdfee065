import { createHash } from 'node:crypto';
import { formFault } from '@kntc/domain';
import type { ReadSheet } from '@kntc/domain';
import { workbookAt } from '../commands/batch-files';
import { isoDate, said } from '../arguments';
import { withOperationOptions, type OperationOptions } from '../operation-answer';
import { Refusal, wrongUsage } from '../refusal';
import type { Command } from 'commander';

/** What a form is handed in with. */
export interface FormOptions extends OperationOptions {
  readonly file: string;
  readonly from: string;
  readonly version?: string;
  readonly preview?: true;
  readonly result?: string;
}

/** Adds the options of {@link FormOptions} to a command. */
export function withFormOptions(command: Command): Command {
  return withOperationOptions(command)
    .requiredOption('--file <tệp>', 'biểu đã điền, .xlsx', said)
    .requiredOption('--from <ngày>', 'ngày hiệu lực, không muộn hơn hôm nay', isoDate)
    .option('--preview', 'chỉ xem từng dòng sẽ thế nào, in phiên bản; không ghi nhận gì')
    .option('--version <phiên bản>', 'phiên bản của lần xem trước', said)
    .option('--result <tệp>', 'ghi kết quả từng dòng ra tệp .xlsx chưa có', said);
}

/** The sheets of a form. @throws Refusal for what is no workbook, or not that form */
export async function formAt(
  { file }: Pick<FormOptions, 'file'>,
  wanted: Parameters<typeof formFault>[1],
): Promise<{ readonly sheets: readonly ReadSheet[]; readonly sha256: string }> {
  const { bytes, sheets } = await workbookAt(file);
  const fault = formFault(sheets, wanted);
  if (fault !== undefined) throw new Refusal(fault);
  return { sheets, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The version that was seen. @throws Refusal where none was named */
export function seenVersion({ version }: Pick<FormOptions, 'version'>): string {
  if (version !== undefined) return version;
  throw wrongUsage(
    'Chưa xem trước biểu này.',
    'Chạy với --preview, đọc từng dòng, rồi chạy lại với --version <phiên bản>.',
  );
}
