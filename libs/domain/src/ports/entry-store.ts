import type { EntryAct, EntryCells } from '../entry/entry-batch';
import type { ReasonCode } from '../errors/reasons';
import type { DueRecord, StepDigests } from './lane-store';
import type { StepKey } from './step-plan';

/** One step to be typed, as it is handed out. */
export interface PlannedEntry {
  readonly key: StepKey;
  readonly digests: StepDigests;
  readonly act: EntryAct;
  /** Of a change: under which the step stands there. */
  readonly standingId?: string | undefined;
  /** Personal: in the workbook only. */
  readonly cells: EntryCells;
}

/**
 * Why a record that is due is in no batch. `denunciation`: nobody asked for them; `identity`: the policy in force lets a
 * denouncer's identity leave, and a file on somebody's desk is not where it may; `judged-again`: it was judged under another
 * policy; `attached`: people decided that it goes to another case there, and a row says how to type a
 * new one; `not-planned`: it cannot be planned now; `not-checked`: it was not compared with other cases yet.
 */
export const ENTRY_LEFT_OUT = [
  'denunciation',
  'identity',
  'judged-again',
  'attached',
  'not-planned',
  'not-checked',
] as const;
export type EntryLeftOut = (typeof ENTRY_LEFT_OUT)[number];

/** What there is to do of one record that is typed by hand. */
export type EntryPlan =
  /** `isWhole`: once these stand, nothing else of this version is due. */
  | { readonly kind: 'rows'; readonly rows: readonly PlannedEntry[]; readonly isWhole: boolean }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'hold';
      readonly code: ReasonCode;
      readonly detail: string;
      readonly key: StepKey;
    }
  /** People named what stands there: it counts as acknowledged. */
  | {
      readonly kind: 'adopt';
      readonly caseId: string;
      readonly reason: string;
      readonly steps: readonly (StepDigests & {
        readonly key: StepKey;
        readonly resultId?: string | undefined;
      })[];
    }
  | { readonly kind: 'left-out'; readonly why: EntryLeftOut };

/** A step that was handed out, as the batch knows it. */
export interface HandedOut {
  readonly key: StepKey;
  readonly act: EntryAct;
  /** As it stood when it was handed out. */
  readonly nationalId?: string | undefined;
  readonly standingId?: string | undefined;
  readonly contentDigest: string;
}

/** Plans what people type, by the profile of the far side. Pure; what it answers is personal and stays in memory. */
export interface EntryPlanning {
  plan(record: DueRecord, options: { readonly withDenunciations: boolean }): EntryPlan;
  /** The cells of a step that was handed out, made again; `undefined`: what comes out is not what was handed out. */
  cellsAgain(record: DueRecord, step: HandedOut): EntryCells | undefined;
  /** What a person noted of a refusal, without people and matter, as it may be stored; nothing of it for a denunciation. */
  withoutPeople(record: DueRecord, message: string): string;
  isId(text: string): boolean;
}
