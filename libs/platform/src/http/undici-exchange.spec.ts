import type { HttpOutcome } from '@kntc/domain';
import type { Dispatcher } from 'undici';
import { UndiciExchange } from './undici-http';

const url = 'http://127.0.0.1:1/KNTC/CapNhatVuViec';

function controller(): Dispatcher.DispatchController & { readonly aborts: Error[] } {
  const aborts: Error[] = [];
  return {
    aborts,
    aborted: false,
    paused: false,
    reason: null,
    abort: (reason: Error) => void aborts.push(reason),
    pause: () => undefined,
    resume: () => undefined,
  };
}

it('a request that the library starts a second time is aborted and counts as unanswered', () => {
  const outcomes: HttpOutcome[] = [];
  let guards = 0;
  const request = {
    url,
    headers: {},
    body: Buffer.from('{}'),
    deadlineMs: 60_000,
    maxResponseBytes: 10,
    beforeWrite: () => {
      guards += 1;
      return true;
    },
  };
  const exchange = new UndiciExchange(request, new URL(url), (outcome) => outcomes.push(outcome));
  exchange.begin({ dispatch: () => true });
  const [first, second] = [controller(), controller()];
  exchange.onRequestStart(first);
  expect(outcomes).toEqual([]);

  exchange.onRequestStart(second);

  expect(guards).toBe(1);
  expect(second.aborts).toHaveLength(1);
  expect(outcomes).toEqual([
    { kind: 'unanswered', reason: 'closed', durationMs: expect.any(Number) as number },
  ]);
});
