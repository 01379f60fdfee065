import {
  hideLetters,
  identityInOpenFields,
  isAboutContentOrPetitioner,
  isAfter,
  isReleased,
  partialDate,
} from '@kntc/domain';
import type { Case, CaseDraft, MappedRecord, RecordIssue } from '@kntc/domain';
import { buildCase } from './build-case';
import { doubtfulDates, impossibleDates, illegalJumps } from './check-order';
import { missingMandatory } from './check-mandatory';
import { missingForwarder } from './check-forwarder';
import { headCountIssues, receiver } from './check-receiver';
import { claimOf } from './claim';
import { CodeReader } from './code-reader';
import { judgeReception } from './judge-reception';
import { issue } from './judgement';
import { notPeople } from './not-people';
import type { JudgeContext, Judgement } from './judgement';

/**
 * Decides what becomes of a mapped record. Pure. The order of the questions is the order in which a person would
 * ask them: does it concern us, is it classified, can it be read, is it complete, is it possible, is it due.
 */
export function judge(mapped: MappedRecord, context: JudgeContext): Judgement {
  const { draft } = mapped;
  const warnings = [...mapped.warnings, ...doubtfulDates(draft, context.today)];
  const stop = (
    kind: Exclude<Judgement['class'], 'accepted' | 'noChannel'>,
    reasons: readonly RecordIssue[],
  ): Judgement => ({
    class: kind,
    reasons: hideLetters(reasons, draft.kind),
    warnings: hideLetters(warnings, draft.kind),
  });

  if (mapped.outOfScope !== undefined)
    return stop('outOfScope', [{ code: 'LOCAL_ONLY', field: '', masked: mapped.outOfScope.slice(0, 200) }]);
  if (draft.confidentiality === 'secret')
    return stop('quarantined', [issue('SECRET_RECORD', 'confidentiality')]);
  if (mapped.isBareReception === true) return judgeReception(mapped, context, warnings);
  const scope = startScope(draft, context);
  if (scope !== undefined) return stop(scope.class, scope.reasons);
  const isKindUnreadable = mapped.issues.some((one) => one.field === 'kind' && one.code !== 'NOT_CLASSIFIED');
  if (draft.kind === undefined && !isKindUnreadable)
    return stop('waiting', [issue('NOT_CLASSIFIED', 'kind')]);

  const built = build(mapped, context);
  warnings.push(...built.warnings);
  if (built.case === undefined) return stop('quarantined', built.issues);
  if (built.case.kind === 'TC' && context.identityPolicy === undefined)
    return stop('waiting', [issue('NO_IDENTITY_POLICY', '')]);
  const shown = openIdentity(built.case, context);
  if (shown.length > 0) return stop('quarantined', shown);
  if (!isReleased(built.case, context.releasePoint(built.case.kind, built.agencyId)))
    return stop('waiting', [issue('NOT_RELEASED', '')]);
  return {
    class: 'accepted',
    case: built.case,
    agencyId: built.agencyId,
    claim: claimOf(draft),
    warnings: hideLetters(warnings, draft.kind),
  };
}

/** Where a withheld denouncer is named in what leaves anyway, unless two people said that it is somebody else. */
function openIdentity(
  kase: Case,
  { identityPolicy, keyedDigest, agreements = [] }: JudgeContext,
): readonly RecordIssue[] {
  if (kase.kind !== 'TC' || identityPolicy !== 'withheld') return [];
  return identityInOpenFields(kase, keyedDigest)
    .filter(({ agreement }) => !agreements.includes(agreement))
    .map(({ field, agreement }) => ({ code: 'IDENTITY_IN_OPEN_FIELD', field, agreement }));
}

interface Scope {
  readonly class: 'outOfScope' | 'quarantined';
  readonly reasons: readonly RecordIssue[];
}

/** What a person excluded; before the start date closed ones are exempt, open ones need a person, whose decision stands. */
function startScope(draft: CaseDraft, context: JudgeContext): Scope | undefined {
  const start = context.source.startDate === undefined ? undefined : partialDate(context.source.startDate);
  if (isExcluded(draft, context)) return { class: 'outOfScope', reasons: [issue('LOCAL_ONLY', '')] };
  if (start === undefined || draft.receivedDate === undefined || !isAfter(start, draft.receivedDate))
    return undefined;
  if (context.decision === 'include') return undefined;
  const isClosed =
    draft.closed === true ||
    draft.closedDate !== undefined ||
    (draft.withdrawal?.date !== undefined && draft.withdrawal.partial !== true);
  return isClosed
    ? { class: 'outOfScope', reasons: [issue('BEFORE_START_CLOSED', 'receivedDate')] }
    : { class: 'quarantined', reasons: [issue('BEFORE_START_OPEN', 'receivedDate')] };
}

/** An empty row stays excluded only as long as it is empty: filled in, it is a petition after all. */
function isExcluded(draft: CaseDraft, { decision, source, identityPolicy }: JudgeContext): boolean {
  if (decision !== 'no-petition') return decision === 'exclude';
  return missingMandatory(draft, source, identityPolicy).some(isAboutContentOrPetitioner);
}

type Built = { readonly warnings: readonly RecordIssue[] } & (
  | { readonly case: ReturnType<typeof buildCase>; readonly agencyId: string }
  | { readonly case: undefined; readonly issues: readonly RecordIssue[] }
);

function build(mapped: MappedRecord, context: JudgeContext): Built {
  const { draft } = mapped;
  const { codeBook, source } = context;
  const codes = new CodeReader({
    codeBook,
    sourceId: source.id,
    keyedDigest: context.keyedDigest,
    onDate: draft.receivedDate,
    lenient: source.lenient,
  });
  const unreadable = new Set(mapped.issues.map((one) => one.field));
  const problems = [
    ...mapped.issues,
    ...missingMandatory(draft, context.source, context.identityPolicy).filter(
      (one) => !unreadable.has(one.field),
    ),
    ...illegalJumps(draft, context.source),
    ...impossibleDates(draft, context.today),
    ...headCountIssues(draft),
    ...notPeople(draft),
  ];
  const receivingAgencyCode = codes.read(2, draft.receivingAgency, 'receivingAgency');
  const channelCode = codes.read(5, draft.channel, 'channel');
  const { kind, receivedDate } = draft;
  const hasEssentials =
    kind !== undefined &&
    receivedDate !== undefined &&
    receivingAgencyCode !== undefined &&
    channelCode !== undefined;
  const kase = hasEssentials
    ? buildCase(draft, { kind, receivedDate, receivingAgencyCode, channelCode }, codes, context.keyedDigest)
    : undefined;
  const agencyId =
    receivingAgencyCode === undefined ? undefined : receiver(receivingAgencyCode, draft, context, codes);
  const found = [...problems, ...codes.issues];
  const issues = [...found, ...missingForwarder(channelCode, draft, kase, found)];
  const { warnings } = codes;
  if (kase === undefined || agencyId === undefined || issues.length > 0)
    return { case: undefined, issues, warnings };
  return { case: kase, agencyId, warnings };
}
