import type { NationalSettings } from '../../../settings/national-settings';

/** Why an answer cannot be read. Codes only: no text of the body ever gets into them. */
export type UnreadableReason = 'empty' | 'charset' | 'html' | 'not-json' | 'layers' | 'shape';

export type Decoded =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

/**
 * Reads the double encoding: the body is a JSON string whose content is JSON (PT, GS). `auto` takes one or two layers;
 * a third one, half a document or anything around it is unreadable.
 */
export function decodeLayers(
  body: Uint8Array,
  layers: 'auto' | 1 | 2,
  charset: NationalSettings['answers']['charset'],
): Decoded {
  const outer = decodeText(body, charset);
  if (outer.kind === 'unreadable' || typeof outer.value !== 'string')
    return outer.kind === 'value' && layers === 2 ? unreadable('layers') : outer;
  if (layers === 1) return unreadable('layers');
  const inner = parse(outer.value);
  return inner.kind === 'value' && typeof inner.value === 'string' ? unreadable('layers') : inner;
}

function decodeText(body: Uint8Array, charset: string): Decoded {
  try {
    // fatal: a mangled id or message must not pass for a real one; a byte order mark is dropped
    return parse(new TextDecoder(charset, { fatal: true }).decode(body));
  } catch {
    return unreadable('charset');
  }
}

function parse(text: string): Decoded {
  const trimmed = text.trim();
  if (trimmed === '') return unreadable('empty');
  if (trimmed.startsWith('<')) return unreadable('html');
  try {
    return { kind: 'value', value: JSON.parse(trimmed) as unknown };
  } catch {
    return unreadable('not-json');
  }
}

function unreadable(reason: UnreadableReason): Decoded {
  return { kind: 'unreadable', reason };
}
