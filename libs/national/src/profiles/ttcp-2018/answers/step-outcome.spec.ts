import type { HttpOutcome, StepKey, StepOutcome } from '@kntc/domain';
import { aProfile, shippedSettings } from '../spec/a-profile';
import { answered, clockAt, doubled, FakeHttp } from '../spec/fake-http';
import { retryAfter } from './answer';

const CASE = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a01';
const OTHER = '3f2b8c1e-6f6c-4b53-9a54-0d3c6f1f0a02';
const CREATE: StepKey = { kind: 'case', ordinal: 1 };
const HANDLING: StepKey = { kind: 'handling', ordinal: 1 };
const DECISION: StepKey = { kind: 'resolution', ordinal: 1 };
const unknown = (reason: string): StepOutcome => ({ kind: 'unknown', reason });

interface Target {
  readonly key: StepKey;
  readonly caseId?: string;
}
const A_NEW_CASE: Target = { key: CREATE };
const AN_UPDATE: Target = { key: CREATE, caseId: CASE };
const STEP_2: Target = { key: HANDLING, caseId: CASE };
const STEP_4: Target = { key: DECISION, caseId: CASE };

async function send(
  outcome: HttpOutcome,
  { key, caseId }: Target = A_NEW_CASE,
  settings = shippedSettings(),
) {
  const http = new FakeHttp().will(outcome);
  const profile = aProfile(settings, http);
  return profile.send(key, Buffer.from('{}'), caseId, { beforeWrite: () => true });
}

describe('the outcome of a step', () => {
  it.each<[string, HttpOutcome, Target, StepOutcome]>([
    ['a new id', doubled({ Id: CASE, Message: '' }), A_NEW_CASE, { kind: 'confirmed', id: CASE }],
    [
      'a plain answer',
      answered(200, JSON.stringify({ Id: CASE })),
      A_NEW_CASE,
      { kind: 'confirmed', id: CASE },
    ],
    [
      'an update',
      doubled({ Id: CASE.toUpperCase() }),
      AN_UPDATE,
      { kind: 'confirmed', id: CASE.toUpperCase() },
    ],
    [
      'an update of another',
      doubled({ Id: OTHER }),
      AN_UPDATE,
      { kind: 'wrong-answer', reason: 'id-of-another-case' },
    ],
    ['step 2', doubled({ Id: CASE, Message: null }), STEP_2, { kind: 'confirmed', id: CASE }],
    [
      'step 2 of another',
      doubled({ Id: OTHER }),
      STEP_2,
      { kind: 'wrong-answer', reason: 'id-of-another-case' },
    ],
    ['a decision', doubled({ Id: OTHER }), STEP_4, { kind: 'confirmed', id: OTHER }],
    [
      'a decision with the id of the case',
      doubled({ Id: CASE }),
      STEP_4,
      { kind: 'wrong-answer', reason: 'id-of-the-case' },
    ],
    ['an id of another form', doubled({ Id: '12' }), A_NEW_CASE, unknown('id-form')],
    [
      'a refusal',
      doubled({ Id: '', Message: ' Mã\n\u0000cơ quan \u202e sai ' }),
      A_NEW_CASE,
      { kind: 'rejected', message: 'Mã cơ quan sai' },
    ],
    [
      'a refusal with null',
      doubled({ Id: null, Message: 'Sai' }),
      A_NEW_CASE,
      { kind: 'rejected', message: 'Sai' },
    ],
    ['neither id nor message', doubled({ Id: '', Message: '' }), A_NEW_CASE, unknown('empty-id')],
    ['no id at all', doubled({ Message: 'Sai' }), A_NEW_CASE, unknown('shape')],
    ['an id of another type', doubled({ Id: 7 }), A_NEW_CASE, unknown('shape')],
    ['a message of another type', doubled({ Id: CASE, Message: {} }), A_NEW_CASE, unknown('shape')],
    ['an array', doubled([{ Id: CASE }]), A_NEW_CASE, unknown('shape')],
    ['null', doubled(null), A_NEW_CASE, unknown('shape')],
    ['three layers', doubled(JSON.stringify({ Id: CASE })), A_NEW_CASE, unknown('layers')],
    [
      'half an answer',
      answered(200, JSON.stringify(JSON.stringify({ Id: CASE })).slice(0, -9)),
      A_NEW_CASE,
      unknown('not-json'),
    ],
    ['half an inner answer', answered(200, JSON.stringify('{"Id":"')), A_NEW_CASE, unknown('not-json')],
    ['a web page', answered(200, '<!doctype html>'), A_NEW_CASE, unknown('html')],
    ['a web page in a string', answered(200, JSON.stringify('<html>')), A_NEW_CASE, unknown('html')],
    ['nothing', answered(200, ''), A_NEW_CASE, unknown('empty')],
    ['an empty string', answered(200, '""'), A_NEW_CASE, unknown('empty')],
    ['broken bytes', answered(200, Uint8Array.from([0x22, 0xff, 0x22])), A_NEW_CASE, unknown('charset')],
    ['a redirect', answered(302, '', { location: 'https://example.org' }), A_NEW_CASE, unknown('http-302')],
    ['created', answered(201, JSON.stringify({ Id: CASE })), A_NEW_CASE, unknown('http-201')],
    ['a failure', answered(500, '<html>'), A_NEW_CASE, unknown('http-500')],
    ['busy', answered(503, '', { 'retry-after': '5' }), A_NEW_CASE, unknown('http-503')],
    [
      'wrong account',
      answered(401, ''),
      A_NEW_CASE,
      { kind: 'not-sent', reason: 'http-401', pause: { code: 'GW_N201' } },
    ],
    [
      'too fast',
      answered(429, '', { 'Retry-After': '7' }),
      A_NEW_CASE,
      { kind: 'not-sent', reason: 'http-429', pause: { code: 'GW_N204', retryAfterMs: 7000 } },
    ],
    ['a time-out', { kind: 'unanswered', reason: 'timeout', durationMs: 1 }, A_NEW_CASE, unknown('timeout')],
    ['a reset', { kind: 'unanswered', reason: 'reset', durationMs: 1 }, A_NEW_CASE, unknown('reset')],
  ])('is judged strictly: %s', async (_, outcome, target, expected) => {
    expect(await send(outcome, target)).toEqual(expected);
  });

  it.each(['dns', 'refused', 'tls', 'connect-timeout'] as const)(
    'pauses the destination after %s',
    async (reason) => {
      expect(await send({ kind: 'not-sent', reason, durationMs: 1 })).toEqual({
        kind: 'not-sent',
        reason,
        pause: { code: 'GW_N202' },
      });
    },
  );

  it.each(['guard', 'aborted'] as const)('blames nobody for %s', async (reason) => {
    const outcome = await send({ kind: 'not-sent', reason, durationMs: 1 });
    expect(outcome).toEqual({ kind: 'not-sent', reason, pause: undefined });
  });

  it('takes one layer for two, or two for one, only where the settings say so', async () => {
    const settings = shippedSettings();
    const only = (layers: 1 | 2) => ({ ...settings, answers: { ...settings.answers, layers } });
    const plain = answered(200, JSON.stringify({ Id: CASE }));
    expect(await send(plain, A_NEW_CASE, only(2))).toEqual(unknown('layers'));
    expect(await send(doubled({ Id: CASE }), A_NEW_CASE, only(1))).toEqual(unknown('layers'));
    expect(await send(plain, A_NEW_CASE, only(1))).toMatchObject({ kind: 'confirmed' });
    expect(await send(doubled({ Id: CASE }), A_NEW_CASE, only(2))).toMatchObject({
      kind: 'confirmed',
    });
  });

  it('cuts a long refusal at 500 characters', async () => {
    const outcome = await send(doubled({ Id: '', Message: 'ắ'.repeat(2000) }));
    expect(outcome).toEqual({ kind: 'rejected', message: 'ắ'.repeat(500) });
  });

  it('posts to the method with account, deadline, cap and guard, whatever the base address looks like', async () => {
    const http = new FakeHttp().will(doubled({ Id: CASE }));
    await aProfile(shippedSettings(), http).send(CREATE, Buffer.from('{}'), undefined, {
      beforeWrite: () => false,
    });
    expect(http.sent).toMatchObject({
      url: 'http://127.0.0.1:8099/KNTC/CapNhatVuViec',
      deadlineMs: 5000,
      maxResponseBytes: 4 * 1024 * 1024,
      headers: {
        authorization: `Basic ${Buffer.from('kntc_demo:mật khẩu').toString('base64')}`,
        'content-type': 'application/json; charset=utf-8',
      },
    });
    expect(http.sent.beforeWrite?.()).toBe(false);
  });

  it('sends no later step without the id of the case and no body above the limit', async () => {
    const shipped = shippedSettings();
    const settings = { ...shipped, limits: { ...shipped.limits, maxRequestSize: 4 } };
    const http = new FakeHttp();
    const profile = aProfile(settings, http);
    const options = { beforeWrite: () => true };
    expect(await profile.send(HANDLING, Buffer.from('{}'), undefined, options)).toMatchObject({
      kind: 'not-sent',
    });
    expect(await profile.send(CREATE, Buffer.from('{"a":1}'), undefined, options)).toMatchObject({
      kind: 'rejected',
    });
    expect(http.requests).toEqual([]);
  });
});

describe('Retry-After', () => {
  const clock = clockAt('2026-11-22T00:00:00Z');
  it.each<[string, number | undefined]>([
    ['0', 0],
    ['30', 30_000],
    ['1000000000', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['Sun, 22 Nov 2026 00:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2020 00:01:00 GMT', 0],
    ['Sun, 22 Nov 2099 00:01:00 GMT', 3_600_000],
    ['Sun, 99 Nov 2026 00:01:00 GMT', undefined],
    ['2026-11-22', undefined],
    ['5, 7', 7_000],
    ['9, 1000000000', 3_600_000],
    ['5, soon', undefined],
  ])('«%s» asks for %p ms', (text, expected) => {
    expect(retryAfter(text, 3_600_000, clock)).toBe(expected);
  });
});
