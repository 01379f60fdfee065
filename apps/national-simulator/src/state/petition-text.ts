import { filled } from '../wire/field-rules';
import type { CaseRequest } from '../wire/requests';

const MARKER = /\[Mã hồ sơ địa phương:\s*([^\]\r\n]+?)\s*\]/u;

/** The text of the marker line of a petition; null when the sender put none. */
export function referenceOf(content: string): string | null {
  if (!content.includes('[')) return null;
  const found = MARKER.exec(content.normalize('NFC'))?.[1];
  return found === undefined ? null : detached(found);
}

/** One form for comparing names and text: composed letters, lower case, single blanks; tone marks count. */
export function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

export interface PetitionFacts {
  readonly reference: string | null;
  readonly names: string;
  readonly identityNumbers: readonly string[];
  readonly areas: string;
}

export function petitionFacts(request: CaseRequest): PetitionFacts {
  const people = request.NguoiKNTC.DataNguoiKNTC;
  const names = [...people.map((person) => filled(person.HoTen)), filled(request.NguoiKNTC.TenCoQuanToChuc)];
  const areas = people.flatMap((person) => [
    filled(person.MaTinh),
    filled(person.MaHuyen),
    filled(person.MaXa),
  ]);
  return {
    reference: referenceOf(request.NoiDungDon),
    names: detached(
      names
        .filter((name) => name !== '')
        .map(comparable)
        .join('\n'),
    ),
    identityNumbers: people
      .map((person) => filled(person.SoDinhDanhCaNhan))
      .filter((number) => number !== ''),
    areas: detached(
      areas
        .filter((code) => code !== '')
        .map((code) => ` ${code}`)
        .join(''),
    ),
  };
}

/** A copy of its own: a piece cut from a long text would otherwise keep the whole text in memory. */
function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
