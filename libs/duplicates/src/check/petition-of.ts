import type { Address, Case, CodeBook, Person, Respondent } from '@kntc/domain';
import type { AddressToMatch, PetitionerToMatch, PetitionToMatch } from '../petition';

/** Names of national codes. */
export type CodeNames = Pick<CodeBook, 'nameOf'>;

const [UNITS, CLASSIFICATION] = [1, 6];

/**
 * A case in the words that petitions are compared in. Opens what is sealed: whoever calls it keeps nothing of a denunciation but
 * keyed hashes.
 */
export function petitionOf(id: string, agencyId: string, kase: Case, names: CodeNames): PetitionToMatch {
  const { people, organisation } = kase.petitioners.identity.open();
  const { content } = kase.petition.narrative.open();
  const path = kase.petition.classification[0] ?? [];
  return {
    id,
    caseType: kase.kind,
    receivedDate: kase.petition.receivedDate,
    petitioners:
      people.length > 0
        ? people.map((person) => petitionerOf(person, names))
        : organisation === undefined
          ? []
          : [{ fullName: organisation.name }],
    subjectParty: kase.respondents.map(respondentOf).join('; '),
    field: names.nameOf(CLASSIFICATION, path[1] ?? path[0] ?? ''),
    content,
    agency: agencyId,
  };
}

function petitionerOf(person: Person, names: CodeNames): PetitionerToMatch {
  const { fullName, birthDate, idNumber, phone, address } = person;
  const isFull = birthDate?.length === 10;
  return {
    fullName,
    birthDate: isFull ? birthDate : undefined,
    birthYear: birthDate === undefined ? undefined : Number(birthDate.slice(0, 4)),
    idNumber,
    phone,
    address: addressOf(address, names),
  };
}

function addressOf(address: Address, names: CodeNames): AddressToMatch {
  const name = (code: string | undefined): string | undefined =>
    code === undefined ? undefined : names.nameOf(UNITS, code);
  return {
    line: address.detail,
    commune: name(address.wardCode),
    district: name(address.districtCode),
    province: name(address.provinceCode),
  };
}

function respondentOf(respondent: Respondent): string {
  if (respondent.type === 'organisation') return respondent.name;
  const { person, position, organisation } = respondent;
  return [person.fullName, position, organisation].filter((part) => part !== undefined).join(', ');
}
