import type { KeyObject } from 'node:crypto';
import type { AuditWitness, Http, KeyedDigest } from '@kntc/domain';
import { createAuditDigest } from '../keyed-digest';
import type { Keys } from '../keys';
import { FileWitness } from './file-witness';
import { HttpWitness } from './http-witness';
import { SeveralWitnesses } from './several-witnesses';
import { SyslogWitness, type SyslogPlace } from './syslog-witness';

/** What keeping an audit takes of the keys: the digest of its links, and who remembers them outside the database. */
export interface AuditKeeping {
  readonly keyed: KeyedDigest;
  readonly witness: AuditWitness;
}

/** Where a witness remembers the audit of one database. */
export type WitnessPlace =
  | { readonly kind: 'file'; readonly path: string }
  /** Address of `kntc audit witness` with the name of the database as its last part. */
  | { readonly kind: 'http'; readonly url: string }
  | ({ readonly kind: 'syslog' } & SyslogPlace);

/**
 * @param places at least one; the first word of several is not more than that of the others
 * @param http for those on other hosts
 */
export function auditKeeping(keys: Keys, places: readonly WitnessPlace[], http: Http): AuditKeeping {
  const [first, ...others] = places.map((place) => witnessAt(place, keys.witnessKey(), http));
  if (first === undefined) throw new Error('an audit needs a witness');
  return {
    keyed: createAuditDigest(keys),
    witness: others.length === 0 ? first : new SeveralWitnesses([first, ...others]),
  };
}

function witnessAt(place: WitnessPlace, signer: KeyObject, http: Http): AuditWitness {
  switch (place.kind) {
    case 'file':
      return new FileWitness(place.path, signer);
    case 'http':
      return new HttpWitness(place.url, signer, http);
    case 'syslog':
      return new SyslogWitness(place, signer);
  }
}
