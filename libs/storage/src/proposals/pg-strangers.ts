import type {
  Ids,
  KeyedDigest,
  ListedProposalStore,
  ListedStrangers,
  NationalChange,
  PetitionKind,
  ProposalStore,
  SealBox,
  Stranger,
  StrangersPage,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { viewOf } from '../rows/packed-bytes';
import { toJsonb } from '../rows/to-jsonb';
import { soughtHashes } from '../search/party-hashes';
import { proposalContext } from './proposal-rows';
import {
  FIRST_PLACE,
  GONE,
  LET_GO_ALL,
  MATCH,
  NEXT_PLACE,
  NOT_LISTED,
  NOW_OURS,
  PLACE,
  PROPOSE,
  PROPOSE_LISTED,
  STRANGERS,
} from './proposal-statements';

export interface StrangerTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  /** Seals what belongs to no record. */
  readonly house: SealBox;
  /** Of the terms by which parties are found. */
  readonly search: KeyedDigest;
  readonly provinceId: string;
}

const MATCH_LOCK = 5_410_360;

/** {@link ProposalStore} and {@link ListedProposalStore} in PostgreSQL. */
export class PgStrangers implements ProposalStore, ListedProposalStore {
  constructor(private readonly tools: StrangerTools) {}

  async place(account: string): Promise<{ readonly cursor: string | undefined } | undefined> {
    const rows: { cursor: string | null }[] = await this.tools.dataSource.query(PLACE, [account]);
    return rows[0] && { cursor: rows[0].cursor ?? undefined };
  }

  async strangersAmong(
    changes: readonly Pick<NationalChange, 'id' | 'reference'>[],
  ): Promise<readonly string[]> {
    const asked = changes.map(({ id, reference }) => ({ id, reference }));
    const rows: { id: string }[] = await this.tools.dataSource.query(STRANGERS, [toJsonb(asked)]);
    return rows.map(({ id }) => id);
  }

  note({ account, from, cursor, found, gone }: StrangersPage): Promise<boolean> {
    return this.tools.dataSource.transaction(async (manager) => {
      const moved: unknown[] =
        from === undefined
          ? await manager.query(FIRST_PLACE, [account, cursor])
          : await manager.query(NEXT_PLACE, [account, from, cursor]);
      if (moved.length === 0) return false;
      for (const stranger of found) await this.#propose(manager, stranger);
      if (gone.length > 0) await manager.query(GONE, [gone]);
      return true;
    });
  }

  async noteStanding(found: readonly Stranger[]): Promise<void> {
    await this.tools.dataSource.transaction(async (manager) => {
      for (const stranger of found) await this.#propose(manager, stranger);
    });
  }

  noteListed({ agencyId, found, standing, madeAgoMs }: ListedStrangers): Promise<void> {
    return this.tools.dataSource.transaction(async (manager) => {
      for (const stranger of found)
        await manager.query(PROPOSE_LISTED, [...this.#columns(stranger), madeAgoMs]);
      if (standing !== undefined) await manager.query(NOT_LISTED, [agencyId, standing, madeAgoMs]);
    });
  }

  async match(): Promise<void> {
    await this.tools.dataSource.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock($1)', [MATCH_LOCK]);
      await manager.query(NOW_OURS);
      await manager.query(MATCH);
      await manager.query(LET_GO_ALL);
    });
  }

  async #propose(manager: EntityManager, stranger: Stranger): Promise<void> {
    await manager.query(PROPOSE, this.#columns(stranger));
  }

  #columns({ nationalId, agencyId, way, reference, facts }: Stranger): unknown[] {
    const { ids, house, search } = this.tools;
    const who = facts.who.open();
    const sealed = house.seal(Buffer.from(JSON.stringify(who)), proposalContext(nationalId));
    return [
      ids.uuid(),
      this.#ownerOf(facts.kind, agencyId),
      agencyId,
      nationalId,
      way,
      facts.kind ?? null,
      facts.receivedOn ?? null,
      facts.classification ?? null,
      facts.steps,
      reference ?? null,
      viewOf(sealed),
      who.idNumbers.flatMap((number) => soughtHashes(number, search)),
    ];
  }

  /** Who is denounced is not looked at here: denunciations, and what may be one, are the province's alone. */
  #ownerOf(kind: PetitionKind | undefined, agencyId: string): string {
    return kind === 'KN' || kind === 'KNPA' ? agencyId : this.tools.provinceId;
  }
}
