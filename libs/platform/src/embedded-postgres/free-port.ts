import { createServer } from 'node:net';

/** A free port on the loopback address; `wanted` itself when it is free. */
export async function freePort(wanted = 0): Promise<number> {
  return (
    (await tryListen(wanted)) ??
    (await tryListen(0)) ??
    Promise.reject(new Error('no free port on 127.0.0.1'))
  );
}

export async function isFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== undefined;
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
