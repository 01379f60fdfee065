import { CodeBookInMemory } from '@kntc/domain';
import type { AgencyRow, CodeRow, CrosswalkRow } from '@kntc/domain';

export const SOURCE = 'mini';

const TRANSLATIONS: readonly (readonly [list: number, local: string, national: string])[] = [
  [1, 'tinh', '507'],
  [1, 'xa', '5070103'],
  [2, 'CQ1', 'H507.02'],
  [2, 'CQ2', 'H507.03'],
  [2, 'CQ-ngoai-tinh', 'H999.01'],
  [3, 'viet-nam', 'VN'],
  [4, 'kinh', '1'],
  [5, 'truc-tiep', '1'],
  [5, 'co-quan-khac', '4'],
  [6, 'dat-dai', 'KN.01.02'],
  [8, 'qd', '1'],
  [10, 'dung', '1'],
  [11, 'don', '1'],
  [13, 'thu-ly', '4'],
  [13, 'chuyen', '2'],
];

export const CROSSWALK: readonly CrosswalkRow[] = TRANSLATIONS.map(([list, localCode, nationalCode]) => ({
  sourceId: SOURCE,
  list,
  localCode,
  nationalCode,
}));

export const NATIONAL_CODES: readonly CodeRow[] = TRANSLATIONS.map(([list, , code]) => ({
  list,
  code,
  name: `${list}/${code}`,
}));

export const AGENCIES: readonly AgencyRow[] = [
  { id: 'thanh-tra-tinh', name: 'Thanh tra tỉnh', code: 'H507.02' },
  { id: 'so-tnmt', name: 'Sở Tài nguyên và Môi trường', code: 'H507.03' },
];

/** Every code of {@link aDraft} is mapped; `H999.01` is national but no agency of this province. */
export function aCodeBook(
  changes: {
    readonly version?: string;
    readonly crosswalk?: readonly CrosswalkRow[];
    readonly codes?: readonly CodeRow[];
    readonly agencies?: readonly AgencyRow[];
  } = {},
): CodeBookInMemory {
  return new CodeBookInMemory(changes.version ?? 'book-1', {
    crosswalk: changes.crosswalk ?? CROSSWALK,
    codes: changes.codes ?? NATIONAL_CODES,
    agencies: changes.agencies ?? AGENCIES,
  });
}
