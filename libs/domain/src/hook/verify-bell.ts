import { createHmac, timingSafeEqual } from 'node:crypto';

/** One message of a local system that says "look again": headers as they came and the body byte for byte. */
export interface Bell {
  readonly source: string;
  /** Seconds since 1970. */
  readonly timestamp: string | undefined;
  /** Chosen anew for every message. */
  readonly nonce: string | undefined;
  /** `v1=` and 64 hexadecimal digits. */
  readonly signature: string | undefined;
  readonly body: Uint8Array;
}

/** Why a bell is not believed; told to nobody outside. */
export type BellRefusal = 'form' | 'expired' | 'signature';

export type BellVerdict =
  | { readonly kind: 'genuine'; readonly nonce: string }
  | { readonly kind: 'refused'; readonly why: BellRefusal };

/** A message may be as old as the clocks of two machines and a slow network make it. */
export const BELL_WINDOW_MS = 300_000;

const NEVER_A_KEY = new Uint8Array(32);

/**
 * Whether a bell was rung by somebody who holds one of the keys, now, for this very source.
 * @param keys the keys in use: two while they are exchanged. Without one nothing is genuine, after the same time
 */
export function verifyBell(bell: Bell, keys: readonly Uint8Array[], now: Date): BellVerdict {
  const { timestamp = '', signature = '' } = bell;
  const nonce = nonceOf(bell);
  if (nonce === undefined) return { kind: 'refused', why: 'form' };
  if (Math.abs(now.getTime() - Number(timestamp) * 1_000) > BELL_WINDOW_MS)
    return { kind: 'refused', why: 'expired' };
  return isSigned(bell, Buffer.from(signature.slice(3), 'hex'), keys)
    ? { kind: 'genuine', nonce }
    : { kind: 'refused', why: 'signature' };
}

/** The nonce of a bell of which everything is written as it should be. */
function nonceOf({ timestamp = '', nonce = '', signature = '' }: Bell): string | undefined {
  const isTime = /^\d{10}$/.test(timestamp);
  return isTime && /^[\w-]{16,64}$/.test(nonce) && /^v1=[0-9a-f]{64}$/.test(signature) ? nonce : undefined;
}

/** Every key is tried, whichever fits: the time of the answer says nothing. */
function isSigned(bell: Bell, given: Uint8Array, keys: readonly Uint8Array[]): boolean {
  let isGenuine = false;
  for (const key of keys.length === 0 ? [NEVER_A_KEY] : keys) {
    const fits = timingSafeEqual(given, digestOf(bell, key));
    isGenuine ||= fits && keys.length > 0;
  }
  return isGenuine;
}

/** The signature a local system writes; here for tests and for the tool that shows how. */
export function signBell(bell: Omit<Bell, 'signature'>, key: Uint8Array): string {
  return `v1=${digestOf(bell, key).toString('hex')}`;
}

/** Source, time and nonce are signed with the body: none of them can be exchanged. */
function digestOf({ source, timestamp, nonce, body }: Omit<Bell, 'signature'>, key: Uint8Array): Buffer {
  const head = `kntc-hook-v1\n${source}\n${timestamp ?? ''}\n${nonce ?? ''}\n`;
  return createHmac('sha256', key).update(head).update(body).digest();
}
