import { randomUUID } from 'node:crypto';
import type { AttachmentContent, AttachmentFiles, StepBody } from '@kntc/domain';
import type { BodyKind } from '../../../settings/national-settings';
import { type FormStyle, toForm } from './form';

/** Files that come with the record and are smaller than this together are simply part of the text. */
const INLINE_MAX = 256 * 1024;
/** Bytes encoded at once: a multiple of three, so that no padding comes in between. */
const PIECE = 48 * 1024;

/** The files of one body: each leaves a mark in the text, where its base64 stands when the body is streamed. */
export class BodyFiles {
  // random: no text of a petition can hold it
  readonly #mark = `tep${randomUUID().replaceAll('-', '')}n`;
  readonly #contents: AttachmentContent[] = [];

  /** What stands in the text for this file. */
  place(content: AttachmentContent): string {
    this.#contents.push(content);
    return `${this.#mark}${this.#contents.length - 1}.`;
  }

  get isEmpty(): boolean {
    return this.#contents.length === 0;
  }

  get areInline(): boolean {
    const sizes = this.#contents.map((content) =>
      content instanceof Uint8Array ? content.length : Infinity,
    );
    return sizes.reduce((sum, size) => sum + size, 0) <= INLINE_MAX;
  }

  /** The text in pieces, with the files between them. */
  split(text: string): readonly (string | AttachmentContent)[] {
    return text.split(new RegExp(`${this.#mark}(\\d+)\\.`)).map((part, index) => {
      const content = index % 2 === 1 ? this.#contents[Number(part)] : undefined;
      return content ?? part;
    });
  }
}

/**
 * The bytes of a formed body: in memory while its files are small, otherwise made piece by piece each time it is
 * read, so that memory holds one piece of one file whatever the size.
 */
export function toBytes(
  formed: Readonly<Record<string, unknown>>,
  files: BodyFiles,
  how: { readonly kind: BodyKind; readonly style: FormStyle; readonly source: AttachmentFiles },
): StepBody {
  const text = how.kind === 'json' ? JSON.stringify(formed) : toForm(formed, how.style);
  if (files.isEmpty) return Buffer.from(text, 'utf8');
  const parts = files.split(text);
  const encode = how.kind === 'json' ? toBase64 : toFormBase64;
  if (files.areInline)
    return Buffer.concat(
      parts.map((part) => Buffer.from(part instanceof Uint8Array ? encode(part) : textOf(part), 'utf8')),
    );
  return { stream: () => streamed(parts, encode, how.source) };
}

function textOf(part: string | AttachmentContent): string {
  if (typeof part === 'string') return part;
  throw new Error('a file by path is streamed');
}

type Encode = (bytes: Uint8Array) => string;

const toBase64: Encode = (bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
/** The three characters of base64 that mean something else in a form. */
const toFormBase64: Encode = (bytes) => encodeURIComponent(toBase64(bytes));

async function* streamed(
  parts: readonly (string | AttachmentContent)[],
  encode: Encode,
  source: AttachmentFiles,
): AsyncIterable<Uint8Array> {
  for (const part of parts) {
    if (typeof part === 'string') yield Buffer.from(part, 'utf8');
    else for await (const piece of threes(part, source)) yield Buffer.from(encode(piece), 'latin1');
  }
}

/** A file in pieces whose lengths are multiples of three, the last one apart. */
async function* threes(content: AttachmentContent, source: AttachmentFiles): AsyncIterable<Uint8Array> {
  if (content instanceof Uint8Array) {
    for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
    return;
  }
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of source.read(content)) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = joined.length - (joined.length % 3);
    if (whole > 0) yield joined.subarray(0, whole);
    rest = Uint8Array.from(joined.subarray(whole));
  }
  if (rest.length > 0) yield rest;
}
