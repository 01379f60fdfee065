import type { ServerMetadata } from 'openid-client';
import { FakeClock } from '../../../../test/fakes';
import { ProviderMetadata } from './provider-metadata';

const MINUTE_MS = 60_000;

describe('what a provider says about itself', () => {
  const metadata = { issuer: 'https://sso.tinh-x.gov.vn' } as ServerMetadata;
  let clock: FakeClock;
  let asked = 0;
  let isAway = false;
  let known: ProviderMetadata;
  beforeEach(() => {
    clock = new FakeClock();
    asked = 0;
    isAway = false;
    known = new ProviderMetadata(async () => {
      asked += 1;
      if (isAway) throw new Error('away');
      return metadata;
    }, clock);
  });

  it('is asked for once by many at the same moment, and again after ten minutes', async () => {
    expect(await Promise.all([known.get(), known.get(), known.get()])).toEqual([
      metadata,
      metadata,
      metadata,
    ]);
    await clock.advance(9 * MINUTE_MS);
    await known.get();
    expect(asked).toBe(1);
    await clock.advance(MINUTE_MS);
    await known.get();
    expect(asked).toBe(2);
  });

  it('after a failure is not asked for again for five seconds, and then is there', async () => {
    isAway = true;
    await expect(known.get()).rejects.toThrow('away');
    isAway = false;
    await clock.advance(4_000);
    await expect(known.get()).rejects.toThrow('away');
    expect(asked).toBe(1);
    await clock.advance(1_000);
    expect(await known.get()).toBe(metadata);
  });
});
