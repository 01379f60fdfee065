import { GatewayError, type LogFields } from '@kntc/domain';
import { createLogger } from './create-logger';

const SECRET = 'Nguyễn Thị Bí Mật';

function logged(
  fields: LogFields | Record<string, unknown>,
  level: 'info' | 'error' = 'info',
): Record<string, unknown> {
  let line = '';
  createLogger(level, { write: (text) => void (line += text) }).error(fields, 'step failed');
  return JSON.parse(line) as Record<string, unknown>;
}

describe('createLogger', () => {
  it('writes level, ISO time, message and the allowed fields', () => {
    expect(logged({ stage: 'delivery', lane: 3, durationMs: 1.23456 })).toEqual({
      level: 'error',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      msg: 'step failed',
      stage: 'delivery',
      lane: 3,
      durationMs: 1.23,
    });
  });

  it('drops unknown keys and values of the wrong kind', () => {
    const line = JSON.stringify(
      logged({ hoTen: SECRET, source: { name: SECRET }, attempt: SECRET, __proto__: { x: SECRET } }),
    );
    expect(line).not.toContain('Bí Mật');
  });

  it('keeps kind, code and place of a foreign error, never its text', () => {
    const err = Object.assign(new TypeError(`bad ${SECRET}\n    at ${SECRET} (/${SECRET}:1:2)`), {
      code: '23505',
    });
    err.cause = new Error(SECRET);
    const line = logged({ err });
    expect(JSON.stringify(line)).not.toContain('Bí Mật');
    expect(line['err']).toMatchObject({ type: 'TypeError', code: '23505', cause: { type: 'Error' } });
    expect((line['err'] as { at: string[] }).at[0]).toContain('create-logger.spec.ts');
  });

  it('keeps nothing of a message that was changed after the error was made', () => {
    const err = new Error(`${SECRET} (x:1:1)`);
    err.message = 'other';
    expect(JSON.stringify(logged({ err }))).not.toContain('Bí Mật');
  });

  it('keeps the text of our own errors', () => {
    expect(logged({ err: new GatewayError('GW_S103', 'don_thu.ngay_nhan') })['err']).toMatchObject({
      code: 'GW_S103',
      message: expect.stringContaining('don_thu.ngay_nhan'),
    });
  });

  it('says only what kind of thing was thrown when it is no error', () => {
    expect(logged({ err: SECRET })['err']).toEqual({ type: 'string', at: [] });
  });

  it('obeys the level', () => {
    let lines = 0;
    const logger = createLogger('warn', { write: () => void (lines += 1) });
    logger.info({}, 'not seen');
    logger.warn({}, 'seen');
    expect(lines).toBe(1);
  });
});
