import { BodyProblem, measureBody } from '@kntc/domain';
import type {
  ConfirmedStep,
  DueRecord,
  MeasuredBody,
  NationalProfile,
  PlannedStep,
  StepOutcome,
  StepPlan,
} from '@kntc/domain';
import { backoffMs } from './backoff';
import type { RecordContext } from './delivery-ports';
import { stepName } from './next-action';
import { isRepeatOpen, nationalIds } from './open-attempt';
import type { RecordProgress } from './record-progress';
import { digestsOf } from './record-writer';
import type { RecordWriter, Settled } from './record-writer';

/** A claim older than this must not reach the wire: whoever was frozen that long has lost its lane. */
export const CLAIM_MAX_MS = 10_000;
const MAX_DETAIL = 500;

export interface SendingParts {
  readonly writer: RecordWriter;
  readonly progress: RecordProgress;
  /** Looks the record up by its reference. */
  readonly lookUp: () => ReturnType<NationalProfile['lookUp']>;
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
    const { profile, clock, session, account } = this.context;
    const measured = await this.#measured(step, settled);
    if (measured === undefined) return undefined;
    const { body, sha256: bodySha256 } = measured;
    const isChange = this.progress.steps.has(stepName(step.key));
    const claimedAtMs = clock.monotonicMs();
    if (!(await this.writer.commitIntent(step, bodySha256, settled))) return undefined;
    const outcome = await profile.send(step.key, body, this.progress.nationalId, {
      // Without the session the outcome could not be stored: the next owner finds it out.
      signal: session.lost,
      account,
      beforeWrite: () => !session.lost.aborted && clock.monotonicMs() - claimedAtMs < CLAIM_MAX_MS,
    });
    if (outcome.kind === 'unknown') this.context.gate.noteUnknown(outcome.reason);
    else if (outcome.kind !== 'not-sent') this.context.gate.noteAnswered();
    if (outcome.kind === 'confirmed' || outcome.kind === 'rejected' || outcome.kind === 'wrong-answer')
      await this.context.watch?.({ isRefused: outcome.kind !== 'confirmed', isChange });
    this.context.meter.step(step.key.kind, outcome.kind, (clock.monotonicMs() - claimedAtMs) / 1000);
    return outcome.kind === 'rejected'
      ? this.#rejected(step, profile.withoutPeople(outcome.message, plan))
      : this.#settle(step, bodySha256, outcome);
  }

  /** The exact bytes, or `undefined` when the record is held because they cannot be made. Nothing has left yet. */
  async #measured(step: PlannedStep, settled: Settled): Promise<MeasuredBody | undefined> {
    const ids = nationalIds(this.progress.nationalId, this.progress.steps, step);
    try {
      return await measureBody(this.context.profile.body(step, ids));
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
  async #rejected(step: PlannedStep, message: string): Promise<undefined> {
    this.writer.log('warn', 'step rejected', step.key.kind);
    const { attemptNo } = this.writer;
    const close = { attemptNo, outcome: 'rejected', reason: message.slice(0, MAX_DETAIL) } as const;
    await this.writer.hold({ close }, 'REJECTED', close.reason, step.key);
  }

  async #settle(
    step: PlannedStep,
    bodySha256: string,
    outcome: Exclude<StepOutcome, { kind: 'rejected' }>,
  ): Promise<Settled | undefined> {
    const attemptNo = this.writer.attemptNo;
    const detail = 'reason' in outcome ? outcome.reason : '';
    this.writer.log(
      outcome.kind === 'confirmed' ? 'info' : 'warn',
      `step ${outcome.kind}`,
      step.key.kind,
      detail,
    );
    switch (outcome.kind) {
      case 'confirmed':
        return this.#confirmed(step, bodySha256, outcome.id);
      case 'not-sent': {
        if (outcome.pause !== undefined) this.context.gate.pause(outcome.pause);
        const retryCount = this.record.retryCount + 1;
        const delayMs = outcome.pause === undefined ? backoffMs(retryCount, this.context.random) : 0;
        await this.writer.commit(
          { close: { attemptNo, outcome: 'not-sent', reason: detail } },
          { state: 'due', delayMs, retryCount },
        );
        return undefined;
      }
      case 'unknown':
        await this.unknown(detail);
        return undefined;
      case 'wrong-answer':
        await this.writer.commit(
          { close: { attemptNo, outcome: 'unknown', reason: detail } },
          { state: 'held', code: 'WRONG_ANSWER', detail, key: step.key },
        );
        return undefined;
    }
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
        ...(this.record.nationalId === undefined && step.key.kind === 'case' && { nationalId: id }),
      },
    };
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
    if (look.kind === 'absent') this.context.caution.noteUnverified(this.record.recordId);
    await this.unknown('answer-unverified');
    return undefined;
  }

  /** What became of the open attempt is not known: it rests until the far side can be asked. */
  async unknown(reason: string): Promise<void> {
    const { indexLagMs } = this.context.profile.timeBounds;
    await this.writer.commit(
      { close: { attemptNo: this.writer.attemptNo, outcome: 'unknown', reason } },
      { state: 'unknown', delayMs: indexLagMs, negativeLookUps: 0, fresh: true },
    );
  }
}
