import { identityCode, issuerForm, readIdentityCode } from '@kntc/access';
import type { KeyedDigest } from '@kntc/domain';
import type { Place } from '../database/place';
import { wrongUsage } from '../refusal';

/** Which person of the identity provider a command means. */
export interface IdentityWish {
  readonly issuer?: string;
  readonly subject?: string;
  readonly code?: string;
}

/** @throws Refusal when no issuer is named, or not by exactly one of code and identifier who is meant */
export function issuerOf({ issuer, subject, code }: IdentityWish, { environment }: Place): string {
  const named = issuer ?? environment.oidc?.issuer;
  if (named === undefined)
    throw wrongUsage('Chưa biết hệ thống đăng nhập nào.', 'Đặt KNTC_OIDC_ISSUER, hoặc thêm --issuer.');
  if ((subject === undefined) === (code === undefined))
    throw wrongUsage('Chưa rõ gắn với ai.', 'Dùng đúng một trong hai: --code hoặc --subject.');
  if (code !== undefined && readIdentityCode(code) === undefined)
    throw wrongUsage(
      'Mã liên kết không đúng dạng.',
      'Mã có 24 chữ và số, do trang đăng nhập hiện cho chính người đó.',
    );
  return issuerForm(named);
}

/** The code under which a person is stored. @param wish as {@link issuerOf} let it pass */
export function codeOf({ subject = '', code }: IdentityWish, issuer: string, keyed: KeyedDigest): string {
  const given = code === undefined ? undefined : readIdentityCode(code);
  return given ?? identityCode(keyed, issuer, subject);
}
