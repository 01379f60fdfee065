import { canonicalJson } from '../digest/canonical-json';
import type { KeyedDigest } from '../ports/seal';
import type { FieldDigest } from './compare-fields';

/** Digest of the compared form of one field: equal values of a field give equal digests in every record. */
export function fieldDigest(keyed: KeyedDigest): FieldDigest {
  return (field, comparable) => keyed.digest(canonicalJson(['reconciliation', field, comparable]));
}
