import {
  confirmedEntry,
  statutoryEntry,
  type Case,
  noChannelItems,
  type LedgerClass,
  type NoChannelItem,
  type PetitionKind,
  type RecordClass,
  type RecordSeals,
  type ReportPeriod,
  type StatutoryEntry,
  type StepKind,
  type TwoSides,
} from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { NATIONAL, visible, type Columns, type RowScope } from '../access/row-scope';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
import { fromSealedRow } from '../rows/seal-case';
import { bareVisits } from '../receptions/bare-visits';

/** What the report forms of a period are counted from. */
export interface StatutoryBook extends TwoSides {
  /** Where each record stands in the ledger, by reference. */
  readonly standing: ReadonlyMap<string, LedgerClass | undefined>;
  /** What came in until the end of the period and is no case yet, so that no form counts it. */
  readonly notCases: readonly NotCases[];
  /** What of the cases no step of the interface carries. */
  readonly noChannel: readonly (NoChannelItem & { readonly reference: string; readonly agency: string })[];
}

export interface NotCases {
  readonly agency: string;
  readonly kind: PetitionKind | null;
  readonly class: Exclude<RecordClass, 'accepted' | 'noChannel'>;
  readonly records: number;
}

export interface BookFilter {
  readonly period: ReportPeriod;
  readonly agency?: string | undefined;
  /** As the cases stood at that moment; absent: as they stand now. */
  readonly asOf?: Date | undefined;
}

/** Bounds memory: only what is counted is kept of a case. */
const PAGE = 500;

type EntryRow = KeyColumns & {
  readonly id: string;
  readonly case_id: string;
  readonly reference: string;
  readonly agency_id: string;
  readonly version: number;
  readonly grouped: string;
  readonly class: LedgerClass | null;
  readonly is_gone_there: boolean;
  readonly steps: readonly {
    readonly kind: StepKind;
    readonly ordinal: number;
    readonly version: number;
  }[];
};

/**
 * Reads what the report forms count. Of every case only its plain half is opened: names, content and files of petitioners stay
 * shut. The far side's figures are those of the versions whose steps it confirmed, without what it no longer has.
 */
export class PgStatutory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: RecordSeals,
  ) {}

  /** @throws GatewayError `GW_T303` when the key of a record is not there */
  async book(filter: BookFilter, scope: RowScope = 'everything'): Promise<StatutoryBook> {
    const local: StatutoryEntry[] = [];
    const confirmed: StatutoryEntry[] = [];
    const noChannel: StatutoryBook['noChannel'][number][] = [];
    const standing = new Map<string, LedgerClass | undefined>();
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.#page(filter, scope, after);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
      const opened = await this.#opened(rows);
      for (const row of rows) {
        const cases = opened.get(row.case_id);
        const kase = cases?.get(row.version);
        if (cases === undefined || kase === undefined) continue;
        const who = { reference: row.reference, agency: row.agency_id, group: row.grouped };
        standing.set(row.reference, row.class ?? undefined);
        local.push(statutoryEntry(kase, who));
        const { reference, agency } = who;
        noChannel.push(...noChannelItems(kase).map((one) => ({ ...one, reference, agency })));
        const there = row.is_gone_there ? undefined : confirmedEntry(partsOf(row, cases), who);
        if (there !== undefined) confirmed.push(there);
      }
    }
    const visits = await bareVisits(this.dataSource, this.seals, filter, scope);
    for (const { reference } of visits) standing.set(reference, 'noChannel');
    const notCases = await this.#notCases(filter, scope);
    return { local: [...local, ...visits], confirmed, standing, noChannel, notCases };
  }

  #page({ period, agency, asOf }: BookFilter, scope: RowScope, after: string): Promise<readonly EntryRow[]> {
    const seen = visible(scope, 5, NATIONAL);
    return this.dataSource.query(
      `select n.id, n.case_id, n.reference, n.agency_id, r.source_id, r.local_key, r.data_key, r.kek,
         coalesce(f.duplicate_of, f.source_id || '/' || f.local_key) as grouped, l.class,
         coalesce(c.class = 'onlyLocal', false) or exists (select from finding g
           where g.national_record_id = n.id and g.code = 'ID_REASSIGNED' and g.settled_at is null) as is_gone_there,
         (select max(v.version) from case_version v where v.case_id = f.id
            and v.created_at <= coalesce($4::timestamptz, 'infinity')) as version,
         (select coalesce(json_agg(json_build_object('kind', t.kind, 'ordinal', t.ordinal, 'version', t.case_version)), '[]')
            from step t where t.national_record_id = n.id) as steps
       from national_record n join case_file f on f.id = n.case_id join source_record r on r.case_id = f.id
       left join ledger_record l on l.case_id = n.case_id and l.owner_id = n.agency_id
       left join comparison c on c.national_record_id = n.id
       where n.id > $1 and ($2::text is null or n.agency_id = $2) and (r.received_on is null or r.received_on <= $3)
         and (r.gone_at is null or r.gone_at > $4) and f.created_at <= coalesce($4::timestamptz, 'infinity')
         and ${seen.sql}
       order by n.id limit ${PAGE}`,
      [after, agency ?? null, period.to, asOf ?? null, ...seen.values],
    );
  }

  /** The versions that are counted, by case and number. */
  async #opened(rows: readonly EntryRow[]): Promise<ReadonlyMap<string, ReadonlyMap<number, Case>>> {
    const wanted = rows.flatMap(({ case_id: id, version, steps }) =>
      [...new Set([version, ...steps.map((step) => step.version)])].map((one) => [id, one] as const),
    );
    const versions: { case_id: string; version: number; plain: Buffer }[] = await this.dataSource.query(
      `select v.case_id, v.version, v.plain from unnest($1::uuid[], $2::int[]) as w(case_id, version)
       join case_version v on v.case_id = w.case_id and v.version = w.version`,
      [wanted.map(([id]) => id), wanted.map(([, version]) => version)],
    );
    const boxes = await this.seals.of(rows.map(storedKeyOf));
    const boxOf = new Map(rows.map(({ case_id: id }, index) => [id, boxes[index]]));
    const cases = new Map<string, Map<number, Case>>();
    for (const { case_id: id, version, plain } of versions) {
      // Without the other half: whatever is sealed in it cannot be opened from here.
      const kase = fromSealedRow({ plain, secret: NOTHING }, id, version, usable(boxOf.get(id)));
      cases.set(id, (cases.get(id) ?? new Map<number, Case>()).set(version, kase));
    }
    return cases;
  }

  #notCases({ period, agency }: BookFilter, scope: RowScope): Promise<readonly NotCases[]> {
    const seen = visible(scope, 3, LEDGER);
    return this.dataSource.query(
      `select l.owner_id as agency, l.kind, r.class, count(*)::int as records
       from ledger_record l join source_record r on r.id = l.id
       where l.case_id is null and r.class not in ('accepted', 'noChannel')
         and (r.received_on is null or r.received_on <= $1)
         and ($2::text is null or l.owner_id = $2) and ${seen.sql}
       group by 1, 2, 3 order by 1, 2, 3`,
      [period.to, agency ?? null, ...seen.values],
    );
  }
}

const NOTHING = Buffer.alloc(0);
const LEDGER: Columns = { caseId: 'l.case_id', agencyId: 'l.owner_id' };

function partsOf({ steps }: EntryRow, cases: ReadonlyMap<number, Case>) {
  return steps.flatMap(({ kind, ordinal, version }) => {
    const kase = cases.get(version);
    return kase === undefined ? [] : [{ key: { kind, ordinal }, case: kase }];
  });
}
