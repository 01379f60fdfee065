import { createHmac } from 'node:crypto';
import type { KeyedDigest } from '@kntc/domain';

/** A keyed digest with a fixed key: the same in every test run. */
export const fakeDigest: KeyedDigest = {
  digest: (text) => createHmac('sha256', 'test key').update(text).digest('hex'),
};
