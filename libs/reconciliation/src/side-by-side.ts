import { stepName } from '@kntc/domain';
import type {
  Clock,
  CodeBook,
  ExpectedField,
  NationalProfile,
  Case,
  PetitionKind,
  ReconciliationStore,
  RecordToReconcile,
  ShownField,
  ShownKind,
} from '@kntc/domain';
import { LookUpPace } from './look-up-pace';

export interface SideBySidePorts {
  readonly store: Pick<ReconciliationStore, 'one' | 'mayAsk'>;
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  readonly clock: Clock;
}

/** Whose record is asked about at the far side. */
export interface AskedRecord {
  readonly nationalId: string | undefined;
  readonly agencyId: string;
}

/** What of a record would be shown otherwise if it were sent now. Values may be personal: they stay in memory. */
export interface LocalChanges {
  readonly kind: PetitionKind;
  readonly fields: readonly {
    readonly name: string;
    readonly kind: ShownKind;
    /** `''`: nothing. */
    readonly before: string;
    readonly after: string;
  }[];
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

  /**
   * Fields that differ between what was confirmed last and the newest local content, as far as the far side shows them;
   * `undefined`: something is under way, or it cannot be planned. Of what was never sent every field is new.
   */
  async changes(reference: string): Promise<LocalChanges | undefined> {
    const record = await this.ports.store.one(reference);
    if (record === undefined) return undefined;
    const now = this.#shown(record, record.present ?? record.case, 'planned');
    const before = record.steps.length === 0 ? new Map() : this.#shown(record, record.case, 'confirmed');
    if (now === undefined || before === undefined) return undefined;
    const names = new Set([...now.keys(), ...before.keys()]);
    const fields = [...names].flatMap((name) => {
      const [one, other] = [before.get(name), now.get(name)];
      const kind = (other ?? one)?.kind ?? 'text';
      const change = { name, kind, before: one?.value ?? '', after: other?.value ?? '' };
      return change.before === change.after ? [] : [change];
    });
    return { kind: (record.present ?? record.case).kind, fields };
  }

  #shown(
    { reference, identityPolicy, renditions, steps }: RecordToReconcile,
    kase: Case,
    which: 'planned' | 'confirmed',
  ): ReadonlyMap<string, ExpectedField> | undefined {
    const { profile, codeBook } = this.ports;
    if (profile.readBack === undefined) return undefined;
    try {
      const plan = profile.plan(kase, { reference, identityPolicy, codeBook: codeBook(), renditions });
      const keys = which === 'planned' ? plan.steps : steps;
      const confirmed = new Set(keys.map(({ key }) => stepName(key)));
      const { fields } = profile.readBack.expected({ kind: kase.kind, plan, confirmed });
      return new Map(fields.map((field) => [field.name, field]));
    } catch {
      return undefined;
    }
  }

  /** What the far side shows under the id now; `undefined`: it may not be asked, did not answer, or nothing stands there. */
  async national({
    nationalId,
    agencyId,
  }: AskedRecord): Promise<ReadonlyMap<string, ShownField> | undefined> {
    const { profile, store } = this.ports;
    if (nationalId === undefined || profile.readBack === undefined) return undefined;
    if (!(await store.mayAsk(agencyId))) return undefined;
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
