import type { Case, PetitionKind } from '../case/case';

/** Points of a case from which it may be sent. */
export type ReleasePoint = 'received' | 'handling' | 'acceptance';

/** National channel (list 5): «Cơ quan khác chuyển tới»; the wire then wants the agency that forwarded the petition. */
export const CHANNEL_FORWARDED = '4';

/** List 13: thụ lý giải quyết. */
export const DIRECTION_ACCEPT = '4';

const ORDER: readonly ReleasePoint[] = ['received', 'handling', 'acceptance'];

/**
 * The latest release point the law allows (NĐ 55/2022 Đ8(1): immediately after thông báo thụ lý of a complaint,
 * quyết định thụ lý of a denunciation, receipt of a proposal or reflection).
 */
export const LATEST_RELEASE: Readonly<Record<PetitionKind, ReleasePoint>> = {
  KN: 'acceptance',
  TC: 'acceptance',
  KNPA: 'received',
};

/** Whether a configured release point is later than the law allows. */
export function isReleaseTooLate(kind: PetitionKind, point: ReleasePoint): boolean {
  return ORDER.indexOf(point) > ORDER.indexOf(LATEST_RELEASE[kind]);
}

/**
 * Whether a case has reached its release point. A later milestone counts: a petition transferred or refused at
 * handling is due then, whatever its release point, for nothing later will come.
 */
export function isReleased(kase: Case, point: ReleasePoint): boolean {
  if (point === 'received') return true;
  if (point === 'handling') return kase.handling !== undefined || kase.acceptance !== undefined;
  return kase.acceptance !== undefined || isFinishedAtHandling(kase);
}

function isFinishedAtHandling(kase: Case): boolean {
  const handling = kase.handling;
  return handling !== undefined && (!handling.eligible || handling.directionCode !== DIRECTION_ACCEPT);
}
