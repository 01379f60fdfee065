import { vietnamTime } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import type { AccessRefusal, FindingKind } from '@kntc/domain';
import { beginRestoration, PgRestorations, signOff } from '@kntc/storage';
import type { DifferentRecord, OpenRestoration, RowScope, SignOffOutcome } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { count, said } from '../arguments';
import { openApprovals, withBothProofs, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { pairs, table } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface JsonOption {
  readonly json?: true;
}

interface ListOptions extends JsonOption, ReaderOptions {
  readonly limit: number;
  readonly after?: string;
}

interface BeginOptions extends JsonOption, ProofOptions {
  readonly actor: string;
  readonly approver: string;
  readonly reason: string;
}

interface SignOptions extends BeginOptions {
  readonly difference: string;
}

const MOST = 1_000;

const SIDES: Readonly<Record<OpenRestoration['side'], string>> = {
  gateway: 'cơ sở dữ liệu của cổng đã quay về bản cũ',
  national: 'CSDLQG đã quay về thời điểm cũ',
};

/** What each finding is, and what the sign-off makes of it. */
const FINDINGS: Readonly<Record<FindingKind, string>> = {
  same: 'Hai phía cùng mã',
  nowhere: 'Chưa phía nào có',
  'unknown-here': 'CSDLQG có, cổng không biết mã',
  'other-id': 'CSDLQG có dưới mã khác',
  'lost-there': 'Cổng có mã, CSDLQG không còn',
  unclear: 'Tra cứu không kết luận được',
};

const CONSEQUENCES: Readonly<Record<OpenRestoration['side'], Readonly<Record<FindingKind, string>>>> = {
  gateway: {
    same: 'gửi tiếp; bước có thể đã gửi được hỏi lại',
    nowhere: 'tra cứu lần nữa rồi tạo mới',
    'unknown-here': 'nhận mã của CSDLQG, cập nhật lại',
    'other-id': 'giữ chờ người quyết định',
    'lost-there': 'giữ chờ người quyết định',
    unclear: 'giữ chờ người quyết định',
  },
  national: {
    same: 'gửi lại các bước sau thời điểm mất',
    nowhere: 'tra cứu lần nữa rồi tạo mới',
    'unknown-here': 'nhận mã của CSDLQG, cập nhật lại',
    'other-id': 'nhận mã mới của CSDLQG, cập nhật lại',
    'lost-there': 'tra cứu lần nữa rồi tạo lại',
    unclear: 'giữ chờ người quyết định',
  },
};

/** `kntc restoration`: a side went back in time – the difference, and the two people who end it. */
export function restorationCommand(shell: Shell): Command {
  const command = new Command('restoration').description(
    'Một phía quay về thời điểm cũ: xem chênh lệch với CSDLQG, hai người ký cho gửi tiếp.',
  );
  command
    .command('status')
    .description('Đang đối chiếu đến đâu, chênh lệch gì, còn thiếu gì để ký.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: JsonOption) => status(shell, options.json)));
  withReader(command.command('list'))
    .description('Từng hồ sơ hai phía thấy khác nhau (số tham chiếu và mã, không có dữ liệu cá nhân).')
    .option('--limit <số>', 'số dòng mỗi lần', count(MOST), 50)
    .option('--after <tham chiếu>', 'tiếp sau số tham chiếu này', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  byTwo(command.command('begin'))
    .description(
      'Hai người báo CSDLQG đã quay về thời điểm cũ (theo thông báo của Thanh tra Chính phủ): dừng gửi, đối chiếu.',
    )
    .action(shell.does((options: BeginOptions) => begin(shell, options)));
  byTwo(command.command('sign-off'))
    .description('Hai người ký xác nhận chênh lệch đã xem; cổng xử lý theo đó và gửi tiếp.')
    .requiredOption('--difference <mã>', 'mã chênh lệch do restoration status in ra', said)
    .action(shell.does((options: SignOptions) => sign(shell, options)));
  return command;
}

function byTwo(command: Command): Command {
  return withBothProofs(command)
    .requiredOption('--actor <tên>', 'người đề nghị', said)
    .requiredOption('--approver <tên>', 'người duyệt, khác người đề nghị', said)
    .requiredOption('--reason <lý do>', 'căn cứ; được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc');
}

async function status(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const open = await read(shell, (restorations) => restorations.open());
  shell.answer(isJson, { open: open ?? null }, () => (open === undefined ? NOTHING_OPEN : lines(open)));
  return 0;
}

function lines(open: OpenRestoration): readonly string[] {
  const { side, since, detail, uncompared, counts, difference, unread } = open;
  const rows = (Object.keys(FINDINGS) as FindingKind[])
    .filter((kind) => counts[kind] !== undefined)
    .map((kind) => [counts[kind], FINDINGS[kind], CONSEQUENCES[side][kind]]);
  const compared = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return [
    `Từ ${vietnamTime(since)}: ${SIDES[side]}${inWords(side, detail)}. Cổng không gửi gì cho đến khi hai người ký.`,
    ...pairs([
      ['Đã đối chiếu', `${compared} / ${compared + uncompared} hồ sơ`],
      ['Nguồn chưa đọc lại đến hết', unread.length === 0 ? 'không' : unread.join(', ')],
    ]),
    ...(rows.length === 0 ? [] : ['', ...table(['Số', 'Kết quả đối chiếu', 'Sau khi ký'], rows), '']),
    ...next(open, difference),
  ];
}

/** What was seen: how far both chains go, or how many of the cases looked for are gone. */
function inWords(side: OpenRestoration['side'], detail: string): string {
  const [one, other] = detail.match(/\d+/gu) ?? [];
  if (one === undefined || other === undefined) return ' (hai người báo)';
  return side === 'gateway'
    ? ` (nhật ký còn đến dòng ${one}, dấu mốc đã đến dòng ${other})`
    : ` (không thấy ${one} trong ${other} hồ sơ đã xác nhận được tra cứu thử)`;
}

function next({ uncompared, unread, side }: OpenRestoration, difference: string): readonly string[] {
  if (uncompared > 0) return ['Chưa ký được: cổng đang tra cứu các hồ sơ còn lại.'];
  if (side === 'gateway' && unread.length > 0)
    return ['Chưa ký được: phải đọc lại các nguồn đến hết, để không gửi dữ liệu cũ đè dữ liệu mới.'];
  return [
    `Mã chênh lệch: ${difference}. Xem từng hồ sơ: npm run kntc -- restoration list.`,
    `Hai người ký: npm run kntc -- restoration sign-off --difference ${difference} --actor <tên> --approver <tên> --reason <căn cứ>`,
  ];
}

async function list(shell: Shell, { limit, after, json, ...by }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const { id } = loadProvince(place.environment.configDir);
  const items = await withCurrentDatabase(place, (database) => {
    const restorations = new PgRestorations(database.dataSource, id);
    const page = async (scope: RowScope): Promise<readonly DifferentRecord[]> => {
      const open = await restorations.open();
      return open === undefined ? [] : restorations.different(open.id, { limit, after }, scope);
    };
    return readAs(place, database, { what: 'restoration list', kind: 'judgement', by, read: page });
  });
  const last = items.length === limit ? items.at(-1)?.reference : undefined;
  shell.answer(json, { items, next: last ?? null }, () =>
    items.length === 0
      ? ['Không có hồ sơ nào khác nhau.']
      : [
          ...table(
            ['Tham chiếu', 'Cơ quan', 'Kết quả đối chiếu', 'Mã ở cổng', 'Mã trên CSDLQG'],
            items.map((one) => [
              one.reference,
              one.agencyId,
              FINDINGS[one.kind],
              one.ours ?? '',
              one.theirs ?? '',
            ]),
          ),
          ...(last === undefined ? [] : [`Còn nữa: thêm --after ${last}`]),
        ],
  );
  return 0;
}

async function begin(shell: Shell, options: BeginOptions): Promise<ExitCode> {
  const outcome = await decide(shell, options, (tools) => beginRestoration(tools, options));
  if (outcome === 'open-already') throw new Refusal(OPEN_ALREADY);
  if (outcome !== 'begun') throw new Refusal(accessRefusal(outcome, 'restore'));
  shell.answer(options.json, { begun: true }, () => [
    'Cổng dừng gửi trong vài giây và tra cứu từng hồ sơ trên CSDLQG.',
    'Theo dõi: npm run kntc -- restoration status.',
  ]);
  return 0;
}

async function sign(shell: Shell, options: SignOptions): Promise<ExitCode> {
  const outcome = await decide(shell, options, (tools) => signOff(tools, options));
  if (outcome !== 'signed') throw new Refusal(refusalOf(outcome));
  shell.answer(options.json, { signed: true }, () => [
    'Đã ký. Cổng xử lý chênh lệch và gửi tiếp trong vài giây.',
    'Hồ sơ cần người quyết định: npm run kntc -- holds list.',
  ]);
  return 0;
}

function refusalOf(outcome: Exclude<SignOffOutcome, 'signed'>): ThreeLines {
  return outcome in REFUSALS
    ? REFUSALS[outcome as keyof typeof REFUSALS]
    : accessRefusal(outcome as AccessRefusal, 'restore');
}

function read<T>(shell: Shell, ask: (restorations: PgRestorations) => Promise<T>): Promise<T> {
  const place = shell.place();
  const { id } = loadProvince(place.environment.configDir);
  return withCurrentDatabase(place, ({ dataSource }) => ask(new PgRestorations(dataSource, id)));
}

function decide<T>(
  shell: Shell,
  people: BeginOptions,
  work: (tools: Parameters<typeof signOff>[0]) => Promise<T>,
): Promise<T> {
  const place = shell.place();
  const provinceId = loadProvince(place.environment.configDir).id;
  return withCurrentDatabase(place, async (database) => {
    const { audit } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people });
    return work({ dataSource: database.dataSource, provinceId, audit, approvals });
  });
}

const NOTHING_OPEN = [
  'Không phía nào quay về thời điểm cũ.',
  'Cổng gửi bình thường; dấu mốc và CSDLQG được so lại thường xuyên.',
];

const OPEN_ALREADY: ThreeLines = [
  'Đang có một lần đối chiếu chưa ký.',
  'Chưa có gì thay đổi.',
  'Xem: npm run kntc -- restoration status.',
];

const REFUSALS = {
  'nothing-open': [
    'Không có chênh lệch nào chờ ký.',
    'Chưa có gì thay đổi.',
    'Xem: npm run kntc -- restoration status.',
  ],
  'not-compared': [
    'Cổng chưa tra cứu xong mọi hồ sơ trên CSDLQG.',
    'Chưa ký, cổng vẫn không gửi gì.',
    'Chờ cổng đang chạy tra cứu xong: npm run kntc -- restoration status.',
  ],
  'not-read': [
    'Có nguồn chưa được đọc lại đến hết từ khi cơ sở dữ liệu quay về bản cũ.',
    'Chưa ký: gửi lúc này có thể đè dữ liệu cũ lên dữ liệu mới.',
    'Chờ cổng đọc xong, hoặc sửa nguồn đang tạm dừng: npm run kntc -- sources list.',
  ],
  'other-difference': [
    'Mã chênh lệch không phải mã hiện tại: kết quả đối chiếu đã thay đổi từ khi hai người xem.',
    'Chưa ký, cổng vẫn không gửi gì.',
    'Xem lại rồi ký với mã mới: npm run kntc -- restoration status.',
  ],
} as const;
