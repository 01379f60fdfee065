import type { Settings } from '../settings/settings';
import { filled } from '../wire/field-rules';
import type { UpdateRequest } from '../wire/requests';
import type { Judgement } from './judge';
import type { NationalState } from './national-state';
import { referenceOf } from './petition-text';

export interface Repeatable {
  readonly request: UpdateRequest;
  readonly repeatKey: string | null;
  readonly bodySha256: string;
  readonly nowMs: number;
}

/**
 * What a far side that acts once does with what it has done before; null: this is new to it, or it does not act once.
 * Changes nothing.
 */
export function judgeRepeat(
  arrival: Repeatable,
  state: NationalState,
  settings: Pick<Settings, 'actsOnce' | 'keyWindowMs'>,
): Judgement | null {
  if (settings.actsOnce === 'key') return underKey(arrival, state, settings.keyWindowMs);
  return settings.actsOnce === 'reference' ? underReference(arrival, state) : null;
}

/** Answered as it was answered then; other bytes under a known key are refused. */
function underKey(
  { repeatKey, bodySha256, nowMs }: Repeatable,
  state: NationalState,
  keyWindowMs: number,
): Judgement | null {
  const done = repeatKey === null ? null : state.doneUnder(repeatKey);
  if (done?.id == null || done.caseId === null) return null;
  if (nowMs - Date.parse(done.arrivedAt) > keyWindowMs) return null;
  if (done.bodySha256 !== bodySha256) {
    const message = 'Khoá này đã được dùng cho một nội dung khác.';
    return { kind: 'refused', message, caseId: done.caseId, conflict: { reference: null } };
  }
  const { id, caseId, resultId } = done;
  return { kind: 'accepted', decision: 'repeated', id, caseId, resultId };
}

function underReference({ request }: Repeatable, state: NationalState): Judgement | null {
  if (request.method !== 'CapNhatVuViec' || filled(request.body.VuViec.Id) !== '') return null;
  const reference = referenceOf(request.body.NoiDungDon);
  const standing =
    reference === null
      ? undefined
      : state.petitions.withReference(reference).find((petition) => petition.reference === reference);
  if (reference === null || standing === undefined) return null;
  const message = `Mã hồ sơ địa phương "${reference}" đã có vụ việc trên hệ thống.`;
  return { kind: 'refused', message, caseId: standing.caseId, conflict: { reference } };
}
