import { isSamePerson } from '@kntc/domain';
import type { AccessRefusal } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { inAudit } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import { awaitWriters } from '../shadow/await-writers';
import type { ShadowTools } from '../shadow/pg-shadow-agencies';

export interface HandBegun {
  readonly agency: string;
  readonly actor: string;
  readonly reason: string;
}

export interface HandEnded extends HandBegun {
  readonly approver: string;
}

/** One agency that enters by hand, and how far it has come. */
export interface HandStanding {
  readonly agency: string;
  readonly begunAt: string;
  readonly begunBy: string;
  /** Records that wait for a batch, of which so many denunciations. */
  readonly waiting: number;
  readonly denunciations: number;
  /** Records in batches that did not come back yet. */
  readonly handedOut: number;
}

const BEGIN = `
  insert into hand_agency (agency_id, begun_by, reason) values ($1, $2, $3) on conflict do nothing returning agency_id`;

/** What is due waits for a batch; what is under way opens no further intent. */
const PARK = 'update outbox set parked = true where not parked and agency_id = $1';

const END = 'delete from hand_agency where agency_id = $1 returning agency_id';

/** Typed by people meanwhile, or about to be: looked for before it is created. */
const REMEMBER = `
  update national_record n set was_shadowed = true from outbox o
  where o.national_record_id = n.id and o.agency_id = $1 and o.parked and n.national_id is null`;

/** What a batch still holds stays there until the batch is back; the trigger keeps what a shadow covers. */
const UNPARK = `
  update outbox o set parked = false, changed_at = clock_timestamp(), rung_at = null,
    due_at = case when o.state = 'due' then clock_timestamp() else o.due_at end
  where o.agency_id = $1 and o.parked and o.batch_id is null and not is_shadowed(o.national_record_id, o.agency_id)`;

const STANDING = `
  select h.agency_id as agency, to_json(h.begun_at) #>> '{}' as "begunAt", h.begun_by as "begunBy",
    count(*) filter (where o.state = 'due')::int as waiting,
    count(*) filter (where o.state = 'due' and f.kind = 'TC')::int as denunciations,
    count(*) filter (where o.batch_id is not null)::int as "handedOut"
  from hand_agency h
  left join outbox o on o.agency_id = h.agency_id and o.parked and o.state in ('due', 'unknown')
  left join national_record n on n.id = o.national_record_id left join case_file f on f.id = n.case_id
  group by h.agency_id, h.begun_at, h.begun_by order by h.agency_id`;

/**
 * Agencies that enter by hand because no interface may be used: nothing of them is sent, their steps wait for batches. To
 * begin – which is to stop sending – takes one person and works at once; to end takes two.
 */
export class PgHandAgencies {
  constructor(private readonly tools: ShadowTools) {}

  begin({ agency, actor, reason }: HandBegun): Promise<'begun' | 'already' | AccessRefusal> {
    return audited(this.tools, async (manager) => {
      const verdict = await this.tools.approvals.firstAct(manager, { kind: 'brakes' }, actor);
      const isNew = verdict.kind === 'allowed' && (await begin(manager, { agency, actor, reason }));
      const result =
        verdict.kind === 'refused' ? verdict.why : isNew ? ('begun' as const) : ('already' as const);
      const entry = { agencyId: agency, action: 'batch begin', target: agency, reason };
      return { result, entry: { ...entry, ...verdict.onRecord, result: inAudit(verdict) } };
    });
  }

  end({ agency, actor, approver, reason }: HandEnded): Promise<'ended' | 'not-by-hand' | AccessRefusal> {
    return audited(this.tools, async (manager) => {
      const verdict = await this.tools.approvals.check(manager, { kind: 'brakes', actor, approver });
      const refused = verdict.kind === 'refused' ? verdict.why : undefined;
      const why = isSamePerson(actor, approver) ? ('same-person' as const) : refused;
      const isEnded = why === undefined && (await end(manager, agency));
      const result = why ?? (isEnded ? ('ended' as const) : ('not-by-hand' as const));
      const entry = { agencyId: agency, action: 'batch end', target: agency, reason };
      const said = result === 'ended' ? inAudit(verdict) : 'refused';
      return { result, entry: { ...entry, ...verdict.onRecord, result: said } };
    });
  }

  /** Every agency that enters by hand now. */
  standing(): Promise<readonly HandStanding[]> {
    return this.tools.dataSource.query(STANDING);
  }
}

async function begin(manager: EntityManager, { agency, actor, reason }: HandBegun): Promise<boolean> {
  await awaitWriters(manager);
  const rows: unknown[] = await manager.query(BEGIN, [agency, actor, reason]);
  if (rows.length > 0) await manager.query(PARK, [agency]);
  return rows.length > 0;
}

async function end(manager: EntityManager, agency: string): Promise<boolean> {
  await awaitWriters(manager);
  const [rows]: [unknown[], number] = await manager.query(END, [agency]);
  if (rows.length === 0) return false;
  await manager.query(REMEMBER, [agency]);
  await manager.query(UNPARK, [agency]);
  return true;
}
