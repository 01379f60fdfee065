import type { Case, PetitionQuery, PetitionSearchWay } from '@kntc/domain';

/**
 * What the far side is asked about the one who writes; nothing of a denunciation, whatever is allowed: whoever denounces is never
 * named in a question. Of a group the first representative.
 */
export function queriesOf(kase: Case, ways: readonly PetitionSearchWay[]): readonly PetitionQuery[] {
  if (kase.kind === 'TC' || kase.petitioners.anonymous) return [];
  const [person] = kase.petitioners.identity.open().people;
  if (person === undefined) return [];
  const { fullName, idNumber = '', address } = person;
  const { provinceCode = '', wardCode } = address;
  return ways.flatMap((by): readonly PetitionQuery[] => {
    if (by === 'identity-number') return isWhole(idNumber) ? [{ by, idNumber }] : [];
    return fullName === '' || provinceCode === '' ? [] : [{ by, fullName, provinceCode, wardCode }];
  });
}

/** CMND or căn cước as they are issued: part of a number would be a question about many. */
function isWhole(idNumber: string): boolean {
  return /^(\d{9}|\d{12})$/.test(idNumber);
}
