import type { DueRecord, LookUpOutcome, StandingRecord } from '@kntc/domain';
import type { RecordContext } from './delivery-ports';

/** Asks the far side about a record, and tells the gate and the caution of the process what that said of the far side. */
export class RecordLookUps {
  constructor(
    private readonly record: Pick<DueRecord, 'reference'>,
    private readonly context: RecordContext,
  ) {}

  /** Under the reference of the record. */
  async byReference(): Promise<LookUpOutcome> {
    const { account, caution } = this.context;
    const look = await this.#ofReference(this.record.reference, account);
    if (look.kind === 'found') caution.noteSeen();
    return look;
  }

  /** Whether a case stands there under this id. */
  byId(caseId: string): Promise<LookUpOutcome> {
    const { profile, session, account } = this.context;
    return this.#noted(profile.lookUpId(caseId, { signal: session.lost, account }));
  }

  /** Another record, which stands there for certain, with the account that speaks for it. */
  ofAnother({ reference, agencyId }: StandingRecord): Promise<LookUpOutcome> {
    return this.#ofReference(reference, this.context.profile.accountOf(agencyId));
  }

  #ofReference(reference: string, account: string): Promise<LookUpOutcome> {
    const { profile, session } = this.context;
    return this.#noted(profile.lookUp(reference, { signal: session.lost, account }));
  }

  async #noted(asked: Promise<LookUpOutcome>): Promise<LookUpOutcome> {
    this.context.gate.noteAsked();
    const look = await asked;
    if (look.kind === 'failed' && look.pause !== undefined) this.context.gate.pause(look.pause);
    return look;
  }
}
