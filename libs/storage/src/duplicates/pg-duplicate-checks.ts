import { GatewayError } from '@kntc/domain';
import type {
  CheckedCase,
  DuplicateChecks,
  DuplicateTurn,
  HeldPetition,
  Ids,
  PetitionKind,
  RecordBox,
  RecordSeals,
  UncheckedCase,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { storedKeyOf, type KeyColumns } from '../keys/stored-key';
import { fromSealedRow, type SealedCaseRow } from '../rows/seal-case';
import {
  ACCEPTED,
  AUTO_LINK,
  CHECKED_LATE,
  DROP_PAIRS,
  KEEP_PAIRS,
  LET_GO,
  MARK_CHECKED,
  OUTDATED,
  SAMPLE,
  SEARCHED,
  UNCHECKED,
  WAIT_FOR_LOOK_UP,
} from './check-statements';
import { joinGroup } from './case-groups';
import { FOUND_BY_SEARCH, MOVE_SEARCH, OPEN_SEARCH } from './duplicate-searches';
import { holdPetitions } from './hold-petitions';
import { findCandidates, putPrepared } from './prepared-cases';

export interface CheckTools {
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  readonly ids: Ids;
  /** How long a case waits for the far side to be asked about it; `undefined`: it is not asked. */
  readonly lookUpWithinMs?: number | undefined;
}

/** One process checks at a time: of two petitions that come in together the second must find the first. */
export const CHECK_LOCK = 5_410_401;

/** {@link DuplicateChecks} in PostgreSQL. */
export class PgDuplicateChecks implements DuplicateChecks {
  constructor(private readonly tools: CheckTools) {}

  alone<T>(work: (turn: DuplicateTurn) => Promise<T>): Promise<T | undefined> {
    return this.tools.dataSource.transaction(async (manager) => {
      const rows: { taken: boolean }[] = await manager.query(
        'select pg_try_advisory_xact_lock($1) as taken',
        [CHECK_LOCK],
      );
      return rows[0]?.taken === true ? work(new PgTurn(manager, this.tools)) : undefined;
    });
  }

  async sample(most: number): Promise<readonly { readonly caseId: string; readonly prepared: Uint8Array }[]> {
    return this.tools.dataSource.query(SAMPLE, [most]);
  }
}

/** A case as it is read to be compared. */
export type CaseRow = SealedCaseRow &
  KeyColumns & {
    readonly id: string;
    readonly agency_id: string;
    readonly kind: PetitionKind;
    readonly version: number;
    readonly arrived_ms: string;
  };

interface OpenSearch {
  readonly id: string;
  readonly from_on: string;
  readonly to_on: string;
  readonly of_agency: string | null;
  readonly place_on: string | null;
  readonly place_id: string | null;
}

class PgTurn implements DuplicateTurn {
  /** What this turn compares people asked for. */
  #searchId: string | undefined;

  constructor(
    private readonly manager: EntityManager,
    private readonly tools: CheckTools,
  ) {}

  async unchecked(normaliserVersion: number, most: number): Promise<readonly UncheckedCase[]> {
    const fresh: CaseRow[] = await this.manager.query(UNCHECKED, [most]);
    const rows = fresh.length > 0 ? fresh : await this.#inTheirTime(normaliserVersion, most);
    const boxes = await this.tools.seals.of(rows.map(storedKeyOf));
    const cases = rows.map((row, at) => uncheckedCase(row, boxes[at]));
    // One that cannot be read must not stop the others: it goes its way unchecked.
    const unreadable = rows.filter((_row, at) => cases[at] === undefined);
    await this.manager.query(MARK_CHECKED, [
      unreadable.map(({ id }) => id),
      unreadable.map(({ version }) => version),
    ]);
    return cases.filter((one) => one !== undefined);
  }

  /** What can wait: forms of an older normaliser, then what people asked for. */
  async #inTheirTime(normaliserVersion: number, most: number): Promise<readonly CaseRow[]> {
    const outdated: CaseRow[] = await this.manager.query(OUTDATED, [most, normaliserVersion]);
    return outdated.length > 0 ? outdated : this.#searched(most);
  }

  async #searched(most: number): Promise<readonly CaseRow[]> {
    const open: OpenSearch[] = await this.manager.query(OPEN_SEARCH);
    const [search] = open;
    if (search === undefined) return [];
    const { id, from_on, to_on, of_agency, place_on, place_id } = search;
    const asked = [most, from_on, to_on, of_agency, place_on, place_id];
    const rows: CaseRow[] = await this.manager.query(SEARCHED, asked);
    await this.manager.query(MOVE_SEARCH, [id, rows.length, rows.length < most, rows.at(-1)?.id ?? null]);
    this.#searchId = id;
    return rows;
  }

  put(...prepared: Parameters<DuplicateTurn['put']>): Promise<void> {
    return putPrepared(this.manager, ...prepared);
  }

  candidates(...asked: Parameters<DuplicateTurn['candidates']>): ReturnType<DuplicateTurn['candidates']> {
    return findCandidates(this.manager, ...asked);
  }

  async settle(
    checked: readonly CheckedCase[],
    now: Date,
    until: (held: HeldPetition) => Date,
  ): Promise<readonly number[]> {
    const ids = checked.map(({ caseId }) => caseId);
    const pairs = JSON.stringify(this.#rowsOf(checked));
    const kept: { is_new: boolean }[] = await this.manager.query(KEEP_PAIRS, [pairs]);
    if (this.#searchId !== undefined)
      await this.manager.query(FOUND_BY_SEARCH, [this.#searchId, kept.filter((one) => one.is_new).length]);
    const [dropped]: [{ case_id: string }[], number] = await this.manager.query(DROP_PAIRS, [ids, pairs]);
    await this.manager.query(MARK_CHECKED, [ids, checked.map(({ version }) => version)]);
    const later = checked.flatMap((one) => one.pairs.map((pair) => pair.later));
    const touched = [...new Set([...ids, ...later])];
    await this.#autoLink(touched);
    const accepting = new Map(checked.map((one) => [one.caseId, one.isAccepted]));
    await holdPetitions(this.manager, touched, accepting, { now, until });
    const accepted = checked.filter(({ isAccepted }) => isAccepted).map(({ caseId }) => caseId);
    await this.manager.query(ACCEPTED, [accepted, now]);
    await this.manager.query(CHECKED_LATE, [ids]);
    const { lookUpWithinMs } = this.tools;
    if (lookUpWithinMs !== undefined) await this.manager.query(WAIT_FOR_LOOK_UP, [ids, lookUpWithinMs]);
    const freed = [...new Set([...ids, ...dropped.map((row) => row.case_id)])];
    const lanes: { lane: number }[] = await this.manager.query(LET_GO, [
      freed,
      now,
      'changed',
      lookUpWithinMs !== undefined,
    ]);
    return lanes.map(({ lane }) => lane);
  }

  async #autoLink(caseIds: readonly string[]): Promise<void> {
    const [rows]: [Parameters<typeof joinGroup>[1][], number] = await this.manager.query(AUTO_LINK, [
      caseIds,
    ]);
    for (const pair of rows) await joinGroup(this.manager, pair, this.tools.ids.uuid());
  }

  /** Two that were compared in one turn have found each other: each pair once. */
  #rowsOf(checked: readonly CheckedCase[]): readonly object[] {
    const found = checked.flatMap(({ pairs }) => pairs);
    const once = new Map(found.map((pair) => [`${pair.later} ${pair.earlier}`, pair]));
    return [...once.values()].map(({ judged, ...pair }) => ({
      id: this.tools.ids.uuid(),
      ...pair,
      ...(judged && {
        score: judged.score,
        person: judged.person,
        matter: judged.matter,
        levels: Buffer.from(judged.levels).toString('hex'),
        levels_version: judged.levelsVersion,
        model_version: judged.modelVersion,
      }),
    }));
  }
}

/** `undefined`: it cannot be read. */
export function uncheckedCase(row: CaseRow, box: RecordBox | undefined): UncheckedCase | undefined {
  if (box === undefined || box instanceof GatewayError) return undefined;
  try {
    const kase = fromSealedRow(row, row.id, row.version, box);
    // Opened here, where one that is damaged stops nobody else.
    kase.petition.narrative.open();
    return {
      caseId: row.id,
      agencyId: row.agency_id,
      kind: row.kind,
      version: row.version,
      case: kase,
      receivedOn: kase.petition.receivedDate,
      arrivedMs: Number(row.arrived_ms),
    };
  } catch (err) {
    if (!(err instanceof GatewayError)) throw err;
    return undefined;
  }
}
