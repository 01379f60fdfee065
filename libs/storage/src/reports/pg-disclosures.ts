import type { Disclosure, IdentityPolicy } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';

/** What a policy would do to the denunciations that are here, were it in force. */
export interface PolicyImpact {
  /** Wait for a document, and are judged again under it. */
  readonly waiting: number;
  /** Accepted under another policy and not sent to the end: judged again before anything more leaves. */
  readonly unfinished: number;
  /** Sent with more or less than the policy lets out: each is held, nothing is overwritten by itself. */
  readonly corrections: number;
  /** Sent with the denouncer's identity, which cannot be taken back from here. */
  readonly disclosed: number;
  /** Redacted renditions that are proposed or approved and would not be used any more. */
  readonly renditions: number;
}

/** A denunciation whose denouncer's identity left. */
export interface DisclosedRow {
  readonly id: string;
  readonly reference: string;
  readonly agency: string;
  readonly nationalId: string | null;
  readonly firstSentAt: Date;
}

/**
 * What was in the bytes of an attempt. Attempts of before this was kept are answered by the policy in force when they
 * were made. What was refused, or never left, discloses nothing that stands at the far side.
 */
const LEFT = `
  select a.national_record_id, a.step, a.intent_at,
    coalesce(a.disclosure, case p.policy when 'transmitted' then 'full' else 'withheld' end) as disclosure
  from attempt a
  join national_record n on n.id = a.national_record_id
  join case_file f on f.id = n.case_id and f.kind = 'TC'
  left join identity_policy p on p.recorded_at <= a.intent_at and (p.valid_until is null or p.valid_until > a.intent_at)
  where a.outcome is null or a.outcome in ('confirmed', 'unknown')`;

/** How the first step of each denunciation stands at the far side now. */
const STANDS = `
  select distinct on (national_record_id) national_record_id, disclosure from (${LEFT}) l
  where l.step = 'case' order by national_record_id, intent_at desc`;

/** What left of denouncers, and what a change of the policy would mean for it. Opens nothing sealed. */
export class PgDisclosures {
  constructor(private readonly dataSource: DataSource) {}

  async impactOf(policy: IdentityPolicy): Promise<PolicyImpact> {
    const disclosure: Disclosure = policy === 'transmitted' ? 'full' : 'withheld';
    const rows: Record<keyof PolicyImpact, number>[] = await this.dataSource.query(
      `with stands as (${STANDS})
       select
         (select count(*)::int from source_record where class = 'waiting' and gone_at is null
            and reasons @> '[{"code":"NO_IDENTITY_POLICY"}]') as waiting,
         (select count(*)::int from national_record n join case_file f on f.id = n.case_id
            join outbox o on o.national_record_id = n.id
            where f.kind = 'TC' and o.state <> 'done' and n.identity_policy is distinct from $1) as unfinished,
         (select count(*)::int from stands where disclosure <> $2) as corrections,
         (select count(distinct national_record_id)::int from (${LEFT}) l where disclosure = 'full') as disclosed,
         (select count(*)::int from rendition where state in ('proposed', 'approved') and $1::text <> 'withheld') as renditions`,
      [policy, disclosure],
    );
    return rows[0] ?? { waiting: 0, unfinished: 0, corrections: 0, disclosed: 0, renditions: 0 };
  }

  /** One page of {@link DisclosedRow}s in the order of their references. */
  async disclosed(
    after: string,
    limit: number,
    scope: RowScope = 'everything',
  ): Promise<readonly DisclosedRow[]> {
    const seen = visible(scope, 3, NATIONAL);
    return this.dataSource.query(
      `select n.id, n.reference, n.agency_id as agency, n.national_id as "nationalId", min(l.intent_at) as "firstSentAt"
       from (${LEFT}) l join national_record n on n.id = l.national_record_id
       where l.disclosure = 'full' and n.reference > $1 and ${seen.sql}
       group by n.id order by n.reference limit $2`,
      [after, limit, ...seen.values],
    );
  }
}
