import type { ChainHead } from '../audit/audit-chain';

/**
 * A place outside the database that remembers how far the audit had come: what is taken out of the database, put back
 * older or written anew no longer fits to it. Every method throws `GatewayError` `GW_T304` when the place cannot be used.
 */
export interface AuditWitness {
  /** Resolves when something can be remembered now. Asked before anything is done that must be on record. */
  ready(): Promise<void>;
  /** Remembers a head for good. */
  remember(head: ChainHead, at: string): Promise<void>;
  /** Everything it remembers: hashes by number. Throws as well when somebody was at it. */
  remembered(): Promise<ReadonlyMap<number, string>>;
}
