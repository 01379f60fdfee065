import { InMemoryBrake } from './in-memory-brake';
import { decodeRawRecord, encodeRawRecord, freezeCase, thawCase } from '@kntc/domain';
import type {
  AttemptOutcome,
  Case,
  Clock,
  ConfirmedStep,
  DueRecord,
  Finding,
  FrozenCase,
  IdentityPolicy,
  NationalClaim,
  OpenAttempt,
  OverlayText,
  PartialDate,
  RawRecord,
  RecordClass,
  RecordDecision,
  RecordIssue,
  ReasonCode,
  Restoration,
  StepKey,
  WatchVerdict,
} from '@kntc/domain';

export interface SourceRow {
  cursor: string | undefined;
  pausedCode: string | undefined;
  completedAtMs: number | undefined;
  wentBackAtMs?: number;
  readingNo: number;
  readingUntilMs: number | undefined;
  /** Version of the mapping in use; `undefined`: whatever a test reads with. */
  mappingVersion: string | undefined;
}

export interface SourceRecordRow {
  readonly id: number;
  readonly sourceId: string;
  readonly localKey: string;
  raw: string;
  contentDigest: string;
  class: RecordClass;
  reasons: readonly RecordIssue[];
  warnings: readonly RecordIssue[];
  judgedWith: string;
  judgedAtMs: number;
  readonly firstReadAtMs: number;
  isGone: boolean;
  decision: RecordDecision | undefined;
  /** What people completed. */
  overlays?: readonly OverlayText[];
  caseId: string | undefined;
}

export interface CaseRow {
  readonly id: string;
  readonly sourceId: string;
  readonly localKey: string;
  readonly order: number;
  fingerprint: string;
  digest: string;
  version: number;
  /** Of the newest version. */
  agencyId: string;
  duplicateOf: string | undefined;
  /** Frozen and as text, as a database holds it. */
  readonly versions: string[];
}

export interface OutboxRow {
  /** New and old: behind those that come in now. */
  isBackfill: boolean;
  /** Day before which it should be sent: earlier ones go first. */
  sendBy: PartialDate;
  isDoubtful?: boolean;
  /** Was counted when it was created first. */
  hasSlot?: boolean;
  state: 'due' | 'in_flight' | 'unknown' | 'held' | 'done';
  caseVersion: number;
  mappingVersion: string;
  approvedVersion: number | undefined;
  dueAtMs: number;
  attemptNo: number;
  retryCount: number;
  unknownSinceMs: number | undefined;
  negativeLookUps: number;
  holdCode: ReasonCode | undefined;
  holdDetail: string | undefined;
  holdKey: StepKey | undefined;
}

export interface AttemptRow extends OpenAttempt {
  intentAtMs: number;
  outcome: AttemptOutcome | undefined;
  reason: string | undefined;
  settledAtMs: number | undefined;
}

export interface NationalRecordRow {
  readonly id: string;
  agencyId: string;
  readonly caseId: string;
  reference: string;
  lane: number;
  nationalId: string | undefined;
  claim: NationalClaim | undefined;
  /** People named the claimed id. */
  claimIsByPerson?: boolean;
  identityPolicy: IdentityPolicy | undefined;
  unknownBase?: DueRecord['unknownBase'];
  outbox: OutboxRow;
  readonly steps: Map<string, ConfirmedStep>;
  readonly attempts: AttemptRow[];
}

interface Rows {
  readonly sources: Map<string, SourceRow>;
  readonly records: Map<string, SourceRecordRow>;
  readonly cases: Map<string, CaseRow>;
  readonly nationalRecords: Map<string, NationalRecordRow>;
}

/** What became of sides that went back in time. */
export interface RestorationRows {
  open: (Restoration & { readonly begunAtMs: number; readonly findings: Map<string, Finding> }) | undefined;
  /** Of the last one. */
  signedAtMs: number | undefined;
  serial: number;
}

/** The tables both in-memory stores work on. What PostgreSQL promises (all or nothing, unique keys) holds here too. */
export class InMemoryTables {
  rows: Rows = { sources: new Map(), records: new Map(), cases: new Map(), nationalRecords: new Map() };
  /** How many records a day may create; shared by all processes like the rows. */
  readonly brake = new InMemoryBrake();
  /** After a change of the mapping: set to `watching`. */
  watch: { seen: number; refused: number; changed: number; state: WatchVerdict } = {
    seen: 0,
    refused: 0,
    changed: 0,
    state: 'passed',
  };
  /** People paused sending: for everybody, or for these. */
  isPausedByPeople = false;
  pausedAgencies: readonly string[] = [];
  readonly restoration: RestorationRows = { open: undefined, signedAtMs: undefined, serial: 0 };
  #serial = 0;

  constructor(private readonly clock: Clock) {}

  get nowMs(): number {
    return this.clock.monotonicMs();
  }

  /** Wall clock, for what is compared with days. */
  get wallMs(): number {
    return this.clock.now().getTime();
  }

  registerSource(id: string, mappingVersion?: string): void {
    this.rows.sources.set(id, {
      cursor: undefined,
      pausedCode: undefined,
      completedAtMs: undefined,
      readingNo: 0,
      readingUntilMs: undefined,
      mappingVersion,
    });
  }

  serial(): number {
    this.#serial += 1;
    return this.#serial;
  }

  uuid(): string {
    return `00000000-0000-4000-8000-${String(this.serial()).padStart(12, '0')}`;
  }

  /** Everything or nothing: what throws leaves no trace. */
  transaction<T>(work: () => T): T {
    const before = structuredClone(this.rows);
    try {
      return work();
    } catch (err) {
      this.rows = before;
      throw err;
    }
  }

  record(sourceId: string, localKey: string): SourceRecordRow | undefined {
    return this.rows.records.get(`${sourceId}|${localKey}`);
  }

  byReference(reference: string): NationalRecordRow | undefined {
    return [...this.rows.nationalRecords.values()].find((row) => row.reference === reference);
  }

  sourceRecordOf(caseId: string): SourceRecordRow | undefined {
    return [...this.rows.records.values()].find((row) => row.caseId === caseId);
  }
}

export function toRawText(raw: RawRecord): string {
  return Buffer.from(encodeRawRecord(raw)).toString('utf8');
}

export function fromRawText(text: string): RawRecord {
  return decodeRawRecord(Buffer.from(text));
}

export function toCaseText(kase: Case): string {
  return JSON.stringify(freezeCase(kase));
}

export function fromCaseText(text: string): Case {
  const frozen = JSON.parse(text) as FrozenCase;
  return thawCase(frozen.plain, () => frozen.secret);
}
