import { shownCode, type ProviderOutcome } from '@kntc/access';
import { html, type Html } from './page';
import { saidAbout, type Said } from './texts';

/** What stands on the pages of the sign-in through the province's provider. Nothing of its answers is shown. */

type Failed = Exclude<ProviderOutcome, { kind: 'session' }>;

const AGAIN = 'Bấm «Thử lại» để bắt đầu lại.';

/** What went wrong, what it means, what to do. */
export function saidAboutProvider(outcome: Failed, now: Date): Said {
  switch (outcome.kind) {
    case 'stale':
      return {
        status: 400,
        text: `Lần đăng nhập này đã quá 10 phút, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác. Chưa ai đăng nhập. ${AGAIN}`,
      };
    case 'denied':
      return {
        status: 403,
        text: `Hệ thống của tỉnh không xác nhận, hoặc bạn đã dừng lại ở đó. Chưa ai đăng nhập. ${AGAIN}`,
      };
    case 'away':
      return {
        status: 503,
        text: 'Hệ thống đăng nhập của tỉnh hiện không trả lời. Hồ sơ vẫn được gửi bình thường. Thử lại sau vài phút; việc gấp thì dùng tài khoản riêng của cổng.',
        retryAfterS: 30,
      };
    case 'unbelievable':
      return {
        status: 502,
        text: 'Câu trả lời của hệ thống đăng nhập của tỉnh không kiểm chứng được nên cổng không dùng. Chưa ai đăng nhập. Thử lại; nếu vẫn vậy, báo người quản trị cổng.',
      };
    case 'no-account':
      return {
        status: 403,
        text: 'Hệ thống của tỉnh đã xác nhận bạn, nhưng ở cổng này chưa có tài khoản nào gắn với bạn, hoặc tài khoản đã bị khoá. Bạn chưa vào được cổng.',
      };
    case 'refused':
    case 'wait':
    case 'busy':
      return saidAbout(outcome, '', now);
  }
}

/** Asks the provider for another person than the one who is signed in there. */
export const AS_ANOTHER = 'khac';

/** Under the message. Whoever has no account learns by which code an administrator links one. */
export function failed(outcome: Failed): Html {
  return html`${outcome.kind === 'no-account' ? notLinked(outcome.code) : html``}
    <p><a href="/dang-nhap/sso">Thử lại</a> · <a href="/dang-nhap">Về trang đăng nhập</a></p>`;
}

function notLinked(code: string): Html {
  return html`<p>
      Được giao làm việc trên cổng? Đưa <strong>tận tay</strong> mã này cho người quản trị cổng để gắn tài
      khoản:
    </p>
    <p class="secret" aria-label="Mã liên kết">${shownCode(code)}</p>
    <p class="hint">Mã chỉ đúng với bạn, không mở được gì và không phải giữ kín.</p>
    <p><a href="/dang-nhap/sso?${AS_ANOTHER}">Đăng nhập bằng tài khoản khác của tỉnh</a></p>`;
}

/** The answer of the provider came from another site: cookies of ours come along only from a page of ours. */
export function goingOn(): Html {
  return html`<p role="status">Hệ thống của tỉnh đã xác nhận. Đang mở cổng…</p>
    <p><a href="/dang-nhap">Tiếp tục</a></p>`;
}

export function signedOut(elsewhere: string): Html {
  return html`<p role="status">
      Phiên ở cổng đã kết thúc. Đang chuyển sang hệ thống của tỉnh để đăng xuất ở đó…
    </p>
    <p>
      <a href="${elsewhere}">Đăng xuất ở hệ thống của tỉnh</a> · <a href="/dang-nhap">Về trang đăng nhập</a>
    </p>`;
}
