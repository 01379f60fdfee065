import type { WorkingDays } from '../calendar/working-days';
import type { PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';

/**
 * Every class a local record can be in, best first. Their sum is the number of records: what is in none of them is unaccounted
 * and a fault (`console.md` §9, the ledger that must add up).
 *
 * `confirmed`: every due, feedable step acknowledged, and no reading back has said otherwise. `diverged`: confirmed, and the far
 * side now says something else, or nothing. `waiting`: to be sent, or not due yet ({@link LedgerLine.isDue}).
 * `shadow`: ready to be sent, of an agency that still enters by hand; nothing is sent.
 * `noChannel`: a visit without a petition, for which no interface has a message; counted, entered by hand, never sent. Milestones
 * without a message stand beside the sum, for their case is in it already.
 */
export const LEDGER_CLASSES = [
  'confirmed',
  'diverged',
  'waiting',
  'shadow',
  'unknown',
  'held',
  'quarantined',
  'noChannel',
  'outOfScope',
] as const;
export type LedgerClass = (typeof LEDGER_CLASSES)[number];

/** What the report forms count besides records: each record once, so that units add up as records do. */
export interface LedgerUnits {
  /** Vụ việc: records that are not the duplicate of another one. */
  readonly cases: number;
  /** Lượt tiếp công dân: with and without a petition. */
  readonly visits: number;
  /** Người đứng tên, or who came. */
  readonly people: number;
  /** Đoàn đông người ({@link CROWD}). */
  readonly crowds: number;
}

const NO_UNITS: LedgerUnits = { cases: 0, visits: 0, people: 0, crowds: 0 };

/** So many records of one agency, month, type, class and cause. */
export interface LedgerLine {
  /** Agency that answers for them; the province where a record is not good enough to say whose it is. */
  readonly agency: string;
  /** `yyyy-MM` in which the petitions came in; absent: the record does not say, or not in a way that can be read. */
  readonly period?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  /** Absent: in none of them. */
  readonly class?: LedgerClass | undefined;
  /** Code of the reason, hold or comparison; `SENDING` of what is on its way. */
  readonly cause?: string | undefined;
  /** The law wants it at the far side by now: neither out of scope nor before its release point. */
  readonly isDue: boolean;
  readonly records: number;
  /** Absent: nothing is known of them but that they are there. */
  readonly units?: LedgerUnits | undefined;
}

/** One row of the ledger. `records` = the sum of `classes` + `unaccounted`. */
export interface LedgerEntry {
  readonly agency: string;
  readonly period?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  readonly records: number;
  readonly classes: Readonly<Record<LedgerClass, number>>;
  readonly unaccounted: number;
  /** Records the law wants there by now. */
  readonly legallyDue: number;
  /** The same counted as the report forms do: everything, what is confirmed, what has no channel. */
  readonly units: Readonly<Record<'all' | 'confirmed' | 'noChannel', LedgerUnits>>;
  /** Why records stand in classes other than `confirmed`, most records first. */
  readonly causes: readonly LedgerCause[];
}

export interface LedgerCause {
  readonly class: LedgerClass;
  readonly code: string;
  readonly records: number;
}

/** What a row of the ledger is about; absent members stand for all together. */
export type LedgerKey = Pick<LedgerLine, 'agency' | 'period' | 'kind'>;

/** One row for each agency, month and type, in this order; months and types nobody knows come last. */
export function ledgerOf(lines: readonly LedgerLine[]): readonly LedgerEntry[] {
  const rows = new Map<string, LedgerLine[]>();
  for (const line of lines) {
    const { agency, period, kind } = line;
    const row = JSON.stringify([agency, period, kind]);
    rows.set(row, [...(rows.get(row) ?? []), line]);
  }
  return [...rows.values()]
    .flatMap((of) => (of[0] === undefined ? [] : [entryOf(of[0], of)]))
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

/** Of one agency a row for each month and type ({@link ledgerOf}); of all of them one row each, by agency. */
export function ledgerRows(lines: readonly LedgerLine[], agency: string | undefined): readonly LedgerEntry[] {
  if (agency !== undefined) return ledgerOf(lines);
  const agencies = [...new Set(lines.map((line) => line.agency))].toSorted();
  return agencies.map((one) =>
    ledgerTotal(
      lines.filter((line) => line.agency === one),
      one,
    ),
  );
}

/** Everything together, or of one agency. */
export function ledgerTotal(lines: readonly LedgerLine[], agency = ''): LedgerEntry {
  return entryOf({ agency }, lines);
}

/** Confirmed records of those the law wants there by now, 0 to 1; absent where it wants none. */
export function confirmedShare({ classes, legallyDue }: LedgerEntry): number | undefined {
  return legallyDue === 0 ? undefined : classes.confirmed / legallyDue;
}

/** Whether the sum holds; false would be a fault of ours, never of a record. */
export function addsUp({ records, classes, unaccounted }: LedgerEntry): boolean {
  return records === LEDGER_CLASSES.reduce((sum, name) => sum + classes[name], unaccounted);
}

function placeOf({ agency, period, kind }: LedgerKey): string {
  return `${agency} ${period ?? '9999'} ${kind ?? 'zzz'}`;
}

function entryOf({ agency, period, kind }: LedgerKey, lines: readonly LedgerLine[]): LedgerEntry {
  const countOf = (wanted: (line: LedgerLine) => boolean): number =>
    lines.reduce((sum, line) => (wanted(line) ? sum + line.records : sum), 0);
  const classes = Object.fromEntries(
    LEDGER_CLASSES.map((name) => [name, countOf((line) => line.class === name)]),
  ) as Record<LedgerClass, number>;
  return {
    agency,
    period,
    kind,
    records: countOf(() => true),
    classes,
    unaccounted: countOf((line) => line.class === undefined),
    legallyDue: countOf(({ isDue }) => isDue),
    units: {
      all: unitsOf(lines),
      confirmed: unitsOf(lines.filter((line) => line.class === 'confirmed')),
      noChannel: unitsOf(lines.filter((line) => line.class === 'noChannel')),
    },
    causes: causesOf(lines),
  };
}

function unitsOf(lines: readonly LedgerLine[]): LedgerUnits {
  return lines.reduce(
    (sum, { units = NO_UNITS }) => ({
      cases: sum.cases + units.cases,
      visits: sum.visits + units.visits,
      people: sum.people + units.people,
      crowds: sum.crowds + units.crowds,
    }),
    NO_UNITS,
  );
}

function causesOf(lines: readonly LedgerLine[]): readonly LedgerCause[] {
  const counted = new Map<string, LedgerCause>();
  for (const { class: standing, cause, records } of lines) {
    if (standing === undefined || cause === undefined) continue;
    const name = `${standing} ${cause}`;
    const before = counted.get(name)?.records ?? 0;
    counted.set(name, { class: standing, code: cause, records: before + records });
  }
  return [...counted.values()].toSorted(
    (one, other) => other.records - one.records || (one.code < other.code ? -1 : 1),
  );
}

/** Working days after which whoever has to complete a record is named. */
export const LONG_WAIT_WORKING_DAYS = 5;

/** The beginning, in Vietnam, of the day before which a wait began that is long `today`. */
export function longWaitSince(calendar: WorkingDays, today: PartialDate): Date {
  return new Date(`${calendar.before(today, LONG_WAIT_WORKING_DAYS)}T00:00:00+07:00`);
}

/** Of petitions of so many days is told how fast they were confirmed. */
export const PROMPTNESS_DAYS = 365;
