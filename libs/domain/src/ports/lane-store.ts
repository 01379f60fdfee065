import type { WatchVerdict } from '../brakes/mapping-watch';
import type { Case } from '../case/case';
import type { Rendition } from '../redaction/rendition';
import type { ReasonCode } from '../errors/reasons';
import type { Digest128 } from '../reconciliation/digests/digest-ranges';
import type { Decided } from '../reconciliation/decided-fields';
import type { FindingCode } from '../reconciliation/findings';
import type { Disclosure, IdentityPolicy, NationalClaim } from './national';
import type { StepKey } from './step-plan';

export interface StepDigests {
  readonly contentDigest: string;
  readonly protectedDigest: string;
  readonly identityDigest: string;
  /** What the far side itself says of this content; only of far sides that offer digests. */
  readonly comparableDigest?: Digest128 | undefined;
}

/** A step as it was sent. */
export interface SentStep extends StepDigests {
  readonly key: StepKey;
}

/** A step the far side acknowledged. */
export interface ConfirmedStep extends SentStep {
  /** Case, decision or enforcement id as answered. */
  readonly resultId: string;
}

/** The newest attempt of a record whose outcome is open or unknown. */
export interface OpenAttempt extends SentStep {
  readonly attemptNo: number;
  readonly bodySha256: string;
  readonly caseVersion: number;
  /** Why its outcome is open, in the words of the close (`answer-unverified`, `timeout` …). */
  readonly reason?: string | undefined;
  /** Under which the far side acts once; only of far sides that do. */
  readonly repeatKey?: string | undefined;
  /** Milliseconds on the database clock since the first attempt under its key that may have arrived. */
  readonly sentForMs?: number | undefined;
}

/** A national record that has something due, or whose last attempt must be resolved. */
export interface DueRecord {
  readonly recordId: string;
  /** Whose record it is: its own account creates and updates it. */
  readonly agencyId: string;
  readonly reference: string;
  readonly lane: number;
  /** `in_flight` is only ever seen after a take-over: somebody died between intent and outcome. */
  readonly state: 'due' | 'unknown' | 'in_flight';
  readonly attemptNo: number;
  readonly retryCount: number;
  readonly caseVersion: number;
  readonly mappingVersion: string;
  /** Case version for which a person approved a correction. */
  readonly approvedVersion?: number | undefined;
  readonly identityPolicy?: IdentityPolicy | undefined;
  readonly nationalId?: string | undefined;
  readonly case: Case;
  readonly steps: readonly ConfirmedStep[];
  readonly openAttempt?: OpenAttempt | undefined;
  /** Sent of acknowledged steps since, whatever state the record is in now, and nobody knows whether it was taken. */
  readonly unsettled: readonly SentStep[];
  /** Milliseconds on the database clock since the outcome became unknown. */
  readonly unknownForMs?: number | undefined;
  readonly negativeLookUps: number;
  /** National id that the source holds, as long as none is ours. */
  readonly claim?:
    | (NationalClaim & {
        /** Another record of ours has the id, or claims it too. */
        readonly isShared: boolean;
        /** Named by people, who looked it up. */
        readonly isByPerson: boolean;
      })
    | undefined;
  /** People decided that it is attached to this case there: it has none of its own, and only this is sent. */
  readonly attach?: { readonly caseId: string | undefined } | undefined;
  /** The case went to another agency, and something of this record stands or may stand: nothing new is sent under it. */
  readonly isTransferred?: boolean | undefined;
  /** The source record is not accepted any more: what is open is resolved, nothing new is sent. */
  readonly barred?: boolean | undefined;
  /** Redacted renditions two people agreed on; of a denunciation under `withheld` only. */
  readonly renditions?: readonly Rendition[] | undefined;
  /** Linked to the far side by a sign-off after a restore: which of its steps stand there is not known. */
  readonly unknownBase?: { readonly seen: SeenByPeople } | undefined;
  /** Its newest version came from a source that went back in time: it changes nothing confirmed without a person. */
  readonly isDoubtful?: boolean | undefined;
  /** How often people said that its confirmed case is not at the far side any more; absent: never. */
  readonly timesGone?: number | undefined;
  /** What reconciliation found and nobody settled: the far side shows something else than was confirmed. */
  readonly findings?: readonly FindingCode[] | undefined;
  /** What people decided of fields both sides see differently, and was not carried out yet. */
  readonly decided?: Decided | undefined;
  /** Read before the last sign-off about a side that went back: it may stand there although nothing here says so. */
  readonly mayStandAlready?: boolean | undefined;
}

/** What people saw at the far side, by step (`kind:ordinal`): the id it stands under, or `null`, it does not. */
export type SeenByPeople = Readonly<Record<string, string | null>>;

/** Detail of a hold: the correction would replace what somebody changed at the far side. */
export const DIFFERS_THERE = 'differs-there';

/** Detail of a hold: the step may stand at the far side since before our database was put back. */
export const MAY_STAND_ALREADY = 'may-stand-already';

/** Detail of a hold: its agency entered it by hand while it was in shadow, and nobody said under which id. */
export const ENTERED_BY_HAND = 'entered-by-hand';

export type AttemptOutcome = 'confirmed' | 'rejected' | 'not-sent' | 'unknown';

/** Where the outbox row stands after a write. */
export type NextState =
  | { readonly state: 'in_flight' }
  | { readonly state: 'due'; readonly delayMs: number; readonly retryCount: number }
  | {
      readonly state: 'unknown';
      readonly delayMs: number;
      readonly negativeLookUps: number;
      readonly fresh: boolean;
    }
  | {
      readonly state: 'held';
      readonly code: ReasonCode;
      readonly detail: string;
      readonly key?: StepKey | undefined;
    }
  | { readonly state: 'done' };

/** One record's share of a group commit. Everything in it happens, or nothing. */
export interface LaneWrite {
  readonly recordId: string;
  /** Compare-and-set: the write is dropped when the stored attempt number differs. */
  readonly expectedAttempt: number;
  readonly caseVersion: number;
  readonly close?:
    { readonly attemptNo: number; readonly outcome: AttemptOutcome; readonly reason: string } | undefined;
  readonly confirm?:
    | (ConfirmedStep & {
        readonly caseVersion: number;
        readonly bodySha256: string;
        readonly nationalId?: string | undefined;
      })
    | undefined;
  readonly open?:
    | (OpenAttempt & {
        readonly mappingVersion: string;
        readonly reference: string;
        /** How much of the petition is in the bytes that may leave now: kept, for a later change of the policy. */
        readonly disclosure: Disclosure;
      })
    | undefined;
  /** What the record looks like at the far side after this write, where that offers digests: kept to compare both sides. */
  readonly digested?: { readonly nationalId: string; readonly digest: Digest128 } | undefined;
  readonly next: NextState;
}

/**
 * Steps that stand at the far side without us having sent them as they are now: acknowledged with the present content as base
 * line. A step that was acknowledged before keeps the hash of the bytes that were really sent.
 */
export interface Adoption {
  readonly recordId: string;
  readonly expectedAttempt: number;
  readonly caseVersion: number;
  readonly mappingVersion: string;
  readonly reference: string;
  readonly caseId: string;
  /** Words for the attempt log: by what it was adopted. */
  readonly reason: string;
  readonly steps: readonly (StepDigests & {
    readonly key: StepKey;
    /** Under which the step stands there; `caseId` where it has none of its own. */
    readonly resultId?: string | undefined;
  })[];
}

/** What stands where the hash of a sent body would: nothing was sent. */
export const ADOPTED_BODY = 'adopted';

/** A record that this gateway created and the far side acknowledged some time ago. */
export interface StandingRecord {
  readonly reference: string;
  readonly agencyId: string;
  readonly nationalId: string;
}

/** What stops or slows sending by decision of the gateway itself, in the database for all processes. */
export interface BrakeLook {
  /**
   * Why nothing is sent until people let it go on: delivery paused itself (`GW_N209`), or a side went back in time
   * (`GW_N210`), or a person paused it (`GW_N212`).
   */
  readonly pausedCode?: 'GW_N209' | 'GW_N210' | 'GW_N212' | undefined;
  /** Agencies for which a person paused sending; the others go on. */
  readonly pausedAgencies: readonly string[];
  /** The mapping changed a short while ago: what is sent now is counted. */
  readonly isWatching: boolean;
}

/**
 * The pinned connection of a delivery process: it owns lanes by session locks and commits intents and outcomes of
 * all of them. When it breaks every lane is lost at once, and `lost` fires.
 */
export interface LaneSession {
  /** Aborted the moment the connection is gone; nothing may be sent afterwards. */
  readonly lost: AbortSignal;
  /** Tries to take lanes; returns those this session owns afterwards. */
  acquire(lanes: readonly number[]): Promise<readonly number[]>;
  release(lanes: readonly number[]): Promise<void>;
  /** Lanes with something due now, at most `limit`, oldest first. */
  dueLanes(limit: number): Promise<readonly number[]>;
  /** Lanes but `except` with something due now that is no back-fill, at most `limit`, oldest first. */
  urgentLanes(limit: number, except: readonly number[]): Promise<readonly number[]>;
  /**
   * At most `perLane` records of each lane that are due now or must be resolved, oldest first; none of the agencies
   * in `except`.
   */
  fetch(lanes: readonly number[], perLane: number, except?: readonly string[]): Promise<readonly DueRecord[]>;
  /**
   * Commits in one statement; returns the record ids whose compare-and-set held, and those refused because the
   * national id already belongs to another record. Concurrent calls are gathered into one group commit.
   *
   * `not-opened`: since it was fetched the record stopped being accepted, vanished at its source or got another case
   * version. What the write settles is stored, its intent is not: nothing may be sent. The row is due again, or
   * unknown as it was.
   */
  commit(write: LaneWrite): Promise<'written' | 'stale' | 'id-taken' | 'not-opened'>;
  /**
   * Takes the record at the far side for ours: national id, one closed attempt and one confirmed step each, all or
   * nothing. The attempt number grows by the number of steps.
   */
  adopt(adoption: Adoption): Promise<'written' | 'stale' | 'id-taken'>;
  /**
   * Any record but the one named that was created by us at least `sinceMs` ago: it stands at the far side for certain,
   * so a look-up that does not find it finds nothing. `undefined`: there is none yet.
   */
  standing(exceptRecordId: string, sinceMs: number): Promise<StandingRecord | undefined>;
  /**
   * Counts a record that is about to be created on the day, or on an approved campaign; asked right before the intent
   * of a first create. A record is counted once, however often it is tried. `braked`: the day is full; the record
   * was put off to when it may be tried again, and nothing may be sent.
   */
  admitCreate(recordId: string): Promise<'admitted' | 'braked'>;
  /** Everything the record shows stands at the far side now: nothing of it is unknown or doubtful any more. */
  settleBase(recordId: string): Promise<void>;
  lookAtBrakes(): Promise<BrakeLook>;
  /** Counts one answer while a change is watched: refused, or a change of something confirmed. `tripped` pauses everybody. */
  noteWatched(seen: { readonly isRefused: boolean; readonly isChange: boolean }): Promise<WatchVerdict>;
  close(): Promise<void>;
}

export interface LaneStore {
  /** Opens the pinned connection. Throws `GatewayError` `GW_T301`. */
  open(): Promise<LaneSession>;
  /**
   * Ends the sessions, of whatever process, that have shown no life for so long: their lanes are free, and whoever owned
   * them can write nothing any more. How many there were. Living sessions show life every two seconds.
   */
  endFrozen(silentForMs: number): Promise<number>;
}
