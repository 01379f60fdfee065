import type { PartialDate } from '../case/partial-date';
import { placeInPeriod, type DayPlace, type ReportPeriod } from './report-period';
import type {
  StatutoryDecision,
  StatutoryEnforcement,
  StatutoryEntry,
  StatutoryPetition,
  StatutoryVisit,
} from './statutory-entry';

/** An entry as one period of report sees it: as it stood on the last day, whatever came later. */
export interface EntryView {
  readonly reference: string;
  readonly agency: string;
  /** Took place in the period. */
  readonly visit?: StatutoryVisit | undefined;
  /** Had to be handled in the period. */
  readonly petition?: PetitionView | undefined;
  /** Belongs to the settlement forms of the period. */
  readonly settlement?: SettlementView | undefined;
}

export interface PetitionView {
  readonly of: StatutoryPetition;
  /** «Kỳ trước chuyển sang». */
  readonly isCarried: boolean;
  readonly isHandled: boolean;
  readonly isEligible: boolean;
  /** The one of all eligible petitions of its case that counts as «vụ việc». */
  readonly isLead: boolean;
  /** Rounds decided until the last day, by whomever. */
  readonly rounds: number;
  readonly isAccepted: boolean;
}

export interface SettlementView {
  readonly of: StatutoryPetition;
  /** Decided in the period. */
  readonly decisions: readonly StatutoryDecision[];
  /** Everything that stands to be enforced in the period: decided until its end, not closed before it. */
  readonly toEnforce: readonly StatutoryDecision[];
  readonly enforcements: readonly StatutoryEnforcement[];
  readonly isWithdrawn: boolean;
  readonly isClosed: boolean;
  /** Accepted until the last day and neither decided nor withdrawn before the first. */
  readonly isOpen: boolean;
}

export interface SeenEntries {
  readonly views: readonly EntryView[];
  /** A date of which too little is known to say in which period it lies: counted nowhere, for a person to complete. */
  readonly undated: readonly string[];
}

/** What a period sees of all entries. Pure; the order of the entries does not matter. */
export function viewsOf(entries: readonly StatutoryEntry[], period: ReportPeriod): SeenEntries {
  const undated = entries.filter((entry) =>
    datesOf(entry).some((day) => placeInPeriod(day, period) === 'unknown'),
  );
  const left = new Set(undated.map(({ reference }) => reference));
  const counted = entries.filter(({ reference }) => !left.has(reference));
  const leads = leadsOf(counted, period);
  return {
    views: counted.map((entry) => viewOf(entry, period, leads)),
    undated: undated.map(({ reference }) => reference).toSorted(),
  };
}

function datesOf({ visit, petition }: StatutoryEntry): readonly (PartialDate | undefined)[] {
  return [
    visit?.date,
    petition?.received,
    petition?.handling?.date,
    petition?.acceptance?.date,
    petition?.withdrawnOn,
    petition?.closedOn,
    ...(petition?.decisions.flatMap(({ date, enforcements }) => [
      date,
      ...enforcements.map((one) => one.date),
    ]) ?? []),
  ];
}

function viewOf(entry: StatutoryEntry, period: ReportPeriod, leads: ReadonlySet<string>): EntryView {
  const { reference, agency, visit, petition } = entry;
  return {
    reference,
    agency,
    visit: visit !== undefined && placeInPeriod(visit.date, period) === 'in' ? visit : undefined,
    petition: petition && petitionView(petition, period, leads.has(reference)),
    settlement: petition && settlementView(petition, period),
  };
}

function petitionView(
  of: StatutoryPetition,
  period: ReportPeriod,
  isLead: boolean,
): PetitionView | undefined {
  const received = placeInPeriod(of.received, period);
  const handled = placeInPeriod(of.handling?.date, period);
  // Handled before it came in is a slip of the record: it belongs to the period in which it came.
  const isDone = received === 'before' && handled === 'before';
  if (received === 'after' || isDone) return undefined;
  const isHandled = isUntilEnd(handled);
  return {
    of,
    isCarried: received === 'before',
    isHandled,
    isEligible: isHandled && of.handling?.eligible === true,
    isLead,
    rounds: of.priorRounds + decidedUntil(of, period).length,
    isAccepted: isUntilEnd(placeInPeriod(of.acceptance?.date, period)),
  };
}

function settlementView(of: StatutoryPetition, period: ReportPeriod): SettlementView | undefined {
  const placeOf = (day: PartialDate | undefined): DayPlace | undefined => placeInPeriod(day, period);
  const known = decidedUntil(of, period);
  const isClosedBefore = placeOf(of.closedOn) === 'before';
  const isWithdrawn = placeOf(of.withdrawnOn) === 'in' && isUntilEnd(placeOf(of.acceptance?.date));
  const isSettledBefore =
    placeOf(of.withdrawnOn) === 'before' || known.some(({ date }) => placeOf(date) === 'before');
  const isOpen = isUntilEnd(placeOf(of.acceptance?.date)) && !isSettledBefore && !isClosedBefore;
  if (known.length === 0 && !isWithdrawn && !isOpen) return undefined;
  const toEnforce = isClosedBefore ? [] : known;
  return {
    of,
    decisions: known.filter(({ date }) => placeOf(date) === 'in'),
    toEnforce,
    enforcements: toEnforce.flatMap(({ enforcements }) =>
      enforcements.filter(({ date }) => placeOf(date) === 'in'),
    ),
    isWithdrawn,
    isClosed: placeOf(of.closedOn) === 'in',
    isOpen,
  };
}

function decidedUntil({ decisions }: StatutoryPetition, period: ReportPeriod): readonly StatutoryDecision[] {
  return decisions.filter(({ date }) => isUntilEnd(placeInPeriod(date, period)));
}

function isUntilEnd(place: DayPlace | undefined): boolean {
  return place === 'before' || place === 'in';
}

/** Of each case the petition that came first; of equal days the one with the smaller reference. */
function leadsOf(entries: readonly StatutoryEntry[], period: ReportPeriod): ReadonlySet<string> {
  const leads = new Map<string, { readonly reference: string; readonly at: string }>();
  for (const { reference, agency, petition } of entries) {
    if (petition === undefined || petitionView(petition, period, false)?.isEligible !== true) continue;
    const group = `${agency} ${petition.group}`;
    const at = `${petition.received} ${reference}`;
    const standing = leads.get(group);
    if (standing === undefined || at < standing.at) leads.set(group, { reference, at });
  }
  return new Set([...leads.values()].map(({ reference }) => reference));
}
