import type { Case, PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';

/** Milestones for which the national interface has no message («chưa có kênh liên thông»): they are typed in on the national web by hand. */
export const NO_CHANNEL_MILESTONES = [
  'verification',
  'dialogue',
  'suspension',
  'resumption',
  'extension',
  'withdrawal',
] as const;
export type NoChannelMilestone = (typeof NO_CHANNEL_MILESTONES)[number];

export const NO_CHANNEL_NAMES: Readonly<Record<NoChannelMilestone, string>> = {
  verification: 'Quyết định xác minh',
  dialogue: 'Đối thoại',
  suspension: 'Tạm đình chỉ',
  resumption: 'Tiếp tục giải quyết',
  extension: 'Gia hạn giải quyết',
  withdrawal: 'Rút đơn',
};

/** One milestone of a case; `ordinal` counts from 1 among those of its kind. */
export interface NoChannelItem {
  readonly milestone: NoChannelMilestone;
  readonly ordinal: number;
  /** Absent: the record does not say when. */
  readonly date?: PartialDate | undefined;
  readonly kind: PetitionKind;
  /** People the petition stands for. */
  readonly people: number;
  readonly isGroup: boolean;
}

/** What of a case no step of the interface carries, in the order of {@link NO_CHANNEL_MILESTONES}. Opens nothing sealed. */
export function noChannelItems(kase: Case): readonly NoChannelItem[] {
  const { verification, dialogues, suspensions, extensions = [], withdrawal, kind, petitioners } = kase;
  const of = { kind, people: petitioners.headCount, isGroup: petitioners.type === 'group' };
  const dated = (
    milestone: NoChannelMilestone,
    dates: readonly (PartialDate | undefined)[],
  ): readonly NoChannelItem[] => dates.map((date, index) => ({ milestone, ordinal: index + 1, date, ...of }));
  return [
    ...dated('verification', verification === undefined ? [] : [verification.decisionDate]),
    ...dated(
      'dialogue',
      dialogues.map(({ date }) => date),
    ),
    ...dated(
      'suspension',
      suspensions.map(({ date }) => date),
    ),
    ...dated(
      'resumption',
      suspensions.flatMap(({ resumedDate }) => resumedDate ?? []),
    ),
    ...dated(
      'extension',
      extensions.map(({ date }) => date),
    ),
    ...dated('withdrawal', withdrawal === undefined ? [] : [withdrawal.date]),
  ];
}

/** So many of one milestone, as the report forms count: milestones, cases, people, groups. */
export interface NoChannelCount {
  readonly milestone: NoChannelMilestone;
  readonly items: number;
  readonly cases: number;
  readonly people: number;
  readonly groups: number;
  /** Of the milestones: typed in there, as somebody said. */
  readonly entered: number;
}

/** Counts by milestone; people and groups once for each case. */
export function countNoChannel(
  items: readonly (NoChannelItem & { readonly reference: string; readonly isEntered: boolean })[],
): readonly NoChannelCount[] {
  return NO_CHANNEL_MILESTONES.map((milestone) => {
    const some = items.filter((one) => one.milestone === milestone);
    const cases = [...new Map(some.map((one) => [one.reference, one])).values()];
    return {
      milestone,
      items: some.length,
      cases: cases.length,
      people: cases.reduce((sum, { people }) => sum + people, 0),
      groups: cases.filter(({ isGroup }) => isGroup).length,
      entered: some.filter(({ isEntered }) => isEntered).length,
    };
  });
}
