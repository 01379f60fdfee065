import { createPublicKey, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GatewayError, type ChainHead } from '@kntc/domain';
import { isSigned, parseLine, RememberedHeads, type WitnessLine } from './witness-line';
import {
  DATABASE_NAME,
  MAX_QUESTION_BYTES,
  READ_BYTES,
  type WitnessAnswer,
  type BookQuestion,
} from './witness-protocol';

/** More databases than a province has; a stranger cannot fill the disk with names. */
const MOST_DATABASES = 50;

interface Page {
  readonly path: string;
  readonly heads: RememberedHeads;
  /** Whoever was remembered first; nobody else is listened to. */
  key: string | undefined;
  /** Line of the newest head that counts. */
  newest: string | undefined;
}

/**
 * What a witness remembers for the gateways that tell it, a file for each database: the key of the first one who spoke,
 * then signed lines. Files only grow. A line that does not go on from what is remembered is refused – unless two people
 * decided to go on with an older database, which is a line of its own and stays visible. Needs no secret.
 */
export class WitnessBook {
  readonly #pages = new Map<string, Page>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: string) {}

  /** One question after the other. @throws when the folder cannot be used */
  answer(database: string, question: BookQuestion): Promise<WitnessAnswer> {
    const mine = this.#turn.then(() => this.#answer(database, question));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #answer(database: string, question: BookQuestion): Promise<WitnessAnswer> {
    if (!DATABASE_NAME.test(database)) return refused('not-understood');
    const page = await this.#open(database);
    if (page === undefined) return refused('too-many');
    switch (question.ask) {
      case 'ready':
        return page.key === undefined || page.key === question.key ? OK : refused('other-key');
      case 'remember':
        return this.#remember(page, question.key, question.line);
      case 'newest':
        return { kind: 'newest', line: page.newest ?? null };
      case 'read':
        return readLines(page, question.from);
    }
  }

  async #remember(page: Page, key: string, given: WitnessLine): Promise<WitnessAnswer> {
    if (page.key !== undefined && page.key !== key) return refused('other-key');
    const publicKey = publicKeyOf(key);
    if (publicKey === undefined || !isSigned(given, publicKey)) return refused('bad-signature');
    const growth = growthOf(page.heads, given);
    if (growth === 'contradicts') return refused('contradicts');
    if (growth === 'known') return OK;
    const line = JSON.stringify(given);
    await append(page.path, page.key === undefined ? `${JSON.stringify({ key })}\n${line}\n` : `${line}\n`);
    page.key = key;
    take(page, line, given);
    return OK;
  }

  async #open(database: string): Promise<Page | undefined> {
    const known = this.#pages.get(database);
    if (known !== undefined) return known;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${database}.jsonl`);
    const files = await readdir(this.folder);
    if (
      this.#pages.size >= MOST_DATABASES ||
      (files.length >= MOST_DATABASES && !files.includes(`${database}.jsonl`))
    )
      return undefined;
    const page: Page = { path, heads: new RememberedHeads(), key: undefined, newest: undefined };
    if (files.includes(`${database}.jsonl`)) await load(page);
    this.#pages.set(database, page);
    return page;
  }
}

const OK: WitnessAnswer = { kind: 'ok' };

function refused(why: Extract<WitnessAnswer, { kind: 'refused' }>['why']): WitnessAnswer {
  return { kind: 'refused', why };
}

function growthOf(
  heads: RememberedHeads,
  { seq, hash, restart }: WitnessLine,
): 'grows' | 'known' | 'contradicts' {
  if (restart !== undefined) return restart <= seq ? 'grows' : 'contradicts';
  const newest: ChainHead | undefined = heads.newest;
  if (newest === undefined || seq > newest.seq) return 'grows';
  return heads.hashes.get(seq) === hash ? 'known' : 'contradicts';
}

function take(page: Page, text: string, line: WitnessLine): void {
  page.heads.take(line);
  if (page.heads.newest?.seq === line.seq) page.newest = text;
}

/** A line cut off by a crash was never answered: it is removed, so that what follows stands on a line of its own. */
async function load(page: Page): Promise<void> {
  await dropUnfinished(page.path);
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(page.path), crlfDelay: Infinity })) {
    number += 1;
    const line = parseLine(text);
    if (line !== undefined) take(page, text, line);
    else if (number === 1) page.key = keyOf(text);
    else throw new GatewayError('GW_T304', `${page.path}:${number} is no line of a witness`);
  }
  if (number > 0 && page.key === undefined)
    throw new GatewayError('GW_T304', `${page.path} does not begin with a key`);
}

async function dropUnfinished(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - MAX_QUESTION_BYTES);
    const { buffer } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    await file.truncate(from + buffer.lastIndexOf('\n') + 1);
  } finally {
    await file.close();
  }
}

function keyOf(text: string): string | undefined {
  try {
    const { key } = JSON.parse(text) as { readonly key?: unknown };
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}

function publicKeyOf(key: string): KeyObject | undefined {
  try {
    const found = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return found.asymmetricKeyType === 'ed25519' ? found : undefined;
  } catch {
    return undefined;
  }
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whole lines; the first one of the file, the key, is left out. */
async function readLines({ path, key }: Page, from: number): Promise<WitnessAnswer> {
  if (key === undefined) return { kind: 'lines', text: '', next: null };
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, from);
    const end = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
    const text = buffer.subarray(0, end).toString();
    const lines = from === 0 ? text.slice(text.indexOf('\n') + 1) : text;
    return { kind: 'lines', text: lines, next: bytesRead === READ_BYTES ? from + end : null };
  } finally {
    await file.close();
  }
}
