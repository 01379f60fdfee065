import type { ReasonCode, RecordDecision } from '@kntc/domain';
import { withOperations } from '../database/open-audit';
import type { OpenDatabase } from '../database/open-database';
import type { ExcludedRequest, ExcludedRow } from '../database/questions';
import { commandOf } from '../operation-answer';
import type { OperationOptions } from '../operation-answer';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { decideEach } from './quarantine-decide-all';

const BATCH = 100;

/** What is stored when records that stood for a cause are excluded; the cause itself is gone once they are judged again. */
const EXCLUDED_FOR: Partial<Record<ReasonCode, RecordDecision>> = {
  BEFORE_START_OPEN: 'exclude',
  MISSING_MANDATORY: 'no-petition',
};

/** Exclusions to take back. */
export interface CauseTakenBack {
  readonly code: ReasonCode;
  /** Only this source; `undefined` = all. */
  readonly source: string | undefined;
  /** Key of one `quarantine decide --cause`; `undefined` = every exclusion for this cause, whoever made it. */
  readonly decisionKey: string | undefined;
}

/**
 * Takes back every exclusion of one cause, or of one bulk decision about it: each in its own transaction, with an
 * operation row and a key of its own, so that a run that broke off goes on when it is started again.
 */
export async function takeBackAll(
  shell: Shell,
  { code, source, decisionKey }: CauseTakenBack,
  options: OperationOptions & { readonly dryRun?: true | undefined },
): Promise<ExitCode> {
  const decision = EXCLUDED_FOR[code];
  if (decision === undefined)
    throw wrongUsage(
      `Không có quyết định nào loại hồ sơ vì ${code}.`,
      `Lý do rút lại được hàng loạt: ${Object.keys(EXCLUDED_FOR).join(', ')}.`,
    );
  const command = commandOf(options);
  return withOperations(shell.place(), options, async (operations, database) => {
    const records = excluded({ decision, decisionKey, source }, database);
    if (options.dryRun === true) {
      let matching = 0;
      for await (const _one of records) matching += 1;
      shell.answer(options.json, { code, source, decisionKey, matching }, () => [
        `${matching} hồ sơ đã bị loại vì ${code}${decisionKey === undefined ? '' : ` trong lượt ${decisionKey}`}.`,
        'Chưa rút lại gì.',
        'Chạy lại không có --dry-run để rút lại tất cả.',
      ]);
      return 0;
    }
    const { done: takenBack, skipped } = await decideEach(records, 'undecided', command, {
      operations,
      questions: database.questions,
    });
    const { idempotencyKey } = command;
    shell.answer(options.json, { code, source, decisionKey, takenBack, skipped, idempotencyKey }, () => [
      `Đã rút lại quyết định về ${takenBack} hồ sơ ${code}, bỏ qua ${skipped.length}.`,
      ...skipped.map(({ target, text }) => `  bỏ qua ${target}: ${text[0]}`),
      'Cổng xét lại các hồ sơ này trong vài giây như chưa ai quyết định. Xem: npm run kntc -- quarantine list.',
    ]);
    return skipped.every(({ result }) => result === 'repeated') ? 0 : 1;
  });
}

async function* excluded(
  request: Omit<ExcludedRequest, 'cursor' | 'limit'>,
  { questions }: OpenDatabase,
): AsyncIterable<ExcludedRow> {
  let cursor: string | undefined = '0';
  while (cursor !== undefined) {
    const rows: readonly ExcludedRow[] = await questions.excluded({ ...request, cursor, limit: BATCH });
    yield* rows;
    cursor = rows.at(-1)?.id;
  }
}
