import { canonicalJson, words } from '@kntc/domain';
import type { Case, Identity, KeyedDigest } from '@kntc/domain';

export interface FingerprintTools {
  readonly keyed: KeyedDigest;
  /** Tells the record from every other: what says neither who nor what is nobody's duplicate. */
  readonly alone: string;
}

/**
 * Keyed digest of who says what to whom: petitioners and content, folded so that case, spaces and punctuation do
 * not matter. Equal fingerprints of one agency are the same petition sent again; anything less alike is not an
 * exact duplicate and is none of this function's business.
 */
export function fingerprintOf(kase: Case, agencyId: string, { keyed, alone }: FingerprintTools): string {
  const identity = kase.petitioners.identity.open();
  const content = words(kase.petition.narrative.open().content);
  return keyed.digest(
    canonicalJson({
      agencyId,
      kind: kase.kind,
      people: identity.people
        .map((person) => [words(person.fullName), person.idNumber ?? ''])
        .toSorted((a, b) => (a.join() < b.join() ? -1 : 1)),
      organisation: words(identity.organisation?.name ?? ''),
      content,
      ...(isBlank(identity, content) ? { alone } : {}),
    }),
  );
}

/** A denunciation of which the policy lets neither the denouncer nor the text be read. */
function isBlank({ people, organisation }: Identity, content: string): boolean {
  return people.every(({ fullName }) => fullName === '') && organisation === undefined && content === '';
}
