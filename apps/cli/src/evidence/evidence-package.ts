import { createHash } from 'node:crypto';
import type { ChainHead, ChainedReceipt, Checkpoint, DayStamp } from '@kntc/domain';
import { evidenceReadme } from './evidence-readme';
import type { PackedKey } from './packed-keys';
import { VERIFIER_PROGRAM } from './verifier-program';

/** Everything a package shows, read from the database. */
export interface Evidence {
  readonly agency: { readonly id: string; readonly name: string };
  readonly province: { readonly id: string; readonly name: string };
  /** `yyyy-MM`. */
  readonly period: string;
  readonly madeAt: string;
  readonly start: ChainHead;
  readonly end: ChainHead;
  /** Every link behind `start` up to `end`, as {@link linkLine} shows it. */
  readonly lines: readonly string[];
  /** How many of them are shown in full. */
  readonly receipts: number;
  readonly checkpoints: readonly Checkpoint[];
  readonly stamps: readonly DayStamp[];
  readonly keys: readonly PackedKey[];
  /** Signs the list of files. */
  readonly sign: (text: Uint8Array) => { readonly keyId: string; readonly signature: string };
}

export interface PackageFile {
  readonly name: string;
  readonly content: string;
}

/**
 * A line of the package. Receipts of the agency and the period stand in full, all others only as links that say
 * whose and of which month they are: so a stranger sees that none was left out and learns nothing of other agencies.
 */
export function linkLine(link: ChainedReceipt, isShown: boolean): string {
  const { seq, hash, agencyId, month, leaf, receipt } = link;
  return JSON.stringify(isShown ? { seq, hash, receipt } : { seq, hash, agencyId, month, leaf });
}

/** The files of an evidence package, in the order in which a person reads them. */
export function evidenceFiles(evidence: Evidence): readonly PackageFile[] {
  const { agency, province, period, madeAt, start, end, stamps, receipts } = evidence;
  const content: readonly PackageFile[] = [
    { name: 'bien-nhan.jsonl', content: evidence.lines.map((line) => `${line}\n`).join('') },
    { name: 'moc-ky.jsonl', content: jsonLines(evidence.checkpoints) },
    { name: 'dau-thoi-gian.jsonl', content: jsonLines(stamps.map(signedPart)) },
    { name: 'khoa.json', content: `${JSON.stringify(evidence.keys, undefined, 2)}\n` },
    { name: 'verify.mjs', content: VERIFIER_PROGRAM },
    { name: 'HUONG-DAN.md', content: evidenceReadme(evidence) },
  ];
  const files = Object.fromEntries(content.map((file) => [file.name, sha256(file.content)]));
  const about = { agency, province, period, madeAt, start, end, receipts, stamps: stamps.length };
  const manifest = `${JSON.stringify({ format: 1, ...about, files }, undefined, 2)}\n`;
  const seal = evidence.sign(Buffer.from(`kntc evidence package\n${manifest}`));
  return [
    { name: 'goi.json', content: manifest },
    { name: 'goi.sig.json', content: `${JSON.stringify(seal)}\n` },
    ...content,
  ];
}

/** Where the authority was asked is the province's word alone: it stays out. */
function signedPart({ day, digest, at, publicKey, signature }: DayStamp): Omit<DayStamp, 'authority'> {
  return { day, digest, at, publicKey, signature };
}

function jsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
