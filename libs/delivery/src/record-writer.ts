import { disclosureOf } from '@kntc/domain';
import type {
  DueRecord,
  LaneSession,
  LaneWrite,
  Logger,
  NextState,
  PlannedStep,
  ReasonCode,
  StepDigests,
  StepKey,
} from '@kntc/domain';

/** What a write settles of the attempt before it. */
export type Settled = Pick<LaneWrite, 'close' | 'confirm'>;

/** What is about to leave. */
export interface Intent {
  readonly step: PlannedStep;
  readonly bodySha256: string;
  readonly repeatKey: string | undefined;
}

export interface WriterContext {
  readonly session: LaneSession;
  readonly logger: Logger;
  readonly suspectFarSide?: (() => void) | undefined;
}

/**
 * The writes of one record's delivery: every one carries the attempt number it expects, so that a write of somebody
 * who no longer owns the lane leaves no trace.
 */
export class RecordWriter {
  #attemptNo: number;
  #isIntentOpen = false;

  constructor(
    private readonly record: DueRecord,
    private readonly context: WriterContext,
    /** What the far side should say of the record as it is acknowledged now. */
    private readonly digested: () => LaneWrite['digested'] = () => undefined,
  ) {
    this.#attemptNo = record.attemptNo;
  }

  get attemptNo(): number {
    return this.#attemptNo;
  }

  /** An intent is committed and its outcome is not. */
  get isIntentOpen(): boolean {
    return this.#isIntentOpen;
  }

  /**
   * Commits the intent of a step; only then may its bytes leave. `false` when the record is no longer ours, or not any
   * more what was fetched.
   */
  async commitIntent({ step, bodySha256, repeatKey }: Intent, settled: Settled): Promise<boolean> {
    const open = {
      attemptNo: this.#attemptNo + 1,
      key: step.key,
      bodySha256,
      repeatKey,
      caseVersion: this.record.caseVersion,
      mappingVersion: this.record.mappingVersion,
      reference: this.record.reference,
      disclosure: disclosureOf(this.record.case.kind, this.record.identityPolicy),
      ...digestsOf(step),
    };
    const result = await this.commit(settled, { state: 'in_flight' }, open);
    if (result !== 'written') return false;
    this.#attemptNo += 1;
    this.#isIntentOpen = true;
    return true;
  }

  /** The record waits for a person. */
  async hold(settled: Settled, code: ReasonCode, detail: string, key: StepKey | undefined): Promise<void> {
    if (code === 'WRONG_ANSWER')
      this.log('error', 'the far side answered for something else: held', key?.kind, detail);
    await this.commit(settled, { state: 'held', code, detail, key });
  }

  async commit(
    settled: Settled,
    next: NextState,
    open?: LaneWrite['open'],
  ): ReturnType<LaneSession['commit']> {
    const write: LaneWrite = {
      recordId: this.record.recordId,
      expectedAttempt: this.#attemptNo,
      caseVersion: this.record.caseVersion,
      ...settled,
      open,
      digested: endsWithNews(settled, next) ? this.digested() : undefined,
      next,
    };
    const result = await this.context.session.commit(write);
    if (write.close !== undefined) this.#isIntentOpen = false;
    if (result === 'stale') this.log('warn', 'write dropped: another owner went on');
    if (result === 'not-opened') this.log('info', 'not sent: the record changed since it was fetched');
    if (result === 'id-taken') await this.#holdForWrongId(write);
    return result;
  }

  /** Takes what stands at the far side for ours. */
  async adopt(
    caseId: string,
    reason: string,
    steps: readonly (PlannedStep & { readonly resultId?: string })[],
  ): Promise<'written' | 'stale' | 'id-taken'> {
    const { recordId, caseVersion, mappingVersion, reference } = this.record;
    const result = await this.context.session.adopt({
      recordId,
      expectedAttempt: this.#attemptNo,
      caseVersion,
      mappingVersion,
      reference,
      caseId,
      reason,
      steps: steps.map((step) => ({ key: step.key, resultId: step.resultId, ...digestsOf(step) })),
    });
    if (result === 'written') this.#attemptNo += steps.length;
    if (result === 'stale') this.log('warn', 'write dropped: another owner went on');
    return result;
  }

  async #holdForWrongId(write: LaneWrite): Promise<void> {
    this.log('error', 'answered id belongs to another record', write.confirm?.key.kind);
    await this.context.session.commit({
      recordId: write.recordId,
      expectedAttempt: write.expectedAttempt,
      caseVersion: write.caseVersion,
      close: write.close && { ...write.close, outcome: 'unknown', reason: 'id-taken' },
      next: { state: 'held', code: 'WRONG_ANSWER', detail: 'id-taken', key: write.confirm?.key },
    });
    this.context.suspectFarSide?.();
  }

  log(level: 'info' | 'warn' | 'error', message: string, step?: string, reason?: string): void {
    this.context.logger[level](
      {
        stage: 'delivery',
        record: this.record.reference,
        attempt: this.#attemptNo,
        lane: this.record.lane,
        ...(step !== undefined && { step }),
        ...(reason !== undefined && reason !== '' && { reason }),
      },
      message,
    );
  }
}

/** The record rests after this write, and the far side holds something else than before it – or nobody wrote down what. */
function endsWithNews({ confirm }: Settled, next: NextState): boolean {
  return next.state === 'done' || (confirm !== undefined && next.state !== 'in_flight');
}

/** The digests of a step without its content, which must not be stored. */
export function digestsOf(step: StepDigests): StepDigests {
  const { contentDigest, protectedDigest, identityDigest, comparableDigest } = step;
  return { contentDigest, protectedDigest, identityDigest, comparableDigest };
}
