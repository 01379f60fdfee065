import type { AuditWitness, KeyedDigest } from '@kntc/domain';
import { createAuditDigest } from '../keyed-digest';
import type { Keys } from '../keys';
import { FileWitness } from './file-witness';

/** What keeping an audit takes of the keys: the digest of its links, and who remembers them outside the database. */
export interface AuditKeeping {
  readonly keyed: KeyedDigest;
  readonly witness: AuditWitness;
}

/** @param witnessFile where the witness of this database remembers */
export function auditKeeping(keys: Keys, witnessFile: string): AuditKeeping {
  return { keyed: createAuditDigest(keys), witness: new FileWitness(witnessFile, keys.witnessKey()) };
}
