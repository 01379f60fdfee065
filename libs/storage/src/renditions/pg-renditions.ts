import { originalDigest } from '@kntc/domain';
import type {
  AccessRefusal,
  Case,
  Ids,
  KeyedDigest,
  RecordSeals,
  RenditionField,
  SealBox,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit } from '../access/pg-approvals';
import type { PgApprovals, TwoActs, Verdict } from '../access/pg-approvals';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import { storedKeyOf, usable } from '../keys/stored-key';
import { fromSealedRow } from '../rows/seal-case';
import { tracesIn } from './surroundings';
import type {
  NotAllowed,
  RenditionApproval,
  RenditionOffer,
  RenditionProposal,
  RenditionRow,
} from './rendition-outcome';
import { renditionContext } from './rendition-rows';
import { LISTED, MAKE_DUE, STORED, SUBJECT } from './rendition-statements';
import type { Ended, NewRendition, StoredRendition, Subject } from './rendition-statements';

export interface RenditionTools {
  /** Open the case that a rendition stands for. */
  readonly seals: RecordSeals;
  /** Seals renditions, which are no part of their case. */
  readonly house: SealBox;
  readonly keyedDigest: KeyedDigest;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/**
 * Redacted renditions of withheld denunciations: one person proposes, another approves, both acts audited. What shows
 * the denouncer is refused at both. Content is sealed under its own id.
 */
export class PgRenditions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tools: RenditionTools,
  ) {}

  async propose(offer: RenditionOffer): Promise<RenditionProposal> {
    await this.tools.audit.ready();
    const rows: Subject[] = await this.dataSource.query(SUBJECT, [offer.reference]);
    const subject = rows[0];
    if (subject === undefined) return { kind: 'no-record' };
    const { approvals } = this.tools;
    const verdict = await approvals.firstAct(
      this.dataSource.manager,
      { kind: 'content', reference: offer.reference },
      offer.actor,
    );
    if (verdict.kind === 'refused') return this.#refuse(subject, offer, verdict);
    if (subject.kind !== 'TC') return { kind: 'no-denunciation' };
    const kase = await this.#caseOf(subject);
    const original = originalDigest(kase, offer.field, this.tools.keyedDigest);
    if (original === undefined) return { kind: 'no-original' };
    const traces = await tracesIn(this.dataSource, offer.field, offer.texts, kase);
    const id = this.tools.ids.uuid();
    const isStored = await this.dataSource.transaction(async (manager) => {
      if (traces.length === 0 && !(await this.#insert(manager, { id, offer, subject, original })))
        return false;
      await this.#append(manager, subject.agency_id, {
        ...verdict.onRecord,
        action: 'renditions propose',
        target: `${offer.reference} ${offer.field}`,
        result: traces.length === 0 ? 'done' : 'refused',
      });
      return true;
    });
    if (!isStored) return { kind: 'already-proposed' };
    await this.tools.audit.committed();
    return traces.length === 0 ? { kind: 'proposed', id } : { kind: 'refused', traces };
  }

  /** @param texts reads the texts of stored content, for looking once more */
  async approve(
    id: string,
    actor: string,
    texts: (field: RenditionField, content: Uint8Array) => readonly string[],
  ): Promise<RenditionApproval> {
    await this.tools.audit.ready();
    const approval = await this.dataSource.transaction(async (manager): Promise<RenditionApproval> => {
      const rows: StoredRendition[] = await manager.query(`${STORED} where r.id = $1 for update of r`, [id]);
      const stored = rows[0];
      if (stored?.state !== 'proposed') return { kind: 'not-proposed' };
      const verdict = await this.tools.approvals.secondAct(manager, actsOn(stored), [
        stored.proposed_by,
        actor,
      ]);
      const approved = await this.#judgeApproval(stored, verdict, texts);
      const isDone = approved.kind === 'approved';
      if (isDone) await this.#putInPlace(manager, stored, actor);
      await this.#append(manager, stored.agency_id, {
        ...verdict.onRecord,
        action: 'renditions approve',
        target: id,
        result: isDone ? 'done' : 'refused',
      });
      return approved;
    });
    await this.tools.audit.committed();
    return approval;
  }

  /** What an approver reads before deciding: on the audit, for it shows what a case is about. */
  async show(
    id: string,
    actor: string,
  ): Promise<{ field: RenditionField; content: Uint8Array } | AccessRefusal | undefined> {
    await this.tools.audit.ready();
    const rows: StoredRendition[] = await this.dataSource.query(`${STORED} where r.id = $1`, [id]);
    const stored = rows[0];
    if (stored === undefined) return undefined;
    const verdict = await this.dataSource.transaction(async (manager) => {
      const asked = await this.tools.approvals.firstAct(manager, actsOn(stored), actor);
      const action = { action: 'renditions show', target: id, result: inAudit(asked) };
      await this.#append(manager, stored.agency_id, { ...asked.onRecord, ...action });
      return asked;
    });
    await this.tools.audit.committed();
    if (verdict.kind === 'refused') return verdict.why;
    return { field: stored.field, content: this.#open(stored) };
  }

  /** Takes a rendition back: the summary counts again. `not-proposed`: there is none that counts or waits. */
  async withdraw(
    id: string,
    actor: string,
    reason: string,
  ): Promise<'withdrawn' | 'not-proposed' | AccessRefusal> {
    await this.tools.audit.ready();
    const outcome = await this.dataSource.transaction(async (manager) => {
      const rows: StoredRendition[] = await manager.query(`${STORED} where r.id = $1 for update of r`, [id]);
      const stored = rows[0];
      if (stored === undefined) return 'not-proposed' as const;
      const verdict = await this.tools.approvals.firstAct(manager, actsOn(stored), actor);
      const ended = verdict.kind === 'allowed' ? await this.#end(manager, id, 'withdrawn') : undefined;
      if (verdict.kind === 'allowed' && ended === undefined) return 'not-proposed' as const;
      if (ended !== undefined) await manager.query(MAKE_DUE, [ended.case_id]);
      const action = { action: 'renditions withdraw', target: id, result: inAudit(verdict), reason };
      await this.#append(manager, stored.agency_id, { ...verdict.onRecord, ...action });
      return verdict.kind === 'allowed' ? ('withdrawn' as const) : verdict.why;
    });
    if (outcome !== 'not-proposed') await this.tools.audit.committed();
    return outcome;
  }

  async list(reference: string | undefined, limit: number): Promise<readonly RenditionRow[]> {
    return this.dataSource.query(
      `${LISTED} where $1::text is null or n.reference = $1 order by r.proposed_at desc, r.id limit $2`,
      [reference ?? null, limit],
    );
  }

  /**
   * Ends renditions whose original says something else by now; delivery does not use them in any case. The number that
   * ended; each is on the audit.
   */
  async endOutdated(): Promise<number> {
    const rows: StoredRendition[] = await this.dataSource.query(
      `${STORED} where r.state in ('proposed', 'approved') and r.checked_version < f.version limit 100`,
    );
    let ended = 0;
    for (const row of rows) {
      const now = originalDigest(await this.#caseOf(row), row.field, this.tools.keyedDigest);
      if (now === row.original) await this.#noteChecked(row);
      else if (await this.#endAs(row)) ended += 1;
    }
    return ended;
  }

  async #judgeApproval(
    stored: StoredRendition,
    verdict: Verdict,
    texts: (field: RenditionField, content: Uint8Array) => readonly string[],
  ): Promise<RenditionApproval> {
    if (verdict.kind === 'refused')
      return verdict.why === 'same-person'
        ? { kind: 'same-person' }
        : { kind: 'not-allowed', why: verdict.why };
    const kase = await this.#caseOf(stored);
    if (originalDigest(kase, stored.field, this.tools.keyedDigest) !== stored.original)
      return { kind: 'original-changed' };
    const traces = await tracesIn(
      this.dataSource,
      stored.field,
      texts(stored.field, this.#open(stored)),
      kase,
    );
    return traces.length === 0 ? { kind: 'approved' } : { kind: 'refused', traces };
  }

  async #refuse(
    { agency_id }: Subject,
    { reference, field }: RenditionOffer,
    { why, onRecord }: Extract<Verdict, { kind: 'refused' }>,
  ): Promise<NotAllowed> {
    const what = { action: 'renditions propose', target: `${reference} ${field}`, result: 'refused' };
    await this.dataSource.transaction((manager) =>
      this.#append(manager, agency_id, { ...onRecord, ...what }),
    );
    await this.tools.audit.committed();
    return { kind: 'not-allowed', why };
  }

  async #putInPlace(manager: EntityManager, stored: StoredRendition, actor: string): Promise<void> {
    await manager.query(
      `update rendition set state = 'withdrawn', ended_at = clock_timestamp()
       where case_id = $1 and field = $2 and state = 'approved'`,
      [stored.case_id, stored.field],
    );
    await manager.query(
      `update rendition set state = 'approved', approved_by = $2, approved_at = clock_timestamp() where id = $1`,
      [stored.id, actor],
    );
    await manager.query(MAKE_DUE, [stored.case_id]);
  }

  async #insert(manager: EntityManager, { id, offer, subject, original }: NewRendition): Promise<boolean> {
    const sealed = this.tools.house.seal(offer.content, renditionContext(id));
    const added: unknown[] = await manager.query(
      `insert into rendition (id, agency_id, case_id, field, original, content, checked_version, proposed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (case_id, field) where state = 'proposed' do nothing returning id`,
      [
        id,
        subject.agency_id,
        subject.case_id,
        offer.field,
        original,
        Buffer.from(sealed),
        subject.version,
        offer.actor,
      ],
    );
    return added.length > 0;
  }

  async #end(manager: EntityManager, id: string, state: string): Promise<Ended | undefined> {
    const result: [Ended[], number] = await manager.query(
      `update rendition set state = $2, ended_at = clock_timestamp()
       where id = $1 and state in ('proposed', 'approved') returning case_id, agency_id`,
      [id, state],
    );
    return result[0][0];
  }

  async #endAs({ id }: StoredRendition): Promise<boolean> {
    await this.tools.audit.ready();
    const isDone = await this.dataSource.transaction(async (manager) => {
      const ended = await this.#end(manager, id, 'void');
      if (ended === undefined) return false;
      const action = { actor: 'gateway', action: 'renditions void', target: id, result: 'done' };
      await this.#append(manager, ended.agency_id, { ...action, reason: 'the original changed' });
      return true;
    });
    if (isDone) await this.tools.audit.committed();
    return isDone;
  }

  async #noteChecked({ id, version }: StoredRendition): Promise<void> {
    await this.dataSource.query('update rendition set checked_version = $2 where id = $1', [id, version]);
  }

  async #caseOf(subject: Subject): Promise<Case> {
    const [box] = await this.tools.seals.of([storedKeyOf(subject)]);
    return fromSealedRow(subject, subject.case_id, subject.version, usable(box));
  }

  #open({ id, content }: StoredRendition): Uint8Array {
    return this.tools.house.open(content, renditionContext(id));
  }

  async #append(
    manager: EntityManager,
    agencyId: string,
    action: Omit<AuditedAction, 'agencyId' | 'reason'> & { readonly reason?: string },
  ): Promise<void> {
    await this.tools.audit.append(manager, { agencyId, reason: '', ...action });
  }
}

function actsOn({ reference }: StoredRendition): TwoActs {
  return { kind: 'content', reference };
}
