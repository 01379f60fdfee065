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

export function accepted(id: string, settings: AnswerSettings): Answer {
  return encoded({ [settings.idKey]: id, Message: '' }, settings);
}

/** A refusal looks like a success to HTTP: status 200, empty Id, one sentence. */
export function refused(message: string, settings: AnswerSettings): Answer {
  return encoded({ [settings.idKey]: '', Message: message }, settings);
}

export function unauthorized(): Answer {
  const answer = jsonAnswer(401, 'Tài khoản hoặc mật khẩu không đúng.');
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Basic realm="CSDLQG KNTC"' } };
}

export function jsonAnswer(status: number, value: unknown): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

export function textAnswer(status: number, contentType: string, text: string): Answer {
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(text) };
}
