import { setTimeout as rest } from 'node:timers/promises';
import { OPERATION_DONE } from '@kntc/domain';
import { nightsOfRound } from '@kntc/reconciliation';
import { PgOperations, reconciliationStanding } from '@kntc/storage';
import type { ReconciliationStanding, RunStanding } from '@kntc/storage';
import { Command } from 'commander';
import { nationalSettings } from '../composition/national-side';
import { said } from '../arguments';
import { withBothProofs } from '../database/open-approvals';
import { withOperations } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { commandOf, perform, type OperationAnswer, type OperationOptions } from '../operation-answer';
import { reconciliationLines, runLine } from '../reconciliation/reconciliation-lines';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

type ReconcileOptions = Partial<OperationOptions> & {
  readonly full?: true;
  readonly agency?: string;
  /** `false`: asked for, and not waited for. */
  readonly wait: boolean;
};

const LOOK_AGAIN_MS = 1_000;
/** Nobody has begun within this time: no process with the role runs, or something else comes first. */
const PATIENCE_MS = 30_000;

/** `kntc reconcile`: where reconciliation stands, or a comparison of everything, or of one agency, with its progress. */
export function reconcileCommand(shell: Shell): Command {
  return withBothProofs(new Command('reconcile'))
    .description(
      'Đối soát với CSDLQG: xem tình hình; --full hoặc --agency: so sánh lại. Chỉ đọc, không gửi, không sửa gì.',
    )
    .option('--full', 'so sánh mọi hồ sơ')
    .option('--agency <mã cơ quan>', 'chỉ hồ sơ của một cơ quan', said)
    .option('--actor <tên>', 'người thực hiện; cần với --full, --agency', said)
    .option('--reason <lý do>', 'lý do; cần với --full, --agency', said)
    .option('--approver <tên>', 'người duyệt, nếu có', said)
    .option('--key <khoá>', 'khoá chống làm lặp (Idempotency-Key); mặc định: ngẫu nhiên', said)
    .option('--no-wait', 'không chờ xem tiến độ')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ReconcileOptions) => reconcile(shell, options)));
}

async function reconcile(shell: Shell, options: ReconcileOptions): Promise<ExitCode> {
  const { full, agency, actor, reason } = options;
  if (full === undefined && agency === undefined) return show(shell, options.json);
  if (full === true && agency !== undefined)
    throw wrongUsage('--full và --agency không đi cùng nhau.', 'Bỏ một trong hai.');
  if (actor === undefined || reason === undefined)
    throw wrongUsage('Chưa rõ ai yêu cầu đối soát và vì sao.', 'Thêm --actor <tên> --reason <lý do>.');
  const answer = await ask(shell, { ...options, actor, reason });
  if (answer.exitCode !== 0 || !options.wait) {
    printAnswer(shell, answer, options.json);
    return answer.exitCode;
  }
  return follow(shell, options);
}

function ask(shell: Shell, options: ReconcileOptions & OperationOptions): Promise<OperationAnswer> {
  const place = shell.place();
  const command = commandOf(options);
  const { agency } = options;
  const { perMinute } = nationalSettings(place.environment).reconciliation;
  return withOperations(place, options, (operations: PgOperations, { questions }) =>
    perform(
      {
        name: 'reconcile',
        target: agency ?? 'all records',
        command,
        act: () => operations.reconcile({ agency, perMinute }, command),
        done: [...OPERATION_DONE.compared, 'Xem tiến độ: npm run kntc -- reconcile.'],
        missing: [
          `Không có hồ sơ nào của cơ quan ${agency ?? ''}.`,
          'Không có gì để so sánh.',
          'Xem mã cơ quan trong config/agencies.yaml.',
        ],
      },
      questions,
    ),
  );
}

/** Ctrl-C ends the looking on, not the run. */
async function follow(shell: Shell, { agency, json }: ReconcileOptions): Promise<ExitCode> {
  const isIt = (run: RunStanding): boolean =>
    agency === undefined ? run.kind === 'full' : run.kind === 'asked' && run.agency === agency;
  return withCurrentDatabase(shell.place(), async ({ dataSource }) => {
    let shown = '';
    for (let silentMs = 0; ; silentMs += LOOK_AGAIN_MS) {
      const run = (await reconciliationStanding(dataSource)).runs.find(isIt);
      if (run?.finishedAt != null) {
        shell.answer(json, { run }, () => [runLine(run), 'Sai khác: npm run kntc -- findings list.']);
        return 0;
      }
      const line = run === undefined ? '' : runLine(run);
      if (line !== shown) {
        shell.terminal.err(line);
        silentMs = 0;
      } else if (silentMs >= PATIENCE_MS) {
        for (const one of NOBODY) shell.terminal.err(one);
        return 1;
      }
      shown = line;
      await rest(LOOK_AGAIN_MS);
    }
  });
}

const NOBODY = [
  'Chưa có tiến trình nào so sánh tiếp trong 30 giây.',
  'Yêu cầu vẫn chờ, không mất; kết quả đã có vẫn giữ.',
  'Chạy cổng với ROLES có reconcile; khi gián đoạn hoặc có phía quay về thời điểm cũ, đối soát chờ (kntc status).',
];

async function show(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const place = shell.place();
  const { perMinute, night } = nationalSettings(place.environment).reconciliation;
  const standing: ReconciliationStanding = await withCurrentDatabase(place, ({ dataSource }) =>
    reconciliationStanding(dataSource),
  );
  const nights = nightsOfRound(standing.records, night, perMinute);
  const rate = { perMinute, night, nights };
  shell.answer(isJson, { ...standing, ...rate }, () => reconciliationLines(standing, rate));
  return 0;
}
