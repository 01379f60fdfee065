import { maskUnlessCode, NationalTargets, type CodeRow } from '@kntc/domain';
import type { CrosswalkEntry } from './definition/load-crosswalks';
import type { SourceProblem } from './definition/problems';

/** More mistakes of this sort are one mistake: another list, another province. */
const SHOWN_ROWS = 20;

/**
 * Rows of a source that point at a code its national list does not have in their days: a record that needs one stops with
 * `CODE_NOT_NATIONAL`. Lists that were never fetched say nothing.
 */
export function targetsOfNoList(
  sourceId: string,
  crosswalk: readonly CrosswalkEntry[],
  national: readonly CodeRow[],
): readonly SourceProblem[] {
  const targets = new NationalTargets(national);
  const found = crosswalk
    .filter((row) => row.sourceId === sourceId)
    .flatMap((row) => problemOf(row, targets));
  const [first, ...others] = found.slice(SHOWN_ROWS);
  if (first === undefined) return found;
  const message = `và ${others.length + 1} dòng khác có mã đích không có trong danh mục quốc gia`;
  return [...found.slice(0, SHOWN_ROWS), { ...first, message }];
}

function problemOf(row: CrosswalkEntry, targets: NationalTargets): readonly SourceProblem[] {
  const standing = targets.standingOf(row);
  if (standing !== 'not-national' && standing !== 'ended') return [];
  const { file, line, list, localCode, nationalCode } = row;
  const at = { file, line, path: `lists.${list}.${localCode}` };
  const code = `mã quốc gia ${nationalCode} của «${maskUnlessCode(localCode)}»`;
  if (standing === 'not-national')
    return [
      { ...at, message: `${code} không có trong danh mục ${list}: hồ sơ dùng mã này sẽ chờ. Sửa dòng này` },
    ];
  const until = targets.endOf(row);
  const last = until === undefined ? '' : ` chỉ có đến ${until}`;
  return [
    { ...at, message: `${code}${last} trong danh mục ${list}: hồ sơ sau đó sẽ chờ. Thêm until và mã mới` },
  ];
}
