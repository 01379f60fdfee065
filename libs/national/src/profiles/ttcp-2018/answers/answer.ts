import type { Clock, HttpOutcome, NotSentReason, Pause } from '@kntc/domain';
import type { NationalSettings } from '../../../settings/national-settings';
import { decodeLayers } from './layers';

/** What a far side said, before its meaning for one method. Reasons are short codes without any text of the answer. */
export type Answer =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      /** By which the same answer is asked for again only if it changed. */
      readonly etag?: string | undefined;
    }
  | { readonly kind: 'not-processed'; readonly reason: string; readonly pause?: Pause | undefined }
  | {
      readonly kind: 'unclear';
      readonly reason: string;
      readonly why: 'status' | 'unreadable' | 'unanswered';
      /** What was said with the status that means "there is one already"; `undefined` inside: nothing readable. */
      readonly conflict?: { readonly value: unknown } | undefined;
    };

/** Only 200 with a readable body is a value; only the listed statuses and an unsent request are proof of nothing done. */
export function readAnswer(
  outcome: HttpOutcome,
  settings: NationalSettings['answers'],
  clock: Clock,
): Answer {
  if (outcome.kind === 'not-sent')
    return { kind: 'not-processed', reason: outcome.reason, pause: pauseAfter(outcome.reason) };
  if (outcome.kind === 'unanswered') return { kind: 'unclear', reason: outcome.reason, why: 'unanswered' };
  const { status, headers, body } = outcome;
  const reason = `http-${status}`;
  if (settings.provenUnprocessed.includes(status))
    return { kind: 'not-processed', reason, pause: pauseOf(status, headers, settings.retryAfterMax, clock) };
  const isConflict = status === settings.conflict?.status;
  if (status !== 200 && !isConflict) return { kind: 'unclear', reason, why: 'status' };
  const decoded = decodeLayers(body, settings.layers, settings.charset);
  if (isConflict) {
    const conflict = { value: decoded.kind === 'value' ? decoded.value : undefined };
    return { kind: 'unclear', reason, why: 'status', conflict };
  }
  if (decoded.kind === 'value') return { ...decoded, etag: etagOf(headers) };
  return isUnprocessed(decoded.reason, settings)
    ? { kind: 'not-processed', reason: decoded.reason, pause: { code: 'GW_N202' } }
    : { kind: 'unclear', reason: decoded.reason, why: 'unreadable' };
}

const UNCHANGED = 'http-304';

/** Whether it says that nothing changed since the answer whose tag it was sent. */
export function isUnchanged(answer: Answer): boolean {
  return answer.kind === 'unclear' && answer.reason === UNCHANGED;
}

function etagOf(headers: Readonly<Record<string, string>>): string | undefined {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'etag');
  return name === undefined ? undefined : headers[name];
}

/** Only where the far side has given its word that it answers like this before it does anything. */
function isUnprocessed(reason: string, { html, empty }: NationalSettings['answers']): boolean {
  return (reason === 'html' && html === 'unprocessed') || (reason === 'empty' && empty === 'unprocessed');
}

/** `guard` and `aborted` are our own decisions: the destination is not to blame. */
function pauseAfter(reason: NotSentReason): Pause | undefined {
  if (reason === 'guard' || reason === 'aborted') return undefined;
  return { code: reason === 'forbidden' ? 'GW_P402' : 'GW_N202' };
}

function pauseOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  maxMs: number,
  clock: Clock,
): Pause | undefined {
  if (status === 401 || status === 403) return { code: 'GW_N201' };
  if (status !== 429 && status !== 503) return undefined;
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'retry-after');
  const retryAfterMs = name === undefined ? undefined : retryAfter(headers[name] ?? '', maxMs, clock);
  return { code: status === 429 ? 'GW_N204' : 'GW_N202', retryAfterMs };
}

const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds, the longest where it is named more than once, or an HTTP date: at most `maxMs`, never negative. Else ignored. */
export function retryAfter(text: string, maxMs: number, clock: Clock): number | undefined {
  const value = text.trim();
  if (/^\d+(\s*,\s*\d+)*$/.test(value)) {
    const longest = Math.max(...value.split(',').map(Number));
    return Math.min(longest * 1000, maxMs);
  }
  const until = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.min(Math.max(until - clock.now().getTime(), 0), maxMs);
}
