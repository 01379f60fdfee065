import { BodyProblem, FINDINGS, stopsDelivery } from '@kntc/domain';
import type { DueRecord, LaneWrite, PlannedStep, StepPlan } from '@kntc/domain';
import { mayRepeatAtOnce } from './acts-once';
import { adoptClaim } from './adopt-claim';
import type { Claim } from './adopt-claim';
import { backoffMs } from './backoff';
import { decidedOf } from './decided-of';
import type { RecordContext } from './delivery-ports';
import { nextAction } from './next-action';
import type { NextAction } from './next-action';
import { asItStands, isAnotherThanOpen } from './open-attempt';
import { OpenResolution } from './open-resolution';
import { RecordLookUps } from './record-look-ups';
import { RecordProgress } from './record-progress';
import { digestsOf, RecordWriter } from './record-writer';
import type { Settled } from './record-writer';
import { beforeCreate } from './resolve-unknown';
import { barOf, stateAfter, transferred } from './state-after';
import type { Bar } from './state-after';
import { StepSending } from './step-sending';

const FIRST_STEP = { kind: 'case', ordinal: 1 } as const;

/** Seldom: an attachment is only decided where the head stands there. */
const HEAD_AWAITED_MS = 60_000;

type ActionOf<Kind extends NextAction['kind']> = Extract<NextAction, { readonly kind: Kind }>;

/**
 * Delivers one national record: resolves what is open, then sends the due steps in order. Every request has its
 * intent (with the hash of the exact bytes) committed before the first byte, and its outcome committed with the
 * next intent after. A crash anywhere leaves the row `in_flight`, which the next owner resolves and never re-sends.
 */
export class RecordDelivery {
  readonly #writer: RecordWriter;
  readonly #progress: RecordProgress;
  readonly #lookUps: RecordLookUps;
  readonly #resolution: OpenResolution;
  readonly #sending: StepSending;

  constructor(
    private readonly record: DueRecord,
    private readonly context: RecordContext,
  ) {
    this.#writer = new RecordWriter(record, context, () => this.#digested());
    this.#progress = new RecordProgress(record);
    this.#lookUps = new RecordLookUps(record, context);
    const [writer, progress, lookUps] = [this.#writer, this.#progress, this.#lookUps];
    this.#resolution = new OpenResolution(record, context, { writer, progress, lookUps });
    this.#sending = new StepSending(record, context, {
      writer,
      progress,
      lookUp: () => this.#lookUps.byReference(),
    });
  }

  async run(): Promise<void> {
    if (this.record.state === 'in_flight') return this.#takeOver();
    if (this.context.gate.isPaused) return this.#stepAside();
    const settled = this.record.state === 'unknown' ? await this.#settleOpen() : {};
    if (settled !== undefined) await this.#sendDueSteps(settled);
  }

  /** Gives the record back after an unforeseen error, without claiming to know what happened on the wire. */
  async giveBack(): Promise<void> {
    if (this.#writer.isIntentOpen) return this.#sending.unknown('fault');
    const retryCount = this.record.retryCount + 1;
    const delayMs = Math.max(1_000, backoffMs(retryCount, this.context.random));
    await this.#writer.commit({}, asItStands(this.record, delayMs, retryCount));
  }

  /** Its account stopped after it was fetched: it waits as it is, and its lane goes on. */
  async #stepAside(): Promise<void> {
    const delayMs = this.context.gate.waitMs + 1_000;
    await this.#writer.commit({}, asItStands(this.record, delayMs, this.record.retryCount));
  }

  get attemptNo(): number {
    return this.#writer.attemptNo;
  }

  async #takeOver(): Promise<void> {
    this.#writer.log('warn', 'taken over in flight: outcome unknown');
    const close = this.record.openAttempt && {
      attemptNo: this.#writer.attemptNo,
      outcome: 'unknown' as const,
      reason: 'taken-over',
    };
    await this.#writer.commit({ close }, { state: 'unknown', delayMs: 0, negativeLookUps: 0, fresh: true });
  }

  /** What is open goes out again where the far side acts once; everywhere else its outcome is found out. */
  async #settleOpen(): Promise<Settled | undefined> {
    const { actsOnce } = this.context.profile.capabilities;
    const { claim, isTransferred, attach } = this.record;
    if (
      actsOnce.by === 'nothing' ||
      claim !== undefined ||
      attach !== undefined ||
      isTransferred === true ||
      this.#mayNotSend
    )
      return this.#resolution.resolve();
    const plan = this.#plan();
    const action = this.#nextOf(plan);
    const body = action.kind === 'send' ? await this.#sending.bytes(action.step).catch(noBody) : undefined;
    if (action.kind !== 'send' || body === undefined) return this.#resolution.resolve();
    const { clock, fetchedAtMs } = this.context;
    const fetchedForMs = clock.monotonicMs() - fetchedAtMs;
    const again = { step: action.step, bodySha256: body.sha256, fetchedForMs };
    return mayRepeatAtOnce(this.record, again, actsOnce)
      ? this.#sending.repeat(action.step, body, plan)
      : this.#resolution.resolve();
  }

  async #sendDueSteps(first: Settled): Promise<void> {
    if (this.record.isTransferred === true)
      return void (await this.#writer.commit(first, transferred(this.record, first.close !== undefined)));
    const stop = this.record.findings?.find(stopsDelivery);
    if (stop !== undefined) return this.#writer.hold(first, 'NATIONAL_DIFFERS', stop, FIRST_STEP);
    // Its head lost its id, or never had one: it waits, and is never sent as a case of its own.
    if (this.record.attach !== undefined && this.record.attach.caseId === undefined)
      return void (await this.#writer.commit(first, asItStands(this.record, HEAD_AWAITED_MS, 0)));
    const plan = this.#plan();
    for (let settled: Settled | undefined = first; settled !== undefined;)
      settled = await this.#doNext(plan, settled);
  }

  /** The next thing to do of the plan. Returns what to settle with the next write, or `undefined` when the record ends here. */
  async #doNext(plan: StepPlan, settled: Settled): Promise<Settled | undefined> {
    const action = this.#nextOf(plan);
    if (action.kind === 'note') return (await this.#noteSeen(action, settled)) ? settled : undefined;
    if (action.kind !== 'send' || !(await this.#isItsTurn())) return this.#putDown(action, settled);
    if (isAnotherThanOpen(this.record, action.step)) {
      await this.#writer.hold(settled, 'UNKNOWN_OUTCOME', 'changed-while-unknown', action.step.key);
      return undefined;
    }
    if (this.#progress.isCreate(action.step)) {
      const { claim } = this.record;
      if (claim !== undefined) return (await this.#adoptClaim(claim, plan)) ? settled : undefined;
      if (!(await this.#mayCreate(action.step))) return undefined;
    }
    if (this.#progress.isAttachment(action.step) && !(await this.#maySendCreate(action.step)))
      return undefined;
    return this.#sending.send(action.step, settled, plan);
  }

  /** A step that people saw there becomes acknowledged. `false`: the record ends here for now. */
  async #noteSeen({ step, resultId, why }: ActionOf<'note'>, settled: Settled): Promise<boolean> {
    const { nationalId } = this.#progress;
    if (settled.close !== undefined || nationalId === undefined) {
      const { retryCount } = this.record;
      await this.#writer.commit(settled, { state: 'due', delayMs: 0, retryCount });
      return false;
    }
    const result = await this.#writer.adopt(nationalId, why, [{ ...step, resultId }]);
    if (result === 'written') this.#progress.note({ key: step.key, resultId, ...digestsOf(step) });
    return result === 'written';
  }

  #plan(): StepPlan {
    const { case: kase, reference, identityPolicy, renditions } = this.record;
    const codeBook = this.context.codeBook();
    const whole = this.context.profile.plan(kase, { reference, identityPolicy, codeBook, renditions });
    const plan = this.record.attach === undefined ? whole : { ...whole, steps: whole.steps.slice(0, 1) };
    this.#progress.planned = plan.steps;
    return plan;
  }

  /** What both sides are compared by, where the far side lets itself be compared so. */
  #digested(): LaneWrite['digested'] {
    const { nationalId } = this.#progress;
    const { reading } = this.context.profile;
    const digest = reading?.recordDigest(this.#progress.comparable);
    return nationalId === undefined || digest === undefined ? undefined : { nationalId, digest };
  }

  #nextOf(plan: StepPlan): NextAction {
    if (this.#progress.isAttached) return { kind: 'done' };
    const { repeat } = this.context.profile.capabilities;
    const { isDoubtful, findings = [] } = this.record;
    // Of what is not linked to anything there yet nothing can be asked step by step.
    const unknownBase = this.#progress.nationalId === undefined ? undefined : this.record.unknownBase;
    const isCorrectionApproved = this.#isApproved;
    const differsThere = findings.some((code) => FINDINGS[code].risk === 'overwrite');
    const { steps, unsettled } = this.#progress;
    const doubts = { unknownBase, isDoubtful, differsThere, unsettled };
    const decided = decidedOf(this.record, plan, { context: this.context, progress: this.#progress });
    return nextAction(plan, steps, { repeat, isCorrectionApproved, decided, ...doubts });
  }

  /** Nothing is sent now: finished, held, or somebody else's turn. */
  async #putDown(action: Exclude<NextAction, ActionOf<'note'>>, settled: Settled): Promise<undefined> {
    const { attemptNo } = this.#writer;
    // Before `done`: a crash between the two only asks once more.
    if (action.kind === 'done' && (this.record.unknownBase !== undefined || this.record.isDoubtful === true))
      await this.context.session.settleBase(this.record.recordId);
    await this.#writer.commit(settled, stateAfter(action, this.record, attemptNo, this.#bar));
    if (action.kind === 'hold') await this.context.watch?.({ isRefused: false, isChange: true });
    if (action.kind === 'done') this.context.gate.noteDone();
  }

  /** Whether a step may go out now; after an outage that is not at once. */
  async #isItsTurn(): Promise<boolean> {
    if (this.#mayNotSend) return false;
    await this.context.gate.turn(this.context.stopping);
    return !this.#mayNotSend;
  }

  get #isApproved(): boolean {
    return this.record.approvedVersion === this.record.caseVersion;
  }

  get #bar(): Bar | undefined {
    return barOf(this.record, this.context.identityPolicy());
  }

  get #mayNotSend(): boolean {
    const { stopping, gate } = this.context;
    return stopping.aborted || gate.isPaused || this.#bar !== undefined;
  }

  async #mayCreate(step: PlannedStep): Promise<boolean> {
    return (await this.#maySendCreate(step)) && (await this.#isAdmitted());
  }

  /**
   * Whether a first step may go out. A record that the far side already holds under our reference, although this
   * database knows nothing of it, is never created again: a person looks.
   */
  async #maySendCreate(step: PlannedStep): Promise<boolean> {
    const { caution, profile } = this.context;
    const mustLook = caution.mustLookFirst || this.record.mayStandAlready === true;
    if (!mustLook || profile.capabilities.lookupByReference === 'no') return true;
    const before = beforeCreate(await this.#lookUps.byReference());
    switch (before.kind) {
      case 'create':
        caution.noteAbsent();
        return true;
      case 'hold':
        if (before.isBlind === true && this.#isApproved) return true;
        if (before.isBlind !== true && caution.noteFound())
          this.#writer.log('error', 'the far side holds records this database does not know');
        await this.#writer.hold({}, 'UNKNOWN_OUTCOME', before.detail, step.key);
        return false;
      case 'wait':
        await this.#writer.commit(
          {},
          { state: 'due', delayMs: before.delayMs, retryCount: this.record.retryCount + 1 },
        );
        return false;
    }
  }

  /** Whether the day, or a campaign, has room for one more record; one that may stand there was counted before. */
  async #isAdmitted(): Promise<boolean> {
    if (this.record.state !== 'due') return true;
    if ((await this.context.session.admitCreate(this.record.recordId)) === 'admitted') return true;
    this.#writer.log('info', 'waits: as many records were created as a day may');
    return false;
  }

  /** Links to what the source says stands there already; `false` when the record was put aside. Never creates. */
  async #adoptClaim(claim: Claim, plan: StepPlan): Promise<boolean> {
    const lookUp = () => this.#lookUps.byId(claim.caseId);
    const adopted = await adoptClaim(claim, plan, { record: this.record, writer: this.#writer, lookUp });
    for (const step of adopted) this.#progress.note(step);
    this.#progress.nationalId = adopted[0]?.resultId;
    return adopted.length > 0;
  }
}

/** What cannot be made now is not repeated; its outcome is found out. */
function noBody(err: unknown): undefined {
  if (!(err instanceof BodyProblem)) throw err;
  return undefined;
}
