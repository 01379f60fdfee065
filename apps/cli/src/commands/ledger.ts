import {
  confirmedShare,
  dateInVietnam,
  dueOn,
  ledgerRows,
  ledgerTotal,
  LONG_WAIT_WORKING_DAYS,
  longWaitSince,
  PROMPTNESS_DAYS,
  REASONS,
  vietnamTime,
} from '@kntc/domain';
import type { LedgerEntry, LedgerLine, PetitionKind, WorkingDays } from '@kntc/domain';
import { loadCalendar } from '@kntc/platform';
import { PgLedger, type LongWait, type MilestoneCount, type Promptness, type StepTimes } from '@kntc/storage';
import { Command, InvalidArgumentError, Option } from 'commander';
import { milestoneLines, stepTimeLines, unitLines } from '../ledger/ledger-lines';
import { withCurrentDatabase } from '../database/open-database';
import { className, ownerName, reasonLines, table } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface LedgerOptions {
  readonly agency?: string;
  readonly period?: string;
  readonly type?: PetitionKind;
  readonly json?: true;
}

interface Found {
  readonly lines: readonly LedgerLine[];
  readonly waits: readonly LongWait[];
  readonly promptness: readonly Promptness[];
  readonly stepTimes: readonly StepTimes[];
  readonly milestones: readonly MilestoneCount[];
  readonly onlyNational: number;
}

const SHOWN_CAUSES = 20;

/** `kntc ledger`: every local record in exactly one class, and the sum must hold. */
export function ledgerCommand(shell: Shell): Command {
  return new Command('ledger')
    .description('Sổ đối soát: mỗi hồ sơ ở nguồn nằm trong đúng một nhóm; số chưa rõ đang ở đâu phải bằng 0.')
    .option('--agency <mã đơn vị>', 'chỉ một đơn vị, theo tháng tiếp nhận và loại đơn')
    .option(
      '--period <năm-tháng>',
      'chỉ đơn tiếp nhận trong tháng, ví dụ 2026-03; unknown: không rõ ngày',
      monthOf,
    )
    .addOption(new Option('--type <loại>', 'chỉ một loại đơn').choices(['KN', 'TC', 'KNPA']))
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: LedgerOptions) => ledger(shell, options)));
}

/** @throws InvalidArgumentError when it is none */
function monthOf(text: string): string {
  if (/^(\d{4}-(0[1-9]|1[0-2])|unknown)$/.test(text)) return text;
  throw new InvalidArgumentError('cần tháng dạng năm-tháng, ví dụ 2026-03, hoặc unknown.');
}

async function ledger(shell: Shell, options: LedgerOptions): Promise<ExitCode> {
  const { agency, period, type, json } = options;
  const place = shell.place();
  const calendar = loadCalendar(place.environment.configDir);
  const today = dateInVietnam(new Date());
  const since = longWaitSince(calendar, today);
  const found = await withCurrentDatabase(place, async ({ dataSource }): Promise<Found> => {
    const of = new PgLedger(dataSource);
    return {
      lines: await of.lines({ agency, period, kind: type }),
      waits: await of.longWaits(since),
      onlyNational: await of.onlyNational(agency),
      promptness: await of.promptness(dueOn(today, -PROMPTNESS_DAYS)),
      stepTimes: await of.stepTimes(dueOn(today, -PROMPTNESS_DAYS)),
      milestones: await of.noChannelMilestones({ agency, period, kind: type }),
    };
  });
  const isOf = (one: { readonly agency: string }): boolean => agency === undefined || one.agency === agency;
  const shown = {
    waits: found.waits.filter(isOf),
    promptness: found.promptness.filter(isOf),
    stepTimes: found.stepTimes.filter(isOf),
    milestones: found.milestones,
  };
  const total = ledgerTotal(found.lines, agency);
  const rows = ledgerRows(found.lines, agency);
  const { onlyNational } = found;
  shell.answer(
    json,
    {
      total,
      rows,
      onlyNational,
      noChannelMilestones: shown.milestones,
      longWaits: shown.waits,
      promptness: shown.promptness,
      stepTimes: shown.stepTimes,
    },
    () => [
      ...tableOf(rows, total, agency),
      `Ngoài sổ: ${onlyNational} vụ việc chỉ có trên CSDLQG, chưa quyết định (npm run kntc -- proposals list).`,
      ...unitLines(total),
      ...milestoneLines(shown.milestones),
      ...causeLines(total),
      ...waitLines(shown.waits, calendar, today),
      ...promptLines(shown.promptness),
      ...stepTimeLines(shown.stepTimes),
    ],
  );
  return total.unaccounted === 0 ? 0 : 1;
}

function tableOf(
  rows: readonly LedgerEntry[],
  total: LedgerEntry,
  agency: string | undefined,
): readonly string[] {
  const first = agency === undefined ? ['Đơn vị'] : ['Tháng', 'Loại'];
  const heads = [
    'Hồ sơ',
    'Khớp',
    'Lệch',
    'Chờ gửi',
    'Song song',
    'Chưa rõ',
    'Tạm dừng',
    'Chờ bổ sung',
    'Chưa có kênh',
    'Ngoài diện',
  ];
  const nameOf = ({ agency: of, period, kind }: LedgerEntry): readonly string[] =>
    agency === undefined ? [of] : [period ?? 'không rõ', kind ?? 'không rõ'];
  const cells = (entry: LedgerEntry, name: readonly string[]): readonly (string | number)[] => [
    ...name,
    entry.records,
    entry.classes.confirmed,
    entry.classes.diverged,
    entry.classes.waiting,
    entry.classes.shadow,
    entry.classes.unknown,
    entry.classes.held,
    entry.classes.quarantined,
    entry.classes.noChannel,
    entry.classes.outOfScope,
    entry.unaccounted,
    percent(confirmedShare(entry)),
  ];
  const sum = cells(total, agency === undefined ? ['Tổng'] : ['Tổng', '']);
  return [
    ...table(
      [...first, ...heads, 'Không rõ ở đâu', 'Khớp ÷ phải có'],
      [...rows.map((row) => cells(row, nameOf(row))), sum],
    ),
    total.unaccounted === 0
      ? 'Sổ khớp: không hồ sơ nào nằm ngoài các nhóm trên.'
      : `Sổ KHÔNG khớp: ${total.unaccounted} hồ sơ không nằm trong nhóm nào. Đây là lỗi của cổng: báo đơn vị hỗ trợ.`,
  ];
}

function causeLines({ causes }: LedgerEntry): readonly string[] {
  if (causes.length === 0) return [];
  const shown = causes.slice(0, SHOWN_CAUSES);
  const more = causes.length - shown.length;
  return [
    '',
    'Nguyên nhân',
    ...table(
      ['Nhóm', 'Mã', 'Hồ sơ', 'Nghĩa là'],
      shown.map(({ class: standing, code, records }) => [
        className(standing),
        code,
        records,
        meaningOf(code),
      ]),
    ),
    ...(more > 0 ? [`… và ${more} nguyên nhân nữa (--json).`] : []),
  ];
}

function waitLines(waits: readonly LongWait[], calendar: WorkingDays, today: string): readonly string[] {
  if (waits.length === 0) return [];
  const isKnown = calendar.knows(dateInVietnam(new Date(`${today}T12:00:00+07:00`)));
  return [
    '',
    `Chờ bổ sung thông tin quá ${LONG_WAIT_WORKING_DAYS} ngày làm việc`,
    ...table(
      ['Đơn vị', 'Mã', 'Hồ sơ', 'Từ', 'Ai phải làm'],
      waits.map((one) => [
        one.agency,
        one.code,
        one.records,
        vietnamTime(one.oldestAt),
        ownerName(REASONS[one.code].owner),
      ]),
    ),
    ...(isKnown ? [] : ['calendar.yaml chưa có ngày nghỉ của năm nay: chỉ tính thứ Bảy, Chủ nhật.']),
  ];
}

function promptLines(promptness: readonly Promptness[]): readonly string[] {
  if (promptness.length === 0) return [];
  return [
    '',
    `Từ ngày tiếp nhận đến khi CSDLQG xác nhận (đơn của ${PROMPTNESS_DAYS} ngày qua, số ngày)`,
    ...table(
      ['Đơn vị', 'Đã xác nhận', 'Một nửa không quá', '9/10 không quá'],
      promptness.map((one) => [one.agency, one.confirmed, one.medianDays, one.mostDays]),
    ),
  ];
}

const OTHER_MEANINGS: Readonly<Record<string, string>> = {
  SENDING: 'Đang được gửi lên CSDLQG.',
  BY_HAND: 'Đơn vị nhập tay; chờ xuất đợt (kntc batch export).',
  IN_BATCH: 'Đã xuất trong một đợt nhập tay; chờ nộp tệp kết quả (kntc batch read).',
  SHADOW: 'Đơn vị còn nhập tay; chưa so sánh với bản nhập tay.',
  SHADOW_AGREES: 'Đơn vị còn nhập tay; bản nhập tay khớp với bản cổng sẽ gửi.',
  SHADOW_DIFFERS: 'Đơn vị còn nhập tay; bản nhập tay khác bản cổng sẽ gửi.',
  SHADOW_NOTFOUND: 'Đơn vị còn nhập tay; chưa thấy bản nhập tay theo mã hoặc số tham chiếu.',
  SHADOW_UNKNOWN: 'Đơn vị còn nhập tay; CSDLQG chưa trả lời, hoặc hồ sơ chưa lập được bước gửi.',
  RECEPTION_ENTERED:
    'Lượt tiếp công dân đã nhập tay trên CSDLQG, có người ghi nhận; cổng không đọc lại được.',
  SECRET_RECORD: 'Bí mật nhà nước: chỉ được đếm.',
  onlyLocal: 'CSDLQG nay không còn hồ sơ đã xác nhận.',
  onlyNational: 'CSDLQG có nhiều hơn điều đã gửi.',
  different: 'Nội dung trên CSDLQG khác với nội dung đã xác nhận.',
};

function meaningOf(code: string): string {
  return code in REASONS
    ? (reasonLines(code as keyof typeof REASONS, undefined, undefined)[0] ?? '').replaceAll(/ {2,}/g, ' ')
    : (OTHER_MEANINGS[code] ?? '');
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(Math.floor(share * 1_000) / 10).toLocaleString('vi-VN')} %`;
}
