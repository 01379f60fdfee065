import {
  approvalOfOverlay,
  decodeRawRecord,
  GatewayError,
  overlaysInForce,
  type IdentityPolicy,
  type Ids,
  type OverlayFit,
  type OverlayText,
  type PetitionKind,
  type RawRecord,
  type RecordSeals,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { mayKnowOf } from '../access/may-know-of';
import type { PgApprovals } from '../access/pg-approvals';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { rawContext } from '../intake/stored-records';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
import { allowedOnly } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { lockRecord, type DecidedRow } from '../operations/scope-decision';
import { viewOf } from '../rows/packed-bytes';
import { overlayContext } from './overlay-rows';

/** One field of one record, and by which document it is known. */
export interface WantedOverlay extends OverlayText {
  readonly sourceId: string;
  readonly localKey: string;
  readonly documentNo: string;
}

/** What only the map of a source knows: whether such a value may stand there, and what the petition is. */
export type JudgeOverlay = (
  sourceId: string,
  record: RawRecord,
  overlay: OverlayText,
) => {
  readonly fit: OverlayFit | 'not-completable' | 'unreadable';
  readonly kind: PetitionKind | undefined;
  /** What the source itself says there; `undefined`: nothing that can be read. Personal. */
  readonly said?: string | undefined;
  /** What the petition asks for, as the source says it. Personal. */
  readonly request?: string | undefined;
};

export interface OverlayTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly seals: RecordSeals;
  readonly judge: JudgeOverlay;
  readonly policy: () => Promise<IdentityPolicy | undefined>;
}

type KeyedRow = KeyColumns & { readonly raw: Buffer };

/**
 * Fields that people complete. Values lie apart from the record, sealed with its key; the record itself is judged again on
 * the next turn. Every try is on record, refused ones too; never a value.
 */
export class PgOverlays {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: OverlayTools) {}

  /**
   * The same for somebody who is signed in: a record that account may not know of is not there, and only accounts decide.
   * @param proved who else proved who they are
   */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgOverlays {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const { accountId, agencies } = account;
    const theirs = new PgOverlays({ ...this.tools, approvals });
    theirs.#scope = { accountId, agencies };
    return theirs;
  }

  /** @throws GatewayError `GW_T303` for a record sealed before there were data keys: `kntc keys rewrap` gives it one */
  set(wanted: WantedOverlay, command: Command): Promise<OperationResult> {
    const { sourceId, localKey, field } = wanted;
    const target = `${sourceId}/${localKey} ${field}`;
    return once(this.tools, { name: 'overlays set', target, command }, async (manager) => {
      const row = await this.#known(manager, { sourceId, localKey });
      if (row === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      const { raw, box } = await this.#opened(manager, sourceId, localKey);
      const { fit, kind } = this.tools.judge(sourceId, raw, wanted);
      const asked = approvalOfOverlay(field, kind);
      const { agency_id: agencyId, reference } = row;
      return allowedOnly(
        { ...this.tools, manager },
        { kind: asked, command, agencyId, reference },
        async () => {
          if (asked === 'content' && !isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
          const policy = await this.tools.policy();
          if (overlaysInForce([wanted], { kind, policy }).length === 0)
            return { kind: 'refused', why: 'not-read' };
          if (fit !== 'fits') return { kind: 'refused', why: fit };
          if (await stands(manager, row.id, field)) return { kind: 'refused', why: 'completed-already' };
          const id = this.tools.ids.uuid();
          const sealed = box.seal(Buffer.from(wanted.text), overlayContext(id));
          await manager.query(
            `insert into overlay (id, agency_id, source_record_id, field, sealed, document_no, author, approver, reason)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
            [
              id,
              agencyId,
              row.id,
              field,
              viewOf(sealed),
              wanted.documentNo,
              command.actor,
              command.approver ?? null,
              command.reason,
            ],
          );
          await this.#judgeAgain(manager, row.id);
          return { kind: 'done' };
        },
      );
    });
  }

  /** Takes one back: from then on the record is what its source says. Whoever might set it may. */
  withdraw(
    { sourceId, localKey, field }: Pick<WantedOverlay, 'sourceId' | 'localKey' | 'field'>,
    command: Command,
  ): Promise<OperationResult> {
    const target = `${sourceId}/${localKey} ${field}`;
    return once(this.tools, { name: 'overlays withdraw', target, command }, async (manager) => {
      const row = await this.#known(manager, { sourceId, localKey });
      if (row === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      const { agency_id: agencyId, reference } = row;
      const asked = { kind: 'judgement', command, agencyId, reference } as const;
      return allowedOnly({ ...this.tools, manager }, asked, async () => {
        const [gone]: [unknown[], number] = await manager.query(
          `update overlay set withdrawn_by = $3, withdrawn_at = clock_timestamp()
           where source_record_id = $1 and field = $2 and withdrawn_at is null returning id`,
          [row.id, field, command.actor],
        );
        if (gone.length === 0) return { kind: 'refused', why: 'not-completed' };
        await this.#judgeAgain(manager, row.id);
        return { kind: 'done' };
      });
    });
  }

  /** The record, locked, when whoever asks may know of it. */
  async #known(
    manager: EntityManager,
    key: { readonly sourceId: string; readonly localKey: string },
  ): Promise<DecidedRow | undefined> {
    const row = await lockRecord(manager, key.sourceId, key.localKey);
    return row !== undefined && (await mayKnowOf(manager, this.#scope, key)) ? row : undefined;
  }

  async #opened(manager: EntityManager, sourceId: string, localKey: string) {
    const rows: KeyedRow[] = await manager.query(
      'select source_id, local_key, data_key, kek, raw from source_record where source_id = $1 and local_key = $2',
      [sourceId, localKey],
    );
    const row = rows[0];
    if (row === undefined || row.kek === null)
      throw new GatewayError('GW_T303', 'a record without a data key: kntc keys rewrap');
    const box = usable((await this.tools.seals.of([storedKeyOf(row)]))[0]);
    return { box, raw: decodeRawRecord(box.open(row.raw, rawContext(sourceId, localKey))) };
  }

  /** Whatever is judged at this moment was judged without it: the mark is another one each time. */
  async #judgeAgain(manager: EntityManager, recordId: string): Promise<void> {
    await manager.query('update source_record set judged_with = $2 where id = $1', [
      recordId,
      `overlay ${this.tools.ids.uuid()}`,
    ]);
  }
}

async function stands(manager: EntityManager, recordId: string, field: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'select 1 from overlay where source_record_id = $1 and field = $2 and withdrawn_at is null',
    [recordId, field],
  );
  return rows.length > 0;
}
