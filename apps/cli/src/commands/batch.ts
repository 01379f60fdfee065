import { ENTRY_STATES, vietnamTime } from '@kntc/domain';
import { PgHandAgencies, type BatchView, type HandStanding } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { said } from '../arguments';
import { withBatches } from '../composition/entry-batches';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { openApprovals, withBothProofs, withProof, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { table } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { addCompareCommand } from './batch-compare';
import { addEntryCommands } from './batch-entries';
import { agencyOf, STATE_WORDS } from './batch-words';

interface SwitchOptions extends ProofOptions {
  readonly agency: string;
  readonly actor: string;
  readonly approver?: string;
  readonly reason: string;
  readonly json?: true;
}

interface ListOptions extends ReaderOptions {
  readonly json?: true;
}

/** `kntc batch`: where no interface may be used, what is due is handed out as workbooks, typed by people, and read back. */
export function batchCommand(shell: Shell): Command {
  const command = new Command('batch').description(
    'Nhập tay: khi không được dùng kết nối, cổng xuất từng đợt thành tệp Excel, đọc tệp kết quả và đối soát như qua kết nối.',
  );
  withReader(command.command('list'))
    .description('Cơ quan đang nhập tay, các đợt và kết quả từng đợt.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withProof(switched(command.command('begin')))
    .description(
      'Cơ quan chuyển sang nhập tay: ngừng gửi, có hiệu lực ngay; lần gửi dở được làm rõ. Một người là đủ.',
    )
    .action(shell.does((options: SwitchOptions) => begin(shell, options)));
  withBothProofs(switched(command.command('end')))
    .description('Hai người cho cơ quan gửi lại qua kết nối; mỗi hồ sơ chưa có mã được tra trước khi tạo.')
    .requiredOption('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .action(shell.does((options: SwitchOptions) => end(shell, options)));
  addEntryCommands(command, shell);
  addCompareCommand(command, shell);
  return command;
}

function switched(command: Command): Command {
  return command
    .requiredOption('--agency <mã cơ quan>', 'cơ quan trong config/agencies.yaml', said)
    .requiredOption('--actor <tên>', 'người thực hiện', said)
    .requiredOption('--reason <lý do>', 'lý do; được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc');
}

async function begin(shell: Shell, { json, ...options }: SwitchOptions): Promise<ExitCode> {
  const outcome = await decide(shell, options, (agencies) => agencies.begin(options));
  if (outcome === 'already') throw new Refusal(ALREADY);
  if (outcome !== 'begun') throw new Refusal(accessRefusal(outcome, 'brakes'));
  shell.answer(json, { begun: true }, () => [
    `Cơ quan ${options.agency} nhập tay từ lúc này: cổng không gửi gì nữa.`,
    'Lần gửi dở được làm rõ kết quả; bước đến hạn chờ xuất đợt, nằm ở nhóm «chờ gửi» của sổ đối soát.',
    `Xuất đợt: npm run kntc -- batch export --agency ${options.agency} --out dot.xlsx ….`,
  ]);
  return 0;
}

async function end(shell: Shell, { json, approver = '', ...options }: SwitchOptions): Promise<ExitCode> {
  const outcome = await decide(shell, { ...options, approver }, (agencies) =>
    agencies.end({ ...options, approver }),
  );
  if (outcome === 'not-by-hand') throw new Refusal(NOT_BY_HAND);
  if (outcome !== 'ended') throw new Refusal(accessRefusal(outcome, 'brakes'));
  shell.answer(json, { ended: true }, () => [
    `Cơ quan ${options.agency} gửi lại qua kết nối trong vài giây; hồ sơ chưa có mã được tra theo số tham chiếu trước khi tạo.`,
    'Hồ sơ trong đợt chưa nộp kết quả vẫn chờ: nộp tệp, hoặc huỷ đợt rồi ghi nhận từng hồ sơ.',
    'Xem các đợt: npm run kntc -- batch list.',
  ]);
  return 0;
}

async function decide<T>(
  shell: Shell,
  options: Omit<SwitchOptions, 'json'>,
  act: (agencies: PgHandAgencies) => Promise<T>,
): Promise<T> {
  const place = shell.place();
  agencyOf(shell, options.agency);
  return withCurrentDatabase(place, async (database) => {
    const { audit } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people: options });
    return act(new PgHandAgencies({ dataSource: database.dataSource, audit, approvals }));
  });
}

async function list(shell: Shell, { json, ...by }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  let agencies: readonly HandStanding[] = [];
  const batches = await withBatches(place, by, (entries, open) =>
    readAs(place, open.database, {
      what: 'batches',
      kind: 'judgement',
      by,
      read: async (scope) => {
        const standing = await new PgHandAgencies({
          ...open,
          dataSource: open.database.dataSource,
        }).standing();
        const isTheirs = (agency: string): boolean =>
          scope === 'everything' || scope.agencies === 'all' || scope.agencies.includes(agency);
        agencies = standing.filter(({ agency }) => isTheirs(agency));
        return entries.list(scope);
      },
    }),
  );
  shell.answer(json, { agencies, batches }, () => lines(agencies, batches));
  return 0;
}

function lines(agencies: readonly HandStanding[], batches: readonly BatchView[]): readonly string[] {
  const nobody = agencies.length === 0 ? ['Không cơ quan nào đang nhập tay.'] : [];
  return [
    ...nobody,
    ...(agencies.length === 0
      ? []
      : table(
          ['Cơ quan nhập tay', 'Từ lúc', 'Chờ xuất đợt', 'trong đó tố cáo', 'Đang ở trong đợt'],
          agencies.map((one) => [
            one.agency,
            vietnamTime(one.begunAt),
            one.waiting,
            one.denunciations,
            one.handedOut,
          ]),
        )),
    ...(batches.length === 0
      ? []
      : [
          '',
          ...table(
            ['Đợt', 'Cơ quan', 'Xuất lúc', 'Người xuất', ...ENTRY_STATES.map((state) => STATE_WORDS[state])],
            batches.map((one) => [
              one.withDenunciations ? `${one.id} (có tố cáo)` : one.id,
              one.agency,
              vietnamTime(one.madeAt),
              one.madeBy,
              ...ENTRY_STATES.map((state) => one.rows[state] ?? 0),
            ]),
          ),
        ]),
  ];
}

const ALREADY: ThreeLines = [
  'Cơ quan này đang nhập tay rồi.',
  'Chưa có gì thay đổi; cổng vẫn không gửi.',
  'Xem: npm run kntc -- batch list.',
];
const NOT_BY_HAND: ThreeLines = [
  'Cơ quan này không ở chế độ nhập tay.',
  'Chưa có gì thay đổi.',
  'Xem các cơ quan đang nhập tay: npm run kntc -- batch list.',
];
