import { z } from 'zod';
import { MOMENT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const AUDIT_ENTRY = z
  .strictObject({
    seq: z.number().int(),
    hash: z.string(),
    agencyId: z.string(),
    actor: z.string(),
    approver: z.string().optional(),
    action: z.string(),
    target: z.string(),
    reason: z.string(),
    result: z.string(),
    at: MOMENT,
  })
  .meta({ id: 'AuditEntry' });

export const LIST_AUDIT = {
  id: 'listAudit',
  group: 'Nhật ký',
  summary: 'Ai đã làm, đã xem gì; mới nhất trước.',
  query: z.strictObject(PAGING),
  answer: pageAnswer(AUDIT_ENTRY),
} as const satisfies Operation;

export const AUDIT_WAY: Way = { list: 'audit', position: ['number'] };
