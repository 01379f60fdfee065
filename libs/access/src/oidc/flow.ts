import { timingSafeEqual } from 'node:crypto';
import { derived, isSecretShaped } from '../secret-text';
import type { Flow } from './identity-provider';

/** @param secret what the cookie holds; `undefined` = not one of ours */
export function flowOf(secret: string | undefined): Flow | undefined {
  if (secret === undefined || !isSecretShaped(secret)) return undefined;
  return {
    state: derived(secret, 'kntc sso state 1'),
    nonce: derived(secret, 'kntc sso nonce 1'),
    verifier: derived(secret, 'kntc sso verifier 1'),
  };
}

/** Whether an answer belongs to this flow. A state that comes twice is nobody's. */
export function isAnswerTo({ state }: Flow, answer: URL): boolean {
  const [given, ...more] = answer.searchParams.getAll('state');
  const [is, wanted] = [Buffer.from(given ?? ''), Buffer.from(state)];
  return more.length === 0 && is.length === wanted.length && timingSafeEqual(is, wanted);
}
