import { createKeyedDigest, createSealing, createSearchDigest, keyStores } from '@kntc/confidentiality';
import type { Keys, Sealing } from '@kntc/confidentiality';
import { addressGuardOf, keyStoresOf, loadProvince, randomIds, systemClock } from '@kntc/platform';
import {
  KeyRegister,
  KeyRotation,
  PgRenditions,
  PgSearch,
  PgSubjectBeside,
  PgSubjectCases,
  PgSubjectRequests,
  Rewrap,
} from '@kntc/storage';
import type { PgApprovals } from '@kntc/storage';
import { openApprovals, type NamedPeople } from './open-approvals';
import { openAudit, type OpenAudit } from './open-audit';
import { withCurrentDatabase, type OpenDatabase } from './open-database';
import type { Place } from './place';

/** Everything a command on keys, or on what they seal, works with. */
export interface OpenKeys extends Sealing {
  readonly database: OpenDatabase;
  readonly audit: OpenAudit['audit'];
  readonly keys: Keys;
  readonly keyFile: string;
  readonly provinceId: string;
  readonly approvals: PgApprovals;
  readonly register: KeyRegister;
  readonly rotation: KeyRotation;
  readonly rewrap: Rewrap;
  readonly search: PgSearch;
}

/**
 * Opens database, audit and key store for one command.
 * @throws GatewayError `GW_T303` when the key file is missing or another one
 */
export function withKeys<T>(
  place: Place,
  people: NamedPeople,
  work: (open: OpenKeys) => Promise<T>,
): Promise<T> {
  return withCurrentDatabase(place, async (database) => {
    const { dataSource } = database;
    const { audit, keys } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people });
    const addresses = await addressGuardOf(place.environment, database.url);
    const { settings, http } = keyStoresOf(place.environment, addresses);
    const sealing = createSealing({ keys, clock: systemClock, ...keyStores(settings, http) });
    const { custody, seals } = sealing;
    const provinceId = loadProvince(place.environment.configDir).id;
    return work({
      ...sealing,
      keyFile: settings.keyFile,
      keys,
      database,
      audit,
      provinceId,
      approvals,
      register: new KeyRegister(dataSource, custody, provinceId),
      rotation: new KeyRotation({
        dataSource,
        custody,
        audit,
        approvals,
        provinceId,
        firstKek: `file:${keys.id}`,
      }),
      search: new PgSearch({
        dataSource,
        search: createSearchDigest(keys),
        seals,
        audit,
        approvals,
        provinceId,
      }),
      rewrap: new Rewrap({ dataSource, wrapper: custody, seals }),
    });
  });
}

/** {@link withKeys} for what changes something: every key in use must be there. @throws GatewayError `GW_T308` */
export function withAllKeys<T>(
  place: Place,
  people: NamedPeople,
  work: (open: OpenKeys) => Promise<T>,
): Promise<T> {
  return withKeys(place, people, async (open) => {
    await open.register.start();
    return work(open);
  });
}

/** Opens the database for redacted renditions, with the keys that open what they stand for. */
export function withRenditions<T>(
  place: Place,
  people: NamedPeople,
  work: (renditions: PgRenditions) => Promise<T>,
): Promise<T> {
  return withKeys(place, people, async ({ database, keys, seals, house, audit, approvals }) =>
    work(
      new PgRenditions(database.dataSource, {
        seals,
        house,
        keyedDigest: createKeyedDigest(keys),
        ids: randomIds,
        audit,
        approvals,
      }),
    ),
  );
}

/** Requests of people about their own data, with what opens it. */
export interface OpenSubjects {
  readonly database: OpenDatabase;
  readonly requests: PgSubjectRequests;
  readonly cases: PgSubjectCases;
  /** What is no case: visits without a petition, cases that only the far side knows. */
  readonly beside: PgSubjectBeside;
  /** Cases that no search finds yet. */
  readonly unindexed: () => Promise<number>;
}

/** Opens what commands on data subjects work with. @throws GatewayError `GW_T308` */
export function withSubjects<T>(
  place: Place,
  people: NamedPeople,
  work: (open: OpenSubjects) => Promise<T>,
): Promise<T> {
  return withAllKeys(place, people, ({ database, keys, search, ...open }) => {
    const { dataSource } = database;
    const { seals, house, audit, approvals, provinceId } = open;
    const tools = { dataSource, seals, audit, approvals, provinceId };
    return work({
      database,
      requests: new PgSubjectRequests({ ...tools, keyedDigest: createKeyedDigest(keys), ids: randomIds }),
      cases: new PgSubjectCases({ ...tools, search: createSearchDigest(keys) }),
      beside: new PgSubjectBeside({ ...tools, house, search: createSearchDigest(keys) }),
      unindexed: () => search.unindexed(),
    });
  });
}
