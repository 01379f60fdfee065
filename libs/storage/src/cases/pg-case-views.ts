import { maskedParties } from '@kntc/domain';
import type { MaskedParties, PetitionKind, RecordSeals, StepKind, Wait } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { AccountScope } from '../access/row-scope';
import { visibleCase } from '../access/visible-case';
import { listOverlays, type OverlayRow } from '../overlays/list-overlays';
import { toRecordRow, type RecordRow } from '../reports/report-rows';
import { openCase } from './open-case';
import { waitOf, WAITS, type WaitRow } from './wait-of';

export interface ConfirmedStep {
  readonly step: StepKind;
  readonly ordinal: number;
  readonly confirmedAt: string;
}

/** One case as a person may look at it: nothing sealed. */
export interface CaseView extends Omit<RecordRow, 'kind'> {
  readonly caseId: string;
  readonly kind: PetitionKind;
  readonly steps: readonly ConfirmedStep[];
  /** Why it is not sent now although nothing is wrong with it. */
  readonly wait: Wait | undefined;
}

interface CaseRow {
  readonly case_id: string;
  readonly owner_id: string;
  readonly steps: readonly ConfirmedStep[];
  readonly waits: WaitRow | null;
}

/** More than a case has fields that can be completed. */
const MOST_OVERLAYS = 500;

/** Single cases for people, within what one account may see. */
export class PgCaseViews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: RecordSeals,
  ) {}

  /** The case, or nothing: that there is one the account may not know of looks the same. */
  async find(reference: string, scope: AccountScope): Promise<CaseView | undefined> {
    if ((await visibleCase(this.dataSource, reference, scope)) === undefined) return undefined;
    const rows: (Record<string, unknown> & CaseRow)[] = await this.dataSource.query(
      `select s.*, (select coalesce(json_agg(json_build_object('step', t.kind, 'ordinal', t.ordinal, 'confirmedAt',
             to_char(t.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by t.confirmed_at), '[]')
           from step t where t.national_record_id = s.national_record_id) as steps,
           ${WAITS} as waits
         from record_standing s where s.reference = $1`,
      [reference],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const { kind = 'KN', ...rest } = toRecordRow(row);
    return {
      ...rest,
      kind,
      agency: row.owner_id,
      caseId: row.case_id,
      steps: row.steps,
      wait: waitOf(row.waits),
    };
  }

  /** What people completed in it and did not take back, without values. */
  overlays(reference: string, scope: AccountScope): Promise<readonly OverlayRow[]> {
    return listOverlays(this.dataSource, { reference, limit: MOST_OVERLAYS }, scope);
  }

  /** Who takes part, masked; the secret half of the case stays shut. */
  async parties(caseId: string): Promise<MaskedParties | undefined> {
    const kase = await openCase(this.dataSource.manager, caseId, this.seals);
    return kase === undefined ? undefined : maskedParties(kase);
  }
}
