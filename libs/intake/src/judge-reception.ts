import {
  canonicalJson,
  hideLetters,
  isAfter,
  isFullDate,
  partialDate,
  referenceOf,
  Sealed,
  type BareReception,
  type CaseDraft,
  type JudgedReception,
  type MappedRecord,
  type PartialDate,
  type RecordIssue,
} from '@kntc/domain';
import { buildPetitioners, buildReception } from './build-case';
import { headCountIssues, receiver } from './check-receiver';
import { CodeReader } from './code-reader';
import type { IntakeRules } from './intake-ports';
import { issue, type JudgeContext, type Judgement } from './judgement';
import { notPeople } from './not-people';

/**
 * Decides what becomes of a visit that, as its source says, no petition came of. Pure. It is counted and printed, never sent, so it
 * needs only what the book has to say of it: day, agency, who came, about what.
 */
export function judgeReception(
  { draft, issues }: MappedRecord,
  context: JudgeContext,
  warnings: readonly RecordIssue[],
): Judgement {
  const shown = (found: readonly RecordIssue[]): readonly RecordIssue[] => hideLetters(found, draft.kind);
  const stop = (kind: 'quarantined' | 'outOfScope', reasons: readonly RecordIssue[]): Judgement => ({
    class: kind,
    reasons: shown(reasons),
    warnings: shown(warnings),
  });
  const date = dayOf(draft);
  const barred = barredBy(draft, date, context);
  if (barred !== undefined) return stop(barred.class, [barred.reason]);
  const codes = new CodeReader({
    codeBook: context.codeBook,
    sourceId: context.source.id,
    keyedDigest: context.keyedDigest,
    onDate: date,
    lenient: context.source.lenient,
  });
  const unreadable = new Set(issues.map(({ field }) => field));
  // What nobody came to decide about is not waited for: a visit has a kind only where somebody wrote one down.
  const problems = [
    ...issues.filter(({ code }) => code !== 'NOT_CLASSIFIED'),
    ...missing(draft, date, context).filter(({ field }) => !unreadable.has(field)),
    ...wrongDay(date, context.today),
    ...headCountIssues(draft),
    ...notPeople(draft),
  ];
  const agencyCode = codes.read(2, draft.receivingAgency, 'receivingAgency');
  const agencyId =
    agencyCode === undefined
      ? undefined
      : receiver(agencyCode, { ...draft, receivedDate: date }, context, codes);
  const reception =
    agencyCode === undefined || date === undefined
      ? undefined
      : build(draft, { agencyCode, date }, codes, context);
  const found = [...problems, ...codes.issues];
  if (found.length > 0 || reception === undefined || agencyId === undefined)
    return stop('quarantined', found);
  return {
    class: 'noChannel',
    reception,
    agencyId,
    reasons: [issue('RECEPTION_WITHOUT_PETITION', '')],
    warnings: shown([...warnings, ...codes.warnings]),
  };
}

/** What keeps a visit out whatever else it says: people excluded it, it was over before the start date, or it is a case. */
function barredBy(
  draft: CaseDraft,
  date: PartialDate | undefined,
  context: JudgeContext,
): { readonly class: 'quarantined' | 'outOfScope'; readonly reason: RecordIssue } | undefined {
  if (context.decision === 'exclude') return { class: 'outOfScope', reason: issue('LOCAL_ONLY', '') };
  const isDecided = draft.acceptance !== undefined || (draft.rounds ?? []).length > 0;
  if (context.isCase === true || isDecided)
    return { class: 'quarantined', reason: issue('CASE_WITHOUT_PETITION', '') };
  return isBeforeStart(date, context)
    ? { class: 'outOfScope', reason: issue('BEFORE_START_CLOSED', 'receivedDate') }
    : undefined;
}

/** What is stored of a judgement that is a visit without a petition. */
export function receptionOf(
  judgement: Judgement,
  {
    sourceId,
    localKey,
    rules,
  }: { readonly sourceId: string; readonly localKey: string; readonly rules: IntakeRules },
): JudgedReception | undefined {
  if (judgement.class !== 'noChannel') return undefined;
  const { reception, agencyId } = judgement;
  const { referencePrefix: prefix, provinceId: province } = rules;
  return { reception, agencyId, reference: referenceOf({ prefix, province, sourceId, localKey, agencyId }) };
}

/** The day of the visit; a source that has one date for everything that comes in says that one. */
export function dayOf({ reception, receivedDate }: CaseDraft): PartialDate | undefined {
  return reception?.date ?? receivedDate;
}

function isBeforeStart(date: PartialDate | undefined, { source, decision }: JudgeContext): boolean {
  const start = source.startDate === undefined ? undefined : partialDate(source.startDate);
  return start !== undefined && date !== undefined && isAfter(start, date) && decision !== 'include';
}

function missing(
  draft: CaseDraft,
  date: PartialDate | undefined,
  { identityPolicy }: JudgeContext,
): readonly RecordIssue[] {
  const isUnread = draft.kind === 'TC' && identityPolicy === 'not-read';
  const isNamed =
    draft.anonymous === true ||
    draft.organisationName !== undefined ||
    draft.petitioners?.[0]?.fullName !== undefined;
  const needs: readonly (readonly [field: string, isThere: boolean])[] = [
    ['receivedDate', date !== undefined],
    ['receivingAgency', draft.receivingAgency !== undefined],
    ['content', isUnread || (draft.content ?? '') !== ''],
    ['petitioners[0].fullName', isUnread || isNamed],
  ];
  return needs.flatMap(([field, isThere]) => (isThere ? [] : [issue('MISSING_MANDATORY', field)]));
}

/** Days nobody was received on yet, or that are no days: the book is printed by day. */
function wrongDay(date: PartialDate | undefined, today: PartialDate): readonly RecordIssue[] {
  const isWrong = date !== undefined && (!isFullDate(date) || isAfter(date, today));
  return isWrong ? [issue('DATE_ORDER', 'reception.date')] : [];
}

function build(
  draft: CaseDraft,
  { agencyCode, date }: { readonly agencyCode: string; readonly date: PartialDate },
  codes: CodeReader,
  { keyedDigest }: JudgeContext,
): BareReception {
  const { content = '', reception = {}, priorResolution: prior = {}, copyIndex = 1 } = draft;
  const { repeat = copyIndex > 1, competent, guidedTo, documentNo, result, note } = reception;
  const words = { content, result, note };
  return {
    receivingAgencyCode: agencyCode,
    kind: draft.kind,
    visit: { ...(buildReception(draft) ?? { periodic: false, delegated: false }), date },
    visitors: buildPetitioners(draft, codes, keyedDigest),
    isRepeat: repeat,
    priorAgencyCode: codes.at(prior.decidedDate).read(2, prior.agency, 'priorResolution.agency'),
    isCompetent: competent,
    guidedToCode: codes.read(2, guidedTo, 'reception.guidedTo'),
    documentNo,
    words: Sealed.of(words, keyedDigest.digest(canonicalJson(words))),
  };
}
