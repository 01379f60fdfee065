import {
  auditKeeping,
  createKeyedDigest,
  createSealBox,
  keyFingerprint,
  loadKeyFile,
  type AuditKeeping,
} from '@kntc/confidentiality';
import { GatewayError } from '@kntc/domain';
import { keyFileOf, randomIds, systemClock, witnessFile } from '@kntc/platform';
import { PgAudit, PgOperations, PgRenditions } from '@kntc/storage';
import { withCurrentDatabase, type OpenDatabase } from './open-database';
import type { Place } from './place';

export interface OpenAudit extends AuditKeeping {
  readonly audit: PgAudit;
  readonly keys: ReturnType<typeof loadKeyFile>;
  /** File of the witness. */
  readonly path: string;
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

/** Opens the database for redacted renditions, with the key that opens what they stand for. */
export function withRenditions<T>(place: Place, work: (renditions: PgRenditions) => Promise<T>): Promise<T> {
  return withCurrentDatabase(place, async (database) => {
    const { audit, keys } = await openAudit(place, database);
    const tools = { seal: createSealBox(keys), keyedDigest: createKeyedDigest(keys), ids: randomIds, audit };
    return work(new PgRenditions(database.dataSource, tools));
  });
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
