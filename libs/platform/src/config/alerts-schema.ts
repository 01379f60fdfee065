import {
  ALERT_KIND_NAMES,
  ALERT_SEVERITIES,
  MAIL_ADDRESS,
  namesLoopback,
  readAddress,
  WEB_ADDRESS,
} from '@kntc/domain';
import type { AddressForm, AlertKind } from '@kntc/domain';
import { z } from 'zod';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** In milliseconds. */
const SPAN = z
  .string()
  .regex(/^\d{1,4}(s|m|h|d)$/, 'cần một khoảng thời gian như 30s, 15m, 4h hoặc 1d')
  .transform((text) => Number.parseInt(text, 10) * UNITS[text.slice(-1) as keyof typeof UNITS]);
const TIME = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'cần giờ dạng HH:mm, ví dụ 08:00');
const MAIL = z
  .string()
  .max(200)
  .regex(/^[^\s@<>,;"]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*$/, 'cần một địa chỉ thư');
const SENDER = z
  .string()
  .max(200)
  .regex(/^([^<>@\r\n]+ <[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/, 'cần «Tên <địa chỉ>» hoặc địa chỉ thư');
/** Name of a variable; `<NAME>_FILE` may name a file in its place. */
const VARIABLE = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{2,60}$/, 'cần tên biến môi trường, ví dụ KNTC_MAIL_PASSWORD');
const SEVERITIES = z.array(z.enum(ALERT_SEVERITIES)).min(1);
const KIND = z.enum(ALERT_KIND_NAMES as [AlertKind, ...AlertKind[]]);
const CHANNEL_NAME = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'tên kênh: chữ thường, số, gạch nối');

/** In the clear only to this very machine. */
function address(form: AddressForm, secure: string): z.ZodType<string> {
  return z.string().refine(
    (text) => {
      const read = readAddress(text, form);
      return (
        read.kind === 'read' &&
        (read.target.scheme === secure || form === MAIL_ADDRESS || namesLoopback(read.target))
      );
    },
    { message: `cần địa chỉ ${secure}://máy-chủ[:cổng]` },
  );
}

const OF_CHANNEL = {
  agencies: z.array(z.string().min(1)).min(1).optional(),
  /** Quiet hours do not count. */
  always: z.boolean().optional(),
} as const;

const CHANNEL = z.union(
  [
    z.strictObject({ mail: z.array(MAIL).min(1).max(20), ...OF_CHANNEL }),
    z.strictObject({ webhook: address(WEB_ADDRESS, 'https'), secretFrom: VARIABLE, ...OF_CHANNEL }),
  ],
  { error: 'cần mail: [địa chỉ, …] hoặc webhook và secretFrom; cùng lắm thêm agencies, always' },
);

const ROUTE = z.strictObject({
  severities: SEVERITIES,
  kinds: z.array(KIND).min(1).optional(),
  steps: z.array(z.strictObject({ after: SPAN, to: z.array(CHANNEL_NAME).min(1) })).min(1),
});

export const ALERTS_SCHEMA = z.strictObject({
  mail: z
    .strictObject({
      server: address(MAIL_ADDRESS, 'smtps'),
      from: SENDER,
      login: z.strictObject({ user: z.string().min(1).max(200), passwordFrom: VARIABLE }).optional(),
    })
    .optional(),
  channels: z.record(CHANNEL_NAME, CHANNEL).default({}),
  routes: z.array(ROUTE).default([]),
  repeat: SPAN.optional(),
  settle: SPAN.optional(),
  lookEvery: SPAN.optional(),
  opensAfter: z.partialRecord(KIND, SPAN).optional(),
  quiet: z
    .strictObject({ from: TIME, to: TIME, except: z.array(z.enum(ALERT_SEVERITIES)).default([]) })
    .optional(),
  digest: z.strictObject({ at: TIME.default('08:00'), to: z.array(CHANNEL_NAME).min(1) }).optional(),
  thresholds: z
    .strictObject({
      queueStale: SPAN.optional(),
      causeRecords: z.int().min(1).optional(),
      diskFreePercent: z.int().min(1).max(90).optional(),
    })
    .optional(),
});

/** `alerts.yaml` as it is written, spans in milliseconds. */
export type AlertsFile = z.output<typeof ALERTS_SCHEMA>;
