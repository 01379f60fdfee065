import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { FileRefused } from '../refusals';

/** What a reader of a part wants to hear. Names come without their namespace prefix. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * Parses one part of a workbook as it is unpacked. Entities other than the five of XML, document types and anything
 * not well-formed end the file: no real spreadsheet program writes them. Yields after each piece, so that the
 * reader can hand on what it has gathered and memory stays bounded.
 * @throws FileRefused
 */
export async function* parseXml(stream: Readable, listener: XmlListener): AsyncIterable<void> {
  const watch = new Watch();
  const parser = createParser(listener, watch);
  const decode = decoder();
  try {
    for await (const chunk of stream) {
      const text = decode(chunk as Buffer);
      parser.write(text);
      watch.heard(text.length);
      yield;
    }
    parser.close();
    yield;
  } catch (err) {
    throw err instanceof FileRefused
      ? err
      : new FileRefused('DAMAGED', 'một phần của bảng tính không đọc được');
  } finally {
    stream.destroy();
  }
}

/** {@link parseXml} to its end, for small parts. */
export async function readXml(stream: Readable, listener: XmlListener): Promise<void> {
  for await (const _piece of parseXml(stream, listener)) continue;
}

/** Nothing in a workbook is nested deeper. */
const MAX_DEPTH = 64;
/** Characters without any tag in between; a cell holds 32,767 at most. */
const MAX_SILENCE = 1024 * 1024;

/** Stops what would pile up in the parser itself: tags within tags, and texts, attributes and comments without end. */
class Watch {
  #depth = 0;
  #silence = 0;

  opened(): void {
    this.#silence = 0;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new FileRefused('BOMB', 'các phần lồng nhau quá sâu');
  }

  closed(): void {
    this.#silence = 0;
    this.#depth -= 1;
  }

  heard(characters: number): void {
    this.#silence += characters;
    if (this.#silence > MAX_SILENCE) throw new FileRefused('TOO_BIG', 'một ô hoặc một phần quá dài');
  }
}

function createParser({ open, text, close }: XmlListener, watch: Watch) {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw new FileRefused('DOCTYPE');
  });
  parser.on('error', (err) => {
    throw err;
  });
  parser.on('opentag', (tag) => {
    watch.opened();
    open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    watch.closed();
    close?.(localName(tag.name));
  });
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** UTF-8 unless the first bytes say UTF-16; bytes that are neither end the file. */
function decoder(): (chunk: Buffer) => string {
  let decode: TextDecoder | undefined;
  return (chunk) => {
    decode ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    return decode.decode(chunk, { stream: true });
  };
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Longer than any text of a cell, in how many pieces it may come. */
const MAX_TEXT = 1024 * 1024;

/** @throws FileRefused when the pieces of one text are too long together */
export function joined(text: string, piece: string): string {
  if (text.length + piece.length > MAX_TEXT) throw new FileRefused('TOO_BIG', 'một ô quá dài');
  return text + piece;
}

/** `_x000D_` stands for a character XML cannot hold; `_x005F_` for the underscore that would start one. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
