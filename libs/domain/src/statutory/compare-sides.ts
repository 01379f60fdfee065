import { viewsOf, type EntryView } from './entry-view';
import { checksOf, columnOf, formsOf, valueOf, type CheckResult } from './figures';
import type { FormColumn, FormDefinition, FormId } from './forms/form';
import type { ReportPeriod } from './report-period';
import type { StatutoryEntry } from './statutory-entry';

/** The same entry on both sides; absent: that side does not know it, or not in this period. */
interface Pair {
  readonly reference: string;
  readonly agency: string;
  readonly local: readonly EntryView[];
  readonly confirmed: readonly EntryView[];
}

/** What both sides say of one column. */
export interface FormCell {
  readonly key: string;
  /** Absent: the column is not worked out. */
  readonly local?: bigint | undefined;
  readonly confirmed?: bigint | undefined;
  /** Entries of which the sides say something else. */
  readonly differing: number;
}

export interface FormRow {
  /** Empty: all agencies together. */
  readonly agency: string;
  readonly cells: readonly FormCell[];
}

export interface ComparedForm {
  readonly form: FormDefinition;
  /** One for each agency in the order of their ids. */
  readonly rows: readonly FormRow[];
  readonly total: FormRow;
  /** Of the local figures. */
  readonly checks: readonly CheckResult[];
}

export interface ComparedForms {
  readonly forms: readonly ComparedForm[];
  /** References of entries with a date that leaves the period open: counted on neither side. */
  readonly undated: readonly string[];
}

/** One entry's part of a cell, on both sides. */
export interface CellDifference {
  readonly reference: string;
  readonly agency: string;
  readonly local: bigint;
  readonly confirmed: bigint;
}

/** What the entries of both sides are in; the confirmed ones carry the references of the local ones. */
export interface TwoSides {
  readonly local: readonly StatutoryEntry[];
  readonly confirmed: readonly StatutoryEntry[];
}

/** All forms that count for the period, on both sides, by agency and together. */
export function compareSides(sides: TwoSides, period: ReportPeriod): ComparedForms {
  const { pairs, views, undated } = seen(sides, period);
  const agencies = [...new Set(pairs.map(({ agency }) => agency))].toSorted();
  const byAgency = agencies.map(
    (agency) => [agency, pairs.filter((pair) => pair.agency === agency)] as const,
  );
  const forms = formsOf(period).map((form): ComparedForm => ({
    form,
    rows: byAgency.map(([agency, some]) => rowOf(form, agency, some)),
    total: rowOf(form, '', pairs),
    checks: checksOf(form, views),
  }));
  return { forms, undated };
}

/** The entries behind one cell of which the two sides say something else; `undefined`: there is no such column. */
export function differencesIn(
  sides: TwoSides,
  period: ReportPeriod,
  { form: id, column: key }: { readonly form: FormId; readonly column: string },
): readonly CellDifference[] | undefined {
  const form = formsOf(period).find((one) => one.id === id);
  const column = form && columnOf(form, key);
  if (column === undefined) return undefined;
  return seen(sides, period)
    .pairs.map((pair) => partsOf(column, pair))
    .filter(({ local, confirmed }) => local !== confirmed);
}

function seen(sides: TwoSides, period: ReportPeriod) {
  const [here, there] = [viewsOf(sides.local, period), viewsOf(sides.confirmed, period)];
  const undated = new Set([...here.undated, ...there.undated]);
  const dated = ({ views }: typeof here): readonly EntryView[] =>
    views.filter(({ reference }) => !undated.has(reference));
  const views = dated(here);
  return { pairs: pairsOf(views, dated(there)), views, undated: [...undated].toSorted() };
}

function pairsOf(local: readonly EntryView[], confirmed: readonly EntryView[]): readonly Pair[] {
  const there = new Map(confirmed.map((view) => [view.reference, view]));
  const here = new Set(local.map(({ reference }) => reference));
  const both = local.map((view): Pair => {
    const other = there.get(view.reference);
    const { reference, agency } = view;
    return { reference, agency, local: [view], confirmed: other === undefined ? [] : [other] };
  });
  const alone = confirmed
    .filter(({ reference }) => !here.has(reference))
    .map((view): Pair => ({ reference: view.reference, agency: view.agency, local: [], confirmed: [view] }));
  return [...both, ...alone].toSorted((one, other) => (one.reference < other.reference ? -1 : 1));
}

function rowOf({ columns }: FormDefinition, agency: string, pairs: readonly Pair[]): FormRow {
  const local = pairs.flatMap((pair) => pair.local);
  const confirmed = pairs.flatMap((pair) => pair.confirmed);
  return {
    agency,
    cells: columns.map((column) => ({
      key: column.key,
      local: valueOf(column, local),
      confirmed: valueOf(column, confirmed),
      differing: pairs.filter((pair) => {
        const parts = partsOf(column, pair);
        return parts.local !== parts.confirmed;
      }).length,
    })),
  };
}

function partsOf(column: FormColumn, { reference, agency, local, confirmed }: Pair): CellDifference {
  return {
    reference,
    agency,
    local: valueOf(column, local) ?? 0n,
    confirmed: valueOf(column, confirmed) ?? 0n,
  };
}
