import { spanText } from '@kntc/domain';
import type { AffectedRecord, Outage, ShownCount } from '@kntc/domain';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { WRITTEN_FILE } from './corrections.dto';
import { outageDto } from './delivery-dto';
import { KIND, line, MOMENT, REFERENCE } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';
import { FAILURE, OUTAGE } from './overview.dto';

const PAST_OUTAGE = z
  .strictObject({
    ...OUTAGE.shape,
    endedAt: MOMENT.nullable().meta({ description: 'null: chưa hết.' }),
    reopenedAt: MOMENT.nullable(),
    span: z.string().meta({ description: 'Kéo dài bao lâu, bằng lời.' }),
    causes: z.array(z.strictObject({ code: FAILURE, at: MOMENT })).readonly(),
    affected: SHOWN_COUNT.meta({ description: 'Số hồ sơ đã phải chờ.' }),
  })
  .meta({ id: 'PastOutage' });

export const LIST_OUTAGES = {
  id: 'listOutages',
  group: 'Tổng quan',
  summary:
    'Các lần gián đoạn kết nối với CSDLQG: từ lúc nào, vì sao, bao nhiêu hồ sơ phải chờ. Mới nhất trước.',
  query: z.strictObject({
    isOver: z.enum(['true', 'false']).optional().meta({ description: 'true: đã hết.' }),
    ...PAGING,
  }),
  answer: pageAnswer(PAST_OUTAGE),
} as const satisfies Operation;

export const OUTAGES_WAY: Way = { list: 'outages', position: ['moment', 'number'] };

const ID = z.string().regex(/^\d{1,18}$/, { error: 'số của lần gián đoạn, lấy từ danh sách' });
const AGENCY = line(80).optional().meta({ description: 'Chỉ hồ sơ của một cơ quan.' });

const AFFECTED = z
  .strictObject({
    reference: REFERENCE,
    kind: KIND,
    agency: z.string(),
    since: MOMENT.meta({ description: 'Chờ kết nối từ.' }),
    sentAt: MOMENT.nullable().meta({ description: 'Bước đầu tiên được xác nhận sau đó; null: chưa.' }),
  })
  .meta({ id: 'AffectedRecord' });

export const LIST_AFFECTED = {
  id: 'listAffectedRecords',
  group: 'Tổng quan',
  summary: 'Các hồ sơ đã phải chờ trong một lần gián đoạn, theo mã liên thông.',
  params: z.strictObject({ id: ID }),
  query: z.strictObject({ agency: AGENCY, ...PAGING }),
  problems: [404],
  answer: pageAnswer(AFFECTED),
} as const satisfies Operation;

export const AFFECTED_WAY: Way = { list: 'affected', position: ['text'] };

export const OUTAGE_FILES = ['bien-ban.docx', 'bien-ban.xlsx'] as const;

export const READ_OUTAGE_FILE = {
  id: 'readOutageFile',
  group: 'Tổng quan',
  summary:
    'Biên bản gián đoạn kết nối, để in và ký (.docx) hoặc sắp xếp, lọc (.xlsx); nội dung ở dạng base64. Chỉ có mã hồ sơ, không có dữ liệu cá nhân.',
  params: z.strictObject({ id: ID, file: z.enum(OUTAGE_FILES) }),
  query: z.strictObject({ agency: AGENCY }),
  problems: [404],
  answer: WRITTEN_FILE,
} as const satisfies Operation;

/** @param shown how numbers are shown to whoever asks */
export function pastOutageDto(
  outage: Outage,
  shown: (count: number) => ShownCount,
): z.input<typeof PAST_OUTAGE> {
  const { endedAt, reopenedAt, seconds, causes, affected } = outage;
  return {
    ...outageDto(outage),
    endedAt,
    reopenedAt,
    span: spanText(seconds / 60),
    causes: [...causes],
    affected: shown(affected),
  };
}

export function affectedDto({
  reference,
  kind,
  agency,
  since,
  sentAt,
}: AffectedRecord): z.input<typeof AFFECTED> {
  return { reference, kind, agency, since, sentAt };
}
