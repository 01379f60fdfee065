import type { Case, PetitionKind } from '../case/case';
import type { StepBody } from '../digest/measure-body';
import type { Rendition } from '../redaction/rendition';
import type { CodeBook, CodeListEntry } from './code-book';
import type { HttpBody } from './http';
import type { ManualEntry } from './manual-entry';
import type { NationalReading } from './national-reading';
import type { Pause } from './pause';
import type { PetitionSearch } from './petition-search';
import type { ReadBack } from './read-back';
import type { PlannedStep, StepKey, StepKind, StepPlan } from './step-plan';

/** What identity of a denouncer may leave (Law on Denunciations art. 8, 56; `architecture.md` decision 9). */
export type IdentityPolicy = 'not-read' | 'withheld' | 'transmitted';

/** How much of a petition may leave: `withheld` covers the identity policies `not-read` and `withheld`. */
export type Disclosure = 'full' | 'withheld';

/** What a policy lets out of a denunciation; other kinds leave in full. */
export function disclosureOf(kind: PetitionKind, policy: IdentityPolicy | undefined): Disclosure {
  return kind !== 'TC' || policy === 'transmitted' ? 'full' : 'withheld';
}

export interface PlanContext {
  readonly reference: string;
  /** Required for denunciations; other kinds pass `undefined`. */
  readonly identityPolicy: IdentityPolicy | undefined;
  readonly codeBook: CodeBook;
  /** Approved for earlier or later states of the case too: the profile uses those of what the case says now. */
  readonly renditions?: readonly Rendition[] | undefined;
}

/** Ids the far side gave earlier, needed inside later bodies. */
export interface NationalIds {
  /** `undefined` creates. */
  readonly caseId?: string | undefined;
  /** Decision id by round. */
  readonly resultIds: ReadonlyMap<number, string>;
  /** Own id of this step when it was confirmed before (enforcement). */
  readonly stepId?: string | undefined;
  /** `caseId` is another case's, to which this petition is attached. Cannot be undone. */
  readonly isAttached?: boolean | undefined;
}

export type StepOutcome =
  /**
   * The far side stands by the step; `id` as answered (case id, decision id, enforcement id). `reference`: of a create,
   * where the answer names the reference it is about.
   */
  | { readonly kind: 'confirmed'; readonly id: string; readonly reference?: string | undefined }
  /** A create that stored nothing: the far side says under which id a reference stands there already. */
  | { readonly kind: 'exists'; readonly id: string; readonly reference: string }
  /**
   * Empty id with a message: nothing was stored, and a repeat would be refused again. The message may quote the case:
   * see {@link NationalProfile.withoutPeople}.
   */
  | { readonly kind: 'rejected'; readonly message: string }
  /** Proof that nothing happened: no byte left, or a documented pre-processing answer. */
  | {
      readonly kind: 'not-sent';
      readonly reason: string;
      readonly pause?: Pause | undefined;
    }
  /** Anything else: the far side may or may not have acted. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** A readable answer that names another case than the one addressed. */
  | { readonly kind: 'wrong-answer'; readonly reason: string };

export type LookUpOutcome =
  | { readonly kind: 'found'; readonly caseId: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'several'; readonly count: number }
  /** The look-up itself failed: says nothing about the case. */
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly pause?: Pause | undefined;
    };

/** What a local system says stands at the far side already, written there by somebody else than this gateway. */
export interface NationalClaim {
  readonly caseId: string;
  /** Steps beside the first that stand there, without a gap. */
  readonly steps: readonly StepKind[];
}

/** Meaning of sending a step again that the far side may already hold. */
export type RepeatSemantics = 'replace' | 'add' | 'reject' | 'unknown';

/**
 * What a far side promises of a request that reaches it more than once. `key`: for `windowMs` after its first arrival it
 * acts once for everything under one idempotency key, and answers each repeat as it answered the first. `reference`: it
 * holds one case per reference for ever, and answers a second create with the id of the first (`exists`). `nothing`: it
 * acts again.
 */
export type ActsOnce =
  | { readonly by: 'nothing' }
  | { readonly by: 'key'; readonly windowMs: number }
  | { readonly by: 'reference' };

/** What one national interface can do; delivery chooses the strongest safe way from it. */
export interface NationalCapabilities {
  readonly lookup: 'exact' | 'weak' | 'none';
  readonly readBack: 'full' | 'summary' | 'none';
  readonly actsOnce: ActsOnce;
  readonly batch: boolean;
  readonly changeFeed: boolean;
  readonly digest: boolean;
  readonly delete: boolean;
  /** A petition can be attached to another one's case. */
  readonly attach: boolean;
  /** Only `proven` allows a second create after an unknown one. */
  readonly lookupByReference: 'proven' | 'assumed' | 'no';
  readonly repeat: Readonly<Record<StepKind, RepeatSemantics>>;
  /** Look the reference up after every create, so that an answer for another case is noticed before step 2. */
  readonly verifyCreate: boolean;
}

/** In milliseconds. settle = requestMax + indexLag + margin. */
export interface TimeBounds {
  readonly requestMaxMs: number;
  readonly indexLagMs: number;
  readonly marginMs: number;
}

/** Time after which a request cannot have any effect that a look-up would not show. */
export function settleMs(bounds: TimeBounds): number {
  return bounds.requestMaxMs + bounds.indexLagMs + bounds.marginMs;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** Last check before the first byte; see `HttpRequest.beforeWrite`. */
  readonly beforeWrite: () => boolean;
  /** Whose account speaks, see {@link NationalProfile.accountOf}; default: the first. */
  readonly account?: string | undefined;
  /** The same for every repeat of the same bytes; leaves only where the far side takes keys. Without content. */
  readonly repeatKey?: string | undefined;
}

export type AskOptions = Partial<Pick<SendOptions, 'signal' | 'account'>>;

/** One national interface: mapping, capabilities and wire behind one face. */
export interface NationalProfile {
  readonly id: string;
  readonly capabilities: NationalCapabilities;
  readonly timeBounds: TimeBounds;
  /** Names of the accounts: one for all agencies, or one per group of them. */
  readonly accounts: readonly string[];
  /** The account that creates and updates the records of an agency (`architecture.md` decision 12). */
  accountOf(agencyId: string): string;
  /** Pure. Opens sealed identity only where the policy lets it leave. */
  plan(kase: Case, context: PlanContext): StepPlan;
  /**
   * The exact bytes of a step; their SHA-256 stands in the intent before they leave. Throws `BodyProblem` when the
   * step cannot be sent like this, here or while a streamed body is read.
   */
  body(step: PlannedStep, ids: NationalIds): StepBody;
  /** Sends prepared bytes. `expectedCaseId` guards against answers for another case. Never throws. */
  send(
    key: StepKey,
    body: HttpBody,
    expectedCaseId: string | undefined,
    options: SendOptions,
  ): Promise<StepOutcome>;
  /**
   * A refusal as it may be stored and shown: what the steps say of people, organisations and the matter is taken out,
   * codes, field names and dates stay. Pure; opens nothing.
   */
  withoutPeople(message: string, plan: StepPlan): string;
  /** Exact look-up by our own reference. Never carries a person's data. Never throws. */
  lookUp(reference: string, options?: AskOptions): Promise<LookUpOutcome>;
  /** Reading back what stands there, as far as the interface shows it; absent: it shows nothing. */
  readonly readBack?: ReadBack | undefined;
  /** Whether a case stands at the far side under this id; `found` gives the id as the far side writes it. */
  lookUpId(caseId: string, options?: AskOptions): Promise<LookUpOutcome>;
  /**
   * One of the code lists, asked with the account named, or with the first that is not refused. Throws `GatewayError`
   * `GW_N2xx`.
   */
  codeList(list: number, account?: string): Promise<readonly CodeListEntry[]>;
  /** Petitions of the same person, before another one is created; absent: it may not be asked about people. */
  readonly petitionSearch?: PetitionSearch | undefined;
  /** How its steps are typed by people; absent: they cannot be told in words. */
  readonly manualEntry?: ManualEntry | undefined;
  /** Where the interface lets what it holds be read back; see `capabilities` for what of it. */
  readonly reading?: NationalReading | undefined;
}
