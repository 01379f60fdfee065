import { ChainVerifier } from '@kntc/domain';
import type { ChainFinding, ChainedEntry } from '@kntc/domain';
import { Command } from 'commander';
import { count } from '../arguments';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { vietnamTime } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const MAX_PAGE = 1_000;
const PAGE = 50;
const SAY_EVERY = 100_000;

interface ListOptions {
  readonly limit: number;
  readonly before?: number;
  readonly json?: true;
}

/** `kntc audit`: what people did, and whether that record is whole. */
export function auditCommand(shell: Shell): Command {
  const command = new Command('audit').description(
    'Nhật ký kiểm toán: ai đã làm gì, nhật ký có bị sửa không.',
  );
  command
    .command('list')
    .description('Các thao tác mới nhất.')
    .option('--limit <số>', 'số dòng', count(MAX_PAGE), PAGE)
    .option('--before <số thứ tự>', 'các dòng trước số thứ tự này', count(Number.MAX_SAFE_INTEGER))
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  command
    .command('verify')
    .description('Kiểm tra toàn bộ nhật ký: sửa, xoá, chèn, cắt bớt, khôi phục bản cũ.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => verify(shell, options.json)));
  return command;
}

async function list(shell: Shell, { limit, before, json }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const items = await withCurrentDatabase(place, async (database) =>
    (await openAudit(place, database)).audit.newest(limit, before),
  );
  const next = items.length === limit && (items.at(-1)?.seq ?? 1) > 1 ? items.at(-1)?.seq : undefined;
  shell.answer(json, { items, next: next ?? null }, () => [
    ...(items.length === 0 ? ['Chưa có thao tác nào.'] : items.flatMap(linesOf)),
    ...(next === undefined ? [] : [`Xem tiếp: npm run kntc -- audit list --before ${next}`]),
  ]);
  return 0;
}

function linesOf(entry: ChainedEntry): readonly string[] {
  const { seq, at, actor, approver, action, target, reason, result } = entry;
  const who = approver === undefined ? actor : `${actor}, duyệt: ${approver}`;
  return [
    `${seq}  ${vietnamTime(new Date(at))}  ${action} ${target} → ${RESULTS[result] ?? result}`,
    `    ${who}. Lý do: ${reason}`,
  ];
}

const RESULTS: Readonly<Record<string, string>> = {
  done: 'đã làm',
  started: 'bắt đầu',
  refused: 'bị từ chối',
  'not-found': 'không có hồ sơ',
};

async function verify(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const place = shell.place();
  return withCurrentDatabase(place, async (database) => {
    const { audit, keyed, witness, path } = await openAudit(place, database);
    // Before the entries: what is added meanwhile is then only more, never missing.
    const witnessed = await witness.remembered();
    const verifier = new ChainVerifier(keyed, witnessed);
    for await (const entry of audit.entries()) {
      verifier.take(entry);
      if (entry.seq % SAY_EVERY === 0) shell.terminal.err(`… ${entry.seq} dòng`);
    }
    const findings = verifier.end();
    const answer = { entries: verifier.last, witnessed: witnessed.size, witness: path, findings };
    shell.answer(isJson, { ...answer, isWhole: findings.length === 0 }, () =>
      findings.length === 0 ? whole(answer) : broken(findings),
    );
    return findings.length === 0 ? 0 : 1;
  });
}

function whole({
  entries,
  witnessed,
  witness,
}: Record<'entries' | 'witnessed', number> & { witness: string }) {
  return [
    `Nhật ký nguyên vẹn: ${entries} dòng liền mạch, khớp ${witnessed} dấu mốc ở ${witness}.`,
    entries > 0 && witnessed === 0
      ? 'Chưa có dấu mốc nào: không thể biết phần cuối có bị cắt hay không. Kiểm tra KNTC_AUDIT_WITNESS.'
      : 'Không ai sửa, xoá, chèn hay cắt bớt dòng nào.',
    'Không phải làm gì.',
  ];
}

function broken(findings: readonly ChainFinding[]): readonly string[] {
  return [
    `Nhật ký KHÔNG nguyên vẹn: ${findings.length} chỗ.`,
    ...findings.map((finding) => `  ${TEXTS[finding.kind](finding as never)}`),
    'Không dùng nhật ký này làm chứng cứ; không ghi đè bản sao lưu. Báo người phụ trách an toàn thông tin và đối chiếu với bản sao lưu.',
  ];
}

const TEXTS: {
  readonly [Kind in ChainFinding['kind']]: (finding: Extract<ChainFinding, { kind: Kind }>) => string;
} = {
  gap: ({ after, seq }) => `thiếu dòng giữa ${after} và ${seq}: có dòng bị xoá`,
  changed: ({ seq }) => `dòng ${seq}: nội dung dòng này hoặc dòng ngay trước đã bị thay đổi, xoá hoặc chèn`,
  cut: ({ last, witnessed }) =>
    `kết thúc ở dòng ${last} nhưng dấu mốc đã thấy dòng ${witnessed}: phần cuối bị cắt hoặc cơ sở dữ liệu là bản cũ`,
  'other-history': ({ seq }) =>
    `dòng ${seq} khác dòng đã được đánh dấu: cơ sở dữ liệu cũ được khôi phục rồi dùng tiếp`,
};
