import { createHash } from 'node:crypto';
import { normalisePassword } from '@kntc/domain';
import type { Passwords } from '@kntc/access';

/** Costs nothing, so that a test may guess ten thousand times; counts how often it was asked. */
export class FakePasswords implements Passwords {
  verified = 0;

  async hash(password: string): Promise<string> {
    return createHash('sha256').update(normalisePassword(password)).digest('hex');
  }

  async verify(password: string, encoded: string | undefined): Promise<boolean> {
    this.verified += 1;
    return encoded === (await this.hash(password));
  }
}
