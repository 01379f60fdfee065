import type { CaseDraft, MappedRecord } from '@kntc/domain';
import { judge } from '@kntc/intake';
import type { JudgeContext, Judgement } from '@kntc/intake';
import { fakeDigest } from '../fakes/fake-digest';
import { aCodeBook } from './a-code-book';
import { aMappedRecord } from './a-draft';
import { aSourceInfo } from './a-source-info';
import { TODAY } from './dates';

/** Everything mapped, a policy recorded, complaints due from acceptance on. */
const CONTEXT: JudgeContext = {
  source: aSourceInfo(),
  codeBook: aCodeBook(),
  keyedDigest: fakeDigest,
  identityPolicy: 'withheld',
  releasePoint: () => 'acceptance',
  today: TODAY,
  decision: undefined,
};

/** What becomes of a draft under usual circumstances. */
export function judged(
  draft: CaseDraft,
  mapped: Partial<MappedRecord> = {},
  context: Partial<JudgeContext> = {},
): Judgement {
  return judge(aMappedRecord(draft, mapped), { ...CONTEXT, ...context });
}

/** `code field` of every reason; nothing for an accepted record. */
export function reasonsOf(judgement: Judgement): readonly string[] {
  return judgement.class === 'accepted' ? [] : judgement.reasons.map((one) => `${one.code} ${one.field}`);
}
