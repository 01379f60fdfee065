import { GatewayError, canonicalJson, crosswalkContent, sha256 } from '@kntc/domain';
import type {
  AgencyRow,
  CodeListFetch,
  CodeListEntry,
  CodeListStore,
  CodeRow,
  CrosswalkRow,
} from '@kntc/domain';
import { CodeBookInMemory } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { beginWatch } from '../brakes/delivery-watch';
import { isSameAccounts } from './same-accounts';
import { storeCodeList } from './store-code-list';

export interface Binding {
  /** What the far side is: a URL, or `simulator:<state id>` for the bundled one whatever its port. */
  readonly endpoint: string;
  /** Names, never values: see `isSameAccounts`. */
  readonly account: string;
  readonly profile: string;
  /** Profiles whose databases this one goes on with, at the same endpoint. */
  readonly succeeds?: readonly string[];
  readonly keyFingerprint: string;
  readonly lanes: number;
}

/** Configuration as rows: what the gateway is bound to, which mappings, crosswalk and code lists are active. */
export class PgConfiguration implements CodeListStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly provinceId: string,
  ) {}

  /**
   * Binds a fresh database to one far side and one key, and refuses another later: ids of one national database
   * mean nothing in the next, and sending to the wrong one cannot be taken back.
   */
  async bind(binding: Binding): Promise<void> {
    await this.dataSource.query(
      `insert into binding (agency_id, endpoint, account, profile, key_fingerprint, lanes) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [
        this.provinceId,
        binding.endpoint,
        binding.account,
        binding.profile,
        binding.keyFingerprint,
        binding.lanes,
      ],
    );
    const rows: {
      endpoint: string;
      account: string;
      profile: string;
      key_fingerprint: string;
      lanes: number;
    }[] = await this.dataSource.query(
      'select endpoint, account, profile, key_fingerprint, lanes from binding',
    );
    const bound = rows[0];
    if (bound === undefined) throw new GatewayError('GW_T302', 'no binding');
    if (bound.key_fingerprint !== binding.keyFingerprint)
      throw new GatewayError('GW_T303', 'the key file belongs to another database');
    const differs = (['endpoint', 'account', 'profile', 'lanes'] as const).filter(
      (key) =>
        bound[key] !== binding[key] &&
        !(key === 'account' && isSameAccounts(bound.account, binding.account)) &&
        !(key === 'profile' && binding.succeeds?.includes(bound.profile) === true),
    );
    if (differs.length > 0) {
      throw new GatewayError(
        'GW_T302',
        differs.map((key) => `${key} is ${bound[key]}, started with ${binding[key]}`).join('; '),
      );
    }
    if (bound.account !== binding.account || bound.profile !== binding.profile)
      await this.dataSource.query('update binding set account = $1, profile = $2', [
        binding.account,
        binding.profile,
      ]);
  }

  /** Version of the crosswalk in use; none before the first import. */
  async crosswalkVersion(on: Pick<EntityManager, 'query'> = this.dataSource): Promise<string | undefined> {
    const found: { version: string }[] = await on.query('select version from crosswalk_version where active');
    return found[0]?.version;
  }

  /**
   * Stores crosswalk rows under the hash of their content and makes that version the active one.
   * @param on the transaction to do it in; without it one of its own
   */
  async importCrosswalk(
    rows: readonly CrosswalkRow[],
    on: EntityManager = this.dataSource.manager,
  ): Promise<string> {
    const version = versionOf(rows);
    await on.transaction(async (manager) => {
      const [before]: [unknown[], number] = await manager.query(
        'update crosswalk_version set active = false where active and version <> $1 returning version',
        [version],
      );
      if (before.length > 0)
        await beginWatch(manager, this.provinceId, { what: 'crosswalk', target: version.slice(0, 12) });
      const inserted: unknown[] = await manager.query(
        'insert into crosswalk_version (version, agency_id, active) values ($1, $2, false) on conflict do nothing returning version',
        [version, this.provinceId],
      );
      if (inserted.length > 0) await this.#insertCrosswalk(manager, version, rows);
      await manager.query('update crosswalk_version set active = true where version = $1', [version]);
    });
    return version;
  }

  async #insertCrosswalk(
    manager: EntityManager,
    version: string,
    rows: readonly CrosswalkRow[],
  ): Promise<void> {
    await manager.query(
      `insert into crosswalk_row
         (version, agency_id, source_id, list, local_code, national_code, valid_from, valid_until, parent_note)
       select $1, $2, source_id, list, local_code, national_code, valid_from, valid_until, parent_note
       from unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::date[], $8::date[], $9::text[])
         as c(source_id, list, local_code, national_code, valid_from, valid_until, parent_note)`,
      [
        version,
        this.provinceId,
        rows.map((row) => row.sourceId),
        rows.map((row) => row.list),
        rows.map((row) => row.localCode),
        rows.map((row) => row.nationalCode),
        rows.map((row) => row.validFrom ?? null),
        rows.map((row) => row.validUntil ?? null),
        rows.map((row) => row.parentNote ?? null),
      ],
    );
  }

  store(list: number, entries: readonly CodeListEntry[]): Promise<CodeListFetch> {
    return storeCodeList(this.dataSource, this.provinceId, list, entries);
  }

  /** The active crosswalk and the current entries of all lists as a code book. */
  async loadCodeBook(agencies: readonly AgencyRow[]): Promise<CodeBookInMemory> {
    const crosswalk = await this.crosswalk();
    const codes = await this.nationalCodes();
    const versions: { version: string }[] = await this.dataSource.query(
      `select 'crosswalk:' || version as version from crosswalk_version where active
       union all select 'list' || list || ':' || version from code_list_version where active order by 1`,
    );
    const version = sha256(canonicalJson([versions.map((row) => row.version), agencies]));
    return new CodeBookInMemory(version, { crosswalk, codes, agencies });
  }

  /** Rows of the crosswalk in use. */
  async crosswalk(on: Pick<EntityManager, 'query'> = this.dataSource): Promise<readonly CrosswalkRow[]> {
    const rows: Nullable<CrosswalkRow>[] = await on.query(
      `select r.source_id as "sourceId", r.list, r.local_code as "localCode", r.national_code as "nationalCode",
         r.valid_from::text as "validFrom", r.valid_until::text as "validUntil", r.parent_note as "parentNote"
       from crosswalk_row r join crosswalk_version v on v.version = r.version and v.active`,
    );
    return rows.map((row) => ({
      ...row,
      validFrom: row.validFrom ?? undefined,
      validUntil: row.validUntil ?? undefined,
      parentNote: row.parentNote ?? undefined,
    }));
  }

  /** Every name a code of a list had, with its days; none before the lists were fetched for the first time. */
  async nationalCodes(on: Pick<EntityManager, 'query'> = this.dataSource): Promise<readonly CodeRow[]> {
    const rows: Nullable<CodeRow>[] = await on.query(
      `select list, code, name, from_day::text as "validFrom", until_day::text as "validUntil"
       from code_entry order by list, code, since_version`,
    );
    return rows.map((row) => ({
      ...row,
      validFrom: row.validFrom ?? undefined,
      validUntil: row.validUntil ?? undefined,
    }));
  }

  /** How many national lists have been fetched at least once. */
  async fetchedLists(): Promise<number> {
    const rows: { count: string }[] = await this.dataSource.query(
      'select count(*) from code_list_version where active',
    );
    return Number(rows[0]?.count ?? 0);
  }
}

/** Optional members as a row of the database has them. */
type Nullable<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K];
};

/** Hash of what the rows say, in whatever order; where one stands in a file does not make another version. */
export function versionOf(rows: readonly CrosswalkRow[]): string {
  return sha256(rows.map(crosswalkContent).toSorted().join('\n'));
}
