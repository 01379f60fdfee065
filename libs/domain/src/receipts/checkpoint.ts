import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { ChainHead } from '../audit/audit-chain';
import { dateInVietnam } from '../case/partial-date';
import { sha256 } from '../digest/sha256';

/** How far the receipts had come, under the signature of the gateway. */
export interface Checkpoint extends ChainHead {
  /** ISO 8601 in UTC, to the millisecond. */
  readonly at: string;
  readonly keyId: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

/** The public half of a key that signs checkpoints. */
export interface ReceiptKey {
  /** First 16 characters of {@link fingerprintOf}. */
  readonly id: string;
  /** SPKI, base64. */
  readonly publicKey: string;
  readonly validFrom: string;
  /** `null`: in use. After a rotation the key counts some days longer, for processes that have not seen the new one. */
  readonly validUntil: string | null;
  /** The key before it vouches for this one; `null` for the first. */
  readonly endorsement: { readonly by: string; readonly signature: string } | null;
}

/**
 * A key was lost without a copy, and two people put another one in its place. Nothing but their word connects the two: what
 * the lost one signed may be impossible to verify, and a stranger must see it.
 */
export interface KeyBreak {
  /** Id of the key that signed before. */
  readonly lost: string;
  /** Id of the key that goes on. */
  readonly fresh: string;
  /** Last receipt the lost key signed. */
  readonly lastSeq: number;
  /** ISO 8601: when two people recorded it. */
  readonly at: string;
}

/** What an outside authority says: this digest was there at that time. */
export interface TimeStamp {
  /** 64 hexadecimal characters. */
  readonly digest: string;
  readonly at: string;
  /** Key of the authority: SPKI, base64. */
  readonly publicKey: string;
  readonly signature: string;
}

/** The stamp of the checkpoints of one day. */
export interface DayStamp extends TimeStamp {
  /** `yyyy-MM-dd` in Vietnam. */
  readonly day: string;
  /** Where the authority was asked. */
  readonly authority: string;
}

export function checkpointText({ seq, hash, at, keyId }: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(`kntc receipt checkpoint\n${seq}\n${hash}\n${at}\n${keyId}`);
}

export function endorsementText({
  id,
  publicKey,
  validFrom,
}: Pick<ReceiptKey, 'id' | 'publicKey' | 'validFrom'>): Buffer {
  return Buffer.from(`kntc receipt key\n${id}\n${publicKey}\n${validFrom}`);
}

export function timeStampText({ digest, at }: Pick<TimeStamp, 'digest' | 'at'>): Buffer {
  return Buffer.from(`kntc time stamp\n${digest}\n${at}`);
}

/** `yyyy-MM-dd` in Vietnam of a checkpoint. */
export function dayOf(at: string): string {
  return dateInVietnam(new Date(at));
}

/** What is stamped of a day: all its checkpoints with their signatures, in their order. */
export function dayDigest(checkpoints: readonly Checkpoint[]): string {
  const rows = checkpoints.map(({ seq, hash, at, keyId, signature }) => [seq, hash, at, keyId, signature]);
  return sha256(`kntc receipt day 1\n${JSON.stringify(rows)}`);
}

/** SHA-256 of the public key (SPKI, DER): what a province makes known, for strangers to compare. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
}

/** Whether a text is signed by this key; `false` as well when key or signature are none. */
export function isSignedBy(publicKey: string, text: Uint8Array, signature: string): boolean {
  try {
    const bytes = Buffer.from(signature, 'base64');
    // Strict: base64 has several spellings of the same bytes, and another spelling is an edit.
    return bytes.toString('base64') === signature && verify(null, text, readKey(publicKey), bytes);
  } catch {
    return false;
  }
}

export function isStamped(stamp: TimeStamp): boolean {
  return isSignedBy(stamp.publicKey, timeStampText(stamp), stamp.signature);
}

function readKey(publicKey: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not Ed25519');
  return key;
}
