import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { bad, finding, findingLine, good, skipped } from './finding';
import { checkNode, diskFinding } from './machine';
import { checkRedis, greeting } from './redis';

it.each([
  ['20.19.0', true],
  ['20.18.9', false],
  ['18.20.1', false],
  ['22.1.0', true],
])('judges Node %s as %s', (version, ok) => {
  expect(checkNode(version).ok).toBe(ok);
});

it('complains about a nearly full disk', () => {
  expect(diskFinding(1024 ** 3).ok).toBe(false);
  expect(diskFinding(10 * 1024 ** 3).ok).toBe(true);
});

it('marks lines and says what to do', () => {
  expect(findingLine(good('a', 'b'))).toBe('✓ a: b');
  expect(findingLine(bad('a', 'b', 'c'))).toBe('✗ a: b → c');
  expect(findingLine(skipped('a', 'b'))).toBe('– a: b');
});

it('makes a finding of a check that fails', async () => {
  const found = await finding('x', () => Promise.reject(new TypeError('secret text')));
  expect(found).toMatchObject({ what: 'x', ok: false });
  expect(JSON.stringify(found)).not.toContain('secret text');
});

describe('Redis', () => {
  it('gets the account before the question', () => {
    expect(greeting(new URL('redis://u:p%40w@h'))).toBe(
      '*3\r\n$4\r\nAUTH\r\n$1\r\nu\r\n$3\r\np@w\r\n*1\r\n$4\r\nPING\r\n',
    );
    expect(greeting(new URL('redis://h'))).toBe('*1\r\n$4\r\nPING\r\n');
  });

  it.each([
    ['+PONG\r\n', true, 'trả lời'],
    ['-NOAUTH Authentication required.\r\n', false, 'từ chối'],
    ['HTTP/1.1 400 Bad Request\r\n\r\n', false, 'không trả lời'],
  ])('that answers %j', async (answer, ok, words) => {
    const server = createServer(
      (socket) =>
        void socket
          .on('error', () => undefined)
          .resume()
          .end(answer),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const found = await checkRedis(`redis://127.0.0.1:${port}`);
    await new Promise((resolve) => server.close(resolve));
    expect(found.ok).toBe(ok);
    expect(found.detail).toContain(words);
  });

  it('that is not there', async () => {
    expect(await checkRedis('redis://127.0.0.1:1')).toMatchObject({ ok: false });
  });
});
