import type { EntryView } from './entry-view';
import type { FormCheck, FormColumn, FormDefinition, FormId, AmountUnit } from './forms/form';
import { SETTLEMENT_FORMS } from './forms/kqgq';
import { RECEPTION_FORM } from './forms/tcd';
import { HANDLING_FORMS } from './forms/xld';
import type { ReportPeriod } from './report-period';

export const FORMS: readonly FormDefinition[] = [RECEPTION_FORM, ...HANDLING_FORMS, ...SETTLEMENT_FORMS];

/** The forms that count for a period: those in force on its last day. */
export function formsOf({ to }: ReportPeriod): readonly FormDefinition[] {
  return FORMS.filter(
    ({ validFrom, validUntil }) => validFrom <= to && (validUntil === undefined || to <= validUntil),
  );
}

/** Values of the columns of one form, by key; a column that is not worked out is absent. */
export type FormFigures = ReadonlyMap<string, bigint>;

/** Adds a form up. */
export function figuresOf({ columns }: FormDefinition, views: readonly EntryView[]): FormFigures {
  return new Map(
    columns.flatMap((column): [string, bigint][] => {
      const value = valueOf(column, views);
      return value === undefined ? [] : [[column.key, value]];
    }),
  );
}

/** What a column comes to over some entries; absent: it is not worked out. */
export function valueOf({ of, distinct }: FormColumn, views: readonly EntryView[]): bigint | undefined {
  if (distinct !== undefined) return BigInt(new Set(views.flatMap((view) => distinct(view) ?? [])).size);
  return of && views.reduce((sum, view) => sum + of(view), 0n);
}

/** Whether an equation holds. `partly`: a column in it is not worked out and counts as nothing. */
export interface CheckResult extends FormCheck {
  readonly form: FormId;
  readonly standing: 'holds' | 'broken' | 'partly';
  readonly leftValue: bigint;
  readonly rightValue: bigint;
  /** References of the entries that break it. */
  readonly broken: readonly string[];
}

/** The equations of a form, each with the entries that break it: an equation of sums holds where it holds of each of them. */
export function checksOf(form: FormDefinition, views: readonly EntryView[]): readonly CheckResult[] {
  return form.checks.map((check) => {
    const columns = (keys: readonly string[]) => keys.flatMap((key) => columnOf(form, key) ?? []);
    const [left, right] = [columns([check.left]), columns(check.right)];
    const sum = (of: readonly FormColumn[], some: readonly EntryView[]): bigint =>
      of.reduce((total, column) => total + (valueOf(column, some) ?? 0n), 0n);
    const isKnown = [...left, ...right].every(({ of }) => of !== undefined);
    const broken = isKnown ? views.filter((view) => sum(left, [view]) !== sum(right, [view])) : [];
    return {
      ...check,
      form: form.id,
      standing: !isKnown ? 'partly' : broken.length === 0 ? 'holds' : 'broken',
      leftValue: sum(left, views),
      rightValue: sum(right, views),
      broken: broken.map(({ reference }) => reference).toSorted(),
    };
  });
}

export function columnOf({ columns }: FormDefinition, key: string): FormColumn | undefined {
  return columns.find((column) => column.key === key);
}

/** What a reader of the form sees: millions of đồng and square metres, exact; counts as they are. */
export function shownAmount(amount: bigint, unit: AmountUnit): number {
  if (unit === 'count') return Number(amount);
  return Number(amount) / (unit === 'money' ? 1_000_000 : 100);
}
