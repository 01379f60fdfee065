import { stepName } from '@kntc/domain';
import type {
  Clock,
  CodeBook,
  ExpectedField,
  NationalProfile,
  ReconciliationStore,
  ShownField,
} from '@kntc/domain';
import { LookUpPace } from './look-up-pace';

export interface SideBySidePorts {
  readonly store: Pick<ReconciliationStore, 'one'>;
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  readonly clock: Clock;
}

/** Whose record is asked about at the far side. */
export interface AskedRecord {
  readonly nationalId: string | undefined;
  readonly agencyId: string;
}

/** A person waits: longer than this is no answer. */
const PATIENCE_MS = 10_000;

/**
 * Both sides of one record for a person who has to choose, read when they are asked for and kept nowhere. One look-up; it takes its
 * turn at the rate of reconciliation.
 */
export class SideBySide {
  readonly #pace: LookUpPace;

  constructor(
    private readonly ports: SideBySidePorts,
    perMinute: number,
  ) {
    this.#pace = new LookUpPace(perMinute, ports.clock);
  }

  /** What the far side should show by the newest local content; `undefined`: something is under way, or it cannot be planned. */
  async local(reference: string): Promise<ReadonlyMap<string, ExpectedField> | undefined> {
    const { store, profile, codeBook } = this.ports;
    const record = await store.one(reference);
    const { readBack } = profile;
    if (record === undefined || readBack === undefined) return undefined;
    const { present = record.case, identityPolicy, renditions, steps } = record;
    const confirmed = new Set(steps.map(({ key }) => stepName(key)));
    try {
      const plan = profile.plan(present, { reference, identityPolicy, codeBook: codeBook(), renditions });
      const { fields } = readBack.expected({ kind: present.kind, plan, confirmed });
      return new Map(fields.map((field) => [field.name, field]));
    } catch {
      // Marked secret meanwhile, or a rendition was taken back: nothing of it is shown.
      return undefined;
    }
  }

  /** What the far side shows under the id now; `undefined`: it did not answer, or nothing stands there. */
  async national({
    nationalId,
    agencyId,
  }: AskedRecord): Promise<ReadonlyMap<string, ShownField> | undefined> {
    const { profile } = this.ports;
    if (nationalId === undefined || profile.readBack === undefined) return undefined;
    const patience = AbortSignal.timeout(PATIENCE_MS);
    await this.#pace.turn(false, patience);
    if (patience.aborted) return undefined;
    const options = { signal: patience, account: profile.accountOf(agencyId) };
    const shown = await profile.readBack.byId(nationalId, options);
    if (shown.kind !== 'shown') return undefined;
    const own = shown.records.find(({ caseId }) => caseId.toLowerCase() === nationalId.toLowerCase());
    return own && new Map(own.fields.map((field) => [field.name, field]));
  }
}
