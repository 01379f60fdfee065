import { FAR_SIDE_AGENCY } from '@kntc/domain';
import type { FoundPetition, Ids, NationalLookUps, RecordSeals, UncheckedCase } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { storedKeyOf } from '../keys/stored-key';
import { LET_GO } from './check-statements';
import { holdPetitions } from './hold-petitions';
import { ANSWERED, DROP_MATCHES, KEEP_MATCHES, NEXT, OURS, READ_NOT } from './look-up-statements';
import { CHECK_LOCK, uncheckedCase, type CaseRow } from './pg-duplicate-checks';

export interface LookUpTools {
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  readonly ids: Ids;
}

/** {@link NationalLookUps} in PostgreSQL. */
export class PgNationalLookUps implements NationalLookUps {
  constructor(private readonly tools: LookUpTools) {}

  async next(): Promise<UncheckedCase | undefined> {
    const { dataSource, seals } = this.tools;
    const rows: CaseRow[] = await dataSource.query(NEXT);
    const [row] = rows;
    if (row === undefined) return undefined;
    const [box] = await seals.of([storedKeyOf(row)]);
    const asked = uncheckedCase(row, box);
    if (asked !== undefined) return asked;
    // One that cannot be read goes its way without being asked about, and delivery says why it cannot.
    await dataSource.query(READ_NOT, [row.id, row.version]);
    return this.next();
  }

  async ofOthers(found: readonly FoundPetition[]): Promise<readonly FoundPetition[]> {
    const ids = found.map(({ nationalId }) => nationalId);
    const rows: { id: string | null; reference: string }[] = await this.tools.dataSource.query(OURS, [
      ids,
      ids.map((id) => id.toLowerCase()),
      found.flatMap(({ reference }) => reference ?? []),
    ]);
    const [ours, references] = [new Set(rows.map(({ id }) => id)), new Set(rows.map((row) => row.reference))];
    return found.filter(
      ({ nationalId, reference }) =>
        !ours.has(nationalId.toLowerCase()) && (reference === undefined || !references.has(reference)),
    );
  }

  settle(...[asked, matches, terms]: Parameters<NationalLookUps['settle']>): Promise<readonly number[]> {
    return this.tools.dataSource.transaction(async (manager) => {
      // As the comparison here: both hold and let go the same records.
      await manager.query('select pg_advisory_xact_lock($1)', [CHECK_LOCK]);
      const { caseId, version } = asked;
      const [current]: [unknown[], number] = await manager.query(ANSWERED, [caseId, version, matches.length]);
      if (current.length === 0) return [];
      await this.#keep(manager, caseId, matches);
      const isAccepted = new Map([[caseId, asked.case.acceptance !== undefined]]);
      await holdPetitions(manager, [caseId], isAccepted, terms);
      const lanes: { lane: number }[] = await manager.query(LET_GO, [[caseId], terms.now, 'changed', true]);
      return lanes.map(({ lane }) => lane);
    });
  }

  async #keep(
    manager: EntityManager,
    caseId: string,
    matches: Parameters<NationalLookUps['settle']>[1],
  ): Promise<void> {
    await manager.query(DROP_MATCHES, [caseId, matches.map(({ nationalId }) => nationalId.toLowerCase())]);
    if (matches.length === 0) return;
    const rows = matches.map(({ nationalId, situation, score, person, matter, modelVersion }) => ({
      id: this.tools.ids.uuid(),
      national_id: nationalId,
      situation,
      score,
      person,
      matter,
      model_version: modelVersion,
    }));
    await manager.query(KEEP_MATCHES, [caseId, JSON.stringify(rows), FAR_SIDE_AGENCY]);
  }
}
