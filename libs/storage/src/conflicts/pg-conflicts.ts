import {
  approvalOfResolution,
  comparableOf,
  fieldDigest,
  type FieldDifference,
  type PetitionKind,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { mayKnowOf } from '../access/may-know-of';
import type { AccountScope, RowScope } from '../access/row-scope';
import { allowedOnly } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once, type Acted } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import {
  askDelivery,
  lockConflict,
  openDecisions,
  readConflict,
  readRuled,
  type ConflictRow,
  type DecisionRow,
  type RuledConflict,
} from './conflict-rows';
import type { ConflictTools, ShownNow, WantedDecision } from './conflict-tools';
import { decideField } from './decide-field';
import { takeBack } from './decided-overlay';

interface Deciding {
  readonly wanted: readonly WantedDecision[];
  readonly shown: ShownNow;
  readonly command: Command;
}

/** Who decides where nobody has to be asked, as it stands on record. */
const RULE = 'quy tắc';

type Refused = Extract<OperationResult, { readonly kind: 'refused' }>;

/**
 * What people decide of fields both sides see differently. A decision names what both sides should show, by keyed digests; a value
 * is kept only as a sealed overlay. Nothing is sent here: the record becomes due, and delivery carries the decision out once what
 * is planned shows exactly what was decided. Every try is on record.
 */
export class PgConflicts {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: ConflictTools) {}

  /** The same for somebody who is signed in; see `PgOperations.signedIn`. */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgConflicts {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const { accountId, agencies } = account;
    const theirs = new PgConflicts({ ...this.tools, approvals });
    theirs.#scope = { accountId, agencies };
    return theirs;
  }

  /** The record whose fields differ, for whoever may know of it; before the far side is asked about it. */
  async find(reference: string): Promise<ConflictRow | undefined> {
    const { manager } = this.tools.dataSource;
    const row = await readConflict(manager, reference);
    return row !== undefined && (await mayKnowOf(manager, this.#scope, { reference })) ? row : undefined;
  }

  /**
   * Decides fields of one record, all or none of them.
   * @param shown what the far side shows now: of `theirs` and `typed` the value, and the proof that it is still what was found
   */
  resolve(
    reference: string,
    { wanted, shown }: { readonly wanted: readonly WantedDecision[]; readonly shown: ShownNow },
    command: Command,
  ): Promise<OperationResult> {
    const fields = wanted.map(({ field }) => field).join(' ');
    const named = { name: 'conflicts resolve', target: `${reference} ${fields}`, command };
    return once(this.tools, named, (manager) =>
      this.#onConflict(manager, reference, async (row): Promise<Acted> => {
        const asked = askedFor(row, wanted);
        const { agency_id: agencyId } = row;
        return allowedOnly(
          { ...this.tools, manager },
          { kind: asked, command, agencyId, reference },
          async () => {
            if (asked === 'content' && !isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
            return this.#decideAll(manager, row, { wanted, shown, command });
          },
        );
      }),
    );
  }

  /**
   * What the table of ownership decides by itself, and nobody is asked about: theirs where it is theirs or where ours has become the
   * same. Once for each value found, so that a person who takes it back is not overruled. Never for a value of a denunciation.
   */
  resolveByRule(
    reference: string,
    { fields, shown }: { readonly fields: readonly FieldDifference[]; readonly shown: ShownNow },
  ): Promise<OperationResult> {
    const wanted = fields.map(({ field }) => ({ field, way: 'theirs' as const }));
    const about = fields.map(({ field, theirs }) => `${field} ${theirs}`).join(' ');
    const command = { actor: RULE, reason: 'ownership.yaml', idempotencyKey: `${reference} ${about}` };
    const target = `${reference} ${wanted.map(({ field }) => field).join(' ')}`;
    return once(this.tools, { name: 'conflicts rule', target, command }, (manager) =>
      this.#onConflict(manager, reference, async (row) => ({
        agencyId: row.agency_id,
        result: fields.every((one) => isRuled(one, row.kind))
          ? await this.#decideAll(manager, row, { wanted, shown, command })
          : { kind: 'refused', why: 'no-conflict' },
      })),
    );
  }

  /** Records of which the table of ownership decides fields that nobody decided about, at most `limit`. */
  async ruled(limit: number): Promise<readonly RuledConflict[]> {
    const rows = await readRuled(this.tools.dataSource.manager, limit);
    return rows.flatMap(({ reference, agencyId, nationalId, kind, fields }) => {
      const own = fields.filter((one) => isRuled(one, kind));
      return own.length === 0 ? [] : [{ reference, agencyId, nationalId, fields: own }];
    });
  }

  /** Takes back what was decided of a record, all of it or one field, as long as nothing was sent for it. */
  undo(reference: string, field: string | undefined, command: Command): Promise<OperationResult> {
    const named = { name: 'conflicts undo', target: [reference, field].join(' ').trim(), command };
    return once(this.tools, named, (manager) =>
      this.#onConflict(manager, reference, (row) => {
        const { agency_id: agencyId } = row;
        return allowedOnly(
          { ...this.tools, manager },
          { kind: 'judgement', command, agencyId, reference },
          async () => {
            const all = await openDecisions(manager, row.id);
            const open = all.filter((one) => field === undefined || one.field === field);
            if (open.length === 0) return { kind: 'refused', why: 'not-decided' };
            if (isUnderWay(row) || open.some((one) => one.is_tried))
              return { kind: 'refused', why: 'sent-already' };
            await this.#takeBack(manager, { row, open, actor: command.actor });
            return { kind: 'done', lane: row.lane };
          },
        );
      }),
    );
  }

  async #onConflict(
    manager: EntityManager,
    reference: string,
    act: (row: ConflictRow) => Promise<Acted>,
  ): Promise<Acted> {
    const row = await lockConflict(manager, reference);
    if (row === undefined || !(await mayKnowOf(manager, this.#scope, { reference })))
      return { result: { kind: 'not-found' }, agencyId: '' };
    return act(row);
  }

  async #decideAll(
    manager: EntityManager,
    row: ConflictRow,
    { wanted, shown, command }: Deciding,
  ): Promise<OperationResult> {
    const objection = await this.#objection(manager, row, { wanted, shown });
    if (objection !== undefined) return objection;
    await manager.query('savepoint decided');
    for (const one of wanted) {
      const refused = await decideField(manager, row, { tools: this.tools, wanted: one, shown, command });
      if (refused === undefined) continue;
      // All or none; that it was refused stays on record.
      await manager.query('rollback to savepoint decided');
      return refused;
    }
    await askDelivery(manager, row, { isTakenBack: false });
    return { kind: 'done', lane: row.lane };
  }

  async #objection(
    manager: EntityManager,
    row: ConflictRow,
    { wanted, shown }: { readonly wanted: readonly WantedDecision[]; readonly shown: ShownNow },
  ): Promise<Refused | undefined> {
    if (isUnderWay(row)) return { kind: 'refused', why: 'in-flight' };
    const decided = new Set((await openDecisions(manager, row.id)).map(({ field }) => field));
    if (wanted.some(({ field }) => decided.has(field))) return { kind: 'refused', why: 'decided-already' };
    for (const { field, way } of wanted) {
      const difference = row.fields.find((one) => one.field === field);
      if (difference === undefined) return { kind: 'refused', why: 'no-conflict' };
      if (this.tools.stepOf(field) === undefined) return { kind: 'refused', why: 'not-decidable-here' };
      const why = way === 'ours' ? undefined : this.#notAsFound(difference, shown);
      if (why !== undefined) return { kind: 'refused', why };
    }
    return undefined;
  }

  /** Whoever decides has seen what reconciliation found; what stands there now must be that. */
  #notAsFound({ field, theirs }: FieldDifference, shown: ShownNow): Refused['why'] | undefined {
    if (shown === undefined) return 'far-side-silent';
    const now = shown.get(field);
    const digest = fieldDigest(this.tools.keyedDigest);
    return now !== undefined && digest(field, comparableOf(now)) === theirs ? undefined : 'changed-there';
  }

  async #takeBack(
    manager: EntityManager,
    {
      row,
      open,
      actor,
    }: { readonly row: ConflictRow; readonly open: readonly DecisionRow[]; readonly actor: string },
  ): Promise<void> {
    await manager.query(
      'update conflict_decision set undone_at = clock_timestamp(), undone_by = $2 where id = any($1::bigint[])',
      [open.map(({ id }) => id), actor],
    );
    for (const one of open) await takeBack(manager, row, { decision: one, actor, ids: this.tools.ids });
    await askDelivery(manager, row, { isTakenBack: true });
  }
}

/** Of a record on which nothing differs nothing is decided: whoever may judge it is told so, and asked for nobody else. */
function askedFor(
  { fields, kind }: ConflictRow,
  wanted: readonly WantedDecision[],
): ReturnType<typeof approvalOfResolution> {
  const isDiffering = wanted.some(({ field }) => fields.some((one) => one.field === field));
  const ways = wanted.map(({ way }) => way);
  return isDiffering ? approvalOfResolution(ways, kind) : 'judgement';
}

function isRuled({ way }: FieldDifference, kind: PetitionKind): boolean {
  return way === 'same' || (way === 'take-national' && kind !== 'TC');
}

function isUnderWay({ state }: ConflictRow): boolean {
  return state === 'in_flight' || state === 'unknown';
}
