import type { ShadowClass, ShownCount } from '@kntc/domain';
import type { ShadowStanding } from '@kntc/storage';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { MOMENT } from './operation/members';
import type { Operation } from './operation/operation';

const CLASSES = ['agrees', 'differs', 'notFound', 'unknown'] as const satisfies readonly ShadowClass[];

const AGENCY = z
  .strictObject({
    agency: z.string(),
    source: z.string().nullable().meta({ description: 'null: mọi nguồn của cơ quan.' }),
    begunAt: MOMENT,
    records: SHOWN_COUNT.meta({ description: 'Hồ sơ cổng sẽ gửi nếu cơ quan gửi thật.' }),
    classes: z.strictObject({
      agrees: SHOWN_COUNT,
      differs: SHOWN_COUNT,
      notFound: SHOWN_COUNT,
      unknown: SHOWN_COUNT,
    }),
    fields: z
      .array(z.strictObject({ field: z.string(), same: SHOWN_COUNT, differs: SHOWN_COUNT }))
      .readonly()
      .meta({ description: 'Theo từng trường, khác nhiều nhất trước; không có giá trị.' }),
  })
  .meta({ id: 'ShadowAgency' });

export const READ_SHADOW = {
  id: 'readShadow',
  group: 'Đối soát',
  summary:
    'Cơ quan đang chạy song song (cổng đọc, xét, lập bước gửi, không gửi) và mức khớp với bản nhập tay, theo từng trường.',
  answer: z.strictObject({ agencies: z.array(AGENCY).readonly() }).meta({ id: 'Shadow' }),
} as const satisfies Operation;

/** @param shown how numbers are shown to whoever asks */
export function shadowDto(
  { agency, source, begunAt, records, classes, fields }: ShadowStanding,
  shown: (count: number) => ShownCount,
): z.output<typeof AGENCY> {
  const counts = CLASSES.map((name) => [name, shown(classes[name] ?? 0)]);
  return {
    agency,
    source,
    begunAt,
    records: shown(records),
    classes: Object.fromEntries(counts) as Record<ShadowClass, ShownCount>,
    fields: fields.map(({ field, same, differs }) => ({ field, same: shown(same), differs: shown(differs) })),
  };
}
