import {
  type Descent,
  type DescentStore,
  type FieldDifference,
  FINDINGS,
  type ReconciliationRun,
} from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { PgRecordDigests } from '../digests/pg-record-digests';
import { toJsonb } from '../rows/to-jsonb';
import {
  DESCENDED,
  LOOK_UP_ALL,
  MAKE_UNDIGESTED_DUE,
  PICK,
  PICK_DOUBTFUL,
  PICK_SHARE,
} from './descent-statements';
import { OF_FAR_SIDE } from './finding-statements';

/** Records a night reads whole whatever the digests say: with fifty in one request, ten requests. */
const NIGHTLY_SHARE = 500;
/** Records that one run makes due for their digests: delivery makes a plan of each. The next run goes on. */
const DUE_AT_ONCE = 5_000;
/** One is enough to ask; thousands would only fill the row. */
const MOST_EVIDENCE = 20;

/** {@link DescentStore} in PostgreSQL. */
export class PgDescents extends PgRecordDigests implements DescentStore {
  constructor(
    private readonly connection: DataSource,
    private readonly provinceId: string,
  ) {
    super(connection);
  }

  async pick(run: ReconciliationRun, references: readonly string[]): Promise<number> {
    if (references.length === 0) return 0;
    const rows: unknown[] = await this.connection.query(PICK, [run.id, references]);
    return rows.length;
  }

  async descended(run: ReconciliationRun, { requests, onlyNational }: Descent): Promise<void> {
    await this.connection.transaction(async (manager) => {
      await manager.query(PICK_DOUBTFUL, [run.id]);
      if (run.kind === 'nightly') await manager.query(PICK_SHARE, [run.id, NIGHTLY_SHARE]);
      await manager.query(DESCENDED, [run.id, requests, onlyNational]);
      await manager.query(MAKE_UNDIGESTED_DUE, [run.id, DUE_AT_ONCE]);
    });
  }

  async lookUpAll(run: ReconciliationRun, doubts: readonly string[], requests: number): Promise<void> {
    const { class: of } = FINDINGS.DIGESTS_WRONG;
    await this.connection.transaction(async (manager) => {
      await manager.query(LOOK_UP_ALL, [run.id, doubts.length, requests]);
      if (doubts.length > 0)
        await manager.query(OF_FAR_SIDE, [this.provinceId, 'DIGESTS_WRONG', of, toJsonb(evidenceOf(doubts))]);
    });
  }
}

/** Shown where fields of a record would be. */
function evidenceOf(doubts: readonly string[]): readonly FieldDifference[] {
  return doubts.slice(0, MOST_EVIDENCE).map((doubt) => ({ field: doubt, theirs: '' }));
}
