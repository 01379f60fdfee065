import { auditKeeping, keyFingerprint, loadKeyFile } from '@kntc/confidentiality';
import type { AuditKeeping, Keys } from '@kntc/confidentiality';
import { GatewayError } from '@kntc/domain';
import { keyFileOf, randomIds, systemClock, witnessFile } from '@kntc/platform';
import { PgAudit, PgOperations } from '@kntc/storage';
import { withCurrentDatabase, type OpenDatabase } from './open-database';
import type { Place } from './place';

export interface OpenAudit extends AuditKeeping {
  readonly audit: PgAudit;
  /** File of the witness. */
  readonly path: string;
  /** Of the key file, which is the one the database is bound to. */
  readonly keys: Keys;
}

/**
 * The audit of an open database. A link made with another key would look like a forged one for ever after, so the key
 * file must be the one the database is bound to.
 * @throws GatewayError `GW_T303` when it is missing, damaged or another one
 */
export async function openAudit(
  { environment }: Place,
  { dataSource, questions, url }: OpenDatabase,
): Promise<OpenAudit> {
  const file = keyFileOf(environment);
  const keys = loadKeyFile(file, { createIfMissing: false });
  const bound = await questions.binding();
  if (bound !== undefined && bound.keyFingerprint !== keyFingerprint(keys))
    throw new GatewayError('GW_T303', `${file} belongs to another database`);
  const path = witnessFile(environment, url);
  const keeping = auditKeeping(keys, path);
  return { ...keeping, keys, audit: new PgAudit(dataSource, { ...keeping, clock: systemClock }), path };
}

/** Opens the database for what people decide. */
export function withOperations<T>(
  place: Place,
  work: (operations: PgOperations, database: OpenDatabase) => Promise<T>,
): Promise<T> {
  return withCurrentDatabase(place, async (database) => {
    const { audit } = await openAudit(place, database);
    return work(new PgOperations(database.dataSource, randomIds, audit), database);
  });
}
