import type { DestinationDepth, QueuePause } from '@kntc/storage';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { line, MOMENT } from './operation/members';
import type { Operation } from './operation/operation';

const COUNT = z.number().int();

export const QUEUE_PAUSE = z
  .strictObject({
    side: z.enum(['source', 'destination']),
    target: z.string().meta({ description: 'id của nguồn hoặc cơ quan; *: mọi cơ quan.' }),
    since: MOMENT,
    by: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'QueuePause', description: 'Một người đã tạm dừng hàng đợi này; khởi động lại vẫn tạm dừng.' });

const DESTINATION = z
  .strictObject({
    target: z.string().meta({ description: 'id của cơ quan; *: mọi cơ quan được xem.' }),
    depth: COUNT.meta({ description: 'Mọi thứ còn trong hàng đợi.' }),
    due: COUNT.meta({ description: 'Gửi được ngay khi tới lượt.' }),
    braked: COUNT.meta({ description: 'Chờ hạn mức ngày sau hoặc đợt cập nhật.' }),
    inFlight: COUNT,
    unknown: COUNT,
    oldestAt: MOMENT.nullable(),
    oldestSeconds: COUNT,
    recordsPerMinute: z
      .number()
      .nullable()
      .meta({ description: 'Tốc độ chung đo được trong ngày; các cơ quan chia nhau. null: chưa đo được.' }),
    drainMinutes: COUNT.nullable().meta({
      description: 'Ước tính hết hàng đợi, nếu tốc độ như vậy; null: chưa ước tính được, hoặc đang tạm dừng.',
    }),
    pause: QUEUE_PAUSE.nullable(),
  })
  .meta({ id: 'DestinationQueue' });

const SOURCE = z
  .strictObject({
    target: z.string(),
    title: z.string(),
    depth: COUNT.meta({ description: 'Hồ sơ đã đọc, còn phải xét lại.' }),
    readAt: MOMENT.nullable().meta({ description: 'Lần cuối đọc được nguồn.' }),
    failure: z.string().nullable().meta({ description: 'Vì sao không đọc được, nếu nguồn đang lỗi.' }),
    pause: QUEUE_PAUSE.nullable(),
  })
  .meta({ id: 'SourceQueue' });

export const READ_QUEUES = {
  id: 'readQueues',
  group: 'Tổng quan',
  summary:
    'Hàng đợi theo nguồn và theo cơ quan: còn bao nhiêu, lâu nhất từ khi nào, ước tính bao giờ hết, ai tạm dừng, vì sao.',
  answer: z
    .strictObject({
      destinations: z.array(DESTINATION).readonly(),
      sources: z.array(SOURCE).readonly(),
      blocked: z
        .strictObject({ code: z.string(), text: z.string() })
        .nullable()
        .meta({ description: 'Vì sao nay không gửi gì, ngoài các tạm dừng của người; null: đang gửi.' }),
    })
    .meta({
      id: 'Queues',
      description:
        'sources thuộc cả tỉnh: rỗng với người chỉ làm việc cho một số cơ quan. Cơ quan có hàng đợi rỗng và không tạm dừng thì không nêu.',
    }),
} as const satisfies Operation;

const QUEUE = {
  side: z.enum(['source', 'destination']),
  target: line(80).meta({
    description: 'id của nguồn, hoặc của cơ quan; *: gửi lên CSDLQG cho mọi cơ quan.',
  }),
} as const;

const DECIDES = {
  group: 'Quyết định',
  body: z.strictObject({ ...QUEUE, ...DECIDING }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const PAUSE_QUEUE = {
  ...DECIDES,
  id: 'pauseQueue',
  summary:
    'Tạm dừng đọc một nguồn, hoặc gửi của một cơ quan hay của tất cả. Việc đang làm dở được làm xong; khởi động lại vẫn tạm dừng.',
} as const satisfies Operation;

export const RESUME_QUEUE = {
  ...DECIDES,
  id: 'resumeQueue',
  summary: 'Cho một hàng đợi mà người đã tạm dừng đi tiếp.',
} as const satisfies Operation;

type DestinationDto = z.input<typeof DESTINATION>;

export interface Speed {
  readonly recordsPerMinute: number | undefined;
  readonly drainMinutes: number | undefined;
}

/** The queue of one agency, or of all of them together. */
export function destinationDto(
  depth: DestinationDepth,
  pause: QueuePause | undefined,
  { speed, now }: { readonly speed: Speed; readonly now: Date },
): DestinationDto {
  const { agency, due, braked, inFlight, unknown, oldestAt } = depth;
  const oldestMs = oldestAt === null ? 0 : now.getTime() - Date.parse(oldestAt);
  return {
    target: agency,
    depth: due + braked + inFlight + unknown,
    due,
    braked,
    inFlight,
    unknown,
    oldestAt: oldestAt === null ? null : new Date(oldestAt).toISOString(),
    oldestSeconds: Math.max(0, Math.round(oldestMs / 1_000)),
    recordsPerMinute: speed.recordsPerMinute ?? null,
    drainMinutes:
      pause !== undefined || speed.drainMinutes === undefined ? null : Math.ceil(speed.drainMinutes),
    pause: pauseDto(pause),
  };
}

export function pauseDto(pause: QueuePause | undefined): z.input<typeof QUEUE_PAUSE> | null {
  return pause === undefined ? null : { ...pause, since: new Date(pause.since).toISOString() };
}
