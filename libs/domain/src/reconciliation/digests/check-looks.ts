import { type DigestRange, POSITION_DIGITS, positionOf, rangeDigest } from './digest-ranges';
import type { DigestRow, LookDetail, RangeDigest, RangeLook } from './digest-side';

/**
 * What is wrong with an answer. `missing`: nothing was said of a range that was asked for; `foreign`: it shows what does
 * not belong there; `twice`: the same thing two times; `wrong-total`, `wrong-digest`: its parts do not come to what it
 * says of the whole.
 */
export type LookDoubt = 'missing' | 'foreign' | 'twice' | 'wrong-total' | 'wrong-digest';

export interface CheckedLook extends RangeLook {
  /** By the range or the record. */
  readonly byKey: ReadonlyMap<string, RangeDigest | DigestRow>;
  readonly doubts: readonly LookDoubt[];
}

/** The looks at the ranges that were asked for, each with what is wrong with it; what nobody asked for is left out. */
export function checkLooks(
  looks: readonly RangeLook[],
  asked: readonly DigestRange[],
  detail: LookDetail,
): ReadonlyMap<DigestRange, CheckedLook> {
  const given = new Map(looks.map((look) => [look.range, look]));
  return new Map(asked.map((range) => [range, checked(range, given.get(range), detail)]));
}

function checked(range: DigestRange, look: RangeLook | undefined, detail: LookDetail): CheckedLook {
  if (look === undefined)
    return { range, count: 0, parts: [], rows: [], byKey: new Map(), doubts: ['missing'] };
  return detail === 'rows' ? checkedRows(look) : checkedParts(look, detail.parts);
}

function checkedParts(look: RangeLook, digits: number): CheckedLook {
  const length = Math.min(look.range.length + digits, POSITION_DIGITS);
  const isPart = ({ range, count }: RangeDigest): boolean =>
    range.length === length && range.startsWith(look.range) && Number.isSafeInteger(count) && count > 0;
  const own = look.parts.filter(isPart);
  const byKey = new Map(own.map((part) => [part.range, part]));
  const total = own.reduce((sum, { count }) => sum + count, 0);
  const doubts: LookDoubt[] = [];
  if (own.length < look.parts.length) doubts.push('foreign');
  if (byKey.size < own.length) doubts.push('twice');
  if (total !== look.count) doubts.push('wrong-total');
  return { ...look, byKey, doubts };
}

function checkedRows(look: RangeLook): CheckedLook {
  const placed = look.rows.map((row) => ({ ...row, position: positionOf(row.id) }));
  const own = placed.filter(({ position }) => position.startsWith(look.range));
  const byKey = new Map<string, DigestRow>(own.map((row) => [row.id.toLowerCase(), row]));
  const doubts: LookDoubt[] = [];
  if (own.length < placed.length) doubts.push('foreign');
  if (byKey.size < own.length) doubts.push('twice');
  if (own.length !== look.count) doubts.push('wrong-total');
  else if (look.digest !== undefined && rangeDigest(own) !== look.digest) doubts.push('wrong-digest');
  return { ...look, byKey, doubts };
}
