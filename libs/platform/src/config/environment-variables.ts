import { IsIn, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';

export const ROLES = ['api', 'intake', 'delivery', 'reconcile', 'scheduler'] as const;
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;

const ORIGIN = /^(https:\/\/[^\s/@?#]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)\/?$/;
const ROLE = `(${ROLES.join('|')})`;

/**
 * The environment as it is written, one property per variable: the shape that is checked. Cross-checks between
 * variables are in `environment.ts`; what each one is for, in `variable-guide.ts`.
 */
export class EnvironmentVariables {
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/?]+(\?\S*)?$/)
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/)
  REDIS_URL?: string;

  @Matches(/^[^\0]+$/)
  KNTC_DATA_DIR = 'var';

  @Matches(/^[^\0]+$/)
  KNTC_CONFIG_DIR = 'config';

  @IsOptional()
  @Matches(/^[^\0]+$/)
  KNTC_INBOX_DIR?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  KNTC_KEY_FILE?: string;

  @IsOptional()
  @IsIn(['file', 'vault'])
  KNTC_KEY_STORE?: string;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  KNTC_VAULT_ADDR?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  KNTC_VAULT_TOKEN_FILE?: string;

  @Matches(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/)
  KNTC_VAULT_MOUNT = 'transit';

  @Matches(/^[A-Za-z0-9_-]+$/)
  KNTC_VAULT_KEY = 'kntc';

  @IsOptional()
  @Matches(/^[A-Za-z0-9_./-]+$/)
  KNTC_VAULT_NAMESPACE?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  KNTC_AUDIT_WITNESS?: string;

  @IsOptional()
  @Matches(/^[a-z]+:\/\/\S+$/)
  KNTC_DEMO_URL?: string;

  @IsIn(['package', 'system'])
  EMBEDDED_PG = 'package';

  @Matches(/^[a-z0-9][a-z0-9-]*$/)
  NATIONAL_PROFILE = 'ttcp-2018';

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  NATIONAL_BASE_URL?: string;

  @IsOptional()
  @Matches(/^[^:\0]+$/) // HTTP Basic separates name and password by the first colon
  NATIONAL_USERNAME?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  NATIONAL_PASSWORD?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  NATIONAL_SECRETS_FILE?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  KNTC_ALLOWED_ADDRESSES?: string;

  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT: number = 3000;

  /** An address people type: TLS, or this very machine. */
  @IsOptional()
  @Matches(/^[^\0]+$/)
  KNTC_TOKEN_FILE?: string;

  @IsOptional()
  @Matches(ORIGIN)
  KNTC_PUBLIC_URL?: string;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  KNTC_OIDC_ISSUER?: string;

  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,255}$/)
  KNTC_OIDC_CLIENT_ID?: string;

  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/)
  KNTC_OIDC_CLIENT_SECRET?: string;

  @IsOptional()
  @Matches(/^[^\0]+$/)
  KNTC_OIDC_CLIENT_SECRET_FILE?: string;

  @IsOptional()
  @Matches(/^[\x20-\x7e]+$/)
  KNTC_OIDC_SECOND_FACTOR?: string;

  @Matches(/^\d{1,5}$/)
  KNTC_OIDC_MAX_AGE_S = '300';

  @Matches(new RegExp(`^\\s*${ROLE}(\\s*,\\s*${ROLE})*\\s*$`))
  ROLES = ROLES.join(',');

  @IsIn(LOG_LEVELS)
  LOG_LEVEL = 'info';
}

export type VariableName = keyof EnvironmentVariables;
