import { createKeyedDigest, createSearchDigest, createSealing, Keys } from '@kntc/confidentiality';
import { randomIds, systemClock } from '@kntc/platform';
import { connect, createDataSource, KeyRegister, migrate, PgIntakeStore } from '@kntc/storage';
import { madeRecord, PROVINCE_ID, SOURCE_ID } from './made-case';

/** The same in every process of the bench. */
const KEYS = Keys.of({
  id: '00112233aabbccdd',
  sealingKey: new Uint8Array(32).fill(1),
  digestKey: new Uint8Array(32).fill(2),
});
const PAGE = 250;

/** How the bench seals. */
export function benchSealing() {
  return createSealing({
    keys: KEYS,
    kept: { read: () => KEYS, replace: () => undefined },
    clock: systemClock,
  });
}

/**
 * So many cases as intake stores them, sealed. Nine of ten stand at the far side with every step they have, as the version that is
 * stored: what the forms count of it is all that matters here.
 */
export async function fillCases(databaseUrl: string, cases: number): Promise<void> {
  const dataSource = createDataSource(databaseUrl);
  await connect(dataSource);
  await migrate(dataSource);
  const { seals, custody } = benchSealing();
  await dataSource.query(
    "insert into source (id, agency_id, title, mapping_version) values ($1, $2, 'Bench', 'bench')",
    [SOURCE_ID, PROVINCE_ID],
  );
  await new KeyRegister(dataSource, custody, PROVINCE_ID).start();
  const intake = new PgIntakeStore(dataSource, seals, randomIds, createSearchDigest(KEYS));
  const keyed = createKeyedDigest(KEYS);
  for (let from = 0; from < cases; from += PAGE) {
    const records = Array.from({ length: Math.min(PAGE, cases - from) }, (_none, at) =>
      madeRecord(from + at, keyed),
    );
    const batch = { sourceId: SOURCE_ID, provinceId: PROVINCE_ID, mappingVersion: 'bench', records };
    const { kind } = await intake.commit(batch);
    if (kind !== 'stored') throw new Error(`a batch was not stored: ${kind}`);
  }
  await dataSource.query(CONFIRMED);
  await dataSource.query('analyze');
  await dataSource.destroy();
}

const CONFIRMED = `
  insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest, protected_digest, identity_digest,
    case_version, body_sha256, confirmed_at)
  select n.id, m.milestone, m.ordinal, n.agency_id, '', '', '', '', 1, '', clock_timestamp()
  from national_record n join (
    select case_id, 'case' as milestone, 1 as ordinal from national_record
    union all select case_id, milestone, ordinal from case_milestone
    where milestone in ('handling', 'acceptance', 'resolution')) m on m.case_id = n.case_id
  where abs(hashtext(n.reference)) % 10 > 0`;
