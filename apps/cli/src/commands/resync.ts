import { OPERATION_DONE } from '@kntc/domain';
import { Command } from 'commander';
import { references } from '../arguments';
import { withOperations } from '../database/open-audit';
import { commandOf, perform, refusedLines, withOperationOptions } from '../operation-answer';
import type { OperationAnswer, OperationOptions } from '../operation-answer';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const DONE = [...OPERATION_DONE.resync, 'Không phải làm gì.'] as const;

/** `kntc resync`: asks that records become due again. Sends nothing by itself. */
export function resyncCommand(shell: Shell): Command {
  return withOperationOptions(new Command('resync'))
    .description('Đồng bộ lại một hoặc nhiều hồ sơ. Chỉ đặt lịch, không gửi trực tiếp.')
    .argument('<references...>', 'mã hồ sơ địa phương', references)
    .action(
      shell.does((targets: readonly string[], options: OperationOptions) => resync(shell, targets, options)),
    );
}

async function resync(
  shell: Shell,
  targets: readonly string[],
  options: OperationOptions,
): Promise<ExitCode> {
  const command = commandOf(options);
  const wanted = new Set(targets);
  const answers = await withOperations(shell.place(), options, async (operations, { questions }) => {
    const objection = await operations.objectionToMany(wanted.size, command);
    if (objection?.kind === 'refused') throw new Refusal(refusedLines(objection));
    const all: OperationAnswer[] = [];
    for (const target of wanted) {
      // One operation per record, each with a key of its own.
      const key = targets.length === 1 ? command.idempotencyKey : `${command.idempotencyKey}:${target}`;
      const how = { ...command, idempotencyKey: key };
      const act = () => operations.resync(target, how);
      all.push(await perform({ name: 'resync', target, command: how, act, done: DONE }, questions));
    }
    return all;
  });
  const items = answers.map(({ exitCode: _exitCode, ...answer }) => answer);
  shell.answer(options.json, { items }, () =>
    answers.flatMap(({ target, text }) => [`${target}: ${text[0]}`, `  ${text[1]}`, `  ${text[2]}`]),
  );
  return answers.every(({ exitCode }) => exitCode === 0) ? 0 : 1;
}
