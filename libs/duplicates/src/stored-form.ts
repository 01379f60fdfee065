import { NORMALISER_VERSION, type Prepared } from './prepare';

const TERMS = ['summary', 'content', 'subject', 'sketch', 'minhashes'] as const;

/** The prepared form as bytes, to be sealed and stored: making it again costs ten times as much as reading it. */
export function toStoredForm(prepared: Prepared): Uint8Array {
  const terms = Object.fromEntries(
    TERMS.map((name) => [name, Buffer.from(Uint32Array.from(prepared[name]).buffer).toString('base64')]),
  );
  return Buffer.from(JSON.stringify({ ...prepared, ...terms, version: NORMALISER_VERSION }), 'utf8');
}

/** Reads what {@link toStoredForm} wrote; undefined when another normaliser made it: then it has to be made again. */
export function fromStoredForm(bytes: Uint8Array): Prepared | undefined {
  const stored = JSON.parse(Buffer.from(bytes).toString('utf8')) as Prepared & {
    readonly version: number;
  } & Record<(typeof TERMS)[number], unknown>;
  if (stored.version !== NORMALISER_VERSION) return undefined;
  const { version: _version, ...prepared } = stored;
  const terms = Object.fromEntries(TERMS.map((name) => [name, termsFrom(String(stored[name]))]));
  return { ...prepared, ...terms };
}

function termsFrom(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  // Copied: a buffer of the pool need not begin at a multiple of four.
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
