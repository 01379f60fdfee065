import {
  ALERT_KIND_NAMES,
  ALERT_SEVERITIES,
  ALERT_SEND_FAILURES,
  alertKindRule,
  alertPage,
  alertText,
} from '@kntc/domain';
import type { AlertKind } from '@kntc/domain';
import { ALERT_STATES, type ChannelStanding, type ListedIncident } from '@kntc/storage';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { MOMENT, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const MOST_HOURS = 31 * 24;
const KIND = z.enum(ALERT_KIND_NAMES as [AlertKind, ...AlertKind[]]).meta({ id: 'AlertKind' });
const STATE = z.enum(ALERT_STATES).meta({ description: 'acknowledged: có người biết, đến until.' });

const ALERT = z
  .strictObject({
    id: z.string(),
    kind: KIND,
    severity: z.enum(ALERT_SEVERITIES),
    state: STATE,
    text: TEXT.meta({ description: 'Xảy ra gì, nghĩa là gì, làm gì. Chỉ có số lượng; dưới 5 không nói số.' }),
    page: z.string().meta({ description: 'Trang của bảng điều khiển.' }),
    since: MOMENT,
    closedAt: MOMENT.nullable(),
    acknowledged: z
      .strictObject({ by: z.string(), at: MOMENT, until: MOMENT, note: z.string() })
      .nullable()
      .meta({ description: 'Lần nhận biết sau cùng, cả khi đã quá hạn.' }),
    level: z.number().int().nullable().meta({ description: 'Bước báo đã tới, từ 0; null: chưa báo ai.' }),
    told: z.array(z.string()).readonly().meta({ description: 'Kênh đã báo.' }),
    toldAt: MOMENT.nullable(),
  })
  .meta({ id: 'Alert' });

export const LIST_ALERTS = {
  id: 'listAlerts',
  group: 'Tổng quan',
  summary:
    'Sự cố đã cảnh báo: đang mở, đã có người nhận biết, đã hết; đã báo kênh nào. Mới nhất trước. Người làm việc cho một số cơ quan chỉ thấy mất kết nối và thời hạn của các cơ quan đó.',
  query: z.strictObject({ state: STATE.optional(), kind: KIND.optional(), ...PAGING }),
  answer: pageAnswer(ALERT),
} as const satisfies Operation;

export const ALERTS_WAY: Way = { list: 'alerts', position: ['moment', 'number'] };

const CHANNEL = z
  .strictObject({
    id: z.string(),
    waiting: z.number().int().meta({ description: 'Thư đang chờ gửi.' }),
    attempts: z.number().int().meta({ description: 'Số lần gửi không được của thư chờ lâu nhất.' }),
    failure: z.string().nullable().meta({ description: 'Vì sao lần sau cùng không gửi được.' }),
    sentAt: MOMENT.nullable().meta({ description: 'Lần sau cùng gửi được.' }),
  })
  .meta({ id: 'AlertChannel' });

export const READ_ALERT_CHANNELS = {
  id: 'readAlertChannels',
  group: 'Tổng quan',
  summary: 'Các kênh cảnh báo của config/alerts.yaml và việc gửi qua từng kênh; rỗng: chưa có kênh cảnh báo.',
  answer: z
    .strictObject({ text: z.string(), items: z.array(CHANNEL).readonly() })
    .meta({ id: 'AlertChannels' }),
} as const satisfies Operation;

const DECIDES = {
  group: 'Quyết định',
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const ACKNOWLEDGE_ALERT = {
  ...DECIDES,
  id: 'acknowledgeAlert',
  summary:
    'Nhận biết một sự cố trong một số giờ: cổng thôi nhắc và thôi báo cấp trên; quá hạn mà vẫn còn thì báo lại từ đầu. reason là ghi chú.',
  params: z.strictObject({
    id: z.string().regex(/^\d{1,18}$/, { error: 'số của sự cố, lấy từ /api/v1/alerts' }),
  }),
  body: z.strictObject({ hours: z.number().int().min(1).max(MOST_HOURS), ...DECIDING }),
} as const satisfies Operation;

export const TEST_ALERTS = {
  ...DECIDES,
  id: 'testAlerts',
  summary: 'Gửi thư thử qua một kênh, hoặc mọi kênh; kết quả ở /api/v1/alerts/channels.',
  body: z.strictObject({
    channel: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}(#\d{1,2})?$/, { error: 'tên kênh, lấy từ /api/v1/alerts/channels' })
      .optional(),
    ...DECIDING,
  }),
} as const satisfies Operation;

/** @param agencies of whoever reads, where not the whole province */
export function alertDto(
  { incident, state, level, told, toldAt }: ListedIncident,
  agencies: readonly string[] | undefined,
): z.input<typeof ALERT> {
  const { id, kind, noticedAt, openedAt, closedAt, acknowledged } = incident;
  return {
    id,
    kind,
    severity: alertKindRule(kind).severity,
    state,
    text: [...alertText(incident, agencies)],
    page: alertPage(kind),
    since: (openedAt ?? noticedAt).toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    acknowledged: acknowledged
      ? {
          by: acknowledged.by,
          at: acknowledged.at.toISOString(),
          until: acknowledged.until.toISOString(),
          note: acknowledged.note,
        }
      : null,
    level,
    told: [...told],
    toldAt: toldAt?.toISOString() ?? null,
  };
}

/** A channel of the file, and how its messages fare; of one that was never used nothing is stored. */
export function channelDto(id: string, standing: ChannelStanding | undefined): z.input<typeof CHANNEL> {
  const { waiting = 0, attempts = 0, failure = null, sentAt = null } = standing ?? {};
  return {
    id,
    waiting,
    attempts,
    failure: failure === null ? null : ALERT_SEND_FAILURES[failure],
    sentAt: sentAt?.toISOString() ?? null,
  };
}
