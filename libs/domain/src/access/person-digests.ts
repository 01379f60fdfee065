import type { Case, Person } from '../case/case';
import type { KeyedDigest } from '../ports/seal';
import { identityNumber } from '../text/identity-number';
import { words } from '../text/words';

/** Who somebody is, as far as two mentions can be compared. */
export type Mention = Pick<Person, 'fullName' | 'idNumber'>;

/** Both digests of somebody with an account: the number, and the name for cases that know no number. */
export function accountDigests(person: Mention, keyed: KeyedDigest): readonly string[] {
  return [...numberDigest(person, keyed), nameDigest(person, keyed)];
}

/**
 * Digests of the people a case denounces: of each the identity number, or the name where no number is known. A namesake is
 * shut out with them: that costs somebody else a morning, the other way round costs a denouncer the secret. Empty for
 * anything but a denunciation – the author of a decision answers the complaint about it himself.
 */
export function denouncedDigests({ kind, respondents }: Case, keyed: KeyedDigest): readonly string[] {
  if (kind !== 'TC') return [];
  const people = respondents.flatMap((one) => (one.type === 'person' ? [one.person] : []));
  return people.flatMap((person) => {
    const byNumber = numberDigest(person, keyed);
    return byNumber.length > 0 ? byNumber : [nameDigest(person, keyed)];
  });
}

function numberDigest({ idNumber = '' }: Mention, keyed: KeyedDigest): readonly string[] {
  const number = identityNumber(idNumber).text;
  return number === '' ? [] : [keyed.digest(`access person number\0${number}`)];
}

function nameDigest({ fullName }: Mention, keyed: KeyedDigest): string {
  return keyed.digest(`access person name\0${words(fullName)}`);
}
