import { fold } from '@kntc/domain';

/** Abbreviations of office language, folded, with what they stand for. Both spellings meet in the long one. */
const LONG_FORMS = new Map([
  ['ubnd', 'uy ban nhan dan'],
  ['hdnd', 'hoi dong nhan dan'],
  ['qd', 'quyet dinh'],
  ['gcnqsdd', 'giay chung nhan quyen su dung dat'],
  ['gcnqsd', 'giay chung nhan quyen su dung'],
  ['gcn', 'giay chung nhan'],
  ['qsdd', 'quyen su dung dat'],
  ['bhxh', 'bao hiem xa hoi'],
  ['bhyt', 'bao hiem y te'],
  ['kcn', 'khu cong nghiep'],
  ['kdc', 'khu dan cu'],
  ['tdc', 'tai dinh cu'],
  ['gpmb', 'giai phong mat bang'],
  ['thads', 'thi hanh an dan su'],
  ['thcs', 'trung hoc co so'],
  ['thpt', 'trung hoc pho thong'],
  ['tand', 'toa an nhan dan'],
  ['vksnd', 'vien kiem sat nhan dan'],
  ['bt', 'boi thuong'],
  ['cty', 'cong ty'],
  ['cp', 'co phan'],
  ['kn', 'khieu nai'],
  ['tc', 'to cao'],
  ['pa', 'phan anh'],
  ['hdld', 'hop dong lao dong'],
  ['qhsdd', 'quy hoach su dung dat'],
  ['gpxd', 'giay phep xay dung'],
]);
/** Not in front of a hyphen, nor behind a slash: `1234/QĐ-UBND` is a number. */
const ABBREVIATION = new RegExp(`(?<![/\\-\\w])(?:${[...LONG_FORMS.keys()].join('|')})(?![\\w/\\-])`, 'g');
const UNIT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\w)tp\b\.? ?/g, 'thanh pho '],
  [/(?<!\w)tx\. ?/g, 'thi xa '],
  [/(?<!\w)tt\. /g, 'thi tran '],
  [/(?<!\w)p\. /g, 'phuong '],
  [/(?<!\w)h\. /g, 'huyen '],
  [/(?<!\w)q\. /g, 'quan '],
  [/(?<!\w)x\. /g, 'xa '],
];
/** Broken fonts write ọ as a capital Í inside a small word. */
const BROKEN_O = /(?<=[a-zà-ỹ])Í|Í(?=[a-zà-ỹ])/g;

/**
 * Text in the form it is compared in: folded, abbreviations written out, y as i, digits that scanning put for letters
 * mended inside words. Keeps `/ . , -`, which numbers of documents need. Idempotent.
 */
export function foldText(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  let folded = fold(text.replace(BROKEN_O, 'ọ'));
  for (const [short, long] of UNIT_FORMS) folded = folded.replace(short, long);
  folded = folded.replace(ABBREVIATION, (short) => LONG_FORMS.get(short) ?? short);
  return folded
    .replace(/quyet dinh so (?=\d)/g, 'quyet dinh ')
    .replace(/y/g, 'i')
    .replace(/(?<=[a-z])[01](?=[a-z])/g, (digit) => (digit === '0' ? 'o' : 'l'))
    .replace(/[^a-z0-9/.,\- ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const STOP = new Set(
  (
    'cua va la cac nhung cho toi da duoc tai ve viec voi theo trong khi do nhu co khong den nai so ngai kinh gui ' +
    'de nghi gia dinh ong ba mot nai thi bi ra vao tren duoi'
  ).split(' '),
);

/** Words that carry meaning, of a text that {@link foldText} made. Numbers of documents stay one word. */
export function meaningfulWords(folded: string): readonly string[] {
  return folded
    .split(/[^a-z0-9/]+/)
    .map((word) => word.replace(/^\/+|\/+$/g, ''))
    .filter((word) => word.length > 1 && !STOP.has(word));
}
