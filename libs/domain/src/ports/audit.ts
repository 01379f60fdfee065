import type { ChainHead } from '../audit/audit-chain';

/**
 * A place outside the database that remembers how far the audit had come: what is taken out of the database, put back
 * older or written anew no longer fits to it. Every method throws `GatewayError` `GW_T304` when the place cannot be used.
 */
export interface AuditWitness {
  /** Where it is, for people; never a secret. */
  readonly place: string;
  /** `false`: it is told, and what it was told is read from somewhere else (a syslog). */
  readonly isReadable: boolean;
  /** Resolves when something can be remembered now. Asked before anything is done that must be on record. */
  ready(): Promise<void>;
  /** Remembers a head for good. One that contradicts what is remembered may be refused. */
  remember(head: ChainHead, at: string): Promise<void>;
  /** What counts of all it remembers: hashes by number. Throws as well when somebody was at it. */
  remembered(): Promise<ReadonlyMap<number, string>>;
  /** The highest head that counts; cheap, for every start. `undefined`: nothing is remembered, or it is not readable. */
  newest(): Promise<ChainHead | undefined>;
  /**
   * Two people decided that the database, put back older, is the one to go on with: what was remembered about numbers
   * above `agreed` no longer counts, `head` does. What was remembered stays where it is, for people to read.
   */
  restart(head: ChainHead, agreed: number, at: string): Promise<void>;
}
