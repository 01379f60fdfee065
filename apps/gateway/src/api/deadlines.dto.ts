import { daysBetween, deadlineText, DEADLINE_STAGES, dueOn } from '@kntc/domain';
import type { PartialDate, ShownCount, WorkingDays } from '@kntc/domain';
import type { DeadlineCounts, DeadlineFilter, DeadlineRow, RequestCounts } from '@kntc/storage';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { CLASS, KIND, line, REFERENCE, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const STAGE = z.enum(DEADLINE_STAGES);
/** Longer than any term. */
const MOST_DAYS = 400;

/** How many petitions are in time. */
export const DEADLINE_COUNTS = z
  .strictObject({
    overdue: SHOWN_COUNT.meta({ description: 'Quá thời hạn luật định của bước đang làm.' }),
    dueSoon: SHOWN_COUNT.meta({ description: 'Đến hạn trong 3 ngày làm việc tới, kể cả hôm nay.' }),
    late: SHOWN_COUNT.meta({ description: 'CSDLQG đang hiển thị là chậm vì còn nội dung chưa gửi.' }),
    lateSoon: SHOWN_COUNT.meta({ description: 'CSDLQG sẽ hiển thị là chậm trong 3 ngày làm việc tới.' }),
    paused: SHOWN_COUNT.meta({ description: 'Thời hạn đang tạm dừng do tạm đình chỉ.' }),
    requestsOverdue: SHOWN_COUNT.meta({ description: 'Yêu cầu của cơ quan thanh tra quá hạn trả lời.' }),
    requestsDueSoon: SHOWN_COUNT.meta({ description: 'Yêu cầu đến hạn trả lời trong 3 ngày làm việc tới.' }),
    soonUntil: z.string().meta({ description: 'Ngày cuối của ba ngày làm việc đó.' }),
    knowsHolidays: z.boolean().meta({ description: 'calendar.yaml có ngày nghỉ của năm đó.' }),
  })
  .meta({ id: 'DeadlineCounts' });

/** A petition for which a term runs, without a name, number or text. */
const DEADLINE = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    localKey: z.string(),
    agency: z.string(),
    kind: KIND.nullable(),
    reference: REFERENCE.nullable(),
    class: CLASS.nullable(),
    stage: STAGE.nullable().meta({ description: 'Bước đang làm; null: không bước nào có thời hạn.' }),
    dueOn: z
      .string()
      .nullable()
      .meta({ description: 'Ngày cuối của thời hạn; null khi có stage: tạm dừng.' }),
    daysLeft: z.number().int().nullable().meta({ description: 'Số ngày còn lại; 0: hôm nay; âm: quá hạn.' }),
    lateOn: z
      .string()
      .nullable()
      .meta({ description: 'Từ ngày này CSDLQG hiển thị là chậm nếu nội dung còn lại chưa tới.' }),
    daysToLate: z.number().int().nullable(),
    text: TEXT,
  })
  .meta({ id: 'Deadline' });

export const LIST_DEADLINES = {
  id: 'listDeadlines',
  group: 'Tổng quan',
  summary:
    'Thời hạn luật định của các vụ việc đang mở, gấp nhất trước: hạn của bước đang làm, và từ ngày nào CSDLQG hiển thị là chậm. clock=legal chỉ xét hạn luật định, national chỉ xét CSDLQG; within: trong số ngày tới, 0 là đã đến.',
  query: z.strictObject({
    agency: line(80).optional(),
    kind: KIND.optional(),
    stage: STAGE.optional(),
    clock: z.enum(['legal', 'national', 'paused']).optional(),
    within: z.number().int().min(-MOST_DAYS).max(MOST_DAYS).optional(),
    ...PAGING,
  }),
  answer: pageAnswer(DEADLINE),
} as const satisfies Operation;

export const DEADLINES_WAY: Way = { list: 'deadlines', position: ['day', 'number'] };

type Query = z.output<typeof LIST_DEADLINES.query>;

/** What the query asks of the list. @param today in Vietnam */
export function deadlineFilter(
  { agency, kind, stage, clock, within }: Omit<Query, 'limit' | 'cursor'>,
  today: PartialDate,
): DeadlineFilter {
  const day = within === undefined ? undefined : dueOn(today, within);
  const by = clock === undefined ? day : undefined;
  return {
    agency,
    kind,
    stage,
    by,
    dueBy: clock === 'legal' ? (day ?? 'infinity') : undefined,
    lateBy: clock === 'national' ? (day ?? 'infinity') : undefined,
    isPaused: clock === 'paused' ? true : undefined,
  };
}

/** @param today in Vietnam */
export function deadlineDto(row: DeadlineRow, today: PartialDate): z.input<typeof DEADLINE> {
  const left = (day: PartialDate | null): number | null => day && daysBetween(today, day);
  return {
    ...row,
    daysLeft: left(row.dueOn),
    daysToLate: left(row.lateOn),
    text: deadlineText(row, today),
  };
}

/** @param shown how numbers are shown to whoever asks */
export function deadlineCountsDto(
  { overdue, dueSoon, late, lateSoon, paused }: DeadlineCounts,
  {
    shown,
    soon,
    calendar,
    requests,
  }: {
    readonly shown: (count: number) => ShownCount;
    readonly soon: PartialDate;
    readonly calendar: WorkingDays;
    readonly requests: RequestCounts;
  },
): z.input<typeof DEADLINE_COUNTS> {
  return {
    overdue: shown(overdue),
    dueSoon: shown(dueSoon),
    late: shown(late),
    lateSoon: shown(lateSoon),
    paused: shown(paused),
    requestsOverdue: shown(requests.overdue),
    requestsDueSoon: shown(requests.dueSoon),
    soonUntil: soon,
    knowsHolidays: calendar.knows(soon),
  };
}
