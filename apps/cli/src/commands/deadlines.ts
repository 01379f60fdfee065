import {
  dateInVietnam,
  daysBetween,
  deadlineDays,
  deadlineText,
  DEADLINE_STAGES,
  dueOn,
  PETITION_KINDS,
  STAGE_LABELS,
  toVietnameseDate,
} from '@kntc/domain';
import type { DeadlineStage, PartialDate, PetitionKind } from '@kntc/domain';
import { loadCalendar } from '@kntc/platform';
import {
  deadlineCounts,
  PgLists,
  type DeadlineCounts,
  type DeadlineFilter,
  type DeadlineRow,
} from '@kntc/storage';
import { Command, Option } from 'commander';
import { count, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { className, pairs, table } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface Options extends ReaderOptions {
  readonly agency?: string;
  readonly type?: PetitionKind;
  readonly stage?: DeadlineStage;
  readonly clock?: 'legal' | 'national' | 'paused';
  readonly within?: number;
  readonly limit: number;
  readonly json?: true;
}

const PAGE = 50;
const MOST = 1_000;
const MOST_DAYS = 400;

/** `kntc deadlines`: which terms of the law run out, and what the national database would show as late. */
export function deadlinesCommand(shell: Shell): Command {
  return withReader(new Command('deadlines'))
    .description(
      'Thời hạn luật định của các vụ việc đang mở, gấp nhất trước, và từ ngày nào CSDLQG hiển thị là chậm.',
    )
    .option('--agency <mã đơn vị>', 'chỉ của một đơn vị', said)
    .addOption(new Option('--type <loại>', 'chỉ một loại đơn').choices(PETITION_KINDS))
    .addOption(new Option('--stage <bước>', 'chỉ một bước').choices(DEADLINE_STAGES))
    .addOption(
      new Option(
        '--clock <đồng hồ>',
        'legal: hạn luật định · national: CSDLQG · paused: đang tạm dừng',
      ).choices(['legal', 'national', 'paused']),
    )
    .option('--within <số ngày>', 'chỉ những vụ việc đến hạn trong số ngày tới', count(MOST_DAYS))
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: Options) => deadlines(shell, options)));
}

async function deadlines(shell: Shell, { limit, json, ...options }: Options): Promise<ExitCode> {
  const place = shell.place();
  const calendar = loadCalendar(place.environment.configDir);
  const today = dateInVietnam(new Date());
  const days = deadlineDays(calendar, today);
  const filter = filterOf(options, today);
  const [found] = await withCurrentDatabase(place, (database) => {
    const lists = new PgLists(database.dataSource);
    return readAs(place, database, {
      what: 'deadlines',
      kind: 'judgement',
      by: options,
      read: async (scope) => [
        {
          counts: await deadlineCounts(database.dataSource, days, scope),
          items: (await lists.deadlines({ filter, after: undefined, limit }, scope)).items,
        },
      ],
    });
  });
  if (found === undefined) return 1;
  const items = found.items.map((one) => ({ ...one, text: deadlineText(one, today) }));
  shell.answer(
    json,
    { ...days, counts: found.counts, knowsHolidays: calendar.knows(days.soon), items },
    () => [
      ...countLines(found.counts, days.soon),
      '',
      ...itemLines(found.items, today),
      ...(calendar.knows(days.soon)
        ? []
        : [`calendar.yaml chưa có ngày nghỉ của năm ${days.soon.slice(0, 4)}: chỉ tính thứ Bảy, Chủ nhật.`]),
    ],
  );
  return 0;
}

function filterOf(
  { agency, type, stage, clock, within }: Omit<Options, 'limit'>,
  today: PartialDate,
): DeadlineFilter {
  const day = within === undefined ? undefined : dueOn(today, within);
  return {
    agency,
    kind: type,
    stage,
    by: clock === undefined ? day : undefined,
    dueBy: clock === 'legal' ? (day ?? 'infinity') : undefined,
    lateBy: clock === 'national' ? (day ?? 'infinity') : undefined,
    isPaused: clock === 'paused' ? true : undefined,
  };
}

function countLines(counts: DeadlineCounts, soon: PartialDate): readonly string[] {
  const until = toVietnameseDate(soon);
  return pairs([
    ['Quá thời hạn luật định', counts.overdue],
    [`Đến hạn đến hết ${until}`, counts.dueSoon],
    ['CSDLQG đang hiển thị là chậm', counts.late],
    [`Sẽ hiển thị là chậm đến hết ${until}`, counts.lateSoon],
    ['Thời hạn đang tạm dừng', counts.paused],
  ]);
}

function itemLines(items: readonly DeadlineRow[], today: PartialDate): readonly string[] {
  if (items.length === 0) return ['Không có vụ việc nào.'];
  return table(
    [
      'Mã hồ sơ',
      'Nguồn',
      'Khoá ở nguồn',
      'Đơn vị',
      'Loại',
      'Bước',
      'Hạn',
      'Còn',
      'CSDLQG chậm từ',
      'Trạng thái',
    ],
    items.map((one) => [
      one.reference ?? '',
      one.source,
      one.localKey,
      one.agency,
      one.kind ?? '',
      one.stage === null ? '' : STAGE_LABELS[one.stage],
      one.dueOn === null ? (one.stage === null ? '' : 'tạm dừng') : toVietnameseDate(one.dueOn),
      one.dueOn === null ? '' : `${daysBetween(today, one.dueOn)} ngày`,
      one.lateOn === null ? '' : toVietnameseDate(one.lateOn),
      className(one.class ?? 'unaccounted'),
    ]),
  );
}
