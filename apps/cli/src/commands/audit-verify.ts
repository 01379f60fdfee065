import { ChainVerifier } from '@kntc/domain';
import type { ChainFinding } from '@kntc/domain';
import { Command } from 'commander';
import { said } from '../arguments';
import { openAudit, type OpenAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const SAY_EVERY = 100_000;

export interface VerifyOptions {
  readonly witnessLog?: string;
  readonly json?: true;
}

/** `kntc audit verify`: whether the record is whole. */
export function auditVerifyCommand(shell: Shell): Command {
  return new Command('verify')
    .description('Kiểm tra toàn bộ nhật ký: sửa, xoá, chèn, cắt bớt, khôi phục bản cũ.')
    .option('--witness-log <tệp>', 'tệp do máy chủ syslog ghi, khi dấu mốc gửi tới syslog', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: VerifyOptions) => verify(shell, options)));
}

async function verify(shell: Shell, { witnessLog, json }: VerifyOptions): Promise<ExitCode> {
  const place = shell.place();
  return withCurrentDatabase(place, async (database) => {
    const open = await openAudit(place, database, witnessLog);
    const { witnessed, verifier } = await verifyAll(open, shell);
    const findings = verifier.end();
    const { place: witness, isReadable } = open.witness;
    const answer = { entries: verifier.last, witnessed: witnessed.size, witness, isReadable, findings };
    shell.answer(json, { ...answer, isWhole: findings.length === 0 }, () =>
      findings.length === 0 ? whole(answer) : broken(findings),
    );
    return findings.length === 0 ? 0 : 1;
  });
}

/** Reads everything there is and compares it; `end` of the verifier is left to the caller. */
export async function verifyAll(
  { audit, keyed, witness }: OpenAudit,
  shell: Shell,
): Promise<{
  readonly witnessed: ReadonlyMap<number, string>;
  readonly verifier: ChainVerifier;
  readonly agreed: number;
}> {
  // Before the entries: what is added meanwhile is then only more, never missing.
  const witnessed = await witness.remembered();
  const verifier = new ChainVerifier(keyed, witnessed);
  let agreed = 0;
  for await (const entry of audit.entries()) {
    verifier.take(entry);
    if (witnessed.get(entry.seq) === entry.hash) agreed = entry.seq;
    if (entry.seq % SAY_EVERY === 0) shell.terminal.err(`… ${entry.seq} dòng`);
  }
  return { witnessed, verifier, agreed };
}

function whole({
  entries,
  witnessed,
  witness,
  isReadable,
}: Record<'entries' | 'witnessed', number> & { readonly witness: string; readonly isReadable: boolean }) {
  return [
    `Nhật ký nguyên vẹn: ${entries} dòng liền mạch, khớp ${witnessed} dấu mốc ở ${witness}.`,
    entries > 0 && witnessed === 0
      ? `Chưa có dấu mốc nào: không thể biết phần cuối có bị cắt hay không. ${isReadable ? 'Kiểm tra KNTC_AUDIT_WITNESS.' : 'Chạy lại với --witness-log <tệp do máy chủ syslog ghi>.'}`
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
