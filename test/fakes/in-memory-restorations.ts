import { AFTER_SIGN_OFF } from '@kntc/domain';
import type { ComparedRecord, Finding, FoundOf, Restoration, RestorationStore, WentBack } from '@kntc/domain';
import type { InMemoryTables, NationalRecordRow } from './in-memory-tables';

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
    const settled = [...rows.nationalRecords.values()].filter(({ outbox }) =>
      ['due', 'held', 'done'].includes(outbox.state),
    );
    if (open.side === 'national') forgetLateSteps(settled, open.findings, nowMs);
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
        }
        return;
      case 'create-again':
        row.steps.clear();
        row.unknownBase = undefined;
        makeDue(row, this.tables.nowMs);
        return;
      case 'ask':
        if (row.outbox.state !== 'held') ask(row, finding);
    }
  }

  #isTaken(nationalId: string): boolean {
    return [...this.tables.rows.nationalRecords.values()].some((other) => other.nationalId === nationalId);
  }
}

type Signed = Restoration & { readonly findings: ReadonlyMap<string, Finding> };

function letGoOfId(row: NationalRecordRow, { side, findings }: Signed): void {
  const finding = findings.get(row.id);
  const way = finding && AFTER_SIGN_OFF[side][finding.kind];
  if (way === 'adopt' || way === 'create-again') row.nationalId = undefined;
}

function forgetLateSteps(
  rows: readonly NationalRecordRow[],
  findings: ReadonlyMap<string, Finding>,
  nowMs: number,
): void {
  const of = (kind: Finding['kind']): readonly NationalRecordRow[] =>
    rows.filter(({ id }) => findings.get(id)?.kind === kind);
  const firstLostMs = Math.min(...of('lost-there').map(createdAtMs));
  const survived = of('same')
    .map(createdAtMs)
    .filter((atMs) => atMs < firstLostMs);
  const sinceMs = Number.isFinite(firstLostMs) ? Math.max(Number.NEGATIVE_INFINITY, ...survived) : Infinity;
  for (const row of of('same')) {
    const late = row.attempts.filter(
      ({ key, outcome, settledAtMs = 0 }) =>
        key.kind !== 'case' && outcome === 'confirmed' && settledAtMs > sinceMs,
    );
    for (const { key } of late) row.steps.delete(`${key.kind}:${key.ordinal}`);
    if (late.length > 0) doubtBase(row, nowMs);
  }
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

function ask({ outbox }: NationalRecordRow, finding: Finding): void {
  outbox.state = 'held';
  outbox.holdCode = 'UNKNOWN_OUTCOME';
  outbox.holdDetail = `restored:${finding.kind}`;
  outbox.holdKey = { kind: 'case', ordinal: 1 };
}

function toCompared({ id, agencyId, reference, nationalId }: NationalRecordRow): ComparedRecord {
  return { recordId: id, agencyId, reference, nationalId };
}
