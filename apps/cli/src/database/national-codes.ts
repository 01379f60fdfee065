import { GatewayError, type CodeRow } from '@kntc/domain';
import { PgConfiguration } from '@kntc/storage';
import { Refusal } from '../refusal';
import { withCurrentDatabase } from './open-database';
import type { Place } from './place';

/** The national lists as the gateway's database knows them; none before there is one, or when it cannot be read. */
export async function nationalCodesOf(place: Place): Promise<readonly CodeRow[]> {
  try {
    return await withCurrentDatabase(place, ({ dataSource }) =>
      new PgConfiguration(dataSource, '').nationalCodes(),
    );
  } catch (err) {
    if (err instanceof Refusal || err instanceof GatewayError) return [];
    throw err;
  }
}
