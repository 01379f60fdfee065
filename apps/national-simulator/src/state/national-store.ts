import type { UpdateMethod } from '../wire/methods';
import type { DataDirectory } from './data-directory';
import type { Judgement } from './judge';
import { toLine, type LedgerEntry } from './ledger-entry';
import { LedgerFile } from './ledger-file';
import { NationalState } from './national-state';
import { referenceOf } from './petition-text';
import { Counters } from './statistics';

/** One write request as it arrived, before anybody judged it. */
export interface Arrival {
  readonly method: UpdateMethod;
  readonly bodySha256: string;
  /** One line of JSON, or `null` when the body could not be read. */
  readonly ledgerText: string;
  readonly body: unknown;
  readonly arrivedAt: number;
  readonly faultId: string | null;
  /** Where requests count once. */
  readonly repeatKey: string | null;
  /** User name of the sender. */
  readonly account: string;
}

export interface Recorded {
  readonly entry: LedgerEntry;
  readonly judgement: Judgement;
  /** To be called when the answer has left. */
  readonly answered: () => void;
}

/**
 * The far side's memory: ledger and state, changed together. A decision is taken and applied in one go (no await in
 * between), so two requests never decide on the same state; it is answered only once the ledger line is on disk.
 */
export class NationalStore {
  private ledgerFile: LedgerFile;
  private nationalState = new NationalState();
  private counters = new Counters();
  private identity = '';
  private gate: Promise<void> = Promise.resolve();

  private constructor(
    private readonly directory: DataDirectory,
    private readonly now: () => number,
  ) {}

  static async open(directory: DataDirectory, now: () => number): Promise<NationalStore> {
    const store = new NationalStore(directory, now);
    store.identity = await directory.stateId();
    await store.load();
    return store;
  }

  get state(): NationalState {
    return this.nationalState;
  }

  get ledger(): LedgerFile {
    return this.ledgerFile;
  }

  get statistics(): Counters {
    return this.counters;
  }

  get stateId(): string {
    return this.identity;
  }

  /** Judges, applies and records one request; resolves when the record is durable. */
  async record(arrival: Arrival, decide: (state: NationalState) => Judgement): Promise<Recorded> {
    await this.gate;
    const ledger = this.ledgerFile;
    const judgement = decide(this.nationalState);
    const entry = this.toEntry(arrival, judgement);
    this.nationalState.apply(entry, arrival.body);
    this.counters.add(entry.method, entry.decision);
    await ledger.append(entry.seq, toLine(entry, arrival.ledgerText));
    return { entry, judgement, answered: () => ledger.markAnswered(entry.seq, this.now()) };
  }

  /** Empties everything and becomes another database. */
  reset(): Promise<void> {
    return this.exclusively(async () => {
      await this.ledgerFile.close();
      await this.directory.clear();
      this.identity = await this.directory.newStateId();
      await this.load();
    });
  }

  snapshot(name: string): Promise<void> {
    return this.exclusively(async () => {
      await this.ledgerFile.flush();
      await this.directory.saveSnapshot(name);
    });
  }

  /** Goes back to a snapshot, as a far side restored from its backup would; false when there is none. */
  restore(name: string): Promise<boolean> {
    return this.exclusively(async () => {
      await this.ledgerFile.close();
      const restored = await this.directory.restoreSnapshot(name);
      await this.load();
      return restored;
    });
  }

  async close(): Promise<void> {
    await this.gate;
    await this.ledgerFile.close();
  }

  private async load(): Promise<void> {
    const state = new NationalState();
    const counters = new Counters();
    this.ledgerFile = await LedgerFile.open(this.directory.ledgerFile, (record) => {
      state.apply(record, record.body);
      counters.add(record.method, record.decision);
    });
    this.nationalState = state;
    this.counters = counters;
  }

  private async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.gate;
    let open: () => void = () => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    await before;
    try {
      return await work();
    } finally {
      open();
    }
  }

  private toEntry(arrival: Arrival, judgement: Judgement): LedgerEntry {
    const isAccepted = judgement.kind === 'accepted';
    return {
      seq: this.nationalState.lastSeq + 1,
      method: arrival.method,
      decision: isAccepted ? judgement.decision : 'refused',
      id: isAccepted ? judgement.id : null,
      reference: this.referenceFor(arrival, judgement.caseId),
      bodySha256: arrival.bodySha256,
      arrivedAt: new Date(arrival.arrivedAt).toISOString(),
      committedAt: isAccepted ? new Date(this.now()).toISOString() : null,
      faultId: arrival.faultId,
      account: arrival.account,
      caseId: judgement.caseId,
      resultId: isAccepted ? judgement.resultId : null,
      ...(arrival.repeatKey === null ? {} : { repeatKey: arrival.repeatKey }),
      ...(isAccepted ? {} : { message: judgement.message }),
    };
  }

  private referenceFor(arrival: Arrival, caseId: string | null): string | null {
    if (arrival.method !== 'CapNhatVuViec') {
      return caseId === null ? null : (this.nationalState.find(caseId)?.petitions[0]?.reference ?? null);
    }
    const content = (arrival.body as { NoiDungDon?: unknown } | null)?.NoiDungDon;
    return typeof content === 'string' ? referenceOf(content) : null;
  }
}
