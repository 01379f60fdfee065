import type {
  NationalProfile,
  Pause,
  ReadBack,
  ReadBackOutcome,
  ReadOptions,
  RecordToReconcile,
  SeveralOutcome,
} from '@kntc/domain';

export interface PageLookPorts {
  readonly profile: NationalProfile;
  readonly readBack: ReadBack;
  /** Waits for the turn of a look-up, and counts it. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /**
   * Records that stand as acknowledged need not be shown. Not where they are read to find out whether the far side's digests
   * are true.
   */
  readonly mayBelieveTags?: boolean | undefined;
}

/** The process wants to end: nothing more is asked. */
const ENDING: ReadBackOutcome = { kind: 'failed', reason: 'ending' };

type By = 'byReference' | 'byId';

/**
 * Look-ups about the records of one page: each alone, or, where the interface answers several in one request, all of an
 * account at the first question about one of them. Where that fails without a reason that concerns all, each is asked for
 * alone: one record nobody can read keeps no others from being compared.
 */
export class PageLooks {
  readonly #answers: Readonly<Record<By, Map<string, ReadBackOutcome>>> = {
    byReference: new Map(),
    byId: new Map(),
  };
  /** Accounts whose records were asked for together. */
  readonly #asked: Readonly<Record<By, Set<string>>> = { byReference: new Set(), byId: new Set() };

  constructor(
    private readonly records: readonly RecordToReconcile[],
    private readonly ports: PageLookPorts,
    private readonly signal: AbortSignal,
  ) {}

  byReference(record: RecordToReconcile): Promise<ReadBackOutcome> {
    const { reference } = record;
    return this.#look('byReference', { key: reference, asked: reference }, this.#accountOf(record));
  }

  byId(record: RecordToReconcile): Promise<ReadBackOutcome> {
    const { nationalId: id = '' } = record;
    return this.#look('byId', { key: id.toLowerCase(), asked: id }, this.#accountOf(record));
  }

  async #look(
    by: By,
    { key, asked }: { readonly key: string; readonly asked: string },
    account: string,
  ): Promise<ReadBackOutcome> {
    const isFirst = !this.#asked[by].has(account);
    this.#asked[by].add(account);
    if (isFirst) {
      const paused = await this.#askTogether(by, account);
      if (paused !== undefined) return { kind: 'failed', reason: 'paused', pause: paused };
    }
    const known = this.#answers[by].get(key);
    if (known !== undefined) return known;
    await this.ports.turn(this.signal);
    return this.signal.aborted ? ENDING : this.ports.readBack[by](asked, this.#options(account));
  }

  /** Why nobody of this account can be asked now. */
  async #askTogether(by: By, account: string): Promise<Pause | undefined> {
    const { several } = this.ports.readBack;
    const keys = several === undefined ? [] : this.#keys(by, account).slice(0, several.atOnce);
    if (several === undefined || keys.length < 2) return undefined;
    await this.ports.turn(this.signal);
    if (this.signal.aborted) return undefined;
    const answer: SeveralOutcome = await several[by](keys, {
      ...this.#options(account),
      standing: this.#standing,
    });
    if (answer.kind === 'failed') return answer.pause;
    for (const [key, outcome] of answer.of) this.#answers[by].set(key, outcome);
    return undefined;
  }

  /** By id only what its reference did not show: most records agree. */
  #keys(by: By, account: string): readonly string[] {
    const own = this.records.filter((record) => this.#accountOf(record) === account);
    if (by === 'byReference')
      return own.filter(({ isAdopted }) => !isAdopted).map(({ reference }) => reference);
    return own.filter((record) => !this.#isShown(record)).flatMap(({ nationalId }) => nationalId ?? []);
  }

  get #standing(): ReadOptions['standing'] {
    if (this.ports.mayBelieveTags !== true) return undefined;
    return new Map(
      this.records.flatMap(({ reference, nationalId: id, digest }) =>
        id === undefined || digest === undefined ? [] : [[reference, { id, digest }] as const],
      ),
    );
  }

  #isShown({ reference, nationalId }: RecordToReconcile): boolean {
    const look = this.#answers.byReference.get(reference);
    if (look?.kind !== 'shown') return false;
    return look.records.some(({ caseId }) => caseId.toLowerCase() === nationalId?.toLowerCase());
  }

  #accountOf({ agencyId }: RecordToReconcile): string {
    return this.ports.profile.accountOf(agencyId);
  }

  #options(account: string): ReadOptions {
    return { signal: this.signal, account };
  }
}
