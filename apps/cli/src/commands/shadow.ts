import { vietnamTime } from '@kntc/domain';
import type { ShadowClass } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import { PgShadowAgencies, shadowStanding, type ShadowStanding } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { isoDate, said } from '../arguments';
import { openApprovals, withBothProofs, withProof, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { table } from '../output';
import { Refusal, wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface BeginOptions extends ProofOptions {
  readonly agency: string;
  readonly source?: string;
  readonly actor: string;
  readonly reason: string;
  readonly json?: true;
}

interface EndOptions extends BeginOptions {
  readonly approver: string;
  readonly enteredUntil: string;
}

const CLASS_WORDS: Readonly<Record<ShadowClass, string>> = {
  agrees: 'khớp',
  differs: 'khác',
  notFound: 'chưa thấy bản nhập tay',
  unknown: 'chưa so được',
};

/** `kntc shadow`: agencies beside manual entry – everything but sending – and how they agree with what was entered by hand. */
export function shadowCommand(shell: Shell): Command {
  const command = new Command('shadow')
    .description('Chạy song song: cổng đọc, xét, lập bước gửi và so với bản nhập tay, không gửi gì.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => show(shell, options.json)));
  withProof(targeted(command.command('begin')))
    .description(
      'Ngừng gửi của một cơ quan, có hiệu lực ngay; lần gửi dở được làm rõ, không gửi thêm. Một người là đủ.',
    )
    .requiredOption('--actor <tên>', 'người thực hiện', said)
    .requiredOption('--reason <lý do>', 'lý do; được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: BeginOptions) => begin(shell, options)));
  withBothProofs(targeted(command.command('end')))
    .description(
      'Hai người cho một cơ quan gửi thật; hồ sơ đã nhập tay mà chưa rõ mã thì chờ người ghi nhận mã.',
    )
    .requiredOption('--entered-until <ngày>', 'ngày tiếp nhận cuối cùng còn nhập tay, yyyy-MM-dd', isoDate)
    .requiredOption('--actor <tên>', 'người đề nghị', said)
    .requiredOption('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .requiredOption('--reason <lý do>', 'lý do; được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: EndOptions) => end(shell, options)));
  return command;
}

function targeted(command: Command): Command {
  return command
    .requiredOption('--agency <mã cơ quan>', 'cơ quan trong config/agencies.yaml', said)
    .option('--source <mã nguồn>', 'chỉ hồ sơ từ một nguồn; mặc định: mọi nguồn', said);
}

async function begin(shell: Shell, { json, ...options }: BeginOptions): Promise<ExitCode> {
  const outcome = await decide(shell, options, (agencies) => agencies.begin(options));
  if (outcome === 'already') throw new Refusal(ALREADY);
  if (outcome !== 'begun') throw new Refusal(accessRefusal(outcome, 'brakes'));
  shell.answer(json, { begun: true }, () => [
    `Cơ quan ${options.agency} chạy song song từ lúc này: cổng không gửi gì nữa.`,
    'Lần gửi dở được làm rõ kết quả; hồ sơ nằm ở nhóm «chạy song song» của sổ đối soát.',
    'Xem mức khớp với bản nhập tay: npm run kntc -- shadow.',
  ]);
  return 0;
}

async function end(shell: Shell, { json, ...options }: EndOptions): Promise<ExitCode> {
  const outcome = await decide(shell, options, (agencies) => agencies.end(options));
  if (outcome === 'not-shadowed') throw new Refusal(NOT_SHADOWED);
  if (outcome !== 'ended') throw new Refusal(accessRefusal(outcome, 'brakes'));
  shell.answer(json, { ended: true }, () => [
    `Cơ quan ${options.agency} gửi thật trong vài giây; mỗi hồ sơ được tra theo số tham chiếu trước khi tạo.`,
    `Hồ sơ tiếp nhận tới hết ${options.enteredUntil} chưa rõ mã trên CSDLQG thì tạm dừng, không tạo lần hai.`,
    'Ghi nhận mã, hoặc chưa nhập: npm run kntc -- holds resolve <mã> --national-id MÃ | --not-there.',
  ]);
  return 0;
}

async function decide<T>(
  shell: Shell,
  options: ProofOptions & { readonly agency: string; readonly actor: string; readonly approver?: string },
  act: (agencies: PgShadowAgencies) => Promise<T>,
): Promise<T> {
  const place = shell.place();
  const { agencies } = loadProvince(place.environment.configDir);
  if (!agencies.some(({ id }) => id === options.agency))
    throw wrongUsage(`Không có cơ quan ${options.agency}.`, 'Xem mã cơ quan trong config/agencies.yaml.');
  return withCurrentDatabase(place, async (database) => {
    const { audit } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people: options });
    return act(new PgShadowAgencies({ dataSource: database.dataSource, audit, approvals }));
  });
}

async function show(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const agencies = await withCurrentDatabase(shell.place(), ({ dataSource }) => shadowStanding(dataSource));
  shell.answer(isJson, { agencies }, () => lines(agencies));
  return 0;
}

function lines(agencies: readonly ShadowStanding[]): readonly string[] {
  if (agencies.length === 0) return ['Không cơ quan nào đang chạy song song.'];
  const words = Object.entries(CLASS_WORDS) as [ShadowClass, string][];
  return [
    ...table(
      ['Cơ quan', 'Nguồn', 'Từ lúc', 'Hồ sơ', ...words.map(([, word]) => word), 'chưa so'],
      agencies.map((one) => [
        one.agency,
        one.source ?? 'mọi nguồn',
        vietnamTime(one.begunAt),
        one.records,
        ...words.map(([name]) => one.classes[name] ?? 0),
        one.records - words.reduce((sum, [name]) => sum + (one.classes[name] ?? 0), 0),
      ]),
    ),
    ...agencies.flatMap(fieldLines),
  ];
}

function fieldLines({ agency, fields }: ShadowStanding): readonly string[] {
  if (fields.length === 0) return [];
  return [
    '',
    `Cơ quan ${agency}, theo từng trường`,
    ...table(
      ['Trường', 'khớp', 'khác', 'mức khớp'],
      fields.map(({ field, same, differs }) => [
        field,
        same,
        differs,
        `${Math.floor((100 * same) / (same + differs))} %`,
      ]),
    ),
  ];
}

const ALREADY: ThreeLines = [
  'Cơ quan này đang chạy song song rồi.',
  'Chưa có gì thay đổi; cổng vẫn không gửi.',
  'Xem: npm run kntc -- shadow.',
];
const NOT_SHADOWED: ThreeLines = [
  'Cơ quan này không chạy song song.',
  'Chưa có gì thay đổi.',
  'Xem các cơ quan đang chạy song song: npm run kntc -- shadow. Nếu khi bắt đầu có --source thì thêm --source.',
];
