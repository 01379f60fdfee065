import { GatewayError } from '@kntc/domain';
import type { KeyWrapper, PlacedKey, RecordSeals, WrappedKey } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { rawContext } from '../intake/stored-records';
import { packBytes, viewOf } from '../rows/packed-bytes';
import { resealed } from '../rows/seal-case';
import { IS_OLD_VERSION } from './key-usage';
import { keyPlace, storedKeyOf, usable, type KeyColumns } from './stored-key';

/** Keys of one page: one call to the key store each way. */
const KEYS_AT_ONCE = 500;
/** Whole records and cases of one page; each may hold a long text. */
const VALUES_AT_ONCE = 50;

const TO_REWRAP = `
  select id, source_id, local_key, data_key, kek from source_record
  where id > $1 and kek <> $2 order by id limit ${KEYS_AT_ONCE}`;

/** Only where the key is still the one that was unwrapped; a row that intake holds is left for another pass. */
const REWRAPPED = `
  with page as (
    select id, kek, substring($3::bytea from new_at for new_size) as new_key,
      substring($6::bytea from old_at for old_size) as old_key
    from unnest($1::bigint[], $2::text[], $4::int[], $5::int[], $7::int[], $8::int[])
      as p(id, kek, new_at, new_size, old_at, old_size)),
  free as (
    select r.id from source_record r where r.id = any($1::bigint[]) order by r.id for update skip locked)
  update source_record r set data_key = page.new_key, kek = page.kek
  from page join free using (id) where r.id = page.id and r.data_key = page.old_key returning r.id`;

const TO_RESEAL = `
  select id, source_id, local_key, raw, data_key, kek from source_record
  where id > $1 and kek is null order by id limit ${VALUES_AT_ONCE} for update skip locked`;

const RESEALED = `
  update source_record r set raw = substring($2::bytea from raw_at for raw_size),
    data_key = substring($5::bytea from key_at for key_size), kek = $8
  from unnest($1::bigint[], $3::int[], $4::int[], $6::int[], $7::int[])
    as p(id, raw_at, raw_size, key_at, key_size)
  where r.id = p.id`;

const OLD_VERSIONS = `
  select v.case_id, v.version, v.plain, v.secret, r.source_id, r.local_key, r.data_key, r.kek
  from case_version v join source_record r on r.case_id = v.case_id
  where (v.case_id, v.version) > ($1::uuid, $2::int) and ${IS_OLD_VERSION} and r.kek is not null
  order by v.case_id, v.version limit ${VALUES_AT_ONCE}`;

/** Where a page ended, and what became of it. */
export interface RewrapPage {
  readonly changed: number;
  /** Keys and values that do not open: they stay as they are. */
  readonly unreadable: number;
  /** `undefined`: there was nothing after it. */
  readonly next: string | undefined;
}

type KeyRow = KeyColumns & { readonly id: string };
type RawRow = KeyRow & { readonly raw: Buffer };
type VersionRow = KeyColumns & {
  readonly case_id: string;
  readonly version: number;
  readonly plain: Buffer;
  readonly secret: Buffer;
};

export interface RewrapTools {
  readonly dataSource: DataSource;
  readonly wrapper: KeyWrapper;
  readonly seals: RecordSeals;
}

/**
 * Brings records under the active key-encryption key, page by page, beside running gateways. Each page is one transaction
 * and what is done is seen in the rows themselves: stopped anywhere, it goes on from where it was. A record keeps its data
 * key; only those sealed before there were data keys are sealed anew.
 */
export class Rewrap {
  constructor(private readonly tools: RewrapTools) {}

  /** Data keys wrapped by another key-encryption key than `kek`. */
  async keys(kek: string, after = '0'): Promise<RewrapPage> {
    const { dataSource, wrapper } = this.tools;
    const rows: KeyRow[] = await dataSource.query(TO_REWRAP, [after, kek]);
    const placed = rows.flatMap((row) => {
      const { place, key } = storedKeyOf(row);
      return key === undefined ? [] : [{ id: row.id, place, ...key }];
    });
    const opened = placed.length === 0 ? [] : await wrapper.unwrap(placed);
    const readable = placed.flatMap((key, index) => {
      const plain = opened[index];
      return plain === undefined || plain instanceof GatewayError ? [] : [{ ...key, key: plain }];
    });
    const wrapped = readable.length === 0 ? [] : await wrapper.wrap(readable, kek);
    for (const { key } of readable) key.fill(0);
    const changed = await this.#storeKeys(readable, wrapped);
    return { changed, unreadable: placed.length - readable.length, next: pageEnd(rows, KEYS_AT_ONCE) };
  }

  /** Records without a data key: their raw form is sealed with one. */
  records(kek: string, after = '0'): Promise<RewrapPage> {
    return this.tools.dataSource.transaction(async (manager) => {
      const rows: RawRow[] = await manager.query(TO_RESEAL, [after]);
      const old = await this.tools.seals.of(rows.map(storedKeyOf));
      const fresh = await this.tools.seals.fresh(
        rows.map((row) => keyPlace(row.source_id, row.local_key)),
        kek,
      );
      const done = rows.flatMap((row, index) => {
        const seal = fresh[index];
        const context = rawContext(row.source_id, row.local_key);
        const raw = openedOrNot(() => usable(old[index]).open(row.raw, context));
        if (seal === undefined || raw === undefined) return [];
        return [{ id: row.id, raw: viewOf(seal.box.seal(raw, context)), key: viewOf(seal.key.bytes) }];
      });
      if (done.length > 0) {
        const raw = packBytes(done.map((one) => one.raw));
        const key = packBytes(done.map((one) => one.key));
        await manager.query(RESEALED, [
          done.map(({ id }) => id),
          raw.bytes,
          raw.starts,
          raw.lengths,
          key.bytes,
          key.starts,
          key.lengths,
          kek,
        ]);
      }
      const unreadable = rows.length - done.length;
      return { changed: done.length, unreadable, next: pageEnd(rows, VALUES_AT_ONCE) };
    });
  }

  /** Case versions from before there were data keys, of records that have one by now. */
  async versions(after = '00000000-0000-0000-0000-000000000000 0'): Promise<RewrapPage> {
    const { dataSource, seals } = this.tools;
    const rows: VersionRow[] = await dataSource.query(OLD_VERSIONS, after.split(' '));
    const boxes = await seals.of(rows.map(storedKeyOf));
    let changed = 0;
    for (const [index, row] of rows.entries()) {
      const halves = openedOrNot(() => resealed(row, row.case_id, row.version, usable(boxes[index])));
      if (halves === undefined) continue;
      await dataSource.query(
        'update case_version set plain = $3, secret = $4 where case_id = $1 and version = $2',
        [row.case_id, row.version, halves.plain, halves.secret],
      );
      changed += 1;
    }
    const last = rows.length < VALUES_AT_ONCE ? undefined : rows.at(-1);
    return {
      changed,
      unreadable: rows.length - changed,
      next: last && `${last.case_id} ${last.version}`,
    };
  }

  async #storeKeys(
    old: readonly (PlacedKey & { readonly id: string })[],
    wrapped: readonly WrappedKey[],
  ): Promise<number> {
    if (old.length === 0) return 0;
    const newKeys = packBytes(wrapped.map(({ bytes }) => viewOf(bytes)));
    const oldKeys = packBytes(old.map(({ bytes }) => viewOf(bytes)));
    const rows: unknown[] = await this.tools.dataSource.query(
      `with done as (${REWRAPPED}) select id from done`,
      [
        old.map(({ id }) => id),
        wrapped.map(({ kek }) => kek),
        newKeys.bytes,
        newKeys.starts,
        newKeys.lengths,
        oldKeys.bytes,
        oldKeys.starts,
        oldKeys.lengths,
      ],
    );
    return rows.length;
  }
}

/** `undefined` for a value that does not open; anything else that goes wrong is thrown. */
function openedOrNot<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (err) {
    if (err instanceof GatewayError) return undefined;
    throw err;
  }
}

function pageEnd(rows: readonly { readonly id: string }[], limit: number): string | undefined {
  return rows.length < limit ? undefined : rows.at(-1)?.id;
}
