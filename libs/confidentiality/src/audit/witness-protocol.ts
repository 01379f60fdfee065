import { z } from 'zod';

/**
 * What a gateway asks a witness on another host: one POST with JSON to `<address>/<database>`. Questions carry no secret
 * and nothing of what was done – numbers, hashes, times and signatures only.
 */
const LINE = z.strictObject({
  seq: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string().max(40),
  restart: z.int().min(0).optional(),
  signature: z.string().max(120),
});

const PUBLIC_KEY = z.string().max(200);

export const WITNESS_QUESTION = z.discriminatedUnion('ask', [
  /** Can something be remembered, by whoever signs with this key (SPKI, base64)? */
  z.strictObject({ ask: z.literal('ready'), key: PUBLIC_KEY }),
  z.strictObject({ ask: z.literal('remember'), key: PUBLIC_KEY, line: LINE }),
  z.strictObject({ ask: z.literal('newest') }),
  /** Whole lines from a place on, as an answer before gave it; 0 = from the first. */
  z.strictObject({ ask: z.literal('read'), from: z.int().min(0) }),
  /** That this digest was there now, signed by the host itself. */
  z.strictObject({ ask: z.literal('stamp'), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

export const WITNESS_ANSWER = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ok') }),
  z.object({ kind: z.literal('newest'), line: z.string().nullable() }),
  z.object({ kind: z.literal('lines'), text: z.string(), next: z.number().nullable() }),
  z.object({
    kind: z.literal('stamp'),
    at: z.iso.datetime(),
    publicKey: PUBLIC_KEY,
    signature: z.string().max(120),
  }),
  z.object({
    kind: z.literal('refused'),
    /** `contradicts`: not what grows on from what is remembered. `other-key`: somebody else's audit. */
    why: z.enum(['contradicts', 'other-key', 'bad-signature', 'not-understood', 'too-many']),
  }),
]);

export type WitnessQuestion = z.infer<typeof WITNESS_QUESTION>;
/** What a {@link WITNESS_QUESTION} asks of what is remembered; a time stamp needs no memory. */
export type BookQuestion = Exclude<WitnessQuestion, { ask: 'stamp' }>;
export type WitnessAnswer = z.infer<typeof WITNESS_ANSWER>;

/** Longest question and longest answer, in bytes. */
export const MAX_QUESTION_BYTES = 4_096;
export const MAX_ANSWER_BYTES = 1_048_576;
/** What an answer to `read` may hold of the file. */
export const READ_BYTES = 524_288;
export const DATABASE_NAME = /^[\w.-]{1,100}$/;
