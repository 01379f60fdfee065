import { addressGuardOf, guardedFetch, secretOf } from '@kntc/platform';
import type { OidcEnvironment } from '@kntc/platform';
import { issuerForm } from '@kntc/access';
import type { Place } from '../database/place';
import type { Finding } from './finding';
import { bad, good, skipped } from './finding';

const WHAT = 'Đăng nhập của tỉnh';
const WITHIN_MS = 5_000;
const MAX_BYTES = 256 * 1024;

interface Metadata {
  readonly issuer?: unknown;
  readonly token_endpoint?: unknown;
  readonly end_session_endpoint?: unknown;
}

/** Whether the identity provider is there, is the one that is meant, and our secret can be read. Signs nobody in. */
export async function checkIdentityProvider({ environment }: Place): Promise<Finding> {
  const { oidc } = environment;
  if (oidc === undefined) return skipped(WHAT, 'không dùng, chỉ có tài khoản của cổng');
  if (secretOf(oidc.secret)() === undefined)
    return bad(
      WHAT,
      'không đọc được mật khẩu của ứng dụng',
      'kiểm tra KNTC_OIDC_CLIENT_SECRET_FILE: có nội dung, một dòng, người ngoài nhóm không đọc được (chmod 640)',
    );
  const addresses = await addressGuardOf(environment, environment.databaseUrl);
  const fetch = guardedFetch({
    addresses,
    about: 'KNTC_OIDC_ISSUER',
    home: oidc.issuer,
    deadlineMs: WITHIN_MS,
    maxBytes: MAX_BYTES,
  });
  const metadata = await fetch(`${issuerForm(oidc.issuer)}/.well-known/openid-configuration`, {})
    .then(async (answer) => (answer.status === 200 ? ((await answer.json()) as Metadata | null) : undefined))
    .catch(() => undefined);
  return judged(oidc, metadata ?? undefined);
}

function judged({ issuer }: OidcEnvironment, metadata: Metadata | undefined): Finding {
  if (metadata === undefined)
    return bad(
      WHAT,
      'không lấy được thông tin của hệ thống',
      'mở KNTC_OIDC_ISSUER/.well-known/openid-configuration từ máy này; kiểm tra đường mạng, chứng thư, KNTC_ALLOWED_ADDRESSES. Tài khoản của cổng vẫn đăng nhập được',
    );
  const { issuer: named, token_endpoint: token, end_session_endpoint: end } = metadata;
  if (typeof named !== 'string' || issuerForm(named) !== issuerForm(issuer))
    return bad(WHAT, 'hệ thống tự xưng tên khác', 'đặt KNTC_OIDC_ISSUER đúng giá trị issuer mà nó trả lời');
  if (typeof token !== 'string')
    return bad(WHAT, 'không có token_endpoint', 'hệ thống phải hỗ trợ OpenID Connect');
  return good(WHAT, `trả lời${typeof end === 'string' ? '' : ', không có trang đăng xuất chung'}`);
}
