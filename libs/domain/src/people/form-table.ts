import type { ReadSheet } from '../entry/read-sheet';
import { fold } from '../text/fold';
import { withoutNeutral } from '../text/formula-like';
import { normaliseLine } from '../text/normalise-text';
import { words } from '../text/words';

/** A column of an official form: what stands in the answer, and every title it may have. The first one is that of the form. */
export interface FormTitle<Name extends string> {
  readonly name: Name;
  readonly titles: readonly [string, ...string[]];
  /** Not of the official form: taken where it is there. */
  readonly isExtra?: true;
}

/** A row of a form that people filled in. */
export interface FormRow<Name extends string> {
  readonly sheet: string;
  /** As the spreadsheet program counts them. */
  readonly line: number;
  readonly cells: Readonly<Record<Name, string>>;
}

/** A title in the form they are compared in: `Là Cục, Vụ ` and `LÀ CỤC VỤ` are one. */
function plainTitle(text: string): string {
  return words(fold(text));
}

/** Rows that stand in every form and say nothing: the guide under the heading, and the dots at the end. */
const NO_ROW = /^(ghi chu|tong|)$/;

/**
 * The filled rows under the heading of a form, in every sheet that has one. A heading is a row with all columns of the form that
 * are not extra; what stands above it, and columns nobody asked for, are passed over.
 * @returns `undefined`: no sheet has that heading
 */
export function formRows<Name extends string>(
  sheets: readonly ReadSheet[],
  columns: readonly FormTitle<Name>[],
): readonly FormRow<Name>[] | undefined {
  const found = sheets.flatMap((sheet) => tableIn(sheet, columns) ?? []);
  return found.length === 0 ? undefined : found.flatMap(({ rows }) => rows);
}

function tableIn<Name extends string>(
  { name: sheet, rows }: ReadSheet,
  columns: readonly FormTitle<Name>[],
): { readonly rows: readonly FormRow<Name>[] } | undefined {
  const at = rows.findIndex(({ cells }) => isHeading(cells, columns));
  const heading = rows[at]?.cells.map((cell) => plainTitle(cell ?? ''));
  if (heading === undefined) return undefined;
  const places = columns.map(({ name, titles }) => {
    const wanted = titles.map(plainTitle);
    return [name, heading.findIndex((title) => wanted.includes(title))] as const;
  });
  const read = rows.slice(at + 1).flatMap(({ number: line, cells }): readonly FormRow<Name>[] => {
    const said = places.map(([name, place]) => [name, cellText(place < 0 ? '' : cells[place])] as const);
    const rest = said.filter(([name]) => name !== 'no');
    if (rest.every(([, text]) => isBlank(text)) || isGuide(said)) return [];
    return [{ sheet, line, cells: Object.fromEntries(said) as Record<Name, string> }];
  });
  return { rows: read };
}

function isHeading<Name extends string>(
  cells: readonly (string | undefined)[],
  columns: readonly FormTitle<Name>[],
): boolean {
  const titles = new Set(cells.map((cell) => plainTitle(cell ?? '')));
  return columns.every(
    ({ titles: all, isExtra }) => isExtra === true || all.some((one) => titles.has(plainTitle(one))),
  );
}

function isGuide(said: readonly (readonly [string, string])[]): boolean {
  const number = said.find(([name]) => name === 'no')?.[1] ?? '';
  return number !== '' && NO_ROW.test(plainTitle(number));
}

function isBlank(text: string): boolean {
  return /^[.…\s]*$/u.test(text);
}

function cellText(cell: string | undefined): string {
  return withoutNeutral(normaliseLine(cell ?? '').text);
}
