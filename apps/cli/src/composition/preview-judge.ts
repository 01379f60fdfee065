import { CodeBookInMemory, GatewayError, dateInVietnam } from '@kntc/domain';
import type { IdentityPolicy, KeyedDigest, MappedRecord, RecordDecision, RecordIssue } from '@kntc/domain';
import { judge } from '@kntc/intake';
import type { JudgeContext, Judgement } from '@kntc/intake';
import { loadProvince, systemClock } from '@kntc/platform';
import { isHiddenInPreview } from '@kntc/sources';
import type { CrosswalkEntry, SourceDefinition } from '@kntc/sources';
import { PgConfiguration } from '@kntc/storage';
import { withCurrentDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import { explainError } from '../explain-error';
import { Refusal } from '../refusal';
import { nationalSettings } from './national-side';

/** What intake would decide about a record, without the case itself: nothing of it may reach the screen. */
export interface Verdict {
  readonly class: Judgement['class'];
  readonly reasons: readonly RecordIssue[];
  readonly warnings: readonly RecordIssue[];
}

export interface PreviewJudge {
  /** `undefined` for every record when the configuration of the province cannot be read yet. */
  readonly judge: (mapped: MappedRecord, localKey: string) => Verdict | undefined;
  /** Vietnamese: what the verdicts could not take into account. */
  readonly notes: readonly string[];
}

/** What the gateway's database says about records of a source. */
interface Known {
  readonly codes: Awaited<ReturnType<PgConfiguration['nationalCodes']>>;
  readonly policy: IdentityPolicy | undefined;
  readonly decisions: ReadonlyMap<string, RecordDecision>;
  readonly notes: readonly string[];
}

/**
 * National lists, identity policy and decisions of people; only read. A new source is looked at before the gateway ran for
 * the first time: then there is no database yet, and a note says what that means.
 */
export async function previewKnowledge(place: Place, sourceId: string): Promise<Known> {
  try {
    return await withCurrentDatabase(place, async ({ dataSource, questions }) => ({
      codes: await new PgConfiguration(dataSource, '').nationalCodes(),
      policy: (await questions.policy())?.policy,
      decisions: await questions.decisions(sourceId),
      notes: [],
    }));
  } catch (err) {
    if (!(err instanceof Refusal) && !(err instanceof GatewayError)) throw err;
    const why = explainError(err).lines[0];
    return { codes: [], policy: undefined, decisions: new Map(), notes: [`${why} ${WITHOUT_DATABASE}`] };
  }
}

/** Digests serve matching and storing; a preview does neither, so the keys of the gateway stay where they are. */
const NO_DIGEST: KeyedDigest = { digest: () => '' };

/**
 * The judge of intake with the files as they stand (source, crosswalk, agencies) and what the gateway's database knows.
 * Without national lists the targets of the crosswalk are taken for national codes, and a note says so.
 */
export function previewJudge(
  place: Place,
  source: SourceDefinition,
  crosswalk: readonly CrosswalkEntry[],
  known: Known,
): PreviewJudge {
  const rules = readRules(place);
  if (rules instanceof GatewayError)
    return { judge: () => undefined, notes: [`Chưa xét được hồ sơ: ${explainError(rules).lines[0]}`] };
  const codes = known.codes.length > 0 ? known.codes : targetsOf(crosswalk);
  const context: JudgeContext = {
    source,
    codeBook: new CodeBookInMemory('preview', { crosswalk, codes, agencies: rules.agencies }),
    keyedDigest: NO_DIGEST,
    identityPolicy: known.policy,
    releasePoint: rules.releasePoint,
    today: dateInVietnam(systemClock.now()),
  };
  return {
    judge: (mapped, localKey) =>
      verdictOf(judge(mapped, { ...context, decision: known.decisions.get(localKey) })),
    notes: [
      ...known.notes,
      ...(known.codes.length > 0
        ? []
        : ['Chưa có danh mục quốc gia: mã đích của bảng đối chiếu được coi là có trong danh mục.']),
    ],
  };
}

/** Release points and agencies, or what is wrong with their files. */
function readRules({ environment }: Place): ReturnType<typeof loadProvince> | GatewayError {
  try {
    const { KN, TC, KNPA } = nationalSettings(environment).releasePoints;
    return loadProvince(environment.configDir, { KN: KN.at, TC: TC.at, KNPA: KNPA.at });
  } catch (err) {
    if (err instanceof GatewayError) return err;
    throw err;
  }
}

const WITHOUT_DATABASE = 'Xét như chưa có quyết định nào và chưa có chính sách về người tố cáo.';

function targetsOf(crosswalk: readonly CrosswalkEntry[]): Known['codes'] {
  return crosswalk.map(({ list, nationalCode }) => ({ list, code: nationalCode, name: nationalCode }));
}

function verdictOf(judgement: Judgement): Verdict {
  const reasons = judgement.class === 'accepted' ? [] : judgement.reasons;
  return {
    class: judgement.class,
    reasons: reasons.map(asPreviewed),
    warnings: judgement.warnings.map(asPreviewed),
  };
}

/** A code the preview does not show in the record is not shown in a reason either. */
function asPreviewed(issue: RecordIssue): RecordIssue {
  if (!isHiddenInPreview(issue.field) || issue.localCode === undefined) return issue;
  const { localCode: _hidden, ...rest } = issue;
  return { ...rest, masked: '•••' };
}
