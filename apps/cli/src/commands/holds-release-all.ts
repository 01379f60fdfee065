import type { ReasonCode } from '@kntc/domain';
import type { Command as OperationCommand, PgOperations } from '@kntc/storage';
import { withOperations } from '../database/open-audit';
import type { OpenDatabase } from '../database/open-database';
import { commandOf, perform, refusedLines } from '../operation-answer';
import type { OperationAnswer, OperationOptions } from '../operation-answer';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const BATCH = 100;
const DONE = ['Đã cho hồ sơ đi tiếp.', 'Cổng gửi tiếp.', ''] as const;

interface Tally {
  readonly released: number;
  readonly skipped: readonly Pick<OperationAnswer, 'target' | 'result' | 'why' | 'text'>[];
}

/**
 * Releases every record held for one reason: each in its own transaction and with a key of its own, derived from
 * the key of the whole. Interrupted and started again with the same key, it goes on where it stopped. A record
 * that is refused again meanwhile is not visited twice.
 */
export async function releaseAll(
  shell: Shell,
  code: ReasonCode,
  options: OperationOptions,
): Promise<ExitCode> {
  const command = commandOf(options);
  const { released, skipped } = await withOperations(shell.place(), options, async (operations, database) => {
    const objection = await operations.objectionToMany(await heldFor(code, database), command);
    if (objection?.kind === 'refused') throw new Refusal(refusedLines(objection));
    return walk(shell, { code, command, operations, database });
  });
  const { idempotencyKey } = command;
  shell.answer(options.json, { code, released, skipped, idempotencyKey }, () => [
    `Đã cho ${released} hồ sơ ${code} đi tiếp, bỏ qua ${skipped.length}.`,
    ...skipped.map(({ target, text }) => `  bỏ qua ${target}: ${text[0]}`),
  ]);
  return skipped.every(({ result }) => result === 'repeated') ? 0 : 1;
}

interface Walk {
  readonly code: ReasonCode;
  readonly command: OperationCommand;
  readonly operations: PgOperations;
  readonly database: OpenDatabase;
}

/** How many stand there, up to one page: enough to know whether one person may have them all sent again. */
async function heldFor(code: ReasonCode, { questions }: OpenDatabase): Promise<number> {
  return (await questions.held({ code, cursor: '0', limit: BATCH })).items.length;
}

async function walk(shell: Shell, { code, command, operations, database }: Walk): Promise<Tally> {
  const skipped: Tally['skipped'][number][] = [];
  let released = 0;
  let cursor: string | null = '0';
  while (cursor !== null) {
    const page = await database.questions.held({ code, cursor, limit: BATCH });
    for (const { reference } of page.items) {
      if (reference === null) continue;
      const how = { ...command, idempotencyKey: `${command.idempotencyKey}:${reference}` };
      const act = () => operations.release(reference, how);
      const answer = await perform(
        { name: 'holds release', target: reference, command: how, act, done: DONE },
        database.questions,
      );
      if (answer.result === 'done') released += 1;
      else skipped.push({ target: reference, result: answer.result, why: answer.why, text: answer.text });
    }
    cursor = page.next;
    shell.terminal.err(`… ${released + skipped.length} hồ sơ`);
  }
  return { released, skipped };
}
