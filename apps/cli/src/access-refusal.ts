import { ACCESS_REFUSALS, WHO_MAY } from '@kntc/domain';
import type { AccessRefusal, ApprovalKind } from '@kntc/domain';
import type { ThreeLines } from './refusal';

/** Why these people may not have something done, and who may. */
export function accessRefusal(why: AccessRefusal, of: ApprovalKind): ThreeLines {
  return [ACCESS_REFUSALS[why], 'Chưa có gì thay đổi.', `Ai được làm: ${WHO_MAY[of]}`];
}

export function isAccessRefusal(text: string): text is AccessRefusal {
  return Object.hasOwn(ACCESS_REFUSALS, text);
}
