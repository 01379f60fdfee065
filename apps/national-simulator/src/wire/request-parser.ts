import type { ReceivedBody } from './body-reader';
import { parseFormBody } from './form-body';
import type { Method } from './methods';
import { isBlank } from './person-rules';

export type ParsedBody =
  | {
      readonly kind: 'parsed';
      readonly value: Record<string, unknown>;
      /** The body as one line of JSON for the ledger: exactly what arrived, before any reading of it. */
      readonly ledgerText: string;
    }
  | { readonly kind: 'unreadable'; readonly message: string };

// Either an object of empty strings or an empty object may stand for "none" in these four places.
const OPTIONAL_OBJECTS = ['NguoiBiKNTCT', 'NguoiBiKNTC', 'NguoiUyQuyen', 'CoQuanDaGiaiQuyet'] as const;

export function parseRequest(received: ReceivedBody, method: Method): ParsedBody {
  if (received.text === null)
    return { kind: 'unreadable', message: 'Dung lượng yêu cầu vượt quá giới hạn cho phép.' };
  const value = received.isForm ? parseFormBody(received.text, method) : parseJson(received.text);
  if (value === null) return { kind: 'unreadable', message: 'Nội dung yêu cầu không phải JSON hợp lệ.' };
  const ledgerText =
    received.isForm || /[\r\n]/.test(received.text)
      ? JSON.stringify(value)
      : received.text.replace(/^\uFEFF/, '');
  if (method === 'CapNhatVuViec') emptyBlankObjects(value);
  return { kind: 'parsed', value, ledgerText };
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function emptyBlankObjects(body: Record<string, unknown>): void {
  for (const key of OPTIONAL_OBJECTS) {
    const value = body[key];
    if (typeof value === 'object' && value !== null && isBlank(value)) body[key] = {};
  }
}
