import { isAfter, isFullDate } from '@kntc/domain';
import type { CaseDraft, PartialDate, RecordIssue, SourceInfo } from '@kntc/domain';
import { roundNumber } from './build-rounds';
import { issue } from './judgement';

type Dated = readonly [field: string, date: PartialDate | undefined];

const EARLIEST = '1990-01-01' as PartialDate;

/**
 * The date a citizen put on the petition never travels and is often wrong: when it is impossible or later than the day
 * of receipt it is only noticed.
 */
export function doubtfulDates(draft: CaseDraft, today: PartialDate): readonly RecordIssue[] {
  const { writtenDate, receivedDate } = draft;
  if (writtenDate === undefined) return [];
  const isDoubtful =
    isAfter(writtenDate, receivedDate ?? today) ||
    isAfter(writtenDate, today) ||
    isAfter(EARLIEST, writtenDate);
  return isDoubtful ? [issue('DATE_ORDER', 'writtenDate')] : [];
}

/** Dates that cannot be true: in the future, before there were records, or against the order of the procedure. */
export function impossibleDates(draft: CaseDraft, today: PartialDate): readonly RecordIssue[] {
  const bad = new Set<string>();
  for (const [field, date] of milestoneDates(draft)) {
    if (date !== undefined && (isAfter(date, today) || isAfter(EARLIEST, date))) bad.add(field);
  }
  for (const [earlier, later] of orderedPairs(draft)) {
    if (earlier[1] !== undefined && later[1] !== undefined && isAfter(earlier[1], later[1]))
      bad.add(later[0]);
  }
  for (const [field, date] of wireDates(draft)) if (date !== undefined && !isFullDate(date)) bad.add(field);
  return [...bad].map((field) => issue('DATE_ORDER', field));
}

function milestoneDates(draft: CaseDraft): readonly Dated[] {
  return [
    ['receivedDate', draft.receivedDate],
    ['forwardedBy.documentDate', draft.forwardedBy?.documentDate],
    ['priorResolution.decidedDate', draft.priorResolution?.decidedDate],
    ['handling.decidedDate', draft.handling?.decidedDate],
    ['acceptance.date', draft.acceptance?.date],
    ...roundDates(draft),
  ];
}

function roundDates(draft: CaseDraft): readonly Dated[] {
  return (draft.rounds ?? []).flatMap((round, index) => [
    [`rounds[${index}].issuedDate`, round.issuedDate] as const,
    ...(round.enforcements ?? []).map(
      (one, at) => [`rounds[${index}].enforcements[${at}].date`, one.date] as const,
    ),
  ]);
}

/** Dates the wire wants with day and month; a partial one cannot be sent and is not completed by guessing. */
function wireDates(draft: CaseDraft): readonly Dated[] {
  return [...milestoneDates(draft), ['acceptance.dueDate', draft.acceptance?.dueDate]];
}

function orderedPairs(draft: CaseDraft): readonly (readonly [Dated, Dated])[] {
  const received: Dated = ['receivedDate', draft.receivedDate];
  const handled: Dated = ['handling.decidedDate', draft.handling?.decidedDate];
  const accepted: Dated = ['acceptance.date', draft.acceptance?.date];
  const due: Dated = ['acceptance.dueDate', draft.acceptance?.dueDate];
  const pairs: (readonly [Dated, Dated])[] = [
    [['forwardedBy.documentDate', draft.forwardedBy?.documentDate], received],
    [received, handled],
    [received, accepted],
    [handled, accepted],
    [accepted, due],
  ];
  return [...pairs, ...roundPairs(draft, accepted, received)];
}

function roundPairs(
  draft: CaseDraft,
  accepted: Dated,
  received: Dated,
): readonly (readonly [Dated, Dated])[] {
  return (draft.rounds ?? []).flatMap((round, index) => {
    const issued: Dated = [`rounds[${index}].issuedDate`, round.issuedDate];
    return [
      [received, issued] as const,
      [accepted, issued] as const,
      ...roundBefore(draft, roundNumber(round, index)).map((before) => [before, issued] as const),
      ...(round.enforcements ?? []).map(
        (one, at) => [issued, [`rounds[${index}].enforcements[${at}].date`, one.date] as Dated] as const,
      ),
    ];
  });
}

/** By number, for sources list rounds in any order. */
function roundBefore(draft: CaseDraft, number: number): readonly Dated[] {
  const at = (draft.rounds ?? []).findIndex((round, index) => roundNumber(round, index) === number - 1);
  return at < 0 ? [] : [[`rounds[${at}].issuedDate`, draft.rounds?.[at]?.issuedDate]];
}

/**
 * Later milestones without the earlier ones the source could supply. The far side takes steps in order only, and
 * what is skipped cannot be slipped in later.
 */
export function illegalJumps(draft: CaseDraft, source: SourceInfo): readonly RecordIssue[] {
  const rounds = draft.rounds ?? [];
  const isHandled = draft.handling !== undefined || !source.feeds.handling;
  const isAccepted = draft.acceptance !== undefined || !source.feeds.acceptance;
  const issues: RecordIssue[] = [];
  if (!isHandled && (draft.acceptance !== undefined || rounds.length > 0))
    issues.push(issue('ILLEGAL_JUMP', 'handling'));
  if (!isAccepted && rounds.length > 0) issues.push(issue('ILLEGAL_JUMP', 'acceptance'));
  return [...issues, ...roundJumps(draft)];
}

/** Round n needs round n − 1 here or at the agency that decided before; a number used twice is no order at all. */
function roundJumps(draft: CaseDraft): readonly RecordIssue[] {
  const rounds = draft.rounds ?? [];
  const numbers = rounds.map((round, index) => roundNumber(round, index));
  const prior = draft.priorResolution === undefined ? 0 : (draft.priorResolution.round ?? 1);
  return numbers.flatMap((number, index) => {
    if (numbers.indexOf(number) !== index || number < 1)
      return [issue('BAD_NUMBER', `rounds[${index}].round`)];
    const hasPredecessor = number === 1 || numbers.includes(number - 1) || prior >= number - 1;
    return hasPredecessor ? [] : [issue('ILLEGAL_JUMP', `rounds[${index}].round`)];
  });
}
