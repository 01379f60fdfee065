import { FINDINGS, stopsDelivery } from '@kntc/domain';
import type { CodeBook, DueRecord, IdentityPolicy, NationalProfile, ReasonCode } from '@kntc/domain';
import { nextAction, type NextAction } from './next-action';
import { RecordProgress } from './record-progress';
import { barOf } from './state-after';

/** What delivery would do with a record if it became due now. */
export type RecordPreview =
  | { readonly act: 'create' | 'update' | 'attach' | 'nothing' }
  /** Both sides differ, or may: people decide before anything is sent. */
  | { readonly act: 'conflict'; readonly code: ReasonCode }
  /** It would stop, with the reason it would stop for; without one: it cannot be planned now (marked secret, a summary taken back). */
  | { readonly act: 'blocked'; readonly code?: ReasonCode | undefined };

export interface PreviewPorts {
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  readonly identityPolicy: () => IdentityPolicy | undefined;
}

/**
 * The first thing that would happen to the record, by the very rules of delivery; nothing is sent, asked or stored. What the far
 * side would answer nobody knows.
 */
export function previewRecord(
  record: DueRecord,
  { profile, codeBook, identityPolicy }: PreviewPorts,
): RecordPreview {
  const { findings = [], reference, renditions } = record;
  if (record.isTransferred === true) return { act: 'blocked', code: 'CORRECTION_IMPOSSIBLE' };
  if (findings.some(stopsDelivery)) return { act: 'conflict', code: 'NATIONAL_DIFFERS' };
  if (barOf(record, identityPolicy()) !== undefined) return { act: 'blocked', code: 'NO_IDENTITY_POLICY' };
  const progress = new RecordProgress(record);
  if (progress.isAttached) return { act: 'nothing' };
  const { unknownBase, isDoubtful, approvedVersion, caseVersion, identityPolicy: policy } = record;
  const differsThere = findings.some((code) => FINDINGS[code].risk === 'overwrite');
  try {
    const plan = profile.plan(record.case, {
      reference,
      identityPolicy: policy,
      codeBook: codeBook(),
      renditions,
    });
    const action = nextAction(plan, progress.steps, {
      repeat: profile.capabilities.repeat,
      isCorrectionApproved: approvedVersion === caseVersion,
      unknownBase,
      isDoubtful,
      differsThere,
      unsettled: progress.unsettled,
    });
    return ofAction(action, record, differsThere);
  } catch {
    return { act: 'blocked' };
  }
}

function ofAction(action: NextAction, record: DueRecord, differsThere: boolean): RecordPreview {
  switch (action.kind) {
    case 'done':
    case 'note':
      return { act: 'nothing' };
    case 'hold':
      return differsThere ? { act: 'conflict', code: action.code } : { act: 'blocked', code: action.code };
    case 'send':
      if (record.nationalId !== undefined) return { act: 'update' };
      return { act: record.claim === undefined && record.attach === undefined ? 'create' : 'attach' };
  }
}
