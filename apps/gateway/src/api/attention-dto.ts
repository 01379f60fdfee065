import { attentionOf, type CauseNote } from '@kntc/domain';
import { z } from 'zod';
import { MOMENT } from './operation/members';

export const ATTENTION = z
  .strictObject({
    state: z.enum(['raised', 'acknowledged', 'expired']).meta({
      description:
        'raised: chưa ai nhận biết; acknowledged: có người đã biết, đến ngày hẹn; expired: quá ngày hẹn mà vẫn còn, nêu lại.',
    }),
    by: z.string().nullable(),
    note: z.string().nullable(),
    until: MOMENT.nullable(),
    assignee: z.string().nullable(),
    comments: z.number().int(),
  })
  .meta({ id: 'CauseAttention' });

/** What the notes of a cause come to. */
export function attentionDto(notes: readonly CauseNote[], now: Date): z.input<typeof ATTENTION> {
  const { state, acknowledged, assignee, comments } = attentionOf(notes, now);
  return {
    state,
    by: acknowledged?.by ?? null,
    note: acknowledged?.note ?? null,
    until: acknowledged?.until?.toISOString() ?? null,
    assignee: assignee ?? null,
    comments,
  };
}
