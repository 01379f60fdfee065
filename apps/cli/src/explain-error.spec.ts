import { FAILURES, GatewayError } from '@kntc/domain';
import type { FailureCode } from '@kntc/domain';
import { explainError } from './explain-error';
import { wrongUsage } from './refusal';

it.each(Object.keys(FAILURES) as FailureCode[])(
  'explains %s in three lines that all say something',
  (code) => {
    const { lines, exitCode } = explainError(new GatewayError(code));
    expect(exitCode).toBe(1);
    expect(lines[0]).toContain(code);
    expect(lines.every((line) => line.trim().length > 5)).toBe(true);
  },
);

it('lists many problems one by one', () => {
  const { lines, details } = explainError(new GatewayError('GW_S105', 'a.yaml:1 x\n\n a.yaml:2 y\n'));
  expect(details).toEqual(['a.yaml:1 x', 'a.yaml:2 y']);
  expect(lines[0]).not.toContain('a.yaml');
});

it('never quotes what a driver says: it may hold a row or an address', () => {
  const err = Object.assign(new Error('duplicate key (ho_ten)=(Nguyễn Thị Bí Mật)'), { code: '23505' });
  const { lines } = explainError(err);
  expect(lines.join('\n')).not.toMatch(/Bí Mật/);
  expect(lines[0]).toContain('23505');
});

it('keeps the exit code of a refusal', () => {
  expect(explainError(wrongUsage('a', 'b'))).toMatchObject({
    exitCode: 2,
    lines: ['a', expect.any(String), 'b'],
  });
});

it('survives thrown values that are no errors', () => {
  expect(explainError('text').lines).toHaveLength(3);
  expect(explainError(undefined).lines).toHaveLength(3);
});
