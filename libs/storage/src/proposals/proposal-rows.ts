import { mask } from '@kntc/domain';
import type { NationalWho, PetitionKind, ProposalState, ProposalWay, SealBox } from '@kntc/domain';

/** A proposal as it may be listed: nothing of whom or what it is about. */
export interface ProposalRow {
  readonly id: string;
  readonly nationalId: string;
  /** The agency of this province it stands for. */
  readonly agency: string;
  readonly way: ProposalWay;
  readonly kind: PetitionKind | null;
  /** `yyyy-MM-dd` */
  readonly receivedOn: string | null;
  readonly classification: string | null;
  readonly steps: readonly string[];
  readonly state: ProposalState;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly decidedBy: string | null;
  readonly approver: string | null;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
}

export const PROPOSAL_COLUMNS = `p.id, p.national_id as "nationalId", p.target_agency as agency, p.way, p.kind,
  to_char(p.received_on, 'YYYY-MM-DD') as "receivedOn", p.classification, p.steps, p.state, p.first_seen_at as "firstSeenAt",
  p.last_seen_at as "lastSeenAt", p.decided_by as "decidedBy", p.approver, p.reason, p.decided_at as "decidedAt"`;

/** Binds what is sealed to its place. */
export function proposalContext(nationalId: string): string {
  return `proposal.sealed|${nationalId}`;
}

/** Whom it is about, as far as anybody may look at it: letters of names, and of a denunciation or an unknown kind not even these. */
export interface MaskedWho {
  readonly people: number;
  readonly names: readonly string[];
}

export function maskedWho(
  sealed: Uint8Array,
  { nationalId, kind }: Pick<ProposalRow, 'nationalId' | 'kind'>,
  box: SealBox,
): MaskedWho {
  const text = Buffer.from(box.open(sealed, proposalContext(nationalId))).toString('utf8');
  const { names } = JSON.parse(text) as NationalWho;
  return { people: names.length, names: kind === 'KN' || kind === 'KNPA' ? names.map(mask) : [] };
}

/** How a record stood before it was linked, so that it can stand so again. */
export interface LinkedBefore {
  readonly state: string;
  readonly hold_code: string | null;
  readonly hold_detail: string | null;
  readonly hold_step: string | null;
  readonly hold_ordinal: number | null;
  /** Findings that the link answered. */
  readonly findings: readonly string[];
}

/** A proposal that somebody decides about, locked. */
export interface DecidedProposal {
  readonly id: string;
  readonly agency_id: string;
  readonly national_id: string;
  readonly kind: PetitionKind | null;
  readonly steps: readonly string[];
  readonly state: ProposalState;
  readonly national_record_id: string | null;
  readonly before_link: LinkedBefore | null;
}
