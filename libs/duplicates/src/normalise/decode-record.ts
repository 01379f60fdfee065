import { readLegacyTexts } from '@kntc/domain';
import type { AddressToMatch, PetitionerToMatch, PetitionToMatch } from '../petition';

/** Letters that broken fonts of scanned PDF files put in place of ủ, ụ, ừ, ử, ự, ị; no Vietnamese word holds them. */
const BROKEN = /[āĀÿćĆċĊďĎß]/g;
const MENDED: Readonly<Record<string, string>> = { ß: 'ị', ā: 'ủ', Ā: 'Ủ', Ć: 'Ư', Ċ: 'Ư', Ď: 'Ư' };

/**
 * The same petition with every text in Unicode. Old encodings (TCVN3, VNI, VIQR …) are recognised on the whole record:
 * a name alone may hold no byte that tells them apart.
 */
export function decodeRecord(petition: PetitionToMatch): PetitionToMatch {
  const texts: string[] = [];
  visit(petition, (text) => {
    texts.push(text);
    return text;
  });
  const findings = readLegacyTexts(texts);
  let at = -1;
  return visit(petition, (text) => {
    at += 1;
    const finding = findings?.get(at);
    return mend(finding?.kind === 'converted' ? finding.text : text);
  });
}

function mend(text: string): string {
  return text.replace(BROKEN, (letter) => MENDED[letter] ?? 'ư').normalize('NFC');
}

/** Passes every text through, always in the same order. */
function visit(petition: PetitionToMatch, through: (text: string) => string): PetitionToMatch {
  const pass = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : through(text);
  const summary = pass(petition.summary);
  const content = pass(petition.content);
  const subjectParty = pass(petition.subjectParty);
  const petitioners = petition.petitioners.map((one) => visitPerson(one, pass));
  return { ...petition, summary, content, subjectParty, petitioners };
}

function visitPerson(
  person: PetitionerToMatch,
  pass: (text: string | undefined) => string | undefined,
): PetitionerToMatch {
  const fullName = pass(person.fullName);
  return { ...person, fullName, address: person.address && visitAddress(person.address, pass) };
}

function visitAddress(
  address: AddressToMatch,
  pass: (text: string | undefined) => string | undefined,
): AddressToMatch {
  const line = pass(address.line);
  const commune = pass(address.commune);
  const district = pass(address.district);
  return { line, commune, district, province: pass(address.province) };
}
