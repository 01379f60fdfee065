import { ENTERED_BY_HAND, isSamePerson } from '@kntc/domain';
import type { AccessRefusal } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { inAudit, type PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';

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

const END = 'delete from shadow_agency where agency_id = $1 and source_id = $2 returning agency_id';

/** May stand there from now on without our knowing: looked for before it is created. */
const REMEMBER = `
  update national_record n set was_shadowed = true from outbox o
  where o.national_record_id = n.id and o.parked and n.national_id is null and ${OF_TARGET}`;

/** Entered by hand, and nobody said under which id: a person does before anything is created. */
const HOLD = `
  update outbox o set state = 'held', hold_code = 'UNKNOWN_OUTCOME', hold_detail = $4, hold_step = 'case', hold_ordinal = 1,
    held_at = clock_timestamp(), parked = false, changed_at = clock_timestamp()
  from national_record n join source_record r on r.case_id = n.case_id
  where n.id = o.national_record_id and o.state = 'due' and o.parked and n.national_id is null and n.claimed_id is null
    and coalesce(r.received_on <= $3::date, true) and ${OF_TARGET}`;

/** Everything else goes on; the trigger keeps what another shadow still covers. */
const UNPARK = `
  update outbox o set parked = false, changed_at = clock_timestamp(), rung_at = null,
    due_at = case when o.state = 'due' then clock_timestamp() else o.due_at end
  where o.parked and not is_shadowed(o.national_record_id, o.agency_id) and ${OF_TARGET}`;

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
  const rows: unknown[] = await manager.query(BEGIN, [agency, source, actor, reason]);
  if (rows.length > 0) await manager.query(PARK, [agency, source]);
  return rows.length > 0;
}

async function end(
  manager: EntityManager,
  { agency, source = '', enteredUntil }: ShadowEnded,
): Promise<boolean> {
  const [rows]: [unknown[], number] = await manager.query(END, [agency, source]);
  if (rows.length === 0) return false;
  await manager.query(REMEMBER, [agency, source]);
  await manager.query(HOLD, [agency, source, enteredUntil, ENTERED_BY_HAND]);
  await manager.query(UNPARK, [agency, source]);
  return true;
}
