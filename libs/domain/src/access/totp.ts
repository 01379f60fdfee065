import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds a code is valid, digits it has: what every authenticator app assumes. */
const PERIOD_S = 30;
const DIGITS = 6;
/** Codes of the step before and after are good as well: clocks of phones are off by some seconds. */
const STEPS_OFF = 1;
/** 160 bits, as RFC 4226 recommends. */
export const TOTP_SECRET_BYTES = 20;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Code of a time step (RFC 6238 over RFC 4226, HMAC-SHA-1). */
export function totpCode(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / PERIOD_S);
}

/**
 * The time step a typed code belongs to; `undefined` when it is wrong, of another time, or not newer than the step used
 * last (a code somebody looked at over a shoulder is good for nothing).
 */
export function acceptedStep(
  secret: Uint8Array,
  typed: string,
  now: Date,
  usedStep: number,
): number | undefined {
  const code = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return undefined;
  const current = totpStep(now);
  let found: number | undefined;
  for (let step = current - STEPS_OFF; step <= current + STEPS_OFF; step += 1) {
    const isIt = timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code));
    if (isIt && step > usedStep) found ??= step;
  }
  return found;
}

/** RFC 4648 without padding: what a person types into an authenticator app. */
export function toBase32(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32[(held >>> (bits - 5)) & 31] ?? '';
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + (BASE32[(held << (5 - bits)) & 31] ?? '') : text;
}

/** What an authenticator app reads: opened on the phone, or drawn as a QR code. */
export function otpauthUri(secret: Uint8Array, login: string): string {
  const issuer = 'KNTC';
  return `otpauth://totp/${issuer}:${encodeURIComponent(login)}?secret=${toBase32(secret)}&issuer=${issuer}&digits=${DIGITS}&period=${PERIOD_S}`;
}
