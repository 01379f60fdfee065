import { createKeyedDigest } from '@kntc/confidentiality';
import { EntryPlanner } from '@kntc/delivery';
import { fieldDigest } from '@kntc/domain';
import type { KeyedDigest, NationalProfile } from '@kntc/domain';
import { createNationalProfile } from '@kntc/national';
import { createHttp, loadProvince, randomIds, systemClock } from '@kntc/platform';
import { PgConfiguration, PgEntryBatches } from '@kntc/storage';
import { withAllKeys, type OpenKeys } from '../database/open-keys';
import type { NamedPeople } from '../database/open-approvals';
import type { Place } from '../database/place';
import { credentialsOf, nationalSettings, NO_FILES } from './national-side';

/** Nothing is asked of it: where no interface may be used there may be no address either. */
const NOWHERE = 'http://127.0.0.1:9/KNTC';

/** Opens batches of manual entry with the plans of the gateway – same profile, same lists, same policy – and the barriers of its API. */
export function withBatches<T>(
  place: Place,
  people: NamedPeople,
  work: (batches: PgEntryBatches, open: OpenKeys) => Promise<T>,
): Promise<T> {
  return withAllKeys(place, people, async (open) => {
    const { dataSource, questions } = open.database;
    const keyedDigest = createKeyedDigest(open.keys);
    const { id, agencies } = loadProvince(place.environment.configDir);
    const codeBook = await new PgConfiguration(dataSource, id).loadCodeBook(agencies);
    const policy = (await questions.policy())?.policy;
    const planning = new EntryPlanner({
      profile: planningProfile(place, keyedDigest),
      codeBook: () => codeBook,
      identityPolicy: () => policy,
      fieldDigest: fieldDigest(keyedDigest),
    });
    const batches = new PgEntryBatches({ ...open, dataSource, ids: randomIds, keyedDigest, planning });
    return work(await batches.named(people.actor), open);
  });
}

/** The profile as far as it plans and tells; asked for anything over the wire it finds nobody. */
export function planningProfile({ environment, terminal }: Place, keyedDigest: KeyedDigest): NationalProfile {
  const settings = nationalSettings(environment);
  return createNationalProfile({
    settings,
    baseUrl: environment.nationalBaseUrl ?? NOWHERE,
    credentials: credentialsOf(environment, terminal.variables),
    files: NO_FILES,
    http: createHttp({ client: settings.connection.httpClient, connections: 1 }),
    keyedDigest,
    clock: systemClock,
  });
}
