import { ENTERED_BY_HAND, isSamePerson } from '@kntc/domain';
import type { AccessRefusal } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { awaitWriters } from './await-writers';

export interface ShadowTools {
  readonly dataSource: DataSource;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/** Whose records: of one agency, from one source or, without it, from all. */
export interface ShadowTarget {
  readonly agency: string;
  readonly source?: string | undefined;
}

export interface ShadowBegun extends ShadowTarget {
  readonly actor: string;
  readonly reason: string;
}

export interface ShadowEnded extends ShadowBegun {
  readonly approver: string;
  /** Last day of receipt, `yyyy-MM-dd`, of what people entered by hand: of these nothing is created by itself. */
  readonly enteredUntil: string;
}

const OF_TARGET = `o.agency_id = $1 and exists (
    select from national_record m join case_file c on c.id = m.case_id
    where m.id = o.national_record_id and ($2 = '' or c.source_id = $2))`;

const BEGIN = `
  insert into shadow_agency (agency_id, source_id, begun_by, reason) values ($1, $2, $3, $4)
  on conflict do nothing returning agency_id`;

/** Whatever is due stays, and what is under way opens no further intent. */
const PARK = `update outbox o set parked = true where not o.parked and ${OF_TARGET}`;

/** Held for the day that an earlier end named, and never sent: back in shadow, so that a slip in that day can be put right. */
const TAKE_BACK = `
  update outbox o set state = 'due', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null, held_at = null,
    changed_at = clock_timestamp()
  where o.state = 'held' and o.hold_code = 'UNKNOWN_OUTCOME' and o.hold_detail = $3 and o.attempt_no = 0 and ${OF_TARGET}`;

const END = 'delete from shadow_agency where agency_id = $1 and source_id = $2 returning agency_id';

/** From here on the trigger of the outbox holds whatever of that time becomes due, also what is read or let go only later. */
const SAY_UNTIL = `
  insert into shadow_entered (agency_id, source_id, entered_until, said_by, approver, reason) values ($1, $2, $3::date, $4, $5, $6)
  on conflict (agency_id, source_id) do update set entered_until = excluded.entered_until, said_at = clock_timestamp(),
    said_by = excluded.said_by, approver = excluded.approver, reason = excluded.reason`;

/**
 * May stand there from now on without our knowing: looked for before it is created. That people looked and found nothing is
 * outdated: others entered since.
 */
const REMEMBER = `
  with doubted as (
    update national_record n set was_shadowed = true, claim_decided = n.claim_decided and n.claimed_id is not null
    from outbox o where o.national_record_id = n.id and n.national_id is null and ${OF_TARGET} returning n.id)
  update outbox o set approved_version = null from doubted
  where o.national_record_id = doubted.id and o.approved_version is not null`;

/** Goes on; the trigger keeps what was entered by hand, and what another shadow still covers. */
const UNPARK = `
  update outbox o set parked = false, changed_at = clock_timestamp(), rung_at = null,
    due_at = case when o.state = 'due' then clock_timestamp() else o.due_at end
  where o.parked and (o.state = 'due' or not is_shadowed(o.national_record_id, o.agency_id)) and ${OF_TARGET}`;

/**
 * Agencies beside manual entry: their records are read, judged, planned and compared, and nothing is sent. To begin – which is to
 * stop sending – takes one person and works at once; to end takes two.
 */
export class PgShadowAgencies {
  constructor(private readonly tools: ShadowTools) {}

  begin(target: ShadowBegun): Promise<'begun' | 'already' | AccessRefusal> {
    const { agency, source = '', actor, reason } = target;
    return audited(this.tools, async (manager) => {
      const verdict = await this.tools.approvals.firstAct(manager, { kind: 'brakes' }, actor);
      const isNew = verdict.kind === 'allowed' && (await begin(manager, { agency, source, actor, reason }));
      const result =
        verdict.kind === 'refused' ? verdict.why : isNew ? ('begun' as const) : ('already' as const);
      const entry = { ...entryOf(target, 'shadow begin'), ...verdict.onRecord, result: inAudit(verdict) };
      return { result, entry };
    });
  }

  end(target: ShadowEnded): Promise<'ended' | 'not-shadowed' | AccessRefusal> {
    const { actor, approver } = target;
    return audited(this.tools, async (manager) => {
      const verdict = await this.tools.approvals.check(manager, { kind: 'brakes', actor, approver });
      const why = isSamePerson(actor, approver)
        ? ('same-person' as const)
        : verdict.kind === 'refused'
          ? verdict.why
          : undefined;
      const isEnded = why === undefined && (await end(manager, target));
      const result = why ?? (isEnded ? ('ended' as const) : ('not-shadowed' as const));
      const entry = {
        ...entryOf(target, 'shadow end'),
        ...verdict.onRecord,
        result: result === 'ended' ? inAudit(verdict) : 'refused',
      };
      return { result, entry };
    });
  }
}

function entryOf({ agency, source, reason }: ShadowBegun, action: string) {
  const target = source === undefined ? agency : `${agency} ${source}`;
  return { agencyId: agency, action, target, reason };
}

async function begin(
  manager: EntityManager,
  { agency, source, actor, reason }: Required<ShadowBegun>,
): Promise<boolean> {
  await awaitWriters(manager);
  const rows: unknown[] = await manager.query(BEGIN, [agency, source, actor, reason]);
  if (rows.length === 0) return false;
  await manager.query(PARK, [agency, source]);
  await manager.query(TAKE_BACK, [agency, source, ENTERED_BY_HAND]);
  return true;
}

async function end(
  manager: EntityManager,
  { agency, source = '', enteredUntil, actor, approver, reason }: ShadowEnded,
): Promise<boolean> {
  await awaitWriters(manager);
  const [rows]: [unknown[], number] = await manager.query(END, [agency, source]);
  if (rows.length === 0) return false;
  await manager.query(SAY_UNTIL, [agency, source, enteredUntil, actor, approver, reason]);
  await manager.query(REMEMBER, [agency, source]);
  await manager.query(UNPARK, [agency, source]);
  return true;
}
