import { confirmedShare, LEDGER_CLASSES, NO_CHANNEL_MILESTONES, REASONS, reasonText } from '@kntc/domain';
import type { LedgerEntry, LedgerUnits, ReasonCode, ShownCount } from '@kntc/domain';
import type { MilestoneCount, StepTimes } from '@kntc/storage';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { CODE, KIND, line, MOMENT, OWNER, STEP, TEXT } from './operation/members';
import type { Operation } from './operation/operation';

const LEDGER_CLASS = z.enum(LEDGER_CLASSES);
const COUNTS = z.strictObject(
  Object.fromEntries(LEDGER_CLASSES.map((name) => [name, SHOWN_COUNT])) as Record<
    (typeof LEDGER_CLASSES)[number],
    typeof SHOWN_COUNT
  >,
);

const UNITS = z
  .strictObject({
    cases: SHOWN_COUNT.meta({ description: 'Vụ việc: hồ sơ không phải bản trùng.' }),
    visits: SHOWN_COUNT.meta({ description: 'Lượt tiếp công dân, có và không có đơn.' }),
    people: SHOWN_COUNT,
    crowds: SHOWN_COUNT.meta({ description: 'Đoàn đông người, từ năm người.' }),
  })
  .meta({ id: 'LedgerUnits' });

const ENTRY = z
  .strictObject({
    agency: z.string().meta({ description: 'Rỗng: mọi đơn vị.' }),
    period: z
      .string()
      .nullable()
      .meta({ description: 'Tháng tiếp nhận yyyy-MM; null: mọi tháng, hoặc không rõ tháng.' }),
    kind: KIND.nullable(),
    records: SHOWN_COUNT,
    classes: COUNTS,
    unaccounted: z.number().int().meta({ description: 'Phải bằng 0.' }),
    legallyDue: SHOWN_COUNT.meta({ description: 'Đã tới hạn phải có trên CSDLQG.' }),
    confirmedShare: z.number().nullable().meta({ description: 'Đã xác nhận và khớp ÷ phải có, 0 đến 1.' }),
    units: z
      .strictObject({ all: UNITS, confirmed: UNITS, noChannel: UNITS })
      .meta({ description: 'Cùng các hồ sơ đó, đếm như biểu báo cáo.' }),
    causes: z.array(
      z.strictObject({
        class: LEDGER_CLASS,
        code: z.string(),
        records: SHOWN_COUNT,
        text: TEXT.optional(),
        owner: OWNER.optional(),
      }),
    ),
  })
  .meta({ id: 'LedgerEntry' });

export const READ_LEDGER = {
  id: 'readLedger',
  group: 'Tổng quan',
  summary:
    'Sổ đối soát: mỗi hồ sơ ở nguồn nằm trong đúng một nhóm, tổng phải khớp. Không chọn đơn vị: mỗi đơn vị một dòng; chọn đơn vị: mỗi tháng tiếp nhận và loại đơn một dòng.',
  query: z.strictObject({
    agency: line(80).optional(),
    period: z
      .string()
      .regex(/^(\d{4}-(0[1-9]|1[0-2])|unknown)$/, {
        error: 'tháng dạng năm-tháng, ví dụ 2026-03, hoặc unknown',
      })
      .optional(),
    kind: KIND.optional(),
  }),
  answer: z
    .strictObject({
      total: ENTRY,
      rows: z.array(ENTRY),
      onlyNational: SHOWN_COUNT.meta({
        description: 'Vụ việc chỉ có trên CSDLQG, chưa quyết định xong; không nằm trong tổng.',
      }),
      noChannelMilestones: z
        .array(
          z.strictObject({
            agency: z.string(),
            milestone: z.enum(NO_CHANNEL_MILESTONES),
            items: SHOWN_COUNT,
            cases: SHOWN_COUNT,
            people: SHOWN_COUNT,
            crowds: SHOWN_COUNT,
            entered: SHOWN_COUNT.meta({ description: 'Đã nhập tay, có người ghi nhận.' }),
          }),
        )
        .meta({
          description:
            'Mốc của vụ việc chưa có kênh liên thông; vụ việc đã nằm trong tổng nên các mốc đứng bên cạnh. Tháng là tháng của mốc; unknown: không rõ ngày.',
        }),
      longWaits: z
        .array(
          z.strictObject({
            agency: z.string(),
            code: CODE,
            owner: OWNER,
            records: SHOWN_COUNT,
            oldestAt: MOMENT,
            text: TEXT,
          }),
        )
        .meta({ description: 'Chờ bổ sung thông tin quá 5 ngày làm việc, theo đơn vị và nguyên nhân.' }),
      longWaitsSince: MOMENT.meta({ description: 'Đầu ngày làm việc thứ năm trước hôm nay.' }),
      knowsHolidays: z.boolean().meta({ description: 'calendar.yaml có ngày nghỉ của năm nay.' }),
      promptness: z
        .array(
          z.strictObject({
            agency: z.string(),
            confirmed: SHOWN_COUNT,
            medianDays: z.number().nullable(),
            mostDays: z.number().nullable(),
          }),
        )
        .meta({
          description:
            'Từ ngày tiếp nhận đến khi CSDLQG xác nhận, đơn của 365 ngày qua: một nửa và chín phần mười không lâu hơn.',
        }),
      stepTimes: z
        .array(
          z.strictObject({
            agency: z.string(),
            step: STEP,
            confirmed: SHOWN_COUNT,
            medianDays: z.number().nullable(),
            mostDays: z.number().nullable(),
            medianHours: z.number().nullable(),
            mostHours: z.number().nullable(),
          }),
        )
        .meta({
          description:
            'Mỗi bước, đơn của 365 ngày qua: số ngày từ ngày của mốc, số giờ từ khi cổng biết, đến khi CSDLQG xác nhận lần đầu; một nửa và chín phần mười không lâu hơn.',
        }),
    })
    .meta({ id: 'Ledger' }),
} as const satisfies Operation;

type EntryDto = z.output<typeof ENTRY>;

/** @param shown how numbers are shown to whoever asks */
export function entryDto(entry: LedgerEntry, shown: (count: number) => ShownCount): EntryDto {
  const share = confirmedShare(entry);
  return {
    agency: entry.agency,
    period: entry.period ?? null,
    kind: entry.kind ?? null,
    records: shown(entry.records),
    classes: Object.fromEntries(
      LEDGER_CLASSES.map((name) => [name, shown(entry.classes[name])]),
    ) as EntryDto['classes'],
    unaccounted: entry.unaccounted,
    legallyDue: shown(entry.legallyDue),
    // A share of numbers that are not shown would tell them.
    confirmedShare:
      share === undefined || shown(entry.legallyDue) === null || shown(entry.classes.confirmed) === null
        ? null
        : share,
    units: {
      all: unitsDto(entry.units.all, shown),
      confirmed: unitsDto(entry.units.confirmed, shown),
      noChannel: unitsDto(entry.units.noChannel, shown),
    },
    causes: entry.causes.map(({ code, records, ...cause }) => ({
      ...cause,
      code,
      records: shown(records),
      ...(code in REASONS && {
        text: sentencesOf(code as ReasonCode),
        owner: REASONS[code as ReasonCode].owner,
      }),
    })),
  };
}

function unitsDto(
  { cases, visits, people, crowds }: LedgerUnits,
  shown: (count: number) => ShownCount,
): EntryDto['units']['all'] {
  return { cases: shown(cases), visits: shown(visits), people: shown(people), crowds: shown(crowds) };
}

type LedgerDto = z.output<(typeof READ_LEDGER)['answer']>;

export function milestonesDto(
  { agency, milestone, items, cases, people, crowds, entered }: MilestoneCount,
  shown: (count: number) => ShownCount,
): LedgerDto['noChannelMilestones'][number] {
  return {
    agency,
    milestone,
    items: shown(items),
    cases: shown(cases),
    people: shown(people),
    crowds: shown(crowds),
    entered: shown(entered),
  };
}

/** Times of so few steps that their number is not shown would tell of one of them. */
export function stepTimesDto(
  { agency, step, confirmed, medianDays, mostDays, medianHours, mostHours }: StepTimes,
  shown: (count: number) => ShownCount,
): LedgerDto['stepTimes'][number] {
  const times =
    shown(confirmed) === null
      ? { medianDays: null, mostDays: null, medianHours: null, mostHours: null }
      : { medianDays, mostDays, medianHours, mostHours };
  return { agency, step, confirmed: shown(confirmed), ...times };
}

/** What happened, what it means, what to do: of many records, so without a value. */
export function sentencesOf(code: ReasonCode): readonly string[] {
  return reasonText(code, '', '').map((one) => one.replaceAll(/:? «»/g, '').replaceAll(/ {2,}/g, ' '));
}
