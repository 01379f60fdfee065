import type { CodeBook, EntryField, PlannedStep } from '@kntc/domain';
import { contentOf } from '../body';
import { ENTRY_GROUPS, ENTRY_LABELS, ENTRY_LISTS, ENTRY_WORDS } from './entry-labels';

const GENDERS: Readonly<Record<string, string>> = { male: '1 – Nam', female: '2 – Nữ' };
/** Bytes of a file are nothing a person types; the office takes the file from where it lies. */
const LEFT_OUT: readonly string[] = ['FileDinhKem', 'FileThuLy', 'FileBanHanh'];

/** A step as a person types it: every field that says something, codes with their names. Opens no file. */
export function entryFields(step: PlannedStep, codeBook: CodeBook): readonly EntryField[] {
  const content = contentOf(step);
  const wire: object =
    content.method === 'CapNhatVuViec' && content.marker !== undefined
      ? { ...content.wire, NoiDungDon: `${content.wire.NoiDungDon}\n${content.marker}` }
      : content.wire;
  return [...fieldsIn(wire, { path: '', group: '' }, codeBook)];
}

/** A member of a body as it is planned. */
type Said = string | number | null | undefined | object;

interface Place {
  readonly path: string;
  readonly group: string;
}

function* fieldsIn(value: object, place: Place, codeBook: CodeBook): Generator<EntryField> {
  for (const [key, item] of Object.entries(value) as [string, Said][]) {
    if (LEFT_OUT.includes(key) || item === null || item === undefined) continue;
    const path = place.path === '' ? key : `${place.path}.${key}`;
    const group = ENTRY_GROUPS[key] ?? place.group;
    if (Array.isArray(item)) {
      for (const [index, one] of (item as object[]).entries())
        yield* fieldsIn(one, { path: `${path}[${index + 1}]`, group: `${group} ${index + 1}` }, codeBook);
    } else if (typeof item === 'object') yield* fieldsIn(item, { path, group }, codeBook);
    else yield fieldOf(key, String(item), { path, group }, codeBook);
  }
}

function fieldOf(key: string, text: string, { path, group }: Place, codeBook: CodeBook): EntryField {
  const name = ENTRY_LABELS[key] ?? key;
  return { path, label: group === '' ? name : `${group}: ${name}`, value: saidOf(key, text, codeBook) };
}

function saidOf(key: string, text: string, codeBook: CodeBook): string {
  if (key === 'GioiTinh') return GENDERS[text] ?? text;
  const list = ENTRY_LISTS[key];
  const word = list === undefined ? ENTRY_WORDS[key]?.[text] : codeBook.nameOf(list, text);
  return word === undefined ? text : `${text} – ${word}`;
}
