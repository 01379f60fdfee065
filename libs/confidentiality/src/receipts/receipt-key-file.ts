import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { renameSync } from 'node:fs';
import { checkpointText, endorsementText, fingerprintOf, GatewayError } from '@kntc/domain';
import type { Checkpoint, CheckpointSigner, ReceiptKey } from '@kntc/domain';
import { z } from 'zod';
import { createPrivateFile, readPrivateFile, replacePrivateFile } from '../private-file';

/** How long the key before still counts after a rotation: processes on other machines get the new file in this time. */
const OVERLAP_MS = 7 * 86_400_000;
const ID_LENGTH = 16;

const FILE = z.object({
  format: z.literal(1),
  keys: z
    .array(
      z.object({
        id: z.string(),
        publicKey: z.string(),
        /** PKCS #8, base64; taken out once the key no longer counts. */
        privateKey: z.string().optional(),
        validFrom: z.string(),
        validUntil: z.string().nullable(),
        endorsement: z.object({ by: z.string(), signature: z.string() }).nullable(),
      }),
    )
    .min(1),
});
type StoredKey = z.infer<typeof FILE>['keys'][number];

/**
 * The keys that sign checkpoints of receipts, in a file that only its owner reads. Read anew for every signature, so a
 * rotation needs no restart. Public halves stay for good; what they signed must be verifiable for years.
 */
export class ReceiptKeyFile implements CheckpointSigner {
  constructor(readonly path: string) {}

  /** Makes the first key; a file that is there stays. @throws GatewayError `GW_P401` when it cannot be made */
  createFirst(now: Date): void {
    if (readPrivateFile(this.path) === undefined) createPrivateFile(this.path, textOf([newKey(now)]));
  }

  sign(head: Omit<Checkpoint, 'signature' | 'keyId'>): Checkpoint {
    const { id: keyId, privateKey } = this.#signing(head.at);
    return { ...head, keyId, signature: signature(checkpointText({ ...head, keyId }), privateKey) };
  }

  /** Signs anything else; its first line must say what it is, or it could be taken for something it is not. */
  signText(text: Uint8Array, now: Date): { readonly keyId: string; readonly signature: string } {
    const { id: keyId, privateKey } = this.#signing(now.toISOString());
    return { keyId, signature: signature(text, privateKey) };
  }

  keys(): readonly ReceiptKey[] {
    return this.#load().map(({ id, publicKey, validFrom, validUntil, endorsement }) => ({
      id,
      publicKey,
      validFrom,
      validUntil,
      endorsement,
    }));
  }

  /**
   * Adds a key, vouched for by the one before, which counts some days longer.
   * @throws GatewayError `GW_T311` when there is none to go on from · `GW_P401` when the file cannot be written
   */
  rotate(now: Date): ReceiptKey {
    const before = this.#load();
    const current = before.at(-1);
    if (current?.privateKey === undefined) throw damaged(this.path, 'the newest key has no private half');
    const fresh = newKey(now);
    const endorsed = {
      ...fresh,
      endorsement: { by: current.id, signature: signature(endorsementText(fresh), current.privateKey) },
    };
    const until = new Date(now.getTime() + OVERLAP_MS).toISOString();
    const older = before.map((key) => retired({ ...key, validUntil: key.validUntil ?? until }, now));
    replacePrivateFile(this.path, textOf([...older, endorsed]));
    const { privateKey: _private, ...shown } = endorsed;
    return shown;
  }

  /** Whether the key of this id is here, and a newest one with both halves that can vouch for the next. */
  canGoOnFrom(id: string): boolean {
    const keys = this.#readable();
    const newest = keys.at(-1);
    return (
      keys.some((one) => one.id === id) &&
      newest?.privateKey !== undefined &&
      publicHalfOf(newest.privateKey) === newest.publicKey
    );
  }

  /**
   * Puts a key in the place of one that is lost for good; nothing vouches for it. Public halves that can still be read of the keys
   * that signed before stay. What was in the file is set aside beside it, never thrown away.
   * @param lost id of the key that signed before
   * @throws GatewayError `GW_P401` when the file cannot be written
   */
  beginAnew(now: Date, lost: string): ReceiptKey {
    const found = this.#readable();
    const until = now.toISOString();
    const kept = found.some(({ id }) => id === lost)
      ? found.map((key) => {
          const { privateKey: _private, ...shown } = key;
          return { ...shown, validUntil: key.validUntil ?? until };
        })
      : [];
    const { privateKey, ...fresh } = newKey(now);
    if (readPrivateFile(this.path) !== undefined)
      renameSync(this.path, `${this.path}.${until.replaceAll(/[:.]/g, '-')}.bo`);
    createPrivateFile(this.path, textOf([...kept, { ...fresh, privateKey }]));
    return fresh;
  }

  /** Nothing of a file that is not there or damaged. */
  #readable(): readonly StoredKey[] {
    try {
      return this.#load();
    } catch (err) {
      if (err instanceof GatewayError && err.code === 'GW_T311') return [];
      throw err;
    }
  }

  #signing(at: string): { readonly id: string; readonly privateKey: string } {
    const key = this.#load().findLast((one) => canSign(one, at));
    if (key?.privateKey === undefined) throw damaged(this.path, 'no key counts today');
    if (publicHalfOf(key.privateKey) !== key.publicKey)
      throw damaged(this.path, 'the two halves of a key do not belong together');
    return { id: key.id, privateKey: key.privateKey };
  }

  #load(): readonly StoredKey[] {
    const text = readPrivateFile(this.path);
    if (text === undefined) throw damaged(this.path, 'it does not exist');
    const file = parse(text);
    // The parser's message quotes the content: it goes no further.
    if (file === undefined) throw damaged(this.path, 'it cannot be read');
    if (file.keys.some(({ id, publicKey }) => !fingerprintOf(publicKey).startsWith(id)))
      throw damaged(this.path, 'an id is not that of its key');
    return file.keys;
  }
}

function parse(text: string): z.infer<typeof FILE> | undefined {
  try {
    return FILE.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function canSign({ privateKey, validFrom, validUntil }: StoredKey, at: string): boolean {
  return privateKey !== undefined && validFrom <= at && (validUntil === null || at <= validUntil);
}

/** What no longer counts signs no more. */
function retired(key: StoredKey, now: Date): StoredKey {
  if (key.validUntil === null || key.validUntil >= now.toISOString()) return key;
  const { privateKey: _private, ...rest } = key;
  return rest;
}

function newKey(now: Date): StoredKey {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    id: fingerprintOf(publicKey).slice(0, ID_LENGTH),
    publicKey,
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    validFrom: now.toISOString(),
    validUntil: null,
    endorsement: null,
  };
}

function signature(text: Uint8Array, privateKey: string): string {
  return sign(null, text, readKey(privateKey)).toString('base64');
}

/** `undefined` for what is no key. */
function publicHalfOf(privateKey: string): string | undefined {
  try {
    return createPublicKey(readKey(privateKey)).export({ format: 'der', type: 'spki' }).toString('base64');
  } catch {
    return undefined; // the library's message may quote the key
  }
}

function readKey(privateKey: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
}

function textOf(keys: readonly StoredKey[]): string {
  return `${JSON.stringify({ format: 1, keys }, undefined, 2)}\n`;
}

function damaged(path: string, detail: string): GatewayError {
  return new GatewayError('GW_T311', `${path}: ${detail}`);
}
