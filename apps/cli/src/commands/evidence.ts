import { dayOf, monthOf } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import type { RowScope } from '@kntc/storage';
import { Command } from 'commander';
import { oneOf, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { upToDate, withReceipts, type OpenReceipts } from '../database/open-receipts';
import { evidenceFiles, linkLine, type Evidence } from '../evidence/evidence-package';
import { evidenceSpan } from '../evidence/evidence-span';
import { packedKeys } from '../evidence/packed-keys';
import { writeZip } from '../evidence/write-zip';
import type { Place } from '../database/place';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface EvidenceOptions extends ReaderOptions {
  readonly agency: string;
  readonly period: string;
  readonly out?: string;
  readonly json?: true;
}

/** `kntc evidence`: receipts of one agency and month, for a stranger to verify. */
export function evidenceCommand(shell: Shell): Command {
  return withReader(new Command('evidence'))
    .description(
      'Gói chứng cứ (.zip) của một cơ quan trong một tháng: người ngoài tự kiểm tra, không cần cơ sở dữ liệu hay khoá bí mật.',
    )
    .requiredOption('--agency <mã>', 'mã cơ quan trong config/agencies.yaml', said)
    .requiredOption('--period <tháng>', 'tháng, dạng năm-tháng, ví dụ 2026-10', month)
    .option('--out <tệp>', 'tệp kết quả, chưa được có; mặc định chung-cu-<cơ quan>-<tháng>.zip', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: EvidenceOptions) => make(shell, options)));
}

async function make(shell: Shell, options: EvidenceOptions): Promise<ExitCode> {
  const { agency, period, out, json, ...by } = options;
  const place = shell.place();
  return withReceipts<ExitCode>(place, async (open) => {
    await mayRead(place, open, { agency, period, by });
    const evidence = await evidenceOf(open, agency, period);
    const path = out ?? `chung-cu-${evidence.agency.id}-${period}.zip`;
    await writeZip(path, evidenceFiles(evidence), new Date(evidence.madeAt));
    const { receipts, lines, stamps } = evidence;
    const answer = { file: path, receipts, links: lines.length, stamps: stamps.length };
    shell.answer(json, answer, () => [
      `Đã ghi ${path}: ${receipts} biên nhận, chuỗi ${lines.length} mắt xích, ${stamps.length} ngày có dấu thời gian bên ngoài.`,
      'Gói không có dữ liệu cá nhân; nội dung biên nhận của cơ quan khác được che.',
      'Giao cho người nhận; họ giải nén và chạy: node verify.mjs. Công bố dấu vân tay khoá (receipts keys) ở nơi khác.',
    ]);
    return 0;
  });
}

interface WantedEvidence {
  readonly agency: string;
  readonly period: string;
  readonly by: ReaderOptions;
}

/**
 * A package that leaves out a receipt proves nothing, so whoever may not know of one of them gets none.
 * @throws Refusal then
 */
async function mayRead(
  place: Place,
  { receipts, database }: OpenReceipts,
  { agency, period, by }: WantedEvidence,
): Promise<void> {
  const read = async (scope: RowScope): Promise<readonly true[]> => {
    if (scope === 'everything') return [true];
    const isTheirs = scope.agencies === 'all' || scope.agencies.includes(agency);
    const hasHidden = await receipts.hasHidden(agency, period, scope);
    return isTheirs && !hasHidden ? [true] : [];
  };
  const what = `evidence ${agency} ${period}`;
  const made = await readAs(place, database, { what, kind: 'judgement', by, read });
  if (made.length === 0) throw new Refusal(NOT_THEIRS);
}

const NOT_THEIRS = [
  'Tài khoản này không lập được gói chứng cứ này: gói có biên nhận ngoài phạm vi được biết.',
  'Chưa ghi tệp nào.',
  'Nhờ một tài khoản khác của cơ quan, hoặc của cấp tỉnh.',
] as const;

async function evidenceOf(open: OpenReceipts, agencyId: string, period: string): Promise<Evidence> {
  const { receipts, keyFile, province } = open;
  const id = oneOf(
    province.agencies.map((one) => one.id),
    agencyId,
  );
  await upToDate(open);
  const span = evidenceSpan(await receipts.checkpoints(), period, await receipts.lastOf(id, period));
  if (span === undefined) throw new Refusal(NOTHING_SIGNED);
  const lines: string[] = [];
  let shown = 0;
  for await (const link of receipts.links(span.start.seq)) {
    if (link.seq > span.end.seq) break;
    const isShown = link.agencyId === id && monthOf(link.receipt.confirmedAt) === period;
    if (isShown) shown += 1;
    lines.push(linkLine(link, isShown));
  }
  const days = new Set(span.checkpoints.map(({ at }) => dayOf(at)));
  const now = systemClock.now();
  return {
    agency: { id, name: province.agencies.find((one) => one.id === id)?.name ?? id },
    province: { id: province.id, name: province.name },
    period,
    madeAt: now.toISOString(),
    ...span,
    lines,
    receipts: shown,
    stamps: (await receipts.stamps()).filter(({ day }) => days.has(day)),
    keys: packedKeys(keyFile.keys(), await receipts.breaks()),
    sign: (text) => keyFile.signText(text, now),
  };
}

function month(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw wrongUsage(`«${text.slice(0, 20)}» không phải là tháng.`, 'Viết dạng năm-tháng, ví dụ 2026-10.');
}

const NOTHING_SIGNED = [
  'Chưa có biên nhận nào được ký.',
  'Không có gì để đóng gói; chưa ghi tệp nào.',
  'Chờ cổng gửi được hồ sơ đầu tiên rồi chạy lại.',
] as const;
