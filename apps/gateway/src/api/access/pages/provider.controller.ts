import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { ProviderOutcome } from '@kntc/access';
import type { Gateway } from '../../../composition/gateway';
import { GATEWAY } from '../../tokens';
import { factsOf } from '../request-session';
import { Open } from '../route-access';
import { isAskedFromElsewhere } from '../same-site';
import { clearFlowCookie, flowCookie, setFlowCookie, setSessionCookie } from '../session-cookie';
import { errorOf } from './forms';
import { html, sendPage } from './page';
import { AS_ANOTHER, failed, goingOn, saidAboutProvider } from './provider-pages';
import { HOME, redirect } from './redirect';

const ANSWER_PATH = '/dang-nhap/sso/tra-loi';
const PUBLIC = 'whoever signs in is not known yet; the answer is tied to the browser by a cookie of its own';

type Asked = IncomingMessage & { readonly originalUrl?: string };

/** The sign-in through the province's identity provider: the way there and the way back. */
@Controller()
export class ProviderController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** The button. A browser sent here by another site, or signed in already, sees the page with the button first. */
  @Get('dang-nhap/sso')
  @Open(PUBLIC)
  async begin(@Req() request: Asked, @Res() response: ServerResponse): Promise<void> {
    const { place, session } = factsOf(request);
    const { provider } = this.gateway.parts.access;
    if (provider === undefined || session !== undefined || isAskedFromElsewhere(request.headers))
      return redirect(response, HOME);
    const asAnother = (request.originalUrl ?? '').endsWith(`?${AS_ANOTHER}`);
    const beginning = await provider.begin({ redirectUri: `${place.origin}${ANSWER_PATH}`, asAnother });
    if (beginning.kind !== 'go') return this.#failed(response, beginning);
    setFlowCookie(response, place, beginning.secret);
    redirect(response, beginning.url);
  }

  /** The provider sends the browser back here. */
  @Get('dang-nhap/sso/tra-loi')
  @Open(PUBLIC)
  async finish(@Req() request: Asked, @Res() response: ServerResponse): Promise<void> {
    const { place } = factsOf(request);
    const { provider } = this.gateway.parts.access;
    if (provider === undefined) return redirect(response, HOME);
    const answer = new URL(request.originalUrl ?? request.url ?? '', place.origin);
    const secret = flowCookie(request.headers, place);
    const outcome = await provider.finish(answer, secret, place.address);
    // An answer that is not this browser's own must not spoil the sign-in that it has begun.
    if (outcome.kind !== 'stale') clearFlowCookie(response, place);
    if (outcome.kind !== 'session') return this.#failed(response, outcome);
    setSessionCookie(response, place, outcome.cookie);
    sendPage(response, 200, 'Đã xác nhận', { body: goingOn(), goesOnTo: HOME });
  }

  #failed(response: ServerResponse, outcome: Exclude<ProviderOutcome, { kind: 'session' }>): void {
    const { logger, clock } = this.gateway.parts;
    if (outcome.kind === 'away' || outcome.kind === 'unbelievable')
      logger.warn({ stage: 'sign-in', reason: outcome.why }, `identity provider: ${outcome.kind}`);
    const { status, text, retryAfterS } = saidAboutProvider(outcome, clock.now());
    if (retryAfterS !== undefined) response.setHeader('retry-after', String(retryAfterS));
    sendPage(response, status, 'Chưa đăng nhập được', { body: html`${errorOf(text)}${failed(outcome)}` });
  }
}
