import { createSecretKey } from 'node:crypto';
import { FakeClock } from '../../../test/fakes';
import { KeyCache } from './key-cache';

it('lets go of keys that nobody asks for any more', async () => {
  const clock = new FakeClock();
  const cache = new KeyCache({ maxKeys: 10, maxAgeMs: 1_000 }, clock);
  const key = { place: 'a', kek: 'k', bytes: Buffer.of(1) };
  cache.put(key, createSecretKey(Buffer.alloc(32)));
  await clock.advance(900);
  cache.dropExpired();
  expect(cache.size).toBe(1);
  await clock.advance(300);
  cache.dropExpired();
  expect(cache.size).toBe(0);
});
