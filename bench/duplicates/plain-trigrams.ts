import type { PetitionToMatch } from '@kntc/duplicates';
import type { createDataSource } from '@kntc/storage';
import { petitionsIn } from './read-data';

type DataSource = ReturnType<typeof createDataSource>;

const AT_ONCE = 2_000;

interface Row {
  readonly name: string;
  readonly province: string;
}

function rowOf({ petitioners: [first] }: PetitionToMatch): Row {
  return { name: (first?.fullName ?? '').toLowerCase(), province: first?.address?.province ?? '' };
}

/** What somebody builds first: names with a trigram index. */
export async function fillTrigrams(dataSource: DataSource, folder: string): Promise<void> {
  await dataSource.query('create extension if not exists pg_trgm');
  await dataSource.query('create table plain_petition (name text not null, province text not null)');
  let batch: Row[] = [];
  const flush = async (): Promise<void> => {
    await dataSource.query('insert into plain_petition select * from unnest($1::text[], $2::text[])', [
      batch.map(({ name }) => name),
      batch.map(({ province }) => province),
    ]);
    batch = [];
  };
  for await (const petition of petitionsIn(folder)) {
    batch.push(rowOf(petition));
    if (batch.length === AT_ONCE) await flush();
  }
  if (batch.length > 0) await flush();
  await dataSource.query('create index plain_petition_name on plain_petition using gin (name gin_trgm_ops)');
  await dataSource.query('vacuum analyze plain_petition');
}

/** Milliseconds of each search for names like those of the probes, within their province. */
export async function askTrigrams(
  dataSource: DataSource,
  probes: readonly PetitionToMatch[],
): Promise<readonly number[]> {
  const taken: number[] = [];
  for (const { name, province } of probes.map(rowOf)) {
    const startedMs = performance.now();
    await dataSource.query(
      'select name from plain_petition where name % $1 and province = $2 order by similarity(name, $1) desc limit 50',
      [name, province],
    );
    taken.push(performance.now() - startedMs);
  }
  return taken;
}
