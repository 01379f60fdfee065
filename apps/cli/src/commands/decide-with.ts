import type { PgApprovals, PgAudit } from '@kntc/storage';
import { openApprovals } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import { commandOf, perform, type Operation, type OperationOptions } from '../operation-answer';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

/** What a store of decisions is opened with. */
interface DecidingTools {
  readonly dataSource: OpenDatabase['dataSource'];
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/** One decision: its words for the answer, the store that takes it, and what is asked of the store. */
interface Deciding<T> extends Pick<Operation, 'name' | 'target' | 'done' | 'missing'> {
  readonly options: OperationOptions;
  readonly open: (tools: DecidingTools) => T;
  readonly act: (store: T, command: Operation['command']) => ReturnType<Operation['act']>;
}

/**
 * Carries out one decision of named people and prints what came of it.
 * @throws Refusal where database, keys or proofs of the people are not in order; nothing is decided then
 */
export async function decideWith<T>(
  shell: Shell,
  { options, open, act, ...words }: Deciding<T>,
): Promise<ExitCode> {
  const place = shell.place();
  const command = commandOf(options);
  const answer = await withCurrentDatabase(place, async (database) => {
    const { dataSource, questions } = database;
    const { audit } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people: options });
    const store = open({ dataSource, audit, approvals });
    return perform({ ...words, command, act: () => act(store, command) }, questions);
  });
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}
