import { z } from 'zod';

export const ROLES = ['api', 'intake', 'delivery', 'reconcile', 'scheduler'] as const;
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;

const ORIGIN = /^(https:\/\/[^\s/@?#]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)\/?$/;
const ROLE = `(${ROLES.join('|')})`;

const TEXT = z.string().regex(/^[^\0]+$/);
/** Of another machine, without an account in it. */
const ADDRESS = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/)
  .refine((text) => URL.canParse(text));

/**
 * The environment as it is written, one property per variable: the shape that is checked. Cross-checks between
 * variables are in `environment.ts`; what each one is for, in `variable-guide.ts`.
 */
export const ENVIRONMENT_VARIABLES = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/?]+(\?\S*)?$/)
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/)
    .optional(),
  KNTC_DATA_DIR: TEXT.default('var'),
  KNTC_CONFIG_DIR: TEXT.default('config'),
  KNTC_INBOX_DIR: TEXT.optional(),
  KNTC_KEY_FILE: TEXT.optional(),
  KNTC_KEY_STORE: z.enum(['file', 'vault']).optional(),
  KNTC_VAULT_ADDR: ADDRESS.optional(),
  KNTC_VAULT_TOKEN_FILE: TEXT.optional(),
  KNTC_VAULT_MOUNT: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/)
    .default('transit'),
  KNTC_VAULT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .default('kntc'),
  KNTC_VAULT_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9_./-]+$/)
    .optional(),
  KNTC_AUDIT_WITNESS: TEXT.optional(),
  KNTC_DEMO_URL: z
    .string()
    .regex(/^[a-z]+:\/\/\S+$/)
    .optional(),
  EMBEDDED_PG: z.enum(['package', 'system']).default('package'),
  NATIONAL_PROFILE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .default('ttcp-2018'),
  NATIONAL_BASE_URL: ADDRESS.optional(),
  // HTTP Basic separates name and password by the first colon
  NATIONAL_USERNAME: z
    .string()
    .regex(/^[^:\0]+$/)
    .optional(),
  NATIONAL_PASSWORD: TEXT.optional(),
  NATIONAL_SECRETS_FILE: TEXT.optional(),
  KNTC_ALLOWED_ADDRESSES: TEXT.optional(),
  PORT: z.number().int().min(0).max(65_535).default(3000),
  /** An address people type: TLS, or this very machine. */
  KNTC_TOKEN_FILE: TEXT.optional(),
  KNTC_PUBLIC_URL: z.string().regex(ORIGIN).optional(),
  KNTC_OIDC_ISSUER: ADDRESS.optional(),
  KNTC_OIDC_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional(),
  KNTC_OIDC_CLIENT_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
  KNTC_OIDC_CLIENT_SECRET_FILE: TEXT.optional(),
  KNTC_OIDC_SECOND_FACTOR: z
    .string()
    .regex(/^[\x20-\x7e]+$/)
    .optional(),
  KNTC_OIDC_MAX_AGE_S: z
    .string()
    .regex(/^\d{1,5}$/)
    .default('300'),
  ROLES: z
    .string()
    .regex(new RegExp(`^\\s*${ROLE}(\\s*,\\s*${ROLE})*\\s*$`))
    .default(ROLES.join(',')),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

export type EnvironmentVariables = z.output<typeof ENVIRONMENT_VARIABLES>;
export type VariableName = keyof EnvironmentVariables;
