import { farFaults, type Row } from './row';

/** What a far side can do to those who talk to it. */
export const FAR_ROWS: readonly Row[] = [
  {
    no: 9,
    fault: 'the far side hangs before it commits',
    expected: 'one create in the end',
    run: (stack) => farFaults(stack, [{ phase: 'before-commit', action: 'hang', rate: 0.3 }], 4_000),
  },
  {
    no: 10,
    fault: 'the far side commits, and the answer never comes',
    expected: 'adopted by look-up, no second create',
    run: (stack) =>
      farFaults(
        stack,
        (['drop', 'reset', 'hang'] as const).map((action) => ({ phase: 'after-commit', action, rate: 0.2 })),
        4_000,
      ),
  },
  {
    no: 11,
    fault: '504 now, commit up to the longest request later',
    expected: 'no duplicate',
    run: (stack) =>
      farFaults(
        stack,
        [100, 350, 650].map((delayMs) => ({ phase: 'late-commit', action: 'status', delayMs, rate: 0.15 })),
        4_000,
      ),
  },
  {
    no: 12,
    fault: 'look-ups fail while outcomes are unknown',
    expected: 'waits, never creates on an error',
    run: (stack) =>
      farFaults(
        stack,
        [
          { method: 'TraThongTinDon', phase: 'before-accept', action: 'status', status: 500, rate: 0.6 },
          { method: 'CapNhatVuViec', phase: 'after-commit', action: 'drop', rate: 0.5 },
        ],
        5_000,
      ),
  },
  {
    no: 13,
    fault: 'a storm of 500, 502, 503 and 504',
    expected: 'paused, probed, goes on; nothing twice',
    run: (stack) =>
      farFaults(
        stack,
        [500, 502, 503, 504].map((status) => ({
          phase: 'before-accept',
          action: 'status',
          status,
          rate: 0.4,
        })),
        6_000,
      ),
  },
  {
    no: 14,
    fault: '429 with every kind of Retry-After: seconds, dates, nothing, 0, negative, words',
    expected: 'honoured, never longer than agreed',
    run: (stack) =>
      farFaults(
        stack,
        ['1', '0', '', '-5', 'soon', new Date(Date.now() + 2_000).toUTCString()].map((value) => ({
          phase: 'before-accept',
          action: 'status',
          status: 429,
          rate: 0.1,
          headers: { 'retry-after': value },
        })),
        5_000,
      ),
  },
  {
    no: 15,
    fault: '200 with something that is no answer',
    expected: 'unknown, resolved; bounded',
    run: (stack) =>
      farFaults(
        stack,
        [
          { phase: 'after-commit', action: 'malformed', rate: 0.2 },
          { phase: 'after-commit', action: 'html', rate: 0.2 },
          { phase: 'mid-response', action: 'drop', rate: 0.2 },
        ],
        4_000,
      ),
  },
  {
    no: 17,
    fault: '301, 302, 307, 308 to somewhere else, after the commit',
    expected: 'never followed; resolved',
    run: (stack) =>
      farFaults(
        stack,
        [301, 302, 307, 308].map((status) => ({
          phase: 'after-commit',
          action: 'status',
          status,
          rate: 0.15,
          headers: { location: 'http://127.0.0.1:9/KNTC/CapNhatVuViec' },
        })),
        4_000,
      ),
  },
  {
    no: 18,
    fault: 'connections reset in the middle of requests and of answers',
    expected: 'unknown at once, resolved',
    run: (stack) =>
      farFaults(
        stack,
        [
          { phase: 'before-commit', action: 'reset', rate: 0.2 },
          { phase: 'mid-response', action: 'reset', rate: 0.2 },
        ],
        4_000,
      ),
  },
  {
    no: 19,
    fault: 'an answer of one byte now and then',
    expected: 'given up at the deadline',
    run: (stack) =>
      farFaults(stack, [{ phase: 'after-commit', action: 'drip', delayMs: 200, rate: 0.3 }], 4_000),
  },
];
