import { canonicalJson } from '../digest/canonical-json';
import type { KeyedDigest } from '../ports/seal';

/** What a person did: to what, with whose agreement, why, and how it ended. Never anything a petition says. */
export interface AuditEntry {
  /** Agency whose record it was, or the province. */
  readonly agencyId: string;
  readonly actor: string;
  readonly approver?: string | undefined;
  /** The command, as `holds release`. */
  readonly action: string;
  /** Reference, `source/key`, or what else names the thing. */
  readonly target: string;
  readonly reason: string;
  readonly result: string;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly at: string;
}

/** Newest link of a chain. */
export interface ChainHead {
  /** Counts from 1 without gaps; 0 = nothing yet. */
  readonly seq: number;
  /** 64 hexadecimal characters. */
  readonly hash: string;
}

export type ChainedEntry = AuditEntry & ChainHead;

export const CHAIN_START: ChainHead = { seq: 0, hash: '0'.repeat(64) };

/**
 * The entry as the next link: its hash is a keyed digest of the hash before, its number and everything it says. Whoever
 * has the database but not the key can neither change an entry nor make one.
 */
export function linkTo(head: ChainHead, entry: AuditEntry, keyed: KeyedDigest): ChainedEntry {
  const seq = head.seq + 1;
  return { ...entry, seq, hash: keyed.digest(canonicalJson([head.hash, seq, said(entry)])) };
}

/** Only what the chain covers, whatever else hangs on the object; an absent approver is not an empty one. */
function said(entry: AuditEntry): AuditEntry {
  const { agencyId, actor, approver, action, target, reason, result, at } = entry;
  return { agencyId, actor, approver, action, target, reason, result, at };
}
