import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { isCsrfOf } from '@kntc/access';
import type { ChangeOutcome, Session, SignInOutcome } from '@kntc/access';
import type { GatewayAccess } from '../../../composition/compose-access';
import type { Gateway } from '../../../composition/gateway';
import { GATEWAY } from '../../tokens';
import type { RequestPlace } from '../request-place';
import { factsOf } from '../request-session';
import { Open } from '../route-access';
import { isSameSite } from '../same-site';
import { clearSessionCookie, setSessionCookie } from '../session-cookie';
import { changeForm, codeForm, enrolForm, errorOf, loginPage, recoveryCodes, signedInPage } from './forms';
import { formToken, isFormToken } from './form-token';
import { html, sendPage, type Html } from './page';
import { signedOut } from './provider-pages';
import { HOME, redirect } from './redirect';
import { FORGED, OBJECTIONS, ROLE_NAMES, saidAbout, type Objection, type Said } from './texts';

type Form = Readonly<Record<string, unknown>>;

const PUBLIC = 'whoever signs in is not known yet; each form checks its own session';

/** The pages of the sign-in, until the console has its own: forms without any script. */
@Controller()
export class SignInController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  get #access(): GatewayAccess {
    return this.gateway.parts.access;
  }

  /** Whatever is to be done next. */
  @Get('dang-nhap')
  @Open(PUBLIC)
  async show(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    await this.#show(request, response);
  }

  @Post('dang-nhap')
  @Open(PUBLIC)
  async password(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Body() form: Form,
  ): Promise<void> {
    const { place } = factsOf(request);
    const login = textOf(form, 'login');
    if (!isSameSite(request.headers, place.origin) || !isFormToken(request, textOf(form, 'csrf')))
      return this.#loginAgain({ request, response, login }, { status: 403, text: FORGED });
    const outcome = await this.#access.signIn.password(
      { login, password: textOf(form, 'password') },
      place.address,
    );
    if (outcome.kind === 'session') return goOn(response, place, outcome.cookie);
    this.#loginAgain(
      { request, response, login },
      this.#said(outcome, 'Tên đăng nhập hoặc mật khẩu không đúng.'),
    );
  }

  @Post('dang-nhap/ma')
  @Open(PUBLIC)
  async code(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Body() form: Form,
  ): Promise<void> {
    const asked = this.#asked(request, response, form);
    if (asked === undefined) return;
    const { session, place } = asked;
    const outcome = await this.#access.secondFactor.code(session, textOf(form, 'code'), place.address);
    if (outcome.kind === 'session') return goOn(response, place, outcome.cookie);
    await this.#show(
      request,
      response,
      this.#said(outcome, 'Mã không đúng, đã dùng hoặc đã hết hạn. Chờ mã mới rồi nhập lại.'),
    );
  }

  @Get('dang-nhap/doi-mat-khau')
  @Open(PUBLIC)
  change(@Req() request: IncomingMessage, @Res() response: ServerResponse): void {
    const { session } = factsOf(request);
    if (!mayChange(session)) return redirect(response, HOME);
    sendPage(response, 200, 'Đổi mật khẩu', { body: changeForm(session) });
  }

  @Post('dang-nhap/doi-mat-khau')
  @Open(PUBLIC)
  async changed(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Body() form: Form,
  ): Promise<void> {
    const asked = this.#asked(request, response, form);
    if (asked === undefined) return;
    const { session, place } = asked;
    if (!mayChange(session)) return redirect(response, HOME);
    const typed = { old: textOf(form, 'old'), password: textOf(form, 'password') };
    const outcome: ChangeOutcome | { kind: 'objection'; why: Objection } =
      textOf(form, 'again') === typed.password
        ? await this.#access.passwordChange.change(session, typed, place.address)
        : { kind: 'objection', why: 'not-again' };
    if (outcome.kind === 'session') return goOn(response, place, outcome.cookie);
    const said =
      outcome.kind === 'objection'
        ? { status: 422, text: OBJECTIONS[outcome.why] }
        : this.#said(outcome, 'Mật khẩu hiện tại không đúng.');
    send(response, said, 'Đổi mật khẩu', changeForm(session));
  }

  @Post('dang-nhap/xac-thuc')
  @Open(PUBLIC)
  async enrol(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Body() form: Form,
  ): Promise<void> {
    const asked = this.#asked(request, response, form);
    if (asked === undefined) return;
    const { session, place } = asked;
    if (session.stage !== 'enrol') return redirect(response, HOME);
    const outcome = await this.#access.secondFactor.confirm(session, textOf(form, 'code'));
    if (outcome.kind === 'wrong-code')
      return this.#show(request, response, {
        status: 401,
        text: 'Mã không đúng. Kiểm tra giờ trên điện thoại, chờ mã mới rồi nhập lại.',
      });
    setSessionCookie(response, place, outcome.cookie);
    sendPage(response, 200, 'Mã dự phòng', { body: recoveryCodes(outcome.recoveryCodes) });
  }

  @Post('dang-xuat')
  @Open(PUBLIC)
  async end(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Body() form: Form,
  ): Promise<void> {
    const asked = this.#asked(request, response, form);
    if (asked === undefined) return;
    const { session, place } = asked;
    await this.#access.sessions.end(session);
    clearSessionCookie(response, place);
    const elsewhere =
      session.principal.via === 'oidc'
        ? await this.#access.provider?.endSession(`${place.origin}${HOME}`)
        : undefined;
    if (elsewhere === undefined) return redirect(response, HOME);
    sendPage(response, 200, 'Đã đăng xuất khỏi cổng', { body: signedOut(elsewhere), goesOnTo: elsewhere });
  }

  /** The session a form belongs to, if it comes from a page we gave to this browser; answers otherwise. */
  #asked(
    request: IncomingMessage,
    response: ServerResponse,
    form: Form,
  ): { readonly session: Session; readonly place: RequestPlace } | undefined {
    const { session, place } = factsOf(request);
    const isOurs = isSameSite(request.headers, place.origin);
    if (isOurs && session !== undefined && isCsrfOf(session, textOf(form, 'csrf'))) return { session, place };
    this.#loginAgain({ request, response }, { status: 403, text: FORGED });
    return undefined;
  }

  async #show(request: IncomingMessage, response: ServerResponse, said?: Said): Promise<void> {
    const { session } = factsOf(request);
    const answer = said ?? { status: 200, text: undefined };
    switch (session?.stage) {
      case undefined:
        return this.#loginAgain({ request, response }, said);
      case 'code':
        return send(response, answer, 'Xác thực hai bước', codeForm(session));
      case 'change':
        return send(response, answer, 'Đổi mật khẩu', changeForm(session));
      case 'enrol': {
        const enrolment = await this.#access.secondFactor.begin(session);
        return send(response, answer, 'Bật xác thực hai bước', enrolForm(session, enrolment));
      }
      case 'full': {
        const roles = session.principal.roles.map((role) => ROLE_NAMES[role]);
        return send(response, answer, 'Đã đăng nhập', signedInPage(session, roles));
      }
    }
  }

  #loginAgain({ request, response, login = '' }: LoginPage, said?: Said): void {
    const csrf = formToken(request, response);
    const page = loginPage(login, csrf, this.#access.provider !== undefined);
    send(response, said ?? { status: 200, text: undefined }, 'Đăng nhập', page);
  }

  #said(outcome: Exclude<SignInOutcome, { kind: 'session' }>, refused: string): Said {
    return saidAbout(outcome, refused, this.gateway.parts.clock.now());
  }
}

interface LoginPage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Already typed. */
  readonly login?: string;
}

type Answer = Omit<Said, 'text'> & { readonly text: string | undefined };

function send(
  response: ServerResponse,
  { status, text, retryAfterS }: Answer,
  title: string,
  body: Html,
): void {
  if (retryAfterS !== undefined) response.setHeader('retry-after', String(retryAfterS));
  sendPage(response, status, title, { body: html`${errorOf(text)}${body}` });
}

function mayChange(session: Session | undefined): session is Session {
  return session?.stage === 'change' || (session?.stage === 'full' && session.principal.via === 'local');
}

/** A new cookie, and a page that is loaded with it: going back does not send the form again. */
function goOn(response: ServerResponse, place: RequestPlace, cookie: string): void {
  setSessionCookie(response, place, cookie);
  redirect(response, HOME);
}

/** A field of a form; what is no text is as good as empty. */
function textOf(form: Form | undefined, name: string): string {
  const value = form?.[name];
  return typeof value === 'string' ? value : '';
}
