import { isAdoptable } from '@kntc/domain';
import type { Ids, MatchBasis, ProposalDecision, SealBox } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { visible, type AccountScope, type RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { isByTwo } from '../operations/named-id';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { EMPTY_DRAFTS, OUT_OF_DRAFTS, SENT_FOR_PROPOSAL } from '../corrections/correction-statements';
import { linkRecord, unlinkRecord } from './link-record';
import { maskedWho, PROPOSAL_COLUMNS } from './proposal-rows';
import type { DecidedProposal, MaskedWho, ProposalRow } from './proposal-rows';
import { LET_GO } from './proposal-statements';

export interface ProposalTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly house: SealBox;
}

/** A local record that may be the same case. */
export interface ProposalMatch {
  readonly reference: string;
  readonly agency: string;
  readonly basis: MatchBasis;
  /** It has an id of its own there: what is proposed may be a double. */
  readonly nationalId: string | null;
}

export interface ProposalView {
  readonly row: ProposalRow;
  readonly who: MaskedWho;
  /** Of those the reader may know of. */
  readonly matches: readonly ProposalMatch[];
  /** The record it is linked to, if the reader may know of it. */
  readonly linkedTo: string | null;
}

/** What is said of a proposal; a link names the local record. */
export type WantedProposalDecision =
  | { readonly decision: 'link'; readonly reference: string }
  | { readonly decision: Exclude<ProposalDecision, 'link'> };

const STATE_OF = {
  awaited: 'awaited',
  'not-ours': 'not-ours',
  ignored: 'ignored',
  undecided: 'open',
} as const;

/** What people see of national-only cases, and what they decide about them. Nothing here creates or sends anything. */
export class PgProposals {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: ProposalTools) {}

  /**
   * The same for somebody who is signed in: a proposal of another agency is not there, and only accounts decide.
   * @param proved who else proved who they are
   */
  signedIn(account: AccountScope & { readonly login: string }, proved: readonly string[]): PgProposals {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const { accountId, agencies } = account;
    const theirs = new PgProposals({ ...this.tools, approvals });
    theirs.#scope = { accountId, agencies };
    return theirs;
  }

  /** One proposal; opens what is sealed only to mask it. `undefined`: none that the reader may know of. */
  async view(id: string, scope: RowScope): Promise<ProposalView | undefined> {
    const { dataSource, house } = this.tools;
    const own = visible(scope, 2, { caseId: 'null::uuid', agencyId: 'p.agency_id' });
    const rows: (ProposalRow & { readonly sealed: Buffer })[] = await dataSource.query(
      `select ${PROPOSAL_COLUMNS}, p.sealed from proposal p where p.id = $1 and ${own.sql}`,
      [id, ...own.values],
    );
    if (rows[0] === undefined) return undefined;
    const { sealed, ...row } = rows[0];
    const seen = visible(scope, 2, { caseId: 'n.case_id', agencyId: 'n.agency_id' });
    const matches: ProposalMatch[] = await dataSource.query(
      `select n.reference, n.agency_id as agency, m.basis, n.national_id as "nationalId"
       from proposal_match m join national_record n on n.id = m.national_record_id
       where m.proposal_id = $1 and ${seen.sql} order by m.basis desc, n.reference`,
      [id, ...seen.values],
    );
    const linked: { reference: string }[] = await dataSource.query(
      `select n.reference from proposal p join national_record n on n.id = p.national_record_id where p.id = $1 and ${seen.sql}`,
      [id, ...seen.values],
    );
    return { row, who: maskedWho(sealed, row, house), matches, linkedTo: linked[0]?.reference ?? null };
  }

  /**
   * Records what a person says of it. A link is the word of two (`content`) and makes the record due: delivery looks the id up and
   * adopts it. Everything can be taken back until the id is ours.
   */
  decide(id: string, wanted: WantedProposalDecision, command: Command): Promise<OperationResult> {
    return once(
      this.tools,
      { name: `proposals ${wanted.decision}`, target: id, command },
      async (manager) => {
        const row = await this.#locked(manager, id);
        if (row === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
        const kind = wanted.decision === 'link' ? 'content' : 'judgement';
        const asked = { kind, command, agencyId: row.agency_id } as const;
        return allowedOnly({ ...this.tools, manager }, asked, async () => {
          if (row.state === 'linked' || row.state === 'gone')
            return { kind: 'refused', why: 'proposal-ended' };
          if (row.state === 'not-ours' && (await isAskedFor(manager, row.id, command)))
            return { kind: 'refused', why: 'in-request' };
          if (wanted.decision === 'link')
            return this.#link(manager, { row, reference: wanted.reference, command });
          return this.#say(manager, { row, to: STATE_OF[wanted.decision], command });
        });
      },
    );
  }

  async #link(manager: EntityManager, { row, reference, command }: Linking): Promise<OperationResult> {
    if (row.state === 'linking') return { kind: 'refused', why: 'proposal-ended' };
    if (!isByTwo(command)) return { kind: 'refused', why: 'needs-approver' };
    if (!isAdoptable(row.steps)) return { kind: 'refused', why: 'further-there' };
    const linked = await linkRecord(manager, { row, reference, command, scope: this.#scope });
    if (linked.kind === 'refused') return linked;
    await manager.query(
      `update proposal set state = 'linking', national_record_id = $2, before_link = $3, decided_by = $4, approver = $5,
         reason = $6, decided_at = clock_timestamp() where id = $1`,
      [
        row.id,
        linked.recordId,
        JSON.stringify(linked.before),
        command.actor,
        command.approver,
        command.reason,
      ],
    );
    await manager.query(LET_GO, [row.id]);
    return { kind: 'done', lane: linked.lane };
  }

  async #say(manager: EntityManager, { row, to, command }: Saying): Promise<OperationResult> {
    if (row.state === 'linking') {
      const refused = await unlinkRecord(manager, row);
      if (refused !== undefined) return { kind: 'refused', why: refused };
    }
    const isOpen = to === 'open';
    await manager.query(
      `update proposal set state = $2, national_record_id = null, before_link = null, decided_by = $3, approver = null, reason = $4,
         decided_at = case when $5 then null else clock_timestamp() end where id = $1`,
      [row.id, to, isOpen ? null : command.actor, isOpen ? null : command.reason, isOpen],
    );
    if (to === 'not-ours' || to === 'ignored') await manager.query(LET_GO, [row.id]);
    return { kind: 'done' };
  }

  async #locked(manager: EntityManager, id: string): Promise<DecidedProposal | undefined> {
    const own = visible(this.#scope, 2, { caseId: 'null::uuid', agencyId: 'p.agency_id' });
    const rows: DecidedProposal[] = await manager.query(
      `select p.id, p.agency_id, p.national_id, p.kind, p.steps, p.state, p.national_record_id, p.before_link
       from proposal p where p.id = $1 and ${own.sql} for update of p`,
      [id, ...own.values],
    );
    return rows[0];
  }
}

/** Whether a letter asks for its correction; a draft that lists it no longer does. */
async function isAskedFor(manager: EntityManager, id: string, { actor }: Command): Promise<boolean> {
  const sent: unknown[] = await manager.query(SENT_FOR_PROPOSAL, [id]);
  if (sent.length > 0) return true;
  await manager.query(OUT_OF_DRAFTS, [id]);
  await manager.query(EMPTY_DRAFTS, [actor]);
  return false;
}

interface Linking {
  readonly row: DecidedProposal;
  readonly reference: string;
  readonly command: Command;
}

interface Saying {
  readonly row: DecidedProposal;
  readonly to: (typeof STATE_OF)[keyof typeof STATE_OF];
  readonly command: Command;
}
