import { z } from 'zod';

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const BYTES: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 * 1024 };

function quantity(text: string, units: Readonly<Record<string, number>>): number {
  const digits = /^\d+/.exec(text)?.[0] ?? '';
  return Number(digits) * (units[text.slice(digits.length)] ?? 1);
}

/** `500ms`, `5s`, `2m`, `24h` → milliseconds. */
export const durationSetting = z
  .string({ error: 'expected a duration such as 500ms, 5s, 2m or 24h' })
  .regex(/^\d{1,6}(ms|s|m|h)$/, 'expected a duration such as 500ms, 5s, 2m or 24h')
  .transform((text) => quantity(text, MILLISECONDS));

/** `512B`, `64KB`, `100MB` (powers of 1024) → bytes. */
export const sizeSetting = z
  .string({ error: 'expected a size such as 64KB or 100MB' })
  .regex(/^\d{1,6}(B|KB|MB)$/, 'expected a size such as 64KB or 100MB')
  .transform((text) => quantity(text, BYTES));
