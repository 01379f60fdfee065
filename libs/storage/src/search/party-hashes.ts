import { identityTermsOf, searchTermsOf, soughtTerms } from '@kntc/domain';
import type { BareReception, Case, KeyedDigest } from '@kntc/domain';

/** Of 32 bytes of a keyed digest; two of a billion terms are one with a chance of one in 10^20. */
export const HASH_BYTES = 16;
const HASH_HEX = 2 * HASH_BYTES;

/** What stands in `case_file.party_hashes`: sorted, so their order says nothing of who is who. */
export function partyHashes(kase: Case, search: KeyedDigest): Buffer {
  return hashesOf(searchTermsOf(kase), search);
}

/** The same of who came to a reception without a petition. */
export function visitorHashes({ visitors }: BareReception, search: KeyedDigest): Buffer {
  return hashesOf(identityTermsOf(visitors.identity.open()), search);
}

function hashesOf(terms: readonly string[], search: KeyedDigest): Buffer {
  const hashes = terms.map((term) => search.digest(term).slice(0, HASH_HEX));
  return Buffer.from(hashes.toSorted().join(''), 'hex');
}

/** What a sought value may be stored as. */
export function soughtHashes(value: string, search: KeyedDigest): readonly Buffer[] {
  return soughtTerms(value).map((term) => Buffer.from(search.digest(term).slice(0, HASH_HEX), 'hex'));
}
