import { FAILURES, type FailureCode } from '@kntc/domain';
import { z } from 'zod';
import { LISTED_CAUSE, SHOWN_COUNT } from './causes.dto';
import { DEADLINE_COUNTS } from './deadlines.dto';
import { MOMENT, OWNER } from './operation/members';
import type { Operation } from './operation/operation';
import { QUEUE_PAUSE } from './queues.dto';

export const FAILURE = z
  .enum(Object.keys(FAILURES) as [FailureCode, ...FailureCode[]])
  .meta({ id: 'FailureCode' });

export const OUTAGE = z
  .strictObject({
    id: z.string(),
    scope: z.string(),
    code: FAILURE,
    text: z.string(),
    owner: OWNER,
    actor: z.string(),
    since: MOMENT,
    lastProbeAt: MOMENT.nullable(),
    failedProbes: z.number().int(),
    nextProbeAt: MOMENT.nullable(),
    isRecovering: z.boolean(),
  })
  .meta({ id: 'Outage' });

const RECOVERY = z.strictObject({
  backlog: z.number().int(),
  oldestAt: z.string().nullable(),
  oldestSeconds: z.number(),
  drainMinutes: z.number().nullable(),
  drainFrom: z.enum(['measured', 'limit']).nullable(),
  drainText: z.string(),
  share: z.number(),
});

const ALERTS = z.strictObject({
  channels: z.number().int().meta({ description: '0: chưa có kênh cảnh báo.' }),
  failing: z.array(z.string()).readonly().meta({ description: 'Kênh không gửi được.' }),
  open: z.number().int(),
  unacknowledged: z.number().int(),
  text: z.string(),
});

const BRAKES = z.strictObject({
  createsToday: z.number().int(),
  createsLimit: z.number().int().nullable(),
  campaignLeft: z.number().int(),
  waiting: z.number().int(),
  wentBack: z
    .strictObject({
      since: z.string(),
      side: z.enum(['gateway', 'national']),
      uncompared: z.number().int(),
      text: z.string(),
    })
    .nullable(),
  paused: z.strictObject({ since: z.string(), why: z.string(), text: z.string() }).nullable(),
  watch: z
    .strictObject({ what: z.string(), seen: z.number().int(), of: z.number().int(), bad: z.number().int() })
    .nullable(),
});

const SOURCE = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    pausedCode: FAILURE.optional(),
    pausedDetail: z.string().optional(),
    readAt: z.string().optional(),
    suspicious: z.strictObject({ missing: z.number().int(), stood: z.number().int() }).optional(),
    wentBackAt: z.string().optional(),
    digests: z
      .strictObject({
        at: z.string(),
        outcome: z.discriminatedUnion('kind', [
          z.strictObject({
            kind: z.literal('compared'),
            records: z.number().int(),
            read: z.number().int(),
            changed: z.number().int(),
            moving: z.number().int(),
            questions: z.number().int(),
          }),
          z.strictObject({ kind: z.literal('broken-off'), why: z.string() }),
        ]),
      })
      .optional()
      .describe('Lần so tóm tắt gần nhất, của nguồn có `record.digest`.'),
    outdatedProcesses: z.number().int().optional(),
    mappingWaits: z.strictObject({ version: z.string(), since: z.string() }).optional(),
    text: z.string().optional(),
  })
  .meta({ id: 'Source' });

export const READ_OVERVIEW = {
  id: 'readOverview',
  group: 'Tổng quan',
  summary: 'Mọi thứ đang ở đâu: số hồ sơ theo trạng thái, nguyên nhân, hàng đợi, kết nối, nguồn.',
  answer: z
    .strictObject({
      classes: z.record(z.string(), SHOWN_COUNT),
      gone: SHOWN_COUNT,
      causes: z.array(LISTED_CAUSE).readonly(),
      queue: z.strictObject({
        due: SHOWN_COUNT,
        braked: SHOWN_COUNT,
        inFlight: SHOWN_COUNT,
        unknown: SHOWN_COUNT,
        oldestDueAt: z.string().optional(),
        oldestDueSeconds: z.number(),
      }),
      deadlines: DEADLINE_COUNTS,
      destination: z.strictObject({
        open: z.boolean(),
        code: z.string().optional(),
        text: z.string().optional(),
      }),
      outages: z.array(OUTAGE).readonly(),
      recovery: RECOVERY.optional(),
      brakes: BRAKES.optional(),
      alerts: ALERTS.optional(),
      pauses: z.array(QUEUE_PAUSE).readonly(),
      readAll: z.boolean(),
      sources: z.array(SOURCE).readonly(),
    })
    .meta({
      id: 'Overview',
      description:
        'recovery, brakes, alerts và sources thuộc cả tỉnh: không có với người chỉ làm việc cho một số cơ quan.',
    }),
} as const satisfies Operation;

export type OutageDto = z.input<typeof OUTAGE>;
export type RecoveryDto = z.input<typeof RECOVERY>;
export type BrakesDto = z.input<typeof BRAKES>;
export type AlertsDto = z.input<typeof ALERTS>;
