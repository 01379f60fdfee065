import type { ReasonCode } from '@kntc/domain';
import type { PgOperations, ScopeDecision } from '@kntc/storage';
import { withOperations } from '../database/open-audit';
import type { OpenDatabase } from '../database/open-database';
import type { StandingRow } from '../database/questions';
import { commandOf, perform } from '../operation-answer';
import type { OperationAnswer, OperationOptions } from '../operation-answer';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const BATCH = 100;
const DONE = ['Đã ghi nhận.', 'Cổng xét lại hồ sơ.', ''] as const;

/** Records that stand for one cause, and what a person says of all of them. */
export interface CauseDecision {
  readonly code: ReasonCode;
  readonly field: string | undefined;
  /** Only this source; `undefined` = all. */
  readonly source: string | undefined;
  readonly decision: 'include' | 'exclude';
}

/** A record by its place at the source. */
type AtSource = Pick<StandingRow, 'source' | 'localKey'>;

/** What a walk over records needs of an open database. */
interface Deciding {
  readonly operations: PgOperations;
  readonly questions: OpenDatabase['questions'];
}

interface Tally {
  readonly done: number;
  readonly skipped: readonly Pick<OperationAnswer, 'target' | 'result' | 'why' | 'text'>[];
}

/**
 * Decides every record of one cause: each in its own transaction, with an operation row and a key of its own, derived
 * from the key of the whole. Interrupted and started again with the same key, it goes on where it stopped.
 */
export async function decideAll(
  shell: Shell,
  cause: CauseDecision,
  options: OperationOptions & { readonly dryRun?: true | undefined },
): Promise<ExitCode> {
  const command = commandOf(options);
  const { code, field, source, decision } = cause;
  return withOperations(shell.place(), options, async (operations, database) => {
    if (options.dryRun === true) {
      let matching = 0;
      for await (const _one of recordsOf(cause, database)) matching += 1;
      shell.answer(options.json, { code, field, source, decision, matching }, () => [
        `${matching} hồ sơ đang chờ vì ${code}${field === undefined ? '' : ` ở trường ${field}`}.`,
        'Chưa ghi nhận gì.',
        'Chạy lại không có --dry-run để ghi nhận quyết định cho tất cả.',
      ]);
      return 0;
    }
    const { done: decided, skipped } = await decideEach(recordsOf(cause, database), decision, command, {
      operations,
      questions: database.questions,
    });
    const { idempotencyKey } = command;
    shell.answer(options.json, { code, field, source, decision, decided, skipped, idempotencyKey }, () => [
      `Đã quyết định ${decided} hồ sơ ${code}, bỏ qua ${skipped.length}.`,
      ...skipped.map(({ target, text }) => `  bỏ qua ${target}: ${text[0]}`),
      `Cổng xét lại các hồ sơ này trong vài giây.${decision === 'exclude' ? ` ${wayBack(code, idempotencyKey)}` : ''}`,
    ]);
    return skipped.every(({ result }) => result === 'repeated') ? 0 : 1;
  });
}

/** Records the same word about each record, one operation each. */
export async function decideEach(
  records: AsyncIterable<AtSource>,
  decision: ScopeDecision,
  command: ReturnType<typeof commandOf>,
  { operations, questions }: Deciding,
): Promise<Tally> {
  const name = decision === 'undecided' ? 'quarantine take-back' : 'quarantine decide';
  const skipped: Tally['skipped'][number][] = [];
  let done = 0;
  for await (const { source, localKey } of records) {
    const target = `${source}/${localKey}`;
    const how = { ...command, idempotencyKey: `${command.idempotencyKey}:${target}` };
    const act = () => operations.decide(source, localKey, decision, how);
    const answer = await perform({ name, target, command: how, act, done: DONE }, questions);
    if (answer.result === 'done') done += 1;
    else skipped.push({ target, result: answer.result, why: answer.why, text: answer.text });
  }
  return { done, skipped };
}

function wayBack(code: ReasonCode, key: string): string {
  return `Rút lại cả lượt này: npm run kntc -- quarantine take-back --cause ${code} --decision ${key} …`;
}

async function* recordsOf(
  { code, field, source }: CauseDecision,
  { questions }: OpenDatabase,
): AsyncIterable<StandingRow> {
  let cursor: string | null = '0';
  while (cursor !== null) {
    const page = await questions.quarantined({ code, field, source, cursor, limit: BATCH });
    yield* page.items;
    cursor = page.next;
  }
}
