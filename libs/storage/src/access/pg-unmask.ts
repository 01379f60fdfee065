import {
  dateInVietnam,
  mayApprove,
  mayRequestUnmask,
  mayReveal,
  needsSecondLook,
  openOnRecord,
  startOfDayInVietnam,
  UNMASK_WINDOW_MS,
  unmaskedField,
} from '@kntc/domain';
import type {
  AccessDecision,
  AccessRefusal,
  Clock,
  Ids,
  PetitionKind,
  Principal,
  RecordSeals,
  UnmaskField,
  UnmaskReason,
} from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { audited } from '../audit/audited';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import { openCase } from '../cases/open-case';
import { NATIONAL, visible } from './row-scope';
import { visibleCase, type VisibleCase } from './visible-case';
import { subjectOf, unknownSubject, unmaskEntry } from './unmask-audit';
import { toUnmaskRequest, type UnmaskRequest, type UnmaskRow } from './unmask-rows';

export interface UnmaskTools {
  readonly dataSource: DataSource;
  readonly audit: PgAudit;
  readonly seals: RecordSeals;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly provinceId: string;
  /** Fields one account sees in a day. */
  readonly dailyCap: number;
}

/** What somebody wants to see, and why. */
export interface WantedField {
  readonly reference: string;
  readonly field: UnmaskField;
  /** Of the person in the petition, from 1. */
  readonly place: number;
  readonly reasonCode: UnmaskReason;
  readonly reasonText: string;
}

/** The one field, for as long as it may be looked at. */
export interface Revealed {
  readonly reference: string;
  readonly field: UnmaskField;
  readonly place: number;
  /** Absent where the petition does not say it. */
  readonly value: string | undefined;
  /** When the window closes. */
  readonly until: string;
}

type Refused = { readonly kind: 'refused'; readonly why: AccessRefusal };
export type UnmaskAnswer<T> = { readonly kind: 'done'; readonly value: T } | Refused;

type Row = UnmaskRow & { readonly managing: string; readonly routed: string | null };

/** Class of the lock under which the looks of one account are counted. */
const COUNT_LOCK_CLASS = 5_410_705;
/** Requests of one account in a day, for each look it may take. */
const REQUESTS_PER_LOOK = 5;
const NOT_THERE = { kind: 'refused', why: 'not-there' } as const;

/**
 * The only way to a sealed field. Every request, approval and look – refused ones too – is a link of the audit, and a look
 * is committed there, the witness told, before anything is decrypted: as many decryptions as `unmask reveal … done`.
 */
export class PgUnmask {
  constructor(private readonly tools: UnmaskTools) {}

  /** Asks to see a field. Of a denunciation it waits for a second person; otherwise the window opens at once. */
  async request(by: Principal, wanted: WantedField): Promise<UnmaskAnswer<UnmaskRequest>> {
    const saysWhy = mayRequestUnmask(wanted.reasonText);
    if (saysWhy.kind === 'refused') return saysWhy;
    return audited<UnmaskAnswer<UnmaskRequest>>(this.tools, async (manager) => {
      if ((await this.#requestedToday(manager, by.accountId)) >= REQUESTS_PER_LOOK * this.tools.dailyCap) {
        const entry = unmaskEntry(
          'request',
          by,
          { ...wanted, agencyId: this.tools.provinceId },
          'cap-reached',
        );
        return { result: { kind: 'refused', why: 'cap-reached' }, entry };
      }
      const found = await visibleCase(manager, wanted.reference, by);
      const row = found === undefined ? undefined : await this.#insert(manager, by, { ...wanted, ...found });
      const what = { ...wanted, agencyId: found?.agencyId ?? this.tools.provinceId };
      return row === undefined
        ? { result: NOT_THERE, entry: unmaskEntry('request', by, what, 'not-there') }
        : {
            result: { kind: 'done', value: toUnmaskRequest(row) },
            entry: unmaskEntry('request', by, what, 'done'),
          };
    });
  }

  /** The second person agrees; the window opens. */
  approve(by: Principal, id: string): Promise<UnmaskAnswer<UnmaskRequest>> {
    const { clock } = this.tools;
    return this.#onRequest('approve', { by, id }, async (manager, row) => {
      const decision = mayBeApproved(by, row, clock.now());
      if (decision.kind === 'refused') return decision;
      const rows: [UnmaskRow[], number] = await manager.query(
        `update unmask_request set approved_by = $2, approved_login = $3, approved_at = $4 where id = $1 returning *`,
        [id, by.accountId, by.login, clock.now()],
      );
      const [updated] = rows[0];
      return updated === undefined ? NOT_THERE : { kind: 'done', value: toUnmaskRequest(updated) };
    });
  }

  /** Shows the field to whoever asked for it. */
  async reveal(by: Principal, id: string): Promise<UnmaskAnswer<Revealed>> {
    return openOnRecord<Row, Revealed, Refused>({
      record: () => this.#recordLook(by, id),
      open: (row) => this.#open(row),
    });
  }

  #recordLook(by: Principal, id: string): Promise<UnmaskAnswer<Row>> {
    const { clock, ids } = this.tools;
    return this.#onRequest<Row>('reveal', { by, id }, async (manager, row) => {
      const now = clock.now();
      const decision = mayReveal(by, stateOf(row), {
        now,
        revealedToday: await this.#revealedToday(manager, by.accountId),
        cap: this.tools.dailyCap,
      });
      if (decision.kind === 'refused') return decision;
      await manager.query(
        'insert into unmask_reveal (id, agency_id, request_id, account_id, at) values ($1, $2, $3, $4, $5)',
        [ids.uuid(), row.agency_id, id, by.accountId, now],
      );
      return { kind: 'done', value: row };
    });
  }

  async #open({ case_id, reference, field, place, approved_at }: Row): Promise<Revealed> {
    const { clock, dataSource, seals } = this.tools;
    const kase = await openCase(dataSource.manager, case_id, seals);
    const value = kase === undefined ? undefined : unmaskedField(kase, field, place);
    const until = new Date((approved_at ?? clock.now()).getTime() + UNMASK_WINDOW_MS).toISOString();
    return { reference, field, place, value, until };
  }

  /** Requests that wait for a second person, of cases this account may see. */
  async waiting(by: Principal, limit: number): Promise<readonly UnmaskRequest[]> {
    const seen = visible(by, 2, NATIONAL);
    const rows: UnmaskRow[] = await this.tools.dataSource.query(
      `select u.* from unmask_request u join national_record n on n.reference = u.reference
       where u.approved_at is null and ${seen.sql} order by u.requested_at desc limit $1`,
      [limit, ...seen.values],
    );
    return rows.map(toUnmaskRequest);
  }

  async #insert(
    manager: EntityManager,
    by: Principal,
    wanted: WantedField & VisibleCase,
  ): Promise<UnmaskRow | undefined> {
    const now = this.tools.clock.now();
    const kinds: { kind: PetitionKind }[] = await manager.query('select kind from case_file where id = $1', [
      wanted.caseId,
    ]);
    const isAlone = kinds[0] !== undefined && !needsSecondLook(kinds[0].kind);
    const rows: UnmaskRow[] = await manager.query(
      `insert into unmask_request (id, agency_id, case_id, reference, field, place, reason_code, reason_text, requested_by,
         requested_login, requested_at, approved_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning *`,
      [
        this.tools.ids.uuid(),
        wanted.agencyId,
        wanted.caseId,
        wanted.reference,
        wanted.field,
        wanted.place,
        wanted.reasonCode,
        wanted.reasonText.trim(),
        by.accountId,
        by.login,
        now,
        isAlone ? now : null,
      ],
    );
    return rows[0];
  }

  /** One step on a request whose case the account may see; whatever comes of it is audited. */
  #onRequest<T>(
    step: 'approve' | 'reveal',
    { by, id }: { readonly by: Principal; readonly id: string },
    act: (manager: EntityManager, row: Row) => Promise<UnmaskAnswer<T>>,
  ): Promise<UnmaskAnswer<T>> {
    return audited(
      this.tools,
      async (manager): Promise<{ result: UnmaskAnswer<T>; entry: AuditedAction }> => {
        await manager.query('select pg_advisory_xact_lock($1, hashtext($2))', [
          COUNT_LOCK_CLASS,
          by.accountId,
        ]);
        const rows: Row[] = await manager.query(
          `select u.*, f.kind, n.agency_id as managing,
           (select min(t.agency_id) from case_route t where t.case_id = u.case_id
              and (u.case_id, n.agency_id) in (select b.case_id, b.barred_agency from case_barrier b)) as routed
         from unmask_request u join national_record n on n.reference = u.reference join case_file f on f.id = u.case_id
         where u.id = $1 for update of u`,
          [id],
        );
        const seen = await visibleCase(manager, rows[0]?.reference ?? '', by);
        const row = seen === undefined ? undefined : rows[0];
        const result = row === undefined ? NOT_THERE : await act(manager, row);
        const what = row === undefined ? unknownSubject(id, this.tools.provinceId) : subjectOf(row);
        return { result, entry: unmaskEntry(step, by, what, result.kind === 'done' ? 'done' : result.why) };
      },
    );
  }

  /** Of whatever case: somebody who asks without end keeps the second person from work. */
  async #requestedToday(manager: EntityManager, accountId: string): Promise<number> {
    const rows: { count: string }[] = await manager.query(
      'select count(*) from unmask_request where requested_by = $1 and requested_at >= $2',
      [accountId, startOfDayInVietnam(this.tools.clock.now())],
    );
    return Number(rows[0]?.count ?? 0);
  }

  async #revealedToday(manager: EntityManager, accountId: string): Promise<number> {
    const rows: { count: string }[] = await manager.query(
      'select count(*) from unmask_reveal where account_id = $1 and at >= $2',
      [accountId, startOfDayInVietnam(this.tools.clock.now())],
    );
    return Number(rows[0]?.count ?? 0);
  }
}

function mayBeApproved(by: Principal, row: Row, now: Date): AccessDecision {
  const decision = mayApprove(
    'unmask',
    { account: by.accountId, roles: by.roles, agencies: by.agencies },
    {
      requester: { account: row.requested_by, roles: [] },
      agencyId: row.managing,
      ...(row.routed !== null && { superiorInstead: row.routed }),
      on: dateInVietnam(now),
    },
  );
  if (decision.kind === 'refused') return decision;
  return row.approved_at === null ? decision : { kind: 'refused', why: 'already-decided' };
}

/** A denunciation needs the second person whatever it was when the request was made. */
function stateOf({ requested_by, approved_at, approved_login, kind }: Row): Parameters<typeof mayReveal>[1] {
  const isAgreed = approved_login !== null || !needsSecondLook(kind);
  return { requestedBy: requested_by, approvedAt: isAgreed ? (approved_at ?? undefined) : undefined };
}
