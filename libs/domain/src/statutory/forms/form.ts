import type { PartialDate } from '../../case/partial-date';
import type { EntryView } from '../entry-view';

/**
 * How well the wording or number of a column is known: `given` – `domain.md` §2.10 says it; `inferred` – follows from the check
 * equations or from a sister form; `unknown` – there is such a column, and nobody here has seen what it says. Nothing of it is law
 * before somebody has compared it with the annex of TT 01/2024/TT-TTCP.
 */
export type Basis = 'given' | 'inferred' | 'unknown';

/** In what an amount is counted inside; {@link shownAmount} says in what it is shown. */
export type AmountUnit = 'count' | 'money' | 'area';

export interface FormColumn {
  /** The number of the column where it is known, else a word of ours. */
  readonly key: string;
  readonly no?: number | undefined;
  /** Levels of the header, from the top. */
  readonly title: readonly string[];
  readonly basis: Basis;
  readonly unit: AmountUnit;
  /** What one entry adds. Absent: the canonical case does not know it, or nobody knows what the column means. */
  readonly of?: ((view: EntryView) => bigint) | undefined;
  /** Counts different values instead of adding. */
  readonly distinct?: ((view: EntryView) => string | undefined) | undefined;
}

export interface FormCheck {
  /** As the form says it: `1 = 4 + 13 + 22`. */
  readonly text: string;
  readonly left: string;
  readonly right: readonly string[];
  readonly basis: Basis;
}

export interface FormDefinition {
  readonly id: FormId;
  readonly title: string;
  /** Where columns and equations are known from. */
  readonly source: string;
  /** First and last day of the periods it is for, inclusive. */
  readonly validFrom: PartialDate;
  readonly validUntil?: PartialDate | undefined;
  readonly columns: readonly FormColumn[];
  readonly checks: readonly FormCheck[];
}

export const FORM_IDS = [
  '01/TCD',
  '01/XLD',
  '02/XLD',
  '03/XLD',
  '04/XLD',
  '01/KQGQ',
  '02/KQGQ',
  '03/KQGQ',
  '04/KQGQ',
] as const;
export type FormId = (typeof FORM_IDS)[number];

/** `domain.md` §2.10 read them from the templates of a product; the annex itself was not at hand. */
export const SOURCE_OF_FORMS =
  'TT 01/2024/TT-TTCP, cột theo mẫu biểu của phần mềm đã khảo sát, chưa đối chiếu phụ lục';

/** The first period of report of the year of TT 01/2024; the day of effect itself was not at hand. */
export const FORMS_VALID_FROM = '2023-12-15' as PartialDate;

type Counts = (view: EntryView) => boolean | number | bigint | undefined;

/** A column with its number. @param counts `undefined`: it is not worked out */
export function numbered(
  no: number,
  title: readonly string[],
  counts: Counts | undefined,
  more: { readonly basis?: Basis; readonly unit?: AmountUnit } = {},
): FormColumn {
  return { ...worded(String(no), title, counts, { basis: 'given', ...more }), no };
}

/** A column whose number nobody here knows. */
export function worded(
  key: string,
  title: readonly string[],
  counts: Counts | undefined,
  { basis = 'inferred', unit = 'count' }: { readonly basis?: Basis; readonly unit?: AmountUnit } = {},
): FormColumn {
  return { key, title, basis, unit, of: counts && ((view) => BigInt(counts(view) ?? 0)) };
}

/** A column of which only the number is known. */
export function unworded(no: number, above: readonly string[]): FormColumn {
  return numbered(no, [...above, NO_WORDING], undefined, { basis: 'unknown' });
}

export const NO_WORDING = '(chưa có lời cột)';

/** `1 = 4 + 13 + 22`. */
export function equation(text: string, basis: Basis = 'given'): FormCheck {
  const [left = '', right = ''] = text.split('=').map((side) => side.trim());
  return { text, left, right: right.split('+').map((key) => key.trim()), basis };
}
