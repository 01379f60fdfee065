import { FINDINGS, stopsDelivery } from '@kntc/domain';
import type {
  ComparisonClass,
  FindingCode,
  Reconciled,
  ReconciledPage,
  ReconciliationPage,
  ReconciliationRun,
  ReconciliationSchedule,
  ReconciliationStore,
  RecordToReconcile,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { toJsonb } from '../rows/to-jsonb';
import {
  ADVANCE,
  ASK_AGAIN,
  COMPARED,
  FAR_SIDE_BEHAVES,
  FOUND,
  HOLD,
  NOT_OF_BOTH_SIDES,
  OF_FAR_SIDE,
  RELEASE,
  SETTLE,
  STILL_AS_READ,
} from './finding-statements';
import { FORGET_PICKS } from './descent-statements';
import { loadRecords, type ReconciliationTools } from './load-records';
import {
  END_RUNS,
  GIVE_UP,
  LOAD,
  LOAD_LISTED,
  NEXT,
  NEXT_FRESH,
  NEXT_PICKED,
  OPEN_FRESH,
  OPEN_NIGHTLY,
  RENEW,
  TAKE,
} from './run-statements';

type TakenRow = Omit<ReconciliationRun, 'way' | 'agencyId'> & {
  readonly way: 'digests' | 'records' | null;
  readonly agencyId: string | null;
};

interface NextRow {
  /** `null`: its record is gone. */
  readonly id: string | null;
  readonly place: string;
}

type Compared = Reconciled & {
  readonly verdict: Extract<Reconciled['verdict'], { readonly kind: 'compared' }>;
};

/** {@link ReconciliationStore} in PostgreSQL. */
export class PgReconciliation implements ReconciliationStore {
  constructor(private readonly tools: ReconciliationTools) {}

  async keepRuns({ day, night, perMinute }: ReconciliationSchedule): Promise<void> {
    const { dataSource, provinceId } = this.tools;
    const [ended]: [unknown[], number] = await dataSource.query(END_RUNS, [day, night ?? null]);
    if (ended.length > 0) await dataSource.query(FORGET_PICKS);
    await dataSource.query(OPEN_FRESH, [provinceId, day, perMinute]);
    if (night !== undefined) await dataSource.query(OPEN_NIGHTLY, [provinceId, night, perMinute]);
  }

  async take(
    process: string,
    leaseMs: number,
    except: readonly string[],
  ): Promise<ReconciliationRun | undefined> {
    const [rows]: [TakenRow[], number] = await this.tools.dataSource.query(TAKE, [process, leaseMs, except]);
    const [row] = rows;
    return row && { ...row, way: row.way ?? undefined, agencyId: row.agencyId ?? undefined };
  }

  async renew(process: string, leaseMs: number): Promise<void> {
    await this.tools.dataSource.query(RENEW, [process, leaseMs]);
  }

  async release(process: string): Promise<void> {
    await this.tools.dataSource.query(GIVE_UP, [process]);
  }

  async page(run: ReconciliationRun, limit: number, settledMs: number): Promise<ReconciliationPage> {
    const next: NextRow[] =
      run.kind === 'fresh'
        ? await this.tools.dataSource.query(NEXT_FRESH, [run.id, limit, settledMs])
        : await this.tools.dataSource.query(run.way === 'digests' ? NEXT_PICKED : NEXT, [run.id, limit]);
    const ids = next.flatMap(({ id }) => id ?? []);
    const statement = run.isListed === true ? LOAD_LISTED : LOAD;
    const loaded = await loadRecords(this.tools, statement, { ids, settledMs });
    const records = next.flatMap(({ id, place }) => {
      const record = loaded.get(id ?? '');
      return record === undefined ? [] : [{ record, place }];
    });
    return {
      records: records.map(({ record }) => record),
      places: records.map(({ place }) => place),
      end: next.at(-1)?.place,
      isLast: run.kind === 'fresh' ? next.length === 0 : next.length < limit,
    };
  }

  async one(reference: string): Promise<RecordToReconcile | undefined> {
    const rows: { id: string }[] = await this.tools.dataSource.query(
      'select id from national_record where reference = $1',
      [reference],
    );
    const ids = rows.map(({ id }) => id);
    const loaded = await loadRecords(this.tools, LOAD_LISTED, { ids, settledMs: 0 });
    return loaded.get(ids[0] ?? '');
  }

  async mayAsk(agencyId: string): Promise<boolean> {
    const byHand: unknown[] = await this.tools.dataSource.query(
      'select from hand_agency where agency_id = $1',
      [agencyId],
    );
    return byHand.length === 0;
  }

  async note(run: ReconciliationRun, page: ReconciledPage): Promise<void> {
    const { dataSource, provinceId } = this.tools;
    await dataSource.transaction(async (manager) => {
      const read = await stillAsRead(manager, page.results.filter(isCompared));
      const compared = read.filter(isOfBothSides);
      const foreign = compared.reduce((sum, { verdict }) => sum + verdict.foreign, 0);
      if (read.length > 0) await writeCompared(manager, read);
      if (foreign > 0)
        await manager.query(OF_FAR_SIDE, [provinceId, 'FOREIGN_ROWS', FINDINGS.FOREIGN_ROWS.class, '[]']);
      const unanswered = page.results.length - page.results.filter(isCompared).length;
      const count = (wanted: ComparisonClass): number =>
        compared.filter(({ verdict }) => verdict.class === wanted).length;
      await manager.query(ADVANCE, [
        run.id,
        page.place ?? null,
        page.isFinished,
        compared.length,
        unanswered,
        page.requests,
        foreign,
        count('matching'),
        count('onlyLocal'),
        count('onlyNational'),
        count('different'),
      ]);
      if (page.isFinished) await manager.query(FAR_SIDE_BEHAVES, [run.id]);
      if (page.isFinished) await manager.query(FORGET_PICKS);
    });
  }
}

function isCompared(result: Reconciled): result is Compared {
  return result.verdict.kind === 'compared';
}

/** What was never sent and is not there says nothing of both sides. */
function isOfBothSides({ isSent, verdict }: Compared): boolean {
  return isSent || verdict.findings.length > 0;
}

async function stillAsRead(
  manager: EntityManager,
  results: readonly Compared[],
): Promise<readonly Compared[]> {
  if (results.length === 0) return [];
  const asked = results.map(({ recordId, attemptNo }) => ({ id: recordId, attempt: attemptNo }));
  const rows: { id: string }[] = await manager.query(STILL_AS_READ, [toJsonb(asked)]);
  const kept = new Set(rows.map(({ id }) => id));
  return results.filter(({ recordId }) => kept.has(recordId));
}

async function writeCompared(manager: EntityManager, compared: readonly Compared[]): Promise<void> {
  const states = compared.filter(isOfBothSides).map(({ recordId, agencyId, caseVersion, verdict }) => ({
    id: recordId,
    agency_id: agencyId,
    class: verdict.class,
    version: caseVersion,
    agreed: Object.fromEntries(verdict.agreed),
    not_compared: verdict.notCompared,
  }));
  await manager.query(COMPARED, [toJsonb(states)]);
  const unsent = compared.filter((one) => !isOfBothSides(one)).map(({ recordId }) => recordId);
  if (unsent.length > 0) await manager.query(NOT_OF_BOTH_SIDES, [unsent]);
  const codes = compared.map(({ recordId, verdict }) => ({
    id: recordId,
    codes: verdict.findings.map(({ code }) => code),
  }));
  await manager.query(SETTLE, [toJsonb(codes)]);
  const found = compared.flatMap(({ recordId, agencyId, verdict }) =>
    verdict.findings.map(({ code, fields, nationalIds }) => ({
      id: recordId,
      agency_id: agencyId,
      code,
      class: FINDINGS[code].class,
      fields,
      national_ids: nationalIds,
    })),
  );
  await guard(manager, codes, found.length === 0 ? [] : await manager.query(FOUND, [toJsonb(found)]));
}

interface FoundRow {
  readonly id: string;
  readonly code: FindingCode;
  readonly is_new: boolean;
}

/** Stops what would do harm, lets go of what would not any more, and asks anew about what was approved without knowing. */
async function guard(
  manager: EntityManager,
  codes: readonly { readonly id: string; readonly codes: readonly FindingCode[] }[],
  found: readonly FoundRow[],
): Promise<void> {
  const stops = found.filter(({ code }) => stopsDelivery(code)).map(({ id, code }) => ({ id, code }));
  if (stops.length > 0) await manager.query(HOLD, [toJsonb(stops)]);
  const goesOn = codes.filter((one) => !one.codes.some(stopsDelivery)).map(({ id }) => id);
  if (goesOn.length > 0) await manager.query(RELEASE, [goesOn]);
  const overwritten = found.filter(({ code, is_new }) => is_new && FINDINGS[code].risk === 'overwrite');
  if (overwritten.length > 0) await manager.query(ASK_AGAIN, [overwritten.map(({ id }) => id)]);
}
