import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createHouseSealBox, loadKeyFile } from '@kntc/confidentiality';
import { partialDate, Sealed, type PetitionKind } from '@kntc/domain';
import { keyFileOf, loadEnvironment, randomIds } from '@kntc/platform';
import { createDataSource, PgStrangers } from '@kntc/storage';
import { fakeDigest } from '../fakes';
import type { MiniRoad } from '../journey/mini-road';

/** Stores a case that only the far side knows, sealed with the key of the road. @returns id of the proposal */
export async function aProposal(
  road: MiniRoad,
  agencyId: string,
  kind: PetitionKind = 'KN',
  nationalId: string = randomUUID(),
): Promise<string> {
  const dataSource = createDataSource(road.databaseUrl, 1);
  await dataSource.initialize();
  const environment = loadEnvironment({ KNTC_DATA_DIR: join(road.configDir, 'var') });
  const house = createHouseSealBox(loadKeyFile(keyFileOf(environment), { createIfMissing: false }));
  const store = new PgStrangers({
    dataSource,
    ids: randomIds,
    house,
    search: fakeDigest,
    provinceId: 'MINI',
  });
  const who = { names: ['Nguyễn Thị Bí Danh'], idNumbers: [], content: 'Nội dung.' };
  const facts = {
    kind,
    receivedOn: partialDate('2026-03-02'),
    steps: ['case'] as const,
    who: Sealed.of(who, 'd'),
  };
  await store.note({
    account: randomUUID(),
    from: undefined,
    cursor: '1',
    found: [{ nationalId, agencyId, way: 'entered', facts }],
    gone: [],
  });
  await dataSource.destroy();
  const { rows } = await road.own.query<{ id: string }>('select id from proposal where national_id = $1', [
    nationalId,
  ]);
  return rows[0]?.id ?? '';
}
