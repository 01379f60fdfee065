import { OPERATION_DONE, vietnamTime } from '@kntc/domain';
import { loadProvince, randomIds } from '@kntc/platform';
import { destinationDepths, EVERY_AGENCY, PgQueuePauses, PgReports, queuePauses } from '@kntc/storage';
import type { DestinationDepth, QueueName, QueuePause } from '@kntc/storage';
import { Command } from 'commander';
import { said } from '../arguments';
import { withCurrentDatabase } from '../database/open-database';
import { withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import { wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { decideWith } from './decide-with';

interface QueueOptions extends OperationOptions {
  readonly source?: string;
  readonly agency?: string;
  readonly all?: true;
}

const NO_QUEUE: ThreeLines = [
  'Không có nguồn hoặc cơ quan này.',
  'Không có gì thay đổi.',
  'Xem id: npm run kntc -- sources list; cơ quan trong config/agencies.yaml.',
];
const DONE = {
  pause: [...OPERATION_DONE['queue-paused'], 'Xem: npm run kntc -- queues; cho đi tiếp: kntc resume.'],
  resume: [...OPERATION_DONE['queue-resumed'], 'Xem: npm run kntc -- queues.'],
} as const satisfies Readonly<Record<string, ThreeLines>>;

/** `kntc queues`: what waits in each queue, and who paused which. */
export function queuesCommand(shell: Shell): Command {
  return new Command('queues')
    .description('Hàng đợi theo cơ quan, và ai đang tạm dừng hàng đợi nào, vì sao.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => show(shell, options.json)));
}

/** `kntc pause`: a queue stands still until a person lets it go on, over restarts. */
export function pauseCommand(shell: Shell): Command {
  return deciding(shell, 'pause', 'Tạm dừng đọc một nguồn, hoặc gửi lên CSDLQG của một cơ quan hay tất cả.');
}

/** `kntc resume`: a queue that a person paused goes on. */
export function resumeCommand(shell: Shell): Command {
  return deciding(shell, 'resume', 'Cho hàng đợi mà người đã tạm dừng đi tiếp.');
}

function deciding(shell: Shell, name: 'pause' | 'resume', description: string): Command {
  return withOperationOptions(new Command(name))
    .description(description)
    .option('--source <id>', 'đọc từ nguồn này', said)
    .option('--agency <id>', 'gửi của cơ quan này', said)
    .option('--all', 'gửi của mọi cơ quan')
    .action(shell.does((options: QueueOptions) => decide(shell, name, options)));
}

function decide(shell: Shell, name: 'pause' | 'resume', options: QueueOptions): Promise<ExitCode> {
  const queue = queueOf(options);
  const { id: provinceId, agencies } = loadProvince(shell.place().environment.configDir);
  return decideWith(shell, {
    name,
    target: `${queue.side} ${queue.target}`,
    options,
    done: DONE[name],
    missing: NO_QUEUE,
    open: (tools) =>
      new PgQueuePauses({
        ...tools,
        ids: randomIds,
        provinceId,
        agencies: [provinceId, ...agencies.map(({ id }) => id)],
      }),
    act: (pauses, command) => pauses[name](queue, command),
  });
}

function queueOf({ source, agency, all }: QueueOptions): QueueName {
  const named = [source, agency, all].filter((one) => one !== undefined);
  if (named.length !== 1)
    throw wrongUsage('Chưa rõ hàng đợi nào.', 'Viết đúng một trong: --source <id>, --agency <id>, --all.');
  if (source !== undefined) return { side: 'source', target: source };
  return { side: 'destination', target: agency ?? EVERY_AGENCY };
}

async function show(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const found = await withCurrentDatabase(shell.place(), async ({ dataSource }) => ({
    destinations: await destinationDepths(dataSource, 'everything'),
    pauses: await queuePauses(dataSource),
    sources: (await new PgReports(dataSource).sources()).map(({ id, readAt }) => ({ id, readAt })),
  }));
  shell.answer(isJson, found, () => [
    ...destinationLines(found.destinations),
    '',
    ...table(
      ['Nguồn', 'Đọc lần cuối'],
      found.sources.map(({ id, readAt }) => [id, vietnamTime(readAt)]),
    ),
    '',
    ...(found.pauses.length === 0 ? ['Không ai tạm dừng hàng đợi nào.'] : found.pauses.map(pauseLine)),
  ]);
  return 0;
}

function destinationLines(depths: readonly DestinationDepth[]): readonly string[] {
  if (depths.length === 0) return ['Không có gì chờ gửi.'];
  return table(
    ['Cơ quan', 'Chờ gửi', 'Chờ hạn mức', 'Đang gửi', 'Chưa rõ', 'Lâu nhất từ'],
    depths.map((one) => [
      one.agency,
      one.due,
      one.braked,
      one.inFlight,
      one.unknown,
      vietnamTime(one.oldestAt),
    ]),
  );
}

/** Which queue stands still, since when, by whom and why. */
export function pauseLine({ side, target, since, by, reason }: QueuePause): string {
  const every = target === EVERY_AGENCY ? 'Gửi lên CSDLQG của mọi cơ quan' : `Gửi của cơ quan ${target}`;
  const what = side === 'source' ? `Đọc nguồn ${target}` : every;
  return `${what} tạm dừng từ ${vietnamTime(since)}, ${by}: ${reason}`;
}
