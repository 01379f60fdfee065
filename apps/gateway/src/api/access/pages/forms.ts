import type { Enrolment, Session } from '@kntc/access';
import { MIN_PASSWORD } from '@kntc/domain';
import { html, type Html } from './page';

/** What stands on the pages of the sign-in. An error stands before the form and is read aloud first. */

const NONE = html``;

export function errorOf(text: string | undefined): Html {
  return text === undefined ? NONE : html`<p class="error" role="alert">${text}</p>`;
}

/** @param hasProvider people of the province's own sign-in come first; accounts of the gateway stay for emergencies */
export function loginPage(login: string, csrf: string, hasProvider: boolean): Html {
  if (!hasProvider) return loginForm(login, csrf, true);
  return html`<p><a class="button" href="/dang-nhap/sso">Đăng nhập qua hệ thống của tỉnh</a></p>
    <p class="or">Hoặc dùng tài khoản riêng của cổng:</p>
    ${loginForm(login, csrf, login !== '')}`;
}

function loginForm(login: string, csrf: string, isFirst: boolean): Html {
  return html`<form method="post" action="/dang-nhap">
      ${csrfField({ csrf })}
      <label for="login">Tên đăng nhập</label>
      <input
        id="login"
        name="login"
        value="${login}"
        autocomplete="username"
        autocapitalize="none"
        required
        ${isFirst ? html`autofocus` : NONE}
      />
      <label for="password">Mật khẩu</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <button>Đăng nhập</button>
    </form>
    <p class="hint">Quên mật khẩu hoặc mất điện thoại: đề nghị người quản trị cổng đặt lại.</p>`;
}

export function codeForm(session: Session): Html {
  return html`<p>Mở ứng dụng xác thực trên điện thoại và nhập mã 6 chữ số của «KNTC».</p>
    <form method="post" action="/dang-nhap/ma">
      ${csrfField(session)}
      <label for="code">Mã xác thực</label>
      <input
        id="code"
        name="code"
        autocomplete="one-time-code"
        aria-describedby="code-hint"
        required
        autofocus
      />
      <p class="hint" id="code-hint">Mất điện thoại: nhập một mã dự phòng. Mỗi mã dùng được một lần.</p>
      <button>Xác nhận</button>
    </form>
    ${signOutForm(session, 'Dùng tài khoản khác')}`;
}

export function changeForm(session: Session): Html {
  const why =
    session.stage === 'change'
      ? html`<p>Mật khẩu hiện tại do người khác cấp. Đặt mật khẩu của riêng mình để tiếp tục.</p>`
      : html`<p>Đổi mật khẩu sẽ kết thúc mọi phiên khác của tài khoản này.</p>`;
  return html`${why}
    <form method="post" action="/dang-nhap/doi-mat-khau">
      ${csrfField(session)}
      <input name="login" value="${session.principal.login}" autocomplete="username" hidden readonly />
      <label for="old">Mật khẩu hiện tại</label>
      <input id="old" name="old" type="password" autocomplete="current-password" required autofocus />
      <label for="password">Mật khẩu mới</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="new-password"
        aria-describedby="rule"
        required
      />
      <p class="hint" id="rule">
        Ít nhất ${String(MIN_PASSWORD)} ký tự. Dễ nhớ mà khó đoán: vài từ không liên quan với nhau.
      </p>
      <label for="again">Nhập lại mật khẩu mới</label>
      <input id="again" name="again" type="password" autocomplete="new-password" required />
      <button>Đổi mật khẩu</button>
    </form>
    ${session.stage === 'change' ? signOutForm(session, 'Để sau') : html`<p><a href="/dang-nhap">Quay lại</a></p>`}`;
}

export function enrolForm(session: Session, { secret, uri }: Enrolment): Html {
  return html`<p>Tài khoản này cần bước xác thực thứ hai. Làm một lần:</p>
    <ol>
      <li>Cài một ứng dụng xác thực (TOTP) trên điện thoại.</li>
      <li>
        Trong ứng dụng, thêm tài khoản «KNTC», nhập khoá dưới đây (hoặc
        <a href="${uri}">mở trên điện thoại này</a>).
      </li>
      <li>Nhập mã 6 chữ số mà ứng dụng hiện ra.</li>
    </ol>
    <p class="secret" aria-label="Khoá">${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p>
    <form method="post" action="/dang-nhap/xac-thuc">
      ${csrfField(session)}
      <label for="code">Mã xác thực</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus />
      <button>Xác nhận</button>
    </form>
    ${signOutForm(session, 'Để sau')}`;
}

export function recoveryCodes(codes: readonly string[]): Html {
  return html`<p>
      Đã bật xác thực hai bước. Ghi lại các mã dự phòng dưới đây và cất nơi an toàn: chúng
      <strong>chỉ hiện một lần</strong>, mỗi mã dùng được một lần khi mất điện thoại.
    </p>
    <ol class="secret">
      ${codes.map((code) => html`<li>${code}</li>`)}
    </ol>
    <p><a href="/dang-nhap">Đã ghi lại, tiếp tục</a></p>`;
}

export function signedInPage(session: Session, roleNames: readonly string[]): Html {
  const { login, via } = session.principal;
  return html`<p>Tài khoản <strong>${login}</strong> (${roleNames.join(', ') || 'chưa có vai trò'}).</p>
    <p><a href="/" autofocus>Mở bảng điều khiển</a></p>
    ${via === 'local' ? html`<p><a href="/dang-nhap/doi-mat-khau">Đổi mật khẩu</a></p>` : NONE}
    ${signOutForm(session, 'Đăng xuất')}`;
}

function signOutForm(session: Session, label: string): Html {
  return html`<form method="post" action="/dang-xuat">
    ${csrfField(session)}<button class="other">${label}</button>
  </form>`;
}

function csrfField({ csrf }: Pick<Session, 'csrf'>): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}" />`;
}
