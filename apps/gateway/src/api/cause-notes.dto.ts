import type { CauseNote } from '@kntc/domain';
import { z } from 'zod';
import { ATTENTION } from './attention-dto';
import { CAUSE } from './causes.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, line, MOMENT, REFERENCE, TEXT } from './operation/members';
import type { Operation } from './operation/operation';

/** A cause nobody mends within a month is one that somebody should be told of again. */
const LONGEST_DAYS = 31;
const SAMPLES = 5;
const MOST_TARGETS = 50;

const ONE = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/, { error: 'id của nguyên nhân, lấy từ /api/v1/causes' }),
});

const NOTE = z
  .strictObject({
    kind: z.enum(['acknowledge', 'assign', 'comment']),
    by: z.string(),
    at: MOMENT,
    note: z.string(),
    assignee: z.string().nullable(),
    until: MOMENT.nullable(),
  })
  .meta({ id: 'CauseNote' });

export const READ_CAUSE_NOTES = {
  id: 'readCauseNotes',
  group: 'Tổng quan',
  summary: 'Một nguyên nhân, và ai đã nói gì về nó: nhận biết đến ngày nào, giao cho ai, trao đổi.',
  params: ONE,
  answer: z
    .strictObject({ cause: CAUSE, attention: ATTENTION, items: z.array(NOTE).readonly() })
    .meta({ id: 'CauseNotes' }),
} as const satisfies Operation;

const SAYS = {
  group: 'Quyết định',
  params: ONE,
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const ACKNOWLEDGE_CAUSE = {
  ...SAYS,
  id: 'acknowledgeCause',
  summary: `Nhận biết một nguyên nhân đến một ngày (nhiều nhất ${LONGEST_DAYS} ngày); quá ngày mà vẫn còn thì nêu lại. reason là ghi chú.`,
  body: z.strictObject({ until: DAY.meta({ description: 'Hết ngày này, giờ Việt Nam.' }), ...DECIDING }),
} as const satisfies Operation;

export const ASSIGN_CAUSE = {
  ...SAYS,
  id: 'assignCause',
  summary: 'Giao một nguyên nhân cho một người, một phòng; assignee null: không còn giao cho ai.',
  body: z.strictObject({ assignee: line(80).nullable(), ...DECIDING }),
} as const satisfies Operation;

export const COMMENT_CAUSE = {
  ...SAYS,
  id: 'commentCause',
  summary: 'Ghi trao đổi về một nguyên nhân (reason).',
  body: z.strictObject({ ...DECIDING }),
} as const satisfies Operation;

export const TRY_CAUSE = {
  id: 'tryCause',
  group: 'Quyết định',
  summary: `Xét thử ${SAMPLES} hồ sơ của một nguyên nhân với các dòng đối chiếu đề nghị cho mã đó (không có: như đang dùng). Không ghi nhận gì, bảng đối chiếu giữ nguyên.`,
  params: ONE,
  body: z.strictObject({
    targets: z
      .array(
        z.strictObject({
          nationalCode: line(80),
          validFrom: DAY.nullish(),
          validUntil: DAY.nullish(),
        }),
      )
      .max(MOST_TARGETS)
      .optional()
      .meta({ description: 'Mọi dòng mà mã đó sẽ có; rỗng: không còn mã nào.' }),
  }),
  answer: z
    .strictObject({
      matching: z.number().int(),
      items: z
        .array(
          z.strictObject({
            source: z.string(),
            localKey: z.string(),
            reference: REFERENCE.nullable(),
            becomes: z.enum(['accepted', 'waiting', 'quarantined', 'outOfScope', 'noChannel']).meta({
              description: 'Hồ sơ sẽ ở trạng thái nào nếu áp dụng.',
            }),
            isCured: z.boolean().meta({ description: 'Nguyên nhân này không còn.' }),
            text: TEXT,
          }),
        )
        .readonly(),
      text: TEXT,
    })
    .meta({ id: 'CauseTried' }),
  problems: [409],
} as const satisfies Operation;

/** The last moment of a day in Vietnam, or why it is none to wait for. */
export function untilOf(day: string, now: Date): Date | string {
  const until = new Date(`${day}T23:59:59.999+07:00`);
  if (Number.isNaN(until.getTime())) return 'ngày không có thật';
  const days = (until.getTime() - now.getTime()) / 86_400_000;
  if (days <= 0) return 'ngày đã qua';
  return days > LONGEST_DAYS ? `nhiều nhất ${LONGEST_DAYS} ngày nữa` : until;
}

export function noteDto({ kind, by, at, note, assignee, until }: CauseNote): z.input<typeof NOTE> {
  return {
    kind,
    by,
    at: at.toISOString(),
    note,
    assignee: assignee ?? null,
    until: until?.toISOString() ?? null,
  };
}
