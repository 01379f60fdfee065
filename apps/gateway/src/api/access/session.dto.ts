import { MAX_TOKEN_DAYS, PERMISSIONS, PROOF_SCOPE, TOKEN_PERMISSIONS, USER_ROLES } from '@kntc/domain';
import { z } from 'zod';
import { line, MOMENT } from '../operation/members';
import type { Operation } from '../operation/operation';

/** What a token may read, and – of people, made by themselves alone – that it proves its owner on the command line. */
const SCOPES = [...TOKEN_PERMISSIONS, PROOF_SCOPE] as const;
const OWN = { group: 'Phiên và mã truy cập' } as const satisfies Partial<Operation>;

export const READ_SESSION = {
  ...OWN,
  id: 'readSession',
  summary: 'Phiên đang dùng: là ai, được làm gì.',
  answer: z
    .strictObject({
      login: z.string(),
      roles: z.array(z.enum(USER_ROLES)).readonly(),
      agencies: z.union([z.literal('all'), z.array(z.string()).readonly()]),
      via: z.enum(['local', 'oidc', 'token']),
      authenticatedAt: MOMENT,
      permissions: z
        .array(z.enum(PERMISSIONS))
        .readonly()
        .meta({ description: 'Mọi việc tài khoản này được làm, trên những cơ quan của mình.' }),
      scopes: z.array(z.string()).readonly().optional(),
      csrf: z
        .string()
        .nullable()
        .meta({ description: 'Gửi trong x-kntc-csrf với mọi yêu cầu làm thay đổi; null: dùng mã truy cập.' }),
    })
    .meta({ id: 'Session' }),
} as const satisfies Operation;

export const END_SESSION = { ...OWN, id: 'endSession', summary: 'Đăng xuất.' } as const satisfies Operation;

const ACCESS_TOKEN = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    login: z.string(),
    scopes: z.array(z.string()).readonly(),
    createdAt: MOMENT,
    expiresAt: MOMENT,
    lastUsedAt: MOMENT.optional(),
    revokedAt: MOMENT.optional(),
  })
  .meta({ id: 'AccessToken' });

export const LIST_TOKENS = {
  ...OWN,
  id: 'listTokens',
  summary: 'Mã truy cập của chính mình.',
  answer: z.strictObject({ items: z.array(ACCESS_TOKEN).readonly() }),
} as const satisfies Operation;

export const MAKE_TOKEN = {
  ...OWN,
  id: 'makeToken',
  summary: 'Tạo mã truy cập; chỉ câu trả lời này có mã.',
  body: z.strictObject({
    name: line(80),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    days: z.number().int().min(1).max(MAX_TOKEN_DAYS),
    reason: line(500),
  }),
  answer: z.strictObject({ id: z.uuid(), token: z.string(), expiresAt: MOMENT }),
  status: 201,
} as const satisfies Operation;

export const REVOKE_TOKEN = {
  ...OWN,
  id: 'revokeToken',
  summary: 'Thu hồi một mã truy cập của chính mình.',
  params: z.strictObject({ id: z.uuid() }),
} as const satisfies Operation;
