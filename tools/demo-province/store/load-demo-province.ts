import { ALL_AGENCIES } from '../data/agencies';
import * as codes from '../data/local-codes';
import { PLACES, PROVINCE_CODE, PROVINCE_NAME } from '../data/places';
import { generateDemoProvince, type DemoProvince } from '../generator/generate';
import { insertPetitions, insertRows, type SqlClient } from './insert-rows';
import { SCHEMA } from './schema';

// Two launchers at once must not both create the schema.
const LOCK = 7_210_639;

/**
 * Creates the local system with its rows unless it is there already. One transaction: a crash leaves nothing, a
 * repeat does nothing. The client must not be in a transaction.
 */
export async function loadDemoProvince(client: SqlClient): Promise<'loaded' | 'present'> {
  return inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rows } = await client.query(`select to_regclass('donthu.don') is not null as present`);
    if (rows[0]?.['present'] === true) return 'present';
    await createAndFill(client);
    return 'loaded';
  });
}

/** Throws the local system away and loads it anew, in one transaction. */
export async function resetDemoProvince(client: SqlClient): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await client.query('drop schema if exists donthu cascade');
    await createAndFill(client);
  });
}

export async function inTransaction<T>(client: SqlClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (err) {
    await client.query('rollback').catch(() => undefined); // the first error tells more than a lost connection
    throw err;
  }
}

async function createAndFill(client: SqlClient): Promise<void> {
  await client.query(SCHEMA);
  const province = generateDemoProvince();
  await insertCatalogues(client);
  await insertPetitions(client, province.petitions);
  await insertRows(client, 'hang_doi', queue(province));
}

/**
 * Petitions that move on while the demo runs: those that wait for their release point, then young ones. What might
 * be a denunciation stays unclassified: a tick would call it a proposal.
 */
function queue(province: DemoProvince): { don_id: number }[] {
  const waiting = province.dirty.filter(
    ({ expectation, petition }) =>
      expectation.class === 'waiting' &&
      (petition.don.loai_don !== null || petition.bi_don.every((row) => row.loai !== 'CN')),
  );
  const young = province.clean.filter(({ planned }) =>
    ['to-accept', 'received', 'accepted'].includes(planned.stage),
  );
  return [...waiting, ...young].map(({ petition }) => ({ don_id: petition.don.id }));
}

async function insertCatalogues(client: SqlClient): Promise<void> {
  await insertRows(
    client,
    'dm_co_quan',
    ALL_AGENCIES.map(({ code, name }) => ({ ma: code, ten: name })),
  );
  const districts = new Map(PLACES.map((place) => [place.districtCode, place.district]));
  await insertRows(client, 'dm_dia_ban', [
    { ma: PROVINCE_CODE, ten: PROVINCE_NAME, cap: 1, ma_cha: null },
    ...[...districts].map(([ma, ten]) => ({ ma, ten, cap: 2, ma_cha: PROVINCE_CODE })),
    ...PLACES.map((place) => ({ ma: place.wardCode, ten: place.ward, cap: 3, ma_cha: place.districtCode })),
  ]);
  await insertRows(
    client,
    'dm_linh_vuc',
    codes.FIELDS.map(({ code, name }) => ({ ma: code, ten: name })),
  );
  const groups: readonly (readonly [string, readonly codes.LocalCode[]])[] = [
    ['nguon_don', codes.CHANNELS],
    ['huong_xu_ly', codes.DIRECTIONS],
    ['ket_qua', codes.RESULTS],
    ['hinh_thuc', codes.DECISION_FORMS],
    ['loai_tai_lieu', codes.DOCUMENT_TYPES],
    ['dan_toc', codes.ETHNIC_GROUPS],
    ['quoc_tich', codes.COUNTRIES],
  ];
  const rows = groups.flatMap(([nhom, list]) =>
    list.map(({ code, name }) => ({ nhom, ma: code, ten: name })),
  );
  await insertRows(client, 'dm_chung', rows);
}
