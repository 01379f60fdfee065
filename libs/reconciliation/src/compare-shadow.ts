import { canonicalJson, compareFields, stepName } from '@kntc/domain';
import type {
  Clock,
  CodeBook,
  ComparedFields,
  ExpectedRecord,
  KeyedDigest,
  NationalProfile,
  ReadBack,
  ReadBackOutcome,
  RecordToReconcile,
  ShadowCompared,
  ShadowStore,
} from '@kntc/domain';
import { LookUpPace } from './look-up-pace';

export interface CompareShadowPorts {
  readonly store: ShadowStore;
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  readonly keyedDigest: KeyedDigest;
  readonly clock: Clock;
}

/** Records between two writes: what a crash repeats. */
const PAGE = 20;
/** What was entered by hand is looked at again after a day. */
const STALE_MS = 86_400_000;

type Shown = Extract<ReadBackOutcome, { readonly kind: 'shown' }>;

/**
 * Compares what would be sent of records in shadow with what people entered by hand: looked up under the id their source names,
 * or under their reference. Reads only. What both sides hold stays in memory; field names alone are written down.
 */
export class CompareShadow {
  readonly #pace: LookUpPace;
  #restsUntilMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ports: CompareShadowPorts,
    perMinute: number,
  ) {
    this.#pace = new LookUpPace(perMinute, ports.clock);
  }

  /** Compares until nothing is left to do now, the far side asks for rest, or `signal` fires. Records compared. */
  async turn(signal: AbortSignal): Promise<number> {
    const { store, profile, clock } = this.ports;
    const { readBack } = profile;
    if (readBack === undefined) return 0;
    let compared = 0;
    while (!signal.aborted && clock.monotonicMs() >= this.#restsUntilMs) {
      const records = await store.next(PAGE, STALE_MS);
      if (records.length === 0) break;
      const results = await this.#page(records, readBack, signal);
      await store.note(results);
      compared += results.length;
    }
    return compared;
  }

  async #page(
    records: readonly RecordToReconcile[],
    readBack: ReadBack,
    signal: AbortSignal,
  ): Promise<readonly ShadowCompared[]> {
    const results: ShadowCompared[] = [];
    for (const record of records) {
      await this.#pace.turn(true, signal);
      if (signal.aborted) break;
      const options = { signal, account: this.ports.profile.accountOf(record.agencyId) };
      const { claimedId, reference } = record;
      const look = await (claimedId === undefined
        ? readBack.byReference(reference, options)
        : readBack.byId(claimedId, options));
      if (look.kind === 'failed' && look.pause !== undefined) {
        this.#restsUntilMs = this.ports.clock.monotonicMs() + (look.pause.retryAfterMs ?? REST_MS);
        break;
      }
      results.push(this.#compared(record, look, readBack));
    }
    return results;
  }

  #compared(record: RecordToReconcile, look: ReadBackOutcome, readBack: ReadBack): ShadowCompared {
    const { recordId, agencyId, caseVersion } = record;
    const nothing = { recordId, agencyId, caseVersion, same: [], differs: [] };
    if (look.kind === 'failed') return { ...nothing, class: 'unknown' };
    if (look.records.length === 0) return { ...nothing, class: look.isWhole ? 'notFound' : 'unknown' };
    const expected = this.#expected(record, readBack);
    if (expected === undefined) return { ...nothing, class: 'unknown' };
    const { fields, nationalId } = this.#best(look, expected);
    const differs = [...fields.differing, ...fields.outdated].map(({ field }) => field);
    const left = new Set([...differs, ...fields.notCompared.map(({ field }) => field)]);
    const same = expected.fields.map(({ name }) => name).filter((name) => !left.has(name));
    return { ...nothing, class: differs.length === 0 ? 'agrees' : 'differs', nationalId, same, differs };
  }

  /** Of several rows the one that differs least. */
  #best(
    { records }: Shown,
    expected: ExpectedRecord,
  ): { readonly fields: ComparedFields; readonly nationalId: string } {
    const digest = (field: string, value: string): string =>
      this.ports.keyedDigest.digest(canonicalJson(['reconciliation', field, value]));
    const candidates = records.map((row) => ({
      nationalId: row.caseId,
      fields: compareFields(row, { expected, agreed: new Map(), digest }),
    }));
    return candidates.reduce((best, one) =>
      one.fields.differing.length < best.fields.differing.length ? one : best,
    );
  }

  /** Every step that would be sent, as it should be shown. */
  #expected(record: RecordToReconcile, readBack: ReadBack): ExpectedRecord | undefined {
    const { case: kase, reference, identityPolicy, renditions } = record;
    try {
      const codeBook = this.ports.codeBook();
      const plan = this.ports.profile.plan(kase, { reference, identityPolicy, codeBook, renditions });
      const confirmed = new Set(plan.steps.map(({ key }) => stepName(key)));
      return readBack.expected({ kind: kase.kind, plan, confirmed });
    } catch {
      // What cannot be planned now cannot be compared; its reason stands with the record.
      return undefined;
    }
  }
}

const REST_MS = 60_000;
