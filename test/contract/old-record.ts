import type { Keys } from '@kntc/confidentiality';
import { encodeRawRecord, freezeCase } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { aCase, anAccepted, SOURCE } from '../builders';
import { sealedTheOldWay } from '../fakes';

/** Makes of a stored record what it was before records had keys of their own: sealed with the key file alone. */
export async function madeOldRecord(dataSource: DataSource, keys: Keys, key: string): Promise<void> {
  const [file]: { id: string }[] = await dataSource.query('select id from case_file where local_key = $1', [
    key,
  ]);
  const frozen = freezeCase(aCase({ registerNo: key }));
  const old = (value: unknown, context: string) =>
    sealedTheOldWay(keys, Buffer.from(JSON.stringify(value)), context);
  await dataSource.query('update case_version set plain = $2, secret = $3 where case_id = $1', [
    file?.id,
    old(frozen.plain, `case_version.plain|${file?.id}|1`),
    old(frozen.secret, `case_version.secret|${file?.id}|1`),
  ]);
  await dataSource.query(
    'update source_record set data_key = null, kek = null, raw = $2 where local_key = $1',
    [key, sealedTheOldWay(keys, encodeRawRecord(anAccepted(key).raw), `source_record.raw|${SOURCE}|${key}`)],
  );
}
