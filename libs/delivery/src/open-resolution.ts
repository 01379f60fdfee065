import type { ConfirmedStep, DueRecord } from '@kntc/domain';
import type { RecordContext } from './delivery-ports';
import type { RecordLookUps } from './record-look-ups';
import type { RecordProgress } from './record-progress';
import type { RecordWriter, Settled } from './record-writer';
import { controlled, doubted, isOpenCreate, resolveCreate, resolveRepeat } from './resolve-unknown';
import type { Resolution } from './resolve-unknown';

export interface ResolutionParts {
  readonly writer: RecordWriter;
  readonly progress: RecordProgress;
  readonly lookUps: RecordLookUps;
}

/** Finds out what became of the open attempt of a record, and writes down what that means. Sends nothing. */
export class OpenResolution {
  constructor(
    private readonly record: DueRecord,
    private readonly context: RecordContext,
    private readonly parts: ResolutionParts,
  ) {}

  /** What to settle with the next write, or `undefined` when the record was put aside. */
  async resolve(): Promise<Settled | undefined> {
    const { capabilities, timeBounds } = this.context.profile;
    if (!isOpenCreate(this.record)) return this.#apply(resolveRepeat(this.record, capabilities, timeBounds));
    const look = await this.parts.lookUps.byReference();
    const { attach } = this.record;
    // Under another case than it was attached to: a person looks.
    if (attach !== undefined && look.kind === 'found' && look.caseId !== attach.caseId)
      return this.#apply({ kind: 'hold', code: 'UNKNOWN_OUTCOME', detail: `found-elsewhere:${look.caseId}` });
    const resolution = resolveCreate(this.record, look, capabilities, timeBounds);
    return this.#apply(resolution.kind === 'send-again' ? await this.#controlled(resolution) : resolution);
  }

  /** A second create is the one thing that cannot be taken back: the look-up that allows it is tested first. */
  async #controlled(resolution: Resolution): Promise<Resolution> {
    const { session, profile, caution, clock } = this.context;
    const standing = await session.standing(this.record.recordId, profile.timeBounds.indexLagMs);
    if (standing === undefined) {
      const sinceMs = caution.inDoubtSinceMs;
      // Not the age of the record: it may have lain while everything was down.
      const doubtedForMs = clock.monotonicMs() - (sinceMs ?? 0);
      return sinceMs === undefined ? resolution : doubted(this.record, doubtedForMs, profile.timeBounds);
    }
    return controlled(await this.parts.lookUps.ofAnother(standing), standing.nationalId, this.record);
  }

  async #apply(resolution: Resolution): Promise<Settled | undefined> {
    const { writer } = this.parts;
    switch (resolution.kind) {
      case 'adopt':
        return this.#adopted(resolution.caseId);
      case 'send-again':
        return {};
      case 'wait':
        await writer.commit({}, { ...resolution, state: 'unknown', fresh: false });
        return undefined;
      case 'hold':
        await writer.hold({}, resolution.code, resolution.detail, this.record.openAttempt?.key);
        return undefined;
    }
  }

  #adopted(caseId: string): Settled {
    const { writer, progress } = this.parts;
    const open = this.record.openAttempt;
    if (open === undefined) return {};
    writer.log('info', 'adopted by look-up');
    const isAttached = this.record.attach !== undefined;
    if (!isAttached) progress.nationalId = caseId;
    const confirmed: ConfirmedStep = { ...open, resultId: caseId };
    progress.note(confirmed);
    const { caseVersion, bodySha256 } = open;
    return {
      close: { attemptNo: open.attemptNo, outcome: 'confirmed', reason: 'adopted-by-lookup' },
      confirm: { ...confirmed, caseVersion, bodySha256, nationalId: isAttached ? undefined : caseId },
    };
  }
}
