import { canonicalJson, words } from '@kntc/domain';
import type { Case, KeyedDigest } from '@kntc/domain';

/**
 * Keyed digest of who says what to whom: petitioners and content, folded so that case, spaces and punctuation do
 * not matter. Equal fingerprints of one agency are the same petition sent again; anything less alike is not an
 * exact duplicate and is none of this function's business.
 */
export function fingerprintOf(kase: Case, agencyId: string, keyed: KeyedDigest): string {
  const identity = kase.petitioners.identity.open();
  return keyed.digest(
    canonicalJson({
      agencyId,
      kind: kase.kind,
      people: identity.people
        .map((person) => [words(person.fullName), person.idNumber ?? ''])
        .toSorted((a, b) => (a.join() < b.join() ? -1 : 1)),
      organisation: words(identity.organisation?.name ?? ''),
      content: words(kase.petition.narrative.open().content),
    }),
  );
}
