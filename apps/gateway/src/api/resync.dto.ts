import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { CODE, line, MOMENT, REFERENCE, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';
import { RECORD_FILTERS, senseless } from './record-filters';

/** As many as fit into a request; more are named by a filter or a cause. */
const MOST_NAMED = 2_000;
const COUNT = z.number().int();

const NAMED = z.strictObject({
  kind: z.literal('records'),
  references: z.array(REFERENCE).max(MOST_NAMED).default([]),
  keys: z
    .array(z.strictObject({ source: line(80), localKey: line(200) }))
    .max(MOST_NAMED)
    .default([])
    .meta({ description: 'Hồ sơ chưa có mã địa phương: nguồn và khoá ở nguồn.' }),
});
const FILTERED = z
  .strictObject({ kind: z.literal('filter'), filter: z.strictObject(RECORD_FILTERS) })
  .superRefine(({ filter }, context) => {
    for (const [path, message] of senseless(filter))
      context.addIssue({ code: 'custom', path: ['filter', path], message });
  });
const CAUSED = z.strictObject({
  kind: z.literal('cause'),
  cause: z.string().regex(/^[0-9a-f]{32}$/, { error: 'id của nguyên nhân, lấy từ /api/v1/causes' }),
});

export const SUBJECT = z.discriminatedUnion('kind', [NAMED, FILTERED, CAUSED]).meta({
  id: 'ResyncSubject',
  description:
    'Hồ sơ được chọn, mọi hồ sơ theo bộ lọc của /api/v1/records, hoặc mọi hồ sơ đứng lại vì một nguyên nhân.',
});

const WHY = z.enum(['many', 'denunciations']).nullable().meta({
  description: 'Vì sao cần người duyệt: nhiều hồ sơ, hoặc có đơn tố cáo; null: một người là đủ.',
});
const ACT = z.enum(['create', 'update', 'attach', 'nothing', 'conflict', 'blocked']).meta({
  id: 'ResyncActs',
  description:
    'create: tạo mới; update: gửi bước mới hoặc cập nhật; attach: gắn với bản đã có; nothing: không khác gì, không gửi; conflict: hai bên khác nhau, chờ người; blocked: ở lại, kèm vì sao.',
});
const SIDE = z.strictObject({
  kind: z.enum(['open', 'masked', 'hidden', 'empty']),
  text: z.string().optional(),
});

const SAMPLE = z
  .strictObject({
    reference: REFERENCE,
    act: ACT,
    fields: z
      .array(z.strictObject({ field: z.string(), label: z.string(), before: SIDE, after: SIDE }))
      .readonly(),
  })
  .meta({ id: 'ResyncSample' });

const BLOCKED = z
  .strictObject({ why: z.string(), records: COUNT, text: TEXT })
  .meta({ id: 'ResyncBlocked', description: 'Hồ sơ ở lại, theo lý do.' });

export const PREVIEW_RESYNC = {
  id: 'previewResync',
  group: 'Quyết định',
  summary:
    'Xem trước một lượt đồng bộ lại: bao nhiêu hồ sơ sẽ tạo, cập nhật, gắn, không đổi, ở lại; vài hồ sơ mẫu theo trường. Không ghi nhận gì.',
  body: z.strictObject({ subject: SUBJECT }),
  answer: z
    .strictObject({
      matching: COUNT,
      most: COUNT.meta({ description: 'Một lượt nhiều nhất bấy nhiêu hồ sơ.' }),
      counts: z.strictObject({
        create: COUNT,
        update: COUNT,
        attach: COUNT,
        nothing: COUNT,
        conflict: COUNT,
        blocked: COUNT,
      }),
      unseen: COUNT.meta({
        description: 'Số hồ sơ chưa xét trước (quá nhiều, hoặc nguồn do tiến trình khác đọc).',
      }),
      blocked: z.array(BLOCKED).readonly(),
      samples: z.array(SAMPLE).readonly(),
      denunciations: COUNT,
      needsApprover: WHY,
      estimate: z.strictObject({
        minutes: COUNT.nullable(),
        text: TEXT,
      }),
      text: TEXT,
    })
    .meta({ id: 'ResyncPreview' }),
  problems: [409],
} as const satisfies Operation;

export const START_RESYNC = {
  id: 'startResync',
  group: 'Quyết định',
  summary:
    'Bắt đầu một lượt đồng bộ lại. Chỉ đặt lịch gửi hoặc xét lại từng hồ sơ, không tự gửi gì. Hồ sơ vào lượt được chốt lúc này; hồ sơ đến sau nêu riêng.',
  body: z.strictObject({
    subject: SUBJECT,
    paused: z.boolean().default(false).meta({ description: 'true: chốt danh sách, chờ go-on mới bắt đầu.' }),
    ...DECIDING,
  }),
  answer: z
    .strictObject({ id: z.string(), target: z.string(), result: z.literal('done'), text: TEXT })
    .meta({ id: 'ResyncStarted' }),
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;

const PROGRESS = z
  .strictObject({
    chosen: COUNT.meta({ description: 'Chưa tới lượt.' }),
    underWay: COUNT.meta({ description: 'Đã đặt lịch, chưa có kết quả.' }),
    cured: COUNT,
    nothing: COUNT.meta({ description: 'Không khác bản đã xác nhận: không gửi gì.' }),
    failing: COUNT.meta({ description: 'Vẫn đứng lại vì lý do cũ.' }),
    newCause: COUNT.meta({ description: 'Lý do cũ đã hết, đứng lại vì lý do khác.' }),
    skipped: COUNT.meta({ description: 'Không đụng tới, mỗi hồ sơ một lý do.' }),
    stopped: COUNT.meta({ description: 'Chưa tới lượt khi lượt bị dừng: giữ nguyên.' }),
  })
  .meta({ id: 'ResyncProgress' });

const RESYNC_VIEW = {
  id: z.string(),
  subject: z.enum(['records', 'filter', 'cause']),
  cause: z.string().nullable(),
  filter: z
    .strictObject(RECORD_FILTERS)
    .nullable()
    .meta({ description: 'Bộ lọc mà lượt được chốt theo, như ở /api/v1/records; null: không theo bộ lọc.' }),
  state: z.enum(['paused', 'running', 'stopped', 'done']),
  records: COUNT,
  denunciations: COUNT,
  actor: z.string(),
  approver: z.string().nullable(),
  reason: z.string(),
  begunAt: MOMENT,
  endedAt: MOMENT.nullable(),
  changedBy: z.string().nullable().meta({ description: 'Ai dừng, tạm dừng hoặc cho đi tiếp sau cùng.' }),
  changeReason: z.string().nullable(),
  progress: PROGRESS,
} as const;
const VIEW = z.strictObject(RESYNC_VIEW).meta({ id: 'Resync' });

export const LIST_RESYNCS = {
  id: 'listResyncs',
  group: 'Quyết định',
  summary: 'Các lượt đồng bộ lại, mới nhất trước.',
  query: z.strictObject({ state: z.enum(['paused', 'running', 'stopped', 'done']).optional(), ...PAGING }),
  answer: pageAnswer(VIEW),
} as const satisfies Operation;
export const RESYNCS_WAY: Way = { list: 'resync', position: ['moment', 'uuid'] };

const ONE = z.strictObject({ id: z.uuid({ error: 'id của lượt đồng bộ lại' }) });

export const READ_RESYNC = {
  id: 'readResync',
  group: 'Quyết định',
  summary: 'Một lượt đồng bộ lại: tiến độ, kết quả, bao nhiêu hồ sơ cùng bộ lọc đến sau (không thuộc lượt).',
  params: ONE,
  answer: z
    .strictObject({
      ...RESYNC_VIEW,
      newcomers: COUNT.meta({ description: 'Khớp bộ lọc hoặc nguyên nhân sau khi lượt được chốt.' }),
      text: TEXT,
    })
    .meta({ id: 'ResyncDetail' }),
} as const satisfies Operation;

const ITEM = z
  .strictObject({
    position: COUNT,
    source: z.string(),
    localKey: z.string(),
    reference: REFERENCE.nullable(),
    state: z.enum(['chosen', 'released', 'skipped', 'stopped']),
    how: z
      .enum(['due', 'judge'])
      .nullable()
      .meta({ description: 'due: đặt lịch gửi; judge: xét lại; null: chưa, hoặc không đụng tới.' }),
    cause: CODE.nullable(),
    result: z.enum(['cured', 'nothing', 'failing', 'new-cause']).nullable(),
    resultCode: CODE.nullable(),
    why: z.string().nullable(),
    text: TEXT,
  })
  .meta({ id: 'ResyncItem' });

export const LIST_RESYNC_ITEMS = {
  id: 'listResyncItems',
  group: 'Quyết định',
  summary: 'Hồ sơ của một lượt, theo thứ tự: kết quả, lý do bỏ qua.',
  params: ONE,
  query: z.strictObject({
    state: z.enum(['chosen', 'released', 'skipped', 'stopped']).optional(),
    result: z.enum(['cured', 'nothing', 'failing', 'new-cause']).optional(),
    ...PAGING,
  }),
  answer: pageAnswer(ITEM),
} as const satisfies Operation;
export const RESYNC_ITEMS_WAY: Way = { list: 'resync items', position: ['number'] };

const CHANGES = {
  group: 'Quyết định',
  params: ONE,
  body: z.strictObject({ ...DECIDING }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const STOP_RESYNC = {
  ...CHANGES,
  id: 'stopResync',
  summary: 'Dừng hẳn một lượt: hồ sơ chưa tới lượt giữ nguyên, hồ sơ đã đặt lịch đi tiếp như thường.',
} as const satisfies Operation;
export const PAUSE_RESYNC = {
  ...CHANGES,
  id: 'pauseResync',
  summary: 'Tạm dừng một lượt đang chạy.',
} as const satisfies Operation;
export const GO_ON_RESYNC = {
  ...CHANGES,
  id: 'goOnResync',
  summary: 'Bắt đầu, hoặc đi tiếp, một lượt đang tạm dừng.',
} as const satisfies Operation;

export const FOLLOW_RESYNC = {
  id: 'followResync',
  group: 'Quyết định',
  summary:
    'Tiến độ của một lượt, đẩy dần (Server-Sent Events): event progress khi đổi, dòng nhịp mỗi 15 giây, event end khi xong hoặc hết phiên.',
  params: ONE,
  media: 'text/event-stream',
} as const satisfies Operation;
