import type { Case } from '../case/case';
import type { Agreed } from '../reconciliation/compare-fields';
import type { ComparisonVerdict } from '../reconciliation/compare-record';
import type { Digest128 } from '../reconciliation/digests/digest-ranges';
import type { Rendition } from '../redaction/rendition';
import type { ConfirmedStep } from './lane-store';
import type { IdentityPolicy } from './national';

/**
 * Why records are compared. `fresh`: what was confirmed lately, all day; `nightly`: a share of all, in turn; `full`: all of
 * them; `asked`: those of one agency.
 */
export type ReconciliationKind = 'fresh' | 'nightly' | 'full' | 'asked';

/** A run this process has for itself now. */
export interface ReconciliationRun {
  readonly id: string;
  readonly kind: ReconciliationKind;
  /** Something is due to be sent: delivery passes first. */
  readonly isDeliveryBusy: boolean;
  /**
   * `digests`: what differs was found by digests, and its pages hold that alone; `records`: every record is looked up.
   * `undefined`: not decided yet.
   */
  readonly way?: 'digests' | 'records' | undefined;
  /** Of `asked`: whose records. */
  readonly agencyId?: string | undefined;
  /** Compared with a list that people exported from the national web: nothing is asked over the wire. */
  readonly isListed?: boolean | undefined;
}

/** What is compared of one national record. */
export interface RecordToReconcile {
  readonly recordId: string;
  readonly agencyId: string;
  readonly reference: string;
  readonly nationalId?: string | undefined;
  /** Compare-and-set: what is found is dropped when something was sent meanwhile. */
  readonly attemptNo: number;
  readonly identityPolicy?: IdentityPolicy | undefined;
  /** The state that was confirmed last. */
  readonly case: Case;
  readonly caseVersion: number;
  /** The newest accepted state, where it is another one: what of it waits to be sent. */
  readonly present?: Case | undefined;
  readonly steps: readonly ConfirmedStep[];
  readonly renditions: readonly Rendition[];
  /** Stood there before this gateway sent anything: it carries no reference of ours. */
  readonly isAdopted: boolean;
  readonly agreed: Agreed;
  /** What the far side should say of it, where it offers digests. */
  readonly digest?: Digest128 | undefined;
  /** What its source, or a person, says it stands under; of records that were never sent. */
  readonly claimedId?: string | undefined;
}

export interface ReconciliationPage {
  readonly records: readonly RecordToReconcile[];
  /** Place in the run behind each of them, and of the page behind all it looked at. */
  readonly places: readonly string[];
  readonly end: string | undefined;
  /** Nothing follows. */
  readonly isLast: boolean;
}

export type Reconciled = Pick<
  RecordToReconcile,
  'recordId' | 'agencyId' | 'attemptNo' | 'caseVersion' | 'reference'
> & {
  /** It was created there, as far as we know. */
  readonly isSent: boolean;
  readonly verdict: Exclude<ComparisonVerdict, { readonly kind: 'ask-id' }>;
};

/** What a page came to. */
export interface ReconciledPage {
  readonly results: readonly Reconciled[];
  /** Look-ups it took. */
  readonly requests: number;
  /** Where the run goes on; `undefined`: where it was. */
  readonly place: string | undefined;
  /** The run is at its end. */
  readonly isFinished: boolean;
}

/** Which runs go on by themselves. */
export interface ReconciliationSchedule {
  /** Day in Vietnam: fresh confirmations are counted by day. */
  readonly day: string;
  /** The night that is on, named by the day on which it began. */
  readonly night: string | undefined;
  /** Look-ups a minute, at most. */
  readonly perMinute: number;
}

/** Storage as reconciliation sees it. */
export interface ReconciliationStore {
  /** Opens the runs of the day and the night, where the one before ended; ends those whose time is over. */
  keepRuns(schedule: ReconciliationSchedule): Promise<void>;
  /**
   * The most urgent open run that `except` does not name, for the one process that reconciles: whoever asks first has all
   * runs until `leaseMs` after it last asked. `undefined`: there is none, another process has them, or the far side cannot be
   * asked now (an outage, a restoration).
   */
  take(process: string, leaseMs: number, except: readonly string[]): Promise<ReconciliationRun | undefined>;
  /** This process goes on for so long from now on. */
  renew(process: string, leaseMs: number): Promise<void>;
  /** This process has nothing to do now: another may. */
  release(process: string): Promise<void>;
  /**
   * The next records of a run, at most `limit`, without those something is under way of or was confirmed less than
   * `settledMs` ago: these are read back as fresh ones. Records of agencies that may use no interface are in runs over a list
   * alone.
   */
  page(run: ReconciliationRun, limit: number, settledMs: number): Promise<ReconciliationPage>;
  /** One record as a page holds it, however lately it was confirmed; `undefined`: there is none, or something is under way. */
  one(reference: string): Promise<RecordToReconcile | undefined>;
  /** Whether the agency may use an interface at all; `false`: people enter by hand for it, and nothing is asked over the wire. */
  mayAsk(agencyId: string): Promise<boolean>;
  /**
   * All or nothing: what was found, what both sides agree on, holds where going on would do harm, the end of what is not found
   * any more, and where the run stands. Records something was sent of meanwhile are left out.
   */
  note(run: ReconciliationRun, page: ReconciledPage): Promise<void>;
}
