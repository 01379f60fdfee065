import { auditKeeping, keyFingerprint, loadKeyFile } from '@kntc/confidentiality';
import type { AuditKeeping, Keys, WitnessPlace } from '@kntc/confidentiality';
import { GatewayError, type AuditWitness } from '@kntc/domain';
import {
  addressGuardOf,
  keyFileOf,
  randomIds,
  receiptWitnessPlaces,
  systemClock,
  witnessHttp,
  witnessPlaces,
} from '@kntc/platform';
import { PgAudit, PgOperations } from '@kntc/storage';
import { wrongUsage } from '../refusal';
import { withCurrentDatabase, type OpenDatabase } from './open-database';
import { openApprovals, type NamedPeople } from './open-approvals';
import type { Place } from './place';

export interface OpenAudit extends AuditKeeping {
  readonly audit: PgAudit;
  /** Of the key file, which is the one the database is bound to. */
  readonly keys: Keys;
  /** Who remembers how far the receipts have come. */
  readonly receiptWitness: AuditWitness;
}

/**
 * The audit of an open database. A link made with another key would look like a forged one for ever after, so the key
 * file must be the one the database is bound to.
 * @param witnessLog what the log server wrote, for a witness that is one
 * @throws GatewayError `GW_T303` when it is missing, damaged or another one
 */
export async function openAudit(
  { environment }: Place,
  { dataSource, questions, url }: OpenDatabase,
  witnessLog?: string,
): Promise<OpenAudit> {
  const file = keyFileOf(environment);
  const keys = loadKeyFile(file, { createIfMissing: false });
  const bound = await questions.binding();
  if (bound !== undefined && bound.keyFingerprint !== keyFingerprint(keys))
    throw new GatewayError('GW_T303', `${file} belongs to another database`);
  const places = withLog(witnessPlaces(environment, url), witnessLog);
  const addresses = await addressGuardOf(environment, url);
  const keeping = auditKeeping(keys, places, witnessHttp(addresses, places));
  const ofReceipts = withLog(receiptWitnessPlaces(environment, url), witnessLog);
  const receiptWitness = auditKeeping(keys, ofReceipts, witnessHttp(addresses, ofReceipts)).witness;
  return {
    ...keeping,
    keys,
    receiptWitness,
    audit: new PgAudit(dataSource, { ...keeping, clock: systemClock }),
  };
}

/** A log server cannot be asked: what it wrote is in a file. */
function withLog(places: readonly WitnessPlace[], logFile: string | undefined): readonly WitnessPlace[] {
  if (logFile === undefined) return places;
  if (!places.some(({ kind }) => kind === 'syslog'))
    throw wrongUsage(
      'KNTC_AUDIT_WITNESS không có địa chỉ syslog nào.',
      'Bỏ --witness-log, hoặc thêm syslog://máy:cổng vào KNTC_AUDIT_WITNESS.',
    );
  return places.map((place) => (place.kind === 'syslog' ? { ...place, logFile } : place));
}

/** Opens the database for what people decide. */
export function withOperations<T>(
  place: Place,
  people: NamedPeople,
  work: (operations: PgOperations, database: OpenDatabase) => Promise<T>,
): Promise<T> {
  return withCurrentDatabase(place, async (database) => {
    const { audit } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people });
    return work(new PgOperations(database.dataSource, randomIds, audit, approvals), database);
  });
}
