import { ADOPTED_BODY, AFTER_SIGN_OFF } from '@kntc/domain';
import type { ComparedRecord, Finding, FoundOf, Restoration, RestorationStore, WentBack } from '@kntc/domain';
import type { AttemptRow, InMemoryTables, NationalRecordRow } from './in-memory-tables';

/** {@link RestorationStore} in memory, with the sign-off; the contract suite holds both to PostgreSQL's. */
export class InMemoryRestorations implements RestorationStore {
  #comparing: { readonly process: string; readonly untilMs: number } | undefined;

  constructor(private readonly tables: InMemoryTables) {}

  async take(process: string, leaseMs: number): Promise<Restoration | undefined> {
    const { nowMs, restoration } = this.tables;
    if (restoration.open === undefined) return undefined;
    const other = this.#comparing;
    if (other !== undefined && other.process !== process && other.untilMs > nowMs) return undefined;
    this.#comparing = { process, untilMs: nowMs + leaseMs };
    return { id: restoration.open.id, side: restoration.open.side };
  }

  async uncompared(_restorationId: string, limit: number): Promise<readonly ComparedRecord[]> {
    const { open } = this.tables.restoration;
    return [...this.tables.rows.nationalRecords.values()]
      .filter(({ id }) => open?.findings.has(id) === false)
      .toSorted((a, b) => a.id.localeCompare(b.id))
      .slice(0, limit)
      .map(toCompared);
  }

  async note(_restorationId: string, found: readonly FoundOf[]): Promise<void> {
    for (const { recordId, finding } of found) this.tables.restoration.open?.findings.set(recordId, finding);
  }

  async sample(newest: number, sinceMs: number): Promise<readonly ComparedRecord[]> {
    const until = this.tables.nowMs - sinceMs;
    const created = [...this.tables.rows.nationalRecords.values()]
      .filter(({ nationalId }) => nationalId !== undefined)
      .map((row) => ({ row, atMs: createdAtMs(row) }))
      .filter(({ atMs }) => atMs <= until)
      .toSorted((a, b) => b.atMs - a.atMs);
    return created.slice(0, 2 * newest).map(({ row }) => toCompared(row));
  }

  async begin(side: WentBack): Promise<boolean> {
    const { restoration, nowMs } = this.tables;
    if (restoration.open !== undefined) return false;
    restoration.serial += 1;
    restoration.open = { id: String(restoration.serial), side, begunAtMs: nowMs, findings: new Map() };
    return true;
  }

  /** Whether people may sign: everything was compared, and every source was read since. */
  get isReady(): boolean {
    const { restoration, rows } = this.tables;
    const { open } = restoration;
    if (open === undefined) return false;
    const isRead = [...rows.sources.values()].every(
      ({ completedAtMs = -1 }) => completedAtMs >= open.begunAtMs,
    );
    const isCompared = [...rows.nationalRecords.keys()].every((id) => open.findings.has(id));
    return isCompared && (open.side === 'national' || isRead);
  }

  signOff(): void {
    const { restoration, rows, nowMs } = this.tables;
    const { open } = restoration;
    if (open === undefined) return;
    const all = [...rows.nationalRecords.values()];
    if (open.side === 'national') {
      for (const row of all) letGoOfOpen(row, open, nowMs);
      forgetLateSteps(all, open, nowMs);
    }
    const settled = all.filter(({ outbox }) => ['due', 'held', 'done'].includes(outbox.state));
    for (const row of settled) letGoOfId(row, open);
    for (const row of settled) this.#settle(row, open);
    restoration.open = undefined;
    restoration.signedAtMs = nowMs;
  }

  #settle(row: NationalRecordRow, { side, findings }: Signed): void {
    const finding = findings.get(row.id);
    if (finding === undefined) return;
    switch (AFTER_SIGN_OFF[side][finding.kind]) {
      case 'go-on':
        if (side === 'gateway' && row.nationalId !== undefined) doubtBase(row, this.tables.nowMs);
        return;
      case 'adopt':
        if ('nationalId' in finding && row.claim === undefined && !this.#isTaken(finding.nationalId)) {
          row.nationalId = finding.nationalId;
          row.steps.clear();
          doubtBase(row, this.tables.nowMs);
          bringBack(row);
        }
        return;
      case 'create-again':
        row.steps.clear();
        row.unknownBase = undefined;
        makeDue(row, this.tables.nowMs);
        bringBack(row);
        return;
      case 'ask':
        if (row.outbox.state !== 'held') ask(row, finding);
    }
  }

  #isTaken(nationalId: string): boolean {
    return [...this.tables.rows.nationalRecords.values()].some((other) => other.nationalId === nationalId);
  }
}

/** What may be lost where no case tells since when. */
const LAST_DAYS_MS = 2 * 86_400_000;

type Signed = Restoration & {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly begunAtMs: number;
};

function letGoOfOpen(
  { id, nationalId, outbox, attempts }: NationalRecordRow,
  { findings }: Signed,
  nowMs: number,
): void {
  const isGone = ['lost-there', 'other-id'].includes(findings.get(id)?.kind ?? '');
  const isOpen = outbox.state === 'unknown' || outbox.state === 'in_flight';
  if (!isGone || !isOpen || nationalId === undefined) return;
  const attempt = attempts.findLast(({ attemptNo }) => attemptNo === outbox.attemptNo);
  if (attempt !== undefined)
    Object.assign(attempt, { outcome: 'unknown', reason: 'restored', settledAtMs: nowMs });
  const resolved = { unknownSinceMs: undefined, negativeLookUps: 0, retryCount: 0 };
  Object.assign(outbox, { ...resolved, state: 'due', attemptNo: outbox.attemptNo + 1, dueAtMs: nowMs });
}

function letGoOfId(row: NationalRecordRow, { side, findings }: Signed): void {
  const finding = findings.get(row.id);
  const way = finding && AFTER_SIGN_OFF[side][finding.kind];
  if (way === 'adopt' || way === 'create-again') row.nationalId = undefined;
}

function forgetLateSteps(
  rows: readonly NationalRecordRow[],
  { findings, begunAtMs }: Signed,
  nowMs: number,
): void {
  const of = (kind: Finding['kind']): readonly NationalRecordRow[] =>
    rows.filter(({ id }) => findings.get(id)?.kind === kind);
  const firstLostMs = Math.min(...of('lost-there').map(sentAt));
  const survived = Number.isFinite(firstLostMs)
    ? of('same')
        .map(sentAt)
        .filter((atMs) => atMs < firstLostMs)
    : [];
  const sinceMs = survived.length === 0 ? begunAtMs - LAST_DAYS_MS : Math.max(...survived);
  for (const row of of('same')) {
    const late = row.attempts.filter(
      ({ outcome, settledAtMs = 0 }) => outcome === 'confirmed' && settledAtMs > sinceMs,
    );
    const lost = [...row.steps].filter(([name]) =>
      late.some(({ key }) => `${key.kind}:${key.ordinal}` === name),
    );
    const forgotten = lost.filter(([, { key }]) => key.kind !== 'case' || creates(row).length > 1);
    for (const [name, step] of forgotten)
      if (step.key.kind === 'case') row.steps.set(name, { ...step, contentDigest: '' });
      else row.steps.delete(name);
    if (forgotten.length > 0) doubtBase(row, nowMs);
  }
}

/** When its create was sent for the first time that may have arrived. */
function sentAt(row: NationalRecordRow): number {
  if (creates(row).length === 0) return Number.POSITIVE_INFINITY;
  const arrived = row.attempts.filter(
    ({ key, outcome, bodySha256 }) =>
      key.kind === 'case' &&
      (outcome === 'confirmed' || outcome === 'unknown') &&
      bodySha256 !== ADOPTED_BODY,
  );
  return Math.min(...arrived.map((one) => one.intentAtMs));
}

/** Whatever was acknowledged of the first step: its create, and changes of it. */
function creates({ attempts }: NationalRecordRow): readonly AttemptRow[] {
  return attempts.filter(
    ({ key, outcome, bodySha256 }) =>
      key.kind === 'case' && outcome === 'confirmed' && bodySha256 !== ADOPTED_BODY,
  );
}

function createdAtMs({ attempts }: NationalRecordRow): number {
  const created = attempts.findLast(({ key, outcome }) => key.kind === 'case' && outcome === 'confirmed');
  return created?.settledAtMs ?? Number.NEGATIVE_INFINITY;
}

function doubtBase(row: NationalRecordRow, nowMs: number): void {
  row.unknownBase = { seen: {} };
  makeDue(row, nowMs);
}

function makeDue({ outbox }: NationalRecordRow, nowMs: number): void {
  if (outbox.state === 'done') outbox.state = 'due';
  outbox.dueAtMs = nowMs;
}

/** Also what was held only because its case was lost. */
function bringBack({ outbox }: NationalRecordRow): void {
  const { state, holdCode, holdDetail } = outbox;
  const isForLoss = holdCode === 'REJECTED' || (holdCode === 'WRONG_ANSWER' && holdDetail === 'id-taken');
  if (state !== 'held' || !isForLoss) return;
  Object.assign(outbox, { state: 'due', holdCode: undefined, holdDetail: undefined, holdKey: undefined });
}

function ask({ outbox }: NationalRecordRow, finding: Finding): void {
  outbox.state = 'held';
  outbox.holdCode = 'UNKNOWN_OUTCOME';
  outbox.holdDetail = `restored:${finding.kind}`;
  outbox.holdKey = { kind: 'case', ordinal: 1 };
}

function toCompared({ id, agencyId, reference, nationalId }: NationalRecordRow): ComparedRecord {
  return { recordId: id, agencyId, reference, nationalId };
}
