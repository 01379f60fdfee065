import type { Petition } from '../store/rows';
import type { Random } from './random';

type Spoil = (petition: Petition, random: Random) => void;

/** Damage seen in real registers that has one certain repair: such petitions must still arrive, repaired. */
const REPAIRABLE: readonly Spoil[] = [
  // A broken font map turns three letters into others that Vietnamese does not have.
  (petition) => changeText(petition, (text) => text.replace(/ủ/g, 'ā').replace(/Ủ/g, 'Ā').replace(/ụ/g, 'ÿ')),
  (petition) => changeNames(petition, (name) => name.replace(/^Đ/, 'Ð').replace(/ Đ/g, ' Ð')),
  (petition) => changeText(petition, (text) => `Ðơn đề ngày hôm nay. ${text.replace(/Đ/g, 'Ð')}`),
  (petition) => {
    changeText(petition, (text) => text.normalize('NFD'));
    changeNames(petition, (name) => name.normalize('NFD'));
  },
  (petition) =>
    changeText(
      petition,
      (text) =>
        `  ${text.replace(/ /g, (space, at: number) => (at % 7 === 0 ? '\u00a0' : at % 11 === 0 ? '   ' : space))}\t`,
    ),
  (petition) => changeNames(petition, (name) => ` ${name.replace(' ', '\u00a0 ')} `),
  (petition) => changeText(petition, toHtml),
  (petition, random) =>
    changePeople(
      petition,
      (person) =>
        (person.dien_thoai = `+84 ${random.pick(['122', '169', '128', '163'])} ${random.digits(3)} ${random.digits(4)}`),
    ),
  (petition) =>
    changePeople(
      petition,
      (person) => (person.so_giay_to = twelveDigits(person.so_giay_to).replace(/(\d{3})(?=\d)/g, '$1 ')),
    ),
  (petition) =>
    changePeople(
      petition,
      (person) => (person.so_giay_to = twelveDigits(person.so_giay_to).replace(/(\d{3})(?=\d)/g, '$1.')),
    ),
  (petition) =>
    changePeople(
      petition,
      (person) => (person.so_giay_to = twelveDigits(person.so_giay_to).replace(/^0/, '')),
    ),
  (petition) => changeText(petition, (text) => `${text} Mong được giúp đỡ 🙏🏻 bà con cảm ơn 🌾`),
];

export const REPAIRABLE_KINDS = REPAIRABLE.length;

export function spoilRepairably(petition: Petition, kind: number, random: Random): void {
  REPAIRABLE[kind % REPAIRABLE.length]?.(petition, random);
}

function changeText(petition: Petition, change: (text: string) => string): void {
  petition.don.noi_dung = change(petition.don.noi_dung ?? '');
}

function changeNames(petition: Petition, change: (name: string) => string): void {
  for (const person of petition.nguoi) person.ho_ten = change(person.ho_ten ?? '');
}

function changePeople(petition: Petition, change: (person: Petition['nguoi'][number]) => unknown): void {
  for (const person of petition.nguoi) change(person);
}

function twelveDigits(number: string | null): string {
  return number?.length === 12 ? number : '052180123456';
}

function toHtml(text: string): string {
  const sentences = text.split('. ');
  const half = Math.ceil(sentences.length / 2);
  const first = sentences.slice(0, half).join('. ');
  const second = sentences.slice(half).join('. ');
  return `<p style="text-align:justify"><b>${first}.</b></p>\r\n<p>${second.replace(/ và /g, ' &amp; ')}&nbsp;<br/>K&iacute;nh mong xem x&eacute;t.</p>`;
}
