import { isDigest128, isDigestRange } from '@kntc/domain';
import type { DigestAnswer, DigestRange, DigestRow, LookDetail, RangeDigest, RangeLook } from '@kntc/domain';
import type { Answer } from '../../ttcp-2018/answers/answer';
import { isGuid } from '../../ttcp-2018/answers/step-outcome';
import { count, filledText, known, list, members, reading, WrongShape } from './shape';

/** `ThemChuSo` 0 asks for the records themselves. */
export function digestRequest(
  ranges: readonly DigestRange[],
  detail: LookDetail,
): Readonly<Record<string, unknown>> {
  return { Khoang: ranges, ThemChuSo: detail === 'rows' ? 0 : detail.parts };
}

/** Many short tuples, so that four thousand ranges stay small; what they come to is checked by who compares. */
export function digestAnswer(answer: Answer, detail: LookDetail): DigestAnswer {
  return reading(answer, ({ Khoang }) => ({
    kind: 'looks' as const,
    looks: list(Khoang).map((look) => lookOf(look, detail)),
  }));
}

function lookOf(value: unknown, detail: LookDetail): RangeLook {
  const { TienTo, SoBanGhi, TomTat, Con, BanGhi } = members(value);
  const range = known(TienTo, isDigestRange);
  return {
    range,
    count: count(SoBanGhi),
    digest: known(TomTat, isDigest128),
    parts: detail === 'rows' ? [] : list(Con).map((part) => partOf(range, part)),
    rows: detail === 'rows' ? list(BanGhi).map(rowOf) : [],
  };
}

/** `[digits that come on, records, digest]` */
function partOf(range: DigestRange, value: unknown): RangeDigest {
  const [digits, records, digest] = list(value);
  if (typeof digits !== 'string') throw new WrongShape();
  return {
    range: known(range + digits, isDigestRange),
    count: count(records),
    digest: known(digest, isDigest128),
  };
}

/** `[national id, digest]` */
function rowOf(value: unknown): DigestRow {
  const [id, digest] = list(value);
  const found = filledText(id);
  if (!isGuid(found)) throw new WrongShape();
  return { id: found.toLowerCase(), digest: known(digest, isDigest128) };
}
