import { BodyProblem, measureBody, stepName } from '@kntc/domain';
import type {
  ConfirmedStep,
  DueRecord,
  MeasuredBody,
  NationalProfile,
  PlannedStep,
  StepOutcome,
  StepPlan,
} from '@kntc/domain';
import { repeatKeyOf, restMs } from './acts-once';
import { backoffMs } from './backoff';
import type { RecordContext } from './delivery-ports';
import { isRepeatOpen, nationalIds } from './open-attempt';
import type { RecordProgress } from './record-progress';
import { digestsOf } from './record-writer';
import type { RecordWriter, Settled } from './record-writer';

/** A claim older than this must not reach the wire: whoever was frozen that long has lost its lane. */
export const CLAIM_MAX_MS = 10_000;
const MAX_DETAIL = 500;
/** The far side stands by what was sent. */
const ACKNOWLEDGED: readonly StepOutcome['kind'][] = ['confirmed', 'exists'];

export interface SendingParts {
  readonly writer: RecordWriter;
  readonly progress: RecordProgress;
  /** Looks the record up by its reference. */
  readonly lookUp: () => ReturnType<NationalProfile['lookUp']>;
}

/** A step whose bytes are made and known; nothing has left. */
interface Measured {
  readonly step: PlannedStep;
  readonly body: MeasuredBody;
  readonly plan: StepPlan;
  readonly settled: Settled;
  /** It was sent before under this key with these bytes, and nobody knows what became of it. */
  readonly isRepeat: boolean;
}

/**
 * Sends one step of a record and says what became of it. The intent (with the hash of the exact bytes) is committed
 * before the first byte; a crash after that leaves the row `in_flight`, which the next owner resolves.
 */
export class StepSending {
  private readonly writer: RecordWriter;
  private readonly progress: RecordProgress;
  private readonly lookUp: SendingParts['lookUp'];

  constructor(
    private readonly record: DueRecord,
    private readonly context: RecordContext,
    parts: SendingParts,
  ) {
    this.writer = parts.writer;
    this.progress = parts.progress;
    this.lookUp = parts.lookUp;
  }

  /** Intent, bytes, outcome. Returns what to settle with the next write, or `undefined` when the record ends here. */
  async send(step: PlannedStep, settled: Settled, plan: StepPlan): Promise<Settled | undefined> {
    const body = await this.#measured(step, settled);
    if (body === undefined) return undefined;
    return this.#exchange({ step, body, plan, settled, isRepeat: false });
  }

  /** The open step again, at once: the far side acts once. Its own outcome stays open until this one is known. */
  async repeat(step: PlannedStep, body: MeasuredBody, plan: StepPlan): Promise<Settled | undefined> {
    return this.#exchange({ step, body, plan, settled: {}, isRepeat: true });
  }

  async #exchange(sent: Measured): Promise<Settled | undefined> {
    const { profile, clock, session, account } = this.context;
    const { step, plan, settled } = sent;
    const { body, sha256: bodySha256 } = sent.body;
    const isChange = this.progress.steps.has(stepName(step.key));
    const repeatKey = this.#keyOf(sent);
    const claimedAtMs = clock.monotonicMs();
    if (!(await this.writer.commitIntent({ step, bodySha256, repeatKey }, settled))) return undefined;
    this.context.gate.noteAsked();
    const sentAtMs = clock.monotonicMs();
    const outcome = await profile.send(step.key, body, this.#expectedId, {
      // Without the session the outcome could not be stored: the next owner finds it out.
      signal: session.lost,
      account,
      repeatKey,
      beforeWrite: () => !session.lost.aborted && clock.monotonicMs() - claimedAtMs < CLAIM_MAX_MS,
    });
    if (outcome.kind === 'unknown') this.context.gate.noteUnknown(outcome.reason);
    else if (outcome.kind !== 'not-sent') this.context.gate.noteAnswered(clock.monotonicMs() - sentAtMs);
    if (outcome.kind !== 'unknown' && outcome.kind !== 'not-sent')
      await this.context.watch?.({ isRefused: !ACKNOWLEDGED.includes(outcome.kind), isChange });
    this.context.meter.step(step.key.kind, outcome.kind, (clock.monotonicMs() - claimedAtMs) / 1000);
    return outcome.kind === 'rejected'
      ? this.#rejected(sent, profile.withoutPeople(outcome.message, plan))
      : this.#settle(sent, outcome);
  }

  #keyOf({ step, isRepeat }: Measured): string | undefined {
    if (this.context.profile.capabilities.actsOnce.by === 'nothing') return undefined;
    if (isRepeat) return this.record.openAttempt?.repeatKey;
    return repeatKeyOf(this.record, step, this.progress.isCreate(step), this.context.random);
  }

  /** The bytes of a step and their hash. Throws `BodyProblem` when they cannot be made. */
  async bytes(step: PlannedStep): Promise<MeasuredBody> {
    const ids = nationalIds(this.#expectedId, this.progress.steps, step);
    const isAttached = this.progress.isAttachment(step);
    return measureBody(this.context.profile.body(step, isAttached ? { ...ids, isAttached } : ids));
  }

  /** The case at the far side that the step belongs to. */
  get #expectedId(): string | undefined {
    return this.record.attach === undefined ? this.progress.nationalId : this.record.attach.caseId;
  }

  /** The exact bytes, or `undefined` when the record is held because they cannot be made. Nothing has left yet. */
  async #measured(step: PlannedStep, settled: Settled): Promise<MeasuredBody | undefined> {
    try {
      return await this.bytes(step);
    } catch (err) {
      if (!(err instanceof BodyProblem)) throw err;
      // What may stand there already must not be forgotten for a file.
      const isOpen = isRepeatOpen(this.record, step, this.writer.attemptNo);
      const code = isOpen ? 'UNKNOWN_OUTCOME' : err.code;
      await this.writer.hold(settled, code, err.detail, step.key);
      await this.context.watch?.({ isRefused: true, isChange: false });
      return undefined;
    }
  }

  /** @param message what may be kept of the refusal */
  async #rejected({ step, isRepeat }: Measured, message: string): Promise<undefined> {
    this.writer.log('warn', 'step rejected', step.key.kind);
    const { attemptNo } = this.writer;
    const close = { attemptNo, outcome: 'rejected', reason: message.slice(0, MAX_DETAIL) } as const;
    // Refused now, and what was sent before may have been taken all the same.
    if (isRepeat) await this.writer.hold({ close }, 'UNKNOWN_OUTCOME', 'rejected-while-unknown', step.key);
    else await this.writer.hold({ close }, 'REJECTED', close.reason, step.key);
  }

  async #settle(
    sent: Measured,
    outcome: Exclude<StepOutcome, { kind: 'rejected' }>,
  ): Promise<Settled | undefined> {
    const { step } = sent;
    const detail = 'reason' in outcome ? outcome.reason : '';
    const level = ACKNOWLEDGED.includes(outcome.kind) ? 'info' : 'warn';
    this.writer.log(level, `step ${outcome.kind}`, step.key.kind, detail);
    switch (outcome.kind) {
      case 'confirmed':
      case 'exists':
        return this.#acknowledged(sent, outcome);
      case 'not-sent':
        if (outcome.pause !== undefined) this.context.gate.pause(outcome.pause);
        await this.#notSent(sent, detail, outcome.pause !== undefined);
        return undefined;
      case 'unknown':
        await this.unknown(detail);
        return undefined;
      case 'wrong-answer':
        await this.#wrongAnswer(step, detail);
        return undefined;
    }
  }

  /** What was sent before a repeat stays unknown when the repeat does not leave. */
  async #notSent({ isRepeat }: Measured, reason: string, isPaused: boolean): Promise<void> {
    const retryCount = this.record.retryCount + 1;
    const delayMs = isPaused ? 0 : backoffMs(retryCount, this.context.random);
    const close = { attemptNo: this.writer.attemptNo, outcome: 'not-sent', reason } as const;
    await this.writer.commit(
      { close },
      isRepeat
        ? { state: 'unknown', delayMs, negativeLookUps: 0, fresh: true }
        : { state: 'due', delayMs, retryCount },
    );
  }

  /** Taken only for the reference that is ours; what stands there beside our own bytes is a person's question. */
  async #acknowledged(
    sent: Measured,
    { kind, id, reference }: Extract<StepOutcome, { kind: 'confirmed' | 'exists' }>,
  ): Promise<Settled | undefined> {
    const { step } = sent;
    if (reference !== undefined && reference !== this.record.reference) {
      await this.#wrongAnswer(step, 'reference-of-another-record');
      return undefined;
    }
    if (kind === 'confirmed' || sent.isRepeat) return this.#confirmed(step, sent.body.sha256, id);
    if (this.context.caution.noteFound())
      this.writer.log('error', 'the far side holds records this database does not know');
    const close = { attemptNo: this.writer.attemptNo, outcome: 'unknown', reason: 'exists' } as const;
    await this.writer.hold({ close }, 'UNKNOWN_OUTCOME', `found-before-create:${id}`, step.key);
    return undefined;
  }

  async #wrongAnswer(step: PlannedStep, reason: string): Promise<void> {
    const close = { attemptNo: this.writer.attemptNo, outcome: 'unknown', reason } as const;
    await this.writer.hold({ close }, 'WRONG_ANSWER', reason, step.key);
  }

  async #confirmed(step: PlannedStep, bodySha256: string, answeredId: string): Promise<Settled | undefined> {
    const isCreate = this.progress.isCreate(step);
    const id = isCreate ? await this.#verified(answeredId) : answeredId;
    if (id === undefined) return undefined;
    if (isCreate) this.progress.nationalId = id;
    const confirmed: ConfirmedStep = { key: step.key, resultId: id, ...digestsOf(step) };
    this.progress.note(confirmed);
    return {
      close: { attemptNo: this.writer.attemptNo, outcome: 'confirmed', reason: '' },
      confirm: {
        ...confirmed,
        caseVersion: this.record.caseVersion,
        bodySha256,
        ...(this.#isNewCase(step) && { nationalId: id }),
      },
    };
  }

  /** Acknowledged as a case of this record's own. */
  #isNewCase(step: PlannedStep): boolean {
    const { nationalId, attach } = this.record;
    return step.key.kind === 'case' && nationalId === undefined && attach === undefined;
  }

  /** The id under which the far side really keeps our reference, or `undefined` when that is not clear yet. */
  async #verified(answeredId: string): Promise<string | undefined> {
    if (!this.context.profile.capabilities.verifyCreate) return answeredId;
    const look = await this.lookUp();
    if (look.kind === 'found') {
      if (look.caseId !== answeredId)
        this.writer.log('error', 'create answered with another id: looked-up id taken', 'case');
      return look.caseId;
    }
    if (look.kind === 'absent') this.context.caution.noteUnverified(this.context.clock.monotonicMs());
    await this.unknown('answer-unverified');
    return undefined;
  }

  /** What became of the open attempt is not known: it rests until it can be repeated, or the far side be asked. */
  async unknown(reason: string): Promise<void> {
    await this.writer.commit(
      { close: { attemptNo: this.writer.attemptNo, outcome: 'unknown', reason } },
      { state: 'unknown', delayMs: this.#restMs(reason), negativeLookUps: 0, fresh: true },
    );
  }

  #restMs(reason: string): number {
    const { capabilities, timeBounds } = this.context.profile;
    if (capabilities.actsOnce.by === 'nothing' || reason === 'answer-unverified')
      return timeBounds.indexLagMs;
    return restMs(this.record.openAttempt?.sentForMs, this.context.random);
  }
}
