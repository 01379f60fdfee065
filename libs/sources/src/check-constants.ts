import { fieldLabel } from '@kntc/domain';
import type { CrosswalkEntry } from './definition/load-crosswalks';
import { nearest, type SourceProblem } from './definition/problems';
import type { CodeConstant, SourceDefinition } from './definition/source-definition';

/**
 * Codes the file itself states that have no row in the crosswalk. Seen without the source: a constant stops every
 * record it applies to, a target of a value map those that come one day with its value.
 *
 * @param seen codes by list that the columns of the source have shown already, with the number of their rows
 */
export function constantsWithoutCode(
  { file, id, constants, lenient }: SourceDefinition,
  crosswalk: readonly CrosswalkEntry[],
  seen: ReadonlySet<string>,
): readonly SourceProblem[] {
  const own = crosswalk.filter(({ sourceId }) => sourceId === id);
  return byPlace(constants).flatMap((uses) => {
    const [{ line, path, code, list }] = uses;
    const codes = own.filter((row) => row.list === list).map(({ localCode }) => localCode);
    if (codes.includes(code) || seen.has(codeKey(list, code))) return [];
    const isLenient = uses.every(({ field }) => lenient.includes(draftPath(field)));
    const labels = [...new Set(uses.map(({ field }) => fieldLabel(draftPath(field))))];
    const effect = isLenient ? 'trường sẽ bị bỏ trống' : 'hồ sơ có mã này sẽ chờ bổ sung';
    const message =
      `mã «${code}» ghi sẵn cho trường ${labels.join('; ')} chưa có trong bảng đối chiếu danh mục ${list}: ` +
      `${effect}. Thêm mã này vào danh mục ${list} của ${fileOf(own)}, hoặc sửa dòng này`;
    return [{ file, line, path, message, suggestion: nearest(code, codes) }];
  });
}

/** A code as one value of a set. */
export function codeKey(list: number, code: string): string {
  return `${list} ${code}`;
}

/** A value map that several fields share is one place to mend, not several. */
function byPlace(
  constants: readonly CodeConstant[],
): readonly (readonly [CodeConstant, ...CodeConstant[]])[] {
  const places = new Map<string, [CodeConstant, ...CodeConstant[]]>();
  for (const one of constants) {
    const key = `${one.path} ${one.list}`;
    const there = places.get(key);
    if (there === undefined) places.set(key, [one]);
    else there.push(one);
  }
  return [...places.values()];
}

/** `map.rounds[0].fields.agency.else` of the file is `rounds.agency` of the draft. */
function draftPath(field: string): string {
  const names = field.replaceAll(/\[\d+\]/g, '').split('.');
  return names.filter((name) => !['map', 'fields', 'else'].includes(name)).join('.');
}

/** Where this source's rows stand; a source without any gets a file of its own. */
function fileOf(own: readonly CrosswalkEntry[]): string {
  return own[0]?.file ?? 'một tệp trong crosswalks/';
}
