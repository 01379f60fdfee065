import { randomUUID } from 'node:crypto';
import { createHouseSealBox, createSearchDigest, Keys } from '@kntc/confidentiality';
import type { PartialDate, PetitionKind, PreparedCase } from '@kntc/domain';
import {
  hashedKeys,
  NORMALISER_VERSION,
  preparePetition,
  toStoredForm,
  type KindedKey,
  type PetitionToMatch,
  type Prepared,
} from '@kntc/duplicates';
import { PgDuplicateStore, type createDataSource } from '@kntc/storage';
import { petitionsIn, unitsIn } from './read-data';

type DataSource = ReturnType<typeof createDataSource>;

const AT_ONCE = 500;

/** Petitions of the generator in the tables the gateway has, prepared, sealed and keyed as it does. */
export class StoredPetitions {
  readonly store: PgDuplicateStore;
  readonly units;
  readonly seal;
  readonly #keyed;
  /** Id of the stored case by the id of the petition. */
  readonly caseIds = new Map<string, string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly folder: string,
  ) {
    const keys = Keys.of({
      id: '00112233445566ff',
      sealingKey: Buffer.alloc(32, 1),
      digestKey: Buffer.alloc(32, 2),
    });
    this.store = new PgDuplicateStore(dataSource);
    this.units = unitsIn(folder);
    this.seal = createHouseSealBox(keys);
    this.#keyed = createSearchDigest(keys);
  }

  async fill(): Promise<{ readonly seconds: number; readonly keys: number }> {
    // Cases themselves play no part in what is measured.
    await this.dataSource.query('alter table prepared_case drop constraint prepared_case_case_id_fkey');
    const startedMs = performance.now();
    let keys = 0;
    let batch: PreparedCase[] = [];
    const flush = async (): Promise<void> => {
      await this.store.put(batch);
      batch = [];
    };
    for await (const petition of petitionsIn(this.folder)) {
      const one = this.#stored(petition);
      keys += one.keys.length;
      batch.push(one);
      if (batch.length === AT_ONCE) await flush();
    }
    if (batch.length > 0) await flush();
    for (const table of ['blocking_key', 'prepared_case'])
      await this.dataSource.query(`vacuum analyze ${table}`);
    return { seconds: (performance.now() - startedMs) / 1_000, keys };
  }

  /** As a case that comes in is made ready. */
  ready(petition: PetitionToMatch): { readonly prepared: Prepared; readonly keys: readonly KindedKey[] } {
    const prepared = preparePetition(petition, this.units);
    return { prepared, keys: hashedKeys(prepared, this.#keyed) };
  }

  #stored(petition: PetitionToMatch): PreparedCase {
    const { prepared, keys } = this.ready(petition);
    const caseId = randomUUID();
    this.caseIds.set(petition.id, caseId);
    return {
      caseId,
      keys,
      agencyId: petition.agency ?? '',
      kind: (petition.caseType ?? 'KN') as PetitionKind,
      caseVersion: 1,
      receivedOn: (petition.receivedDate ?? '') as PartialDate,
      isAfterDecision: false,
      arrivedMs: 0,
      normaliserVersion: NORMALISER_VERSION,
      prepared: this.seal.seal(toStoredForm(prepared), caseId),
    };
  }
}
