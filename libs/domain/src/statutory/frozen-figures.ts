import type { ComparedForm } from './compare-sides';
import type { FormId } from './forms/form';

/**
 * Figures as they are stored when a period is signed: agency (empty: all together) → form → column → amount. Amounts are decimal
 * texts in the unit of the column, so that nothing is lost on the way through JSON.
 */
export type FrozenFigures = Readonly<
  Record<string, Readonly<Partial<Record<FormId, Readonly<Record<string, string>>>>>>
>;

/** One cell that is no longer what was signed. */
export interface FigureChange {
  /** Empty: all agencies together. */
  readonly agency: string;
  readonly form: FormId;
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** The local figures, ready to be stored. */
export function frozen(forms: readonly ComparedForm[]): FrozenFigures {
  const figures: Record<string, Partial<Record<FormId, Record<string, string>>>> = {};
  for (const { form, rows, total } of forms)
    for (const { agency, cells } of [...rows, total])
      (figures[agency] ??= {})[form.id] = Object.fromEntries(
        cells.flatMap(({ key, local }) => (local === undefined ? [] : [[key, local.toString()]])),
      );
  return figures;
}

/** What the figures say after adjustments, in the order they were made. */
export function adjusted(figures: FrozenFigures, changes: readonly FigureChange[]): FrozenFigures {
  const result = structuredClone(figures) as Record<string, Partial<Record<FormId, Record<string, string>>>>;
  for (const { agency, form, column, after } of changes)
    ((result[agency] ??= {})[form] ??= {})[column] = after;
  return result;
}

/** Cells of which two states of the figures say something else; a cell that one of them lacks is nothing there. */
export function changesBetween(before: FrozenFigures, after: FrozenFigures): readonly FigureChange[] {
  const agencies = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return agencies.flatMap((agency) => {
    const [old, now] = [before[agency] ?? {}, after[agency] ?? {}];
    const forms = [...new Set([...Object.keys(old), ...Object.keys(now)])] as readonly FormId[];
    return forms.flatMap((form) => {
      const columns = [...new Set([...Object.keys(old[form] ?? {}), ...Object.keys(now[form] ?? {})])];
      return columns
        .map((column) => ({
          agency,
          form,
          column,
          before: old[form]?.[column] ?? '0',
          after: now[form]?.[column] ?? '0',
        }))
        .filter((one) => one.before !== one.after);
    });
  });
}
