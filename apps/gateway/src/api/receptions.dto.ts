import { reportPeriod, type BookEntry, type BookProof } from '@kntc/domain';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, KIND, line, REFERENCE } from './operation/members';
import type { Operation } from './operation/operation';

const PERIOD = z
  .string()
  .regex(/^\d{4}(-(Q[1-4]|6T|9T))?$/, { error: 'kỳ báo cáo: 2026, 2026-Q1 … 2026-Q4, 2026-6T, 2026-9T' })
  .refine((text) => reportPeriod(text) !== undefined, { error: 'kỳ báo cáo có thật, ví dụ 2026-Q2' });
const MOST = 500;

const RECEPTION = z
  .strictObject({
    reference: REFERENCE,
    agency: z.string().meta({ description: 'Cơ quan đã tiếp.' }),
    date: z.string(),
    kind: KIND.nullable().meta({ description: 'null: nguồn không nói về việc gì.' }),
    hasPetition: z.boolean().meta({ description: 'false: không phát sinh đơn, chưa có kênh liên thông.' }),
    people: z.number().int(),
    entered: z
      .strictObject({ enteredOn: z.string(), enteredBy: z.string(), evidence: z.string() })
      .nullable()
      .meta({ description: 'Ai ghi nhận đã nhập tay trên CSDLQG, ngày nào, tìm lại ở đâu.' }),
  })
  .meta({ id: 'Reception' });

const OF = { period: PERIOD, agency: line(80).optional() } as const;
const FILE = z
  .strictObject({ fileName: z.string(), mediaType: z.string(), content: z.base64() })
  .meta({ id: 'ReceptionBookFile' });

export const LIST_RECEPTIONS = {
  id: 'listReceptions',
  group: 'Đối soát',
  summary: 'Lượt tiếp công dân của một kỳ, có và không phát sinh đơn, theo ngày; không có tên ai.',
  query: z.strictObject({
    ...OF,
    isOpen: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'true: chỉ lượt không phát sinh đơn, chưa nhập CSDLQG.' }),
  }),
  answer: z.strictObject({ items: z.array(RECEPTION) }).meta({ id: 'Receptions' }),
} as const satisfies Operation;

export const READ_RECEPTION_BOOK = {
  id: 'readReceptionBook',
  group: 'Đối soát',
  summary: 'Sổ tiếp công dân (Mẫu 03/TCD) của một kỳ, tệp .xlsx dạng base64; danh tính và nội dung đã che.',
  query: z.strictObject(OF),
  answer: FILE,
} as const satisfies Operation;

export const READ_NAMED_BOOK = {
  id: 'readNamedReceptionBook',
  group: 'Đối soát',
  summary:
    'Sổ tiếp công dân của một cơ quan, có họ tên và nội dung để nhập tay. Hai người: người được mở trường bị che, và người duyệt. Lượt về tố cáo hoặc không rõ loại vẫn che.',
  body: z.strictObject({ period: PERIOD, agency: line(80), ...DECIDING }),
  answer: FILE,
  problems: [403],
} as const satisfies Operation;

export const ENTER_RECEPTIONS = {
  id: 'enterReceptions',
  group: 'Đối soát',
  summary:
    'Ghi nhận lượt tiếp không phát sinh đơn đã nhập tay trên CSDLQG: cả kỳ của một cơ quan, hoặc các lượt trong references. Lượt đã ghi nhận giữ nguyên.',
  body: z.strictObject({
    period: PERIOD,
    agency: line(80),
    references: z.array(REFERENCE).min(1).max(MOST).optional(),
    enteredOn: DAY,
    evidence: line(200).meta({ description: 'Văn bản, màn hình, mã để tìm lại; không ghi tên người.' }),
    ...DECIDING,
  }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;

export function receptionDto(entry: BookEntry, proof: BookProof | undefined): z.input<typeof RECEPTION> {
  const { reference, agency, date, kind, hasPetition, people } = entry;
  return { reference, agency, date, kind: kind ?? null, hasPetition, people, entered: proof ?? null };
}
