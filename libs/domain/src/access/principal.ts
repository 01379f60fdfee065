/**
 * What a person may be here (guarantees §5.1). Vietnamese on screens: nhân viên vận hành, thanh tra viên, người duyệt,
 * quản trị cấu hình, kiểm tra an toàn, người giữ khoá.
 */
export const USER_ROLES = [
  'operator',
  'inspector',
  'approver',
  'config-admin',
  'auditor',
  'key-custodian',
] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** Who asks: a person who signed in, or a machine with a token a person made for it. Nothing secret is in it. */
export interface Principal {
  /** Stable and ours (uuid of the account); never the name at the identity provider. */
  readonly accountId: string;
  /** As shown on screens and in the audit: login name, not a full name. */
  readonly login: string;
  readonly roles: readonly UserRole[];
  /** Stable agency ids whose cases this account works on; `all` for the province's own staff. */
  readonly agencies: 'all' | readonly string[];
  readonly via: 'local' | 'oidc' | 'token';
  /** ISO instant of the last proof of identity (password, second factor, provider): unmasking asks for a recent one. */
  readonly authenticatedAt: string;
  /** Only of a token: what it was made for. A token never may more than its owner. */
  readonly scopes?: readonly string[];
}
