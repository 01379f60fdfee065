import type { OutgoingHttpHeaders } from 'node:http';
import type { AnswerSettings } from '../settings/settings';

/** One HTTP answer, complete: what a fault may delay, cut, replace or never send. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** The wire's own quirk: the HTTP body is a JSON string whose content is JSON again. */
export function encoded(value: unknown, { layers }: AnswerSettings): Answer {
  return jsonAnswer(200, layers === 2 ? JSON.stringify(value) : value);
}

/** @param reference named in the answer, where the far side holds one case per reference */
export function accepted(id: string, settings: AnswerSettings, reference: string | null = null): Answer {
  const named = reference === null ? {} : { MaThamChieu: reference };
  return encoded({ [settings.idKey]: id, ...named, Message: '' }, settings);
}

/** "There is one already": of a reference with its case, of a key without. */
export function conflicting(
  message: string,
  { caseId, reference }: { readonly caseId: string; readonly reference: string | null },
  settings: AnswerSettings,
): Answer {
  const named = reference === null ? {} : { [settings.idKey]: caseId, MaThamChieu: reference };
  return { ...encoded({ ...named, Message: message }, settings), status: 409 };
}

/** A refusal looks like a success to HTTP: status 200, empty Id, one sentence. */
export function refused(message: string, settings: AnswerSettings): Answer {
  return encoded({ [settings.idKey]: '', Message: message }, settings);
}

export function unauthorized(): Answer {
  const answer = jsonAnswer(401, 'Tài khoản hoặc mật khẩu không đúng.');
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Basic realm="CSDLQG KNTC"' } };
}

/** Given before anything was read or processed. */
export function tooMany(): Answer {
  const answer = textAnswer(429, 'text/plain; charset=utf-8', 'Quá nhiều yêu cầu trong một giây.');
  return { ...answer, headers: { ...answer.headers, 'retry-after': '1' } };
}

export function jsonAnswer(status: number, value: unknown): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

export function textAnswer(status: number, contentType: string, text: string): Answer {
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(text) };
}
