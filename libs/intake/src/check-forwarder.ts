import { CHANNEL_FORWARDED } from '@kntc/domain';
import type { Case, CaseDraft, RecordIssue } from '@kntc/domain';
import { issue } from './judgement';

/**
 * A petition that another agency forwarded needs that agency: the far side refuses it otherwise. Known only after the
 * channel was translated; an agency that was let go of as an unknown code of a lenient path is missing as well.
 *
 * @param reported what was noticed already: one word about the agency is enough
 */
export function missingForwarder(
  channelCode: string | undefined,
  draft: CaseDraft,
  kase: Case | undefined,
  reported: readonly RecordIssue[],
): readonly RecordIssue[] {
  if (channelCode !== CHANNEL_FORWARDED || reported.some(({ field }) => field === FIELD)) return [];
  const forwarder = kase === undefined ? draft.forwardedBy?.agency : kase.petition.forwardedBy;
  return forwarder === undefined ? [issue('MISSING_MANDATORY', FIELD)] : [];
}

const FIELD = 'forwardedBy.agency';
