import { inStranger, isGuardedKind, placesInReception } from '@kntc/domain';
import type {
  BareReception,
  FoundPlaces,
  KeyedDigest,
  NationalWho,
  PetitionKind,
  RecordSeals,
  SealBox,
  SoughtSubject,
  SubjectPlace,
} from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { openReception } from '../intake/store-receptions';
import { storedKeyOf, usable } from '../keys/stored-key';
import { proposalContext } from '../proposals/proposal-rows';
import type { ReceptionRow } from '../receptions/reception-rows';
import { HASH_BYTES, soughtHashes } from '../search/party-hashes';
import type { SubjectExporter } from './pg-subject-cases';
import { subjectUsers, type SubjectUser } from './subject-users';

export interface SubjectBesideTools {
  readonly dataSource: DataSource;
  readonly search: KeyedDigest;
  readonly seals: RecordSeals;
  /** Seals what belongs to no record. */
  readonly house: SealBox;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/** A visit without a petition, as far as it is about this person. */
export interface SubjectReception {
  readonly reference: string;
  /** Agency that received. */
  readonly agencyId: string;
  readonly source: string;
  readonly localKey: string;
  readonly reception: BareReception;
  readonly places: readonly SubjectPlace[];
}

/** A case that only the far side knows, in which this person stands. */
export interface SubjectStranger {
  readonly nationalId: string;
  readonly agencyId: string;
  readonly kind: PetitionKind | null;
  /** `yyyy-MM-dd`. */
  readonly receivedOn: string | null;
  /** As they stand there; of nobody else. */
  readonly fullName: string;
  readonly idNumbers: readonly string[];
}

export interface SubjectBeside {
  readonly receptions: readonly SubjectReception[];
  readonly strangers: readonly SubjectStranger[];
  /** Accounts here: an officer asks like anybody else. */
  readonly users: readonly SubjectUser[];
  /** Of what is no denunciation: places a person has to look at. */
  readonly doubtful: number;
}

type FoundReception = ReceptionRow & {
  readonly owner_id: string;
  readonly kind: PetitionKind | null;
  readonly title: string;
};

interface FoundStranger {
  readonly national_id: string;
  readonly owner_id: string;
  readonly agency_id: string;
  readonly kind: PetitionKind | null;
  readonly received_on: string | null;
  readonly sealed: Buffer;
}

/** A kind that nobody wrote down is answered like a denunciation: on the word of two. */
const OPEN_KINDS = "('KN', 'KNPA')";

/** Visits of before there were hashes are looked at one by one. */
const RECEPTIONS = `
  select t.record_id, t.reference, t.agency_id, r.agency_id as owner_id, r.petition_kind as kind, t.plain, t.secret, s.title,
    r.source_id, r.local_key, r.data_key, r.kek
  from reception t join source_record r on r.id = t.record_id join source s on s.id = r.source_id
  where ($2::boolean or r.petition_kind in ${OPEN_KINDS}) and (t.party_hashes is null or exists (
    select from unnest($1::bytea[]) as h(hash) where position(h.hash in t.party_hashes) % ${HASH_BYTES} = 1))
  order by t.held_on, t.record_id`;

const STRANGERS = `
  select p.national_id, p.agency_id as owner_id, p.target_agency as agency_id, p.kind, to_char(p.received_on, 'YYYY-MM-DD') as received_on,
    p.sealed
  from proposal p
  where ($2::boolean or p.kind in ${OPEN_KINDS}) and p.identity_hashes && $1::bytea[] order by p.first_seen_at, p.id`;

/** What the gateway holds of one person beside cases: visits no petition came of, cases that only the far side knows, an account here. */
export class PgSubjectBeside {
  constructor(private readonly tools: SubjectBesideTools) {}

  /**
   * On the audit before it is given back, item by item. That it is looked for at all is noted by the look through the cases,
   * which comes first. @throws GatewayError `GW_T304` before anything is given back
   */
  async of(sought: SoughtSubject, by: SubjectExporter): Promise<SubjectBeside> {
    const { dataSource, search } = this.tools;
    const hashes = [...sought.idNumbers, ...sought.phones].flatMap((one) => soughtHashes(one, search));
    const asked = [hashes, by.approver !== undefined];
    const visits = await this.#allowed<FoundReception>(await dataSource.query(RECEPTIONS, asked), by);
    const strangers = await this.#allowed<FoundStranger>(await dataSource.query(STRANGERS, asked), by);
    const came = await this.#visited(visits, sought);
    const known = await subjectUsers(dataSource.manager, this.tools.house, sought);
    const users = await this.#allowedUsers(known.users, by);
    const stood = strangers.map((row) => this.#stood(row, sought));
    const receptions = came.flatMap(({ one }) => one ?? []);
    const told = stood.flatMap(({ one }) => one ?? []);
    await this.#note(
      [
        ...receptions.map(({ reference, agencyId }) => ({ target: reference, agencyId })),
        ...told.map(({ nationalId, agencyId }) => ({ target: nationalId, agencyId })),
        ...users.map(({ login, agencyId }) => ({ target: login, agencyId })),
      ],
      by,
    );
    const doubtful = [...came, ...stood].reduce((sum, { found }) => sum + found.doubtful, known.doubtful);
    return { receptions, strangers: told, users, doubtful };
  }

  /** What these people may have exported, before anything of it is opened. */
  async #allowed<Row extends { readonly owner_id: string; readonly kind: PetitionKind | null }>(
    rows: readonly Row[],
    { actor, approver }: SubjectExporter,
  ): Promise<readonly Row[]> {
    const { approvals, dataSource } = this.tools;
    const isGuarded = ({ kind }: Row): boolean => isGuardedKind(kind ?? undefined);
    const theirs = async (kind: 'subject' | 'subject-export', some: readonly Row[]) =>
      approvals.agenciesAmong(dataSource.manager, { kind, actor, approver }, [
        ...new Set(some.map(({ owner_id: owner }) => owner)),
      ]);
    const open = await theirs(
      'subject',
      rows.filter((row) => !isGuarded(row)),
    );
    const guarded = await theirs('subject-export', rows.filter(isGuarded));
    return rows.filter((row) => (isGuarded(row) ? guarded : open).has(row.owner_id));
  }

  async #allowedUsers(
    users: readonly SubjectUser[],
    { actor, approver }: SubjectExporter,
  ): Promise<readonly SubjectUser[]> {
    const { approvals, dataSource } = this.tools;
    const asked = { kind: 'subject', actor, approver } as const;
    const agencies = [...new Set(users.map(({ agencyId }) => agencyId))];
    const theirs = await approvals.agenciesAmong(dataSource.manager, asked, agencies);
    return users.filter(({ agencyId }) => theirs.has(agencyId));
  }

  async #visited(rows: readonly FoundReception[], sought: SoughtSubject) {
    const boxes = await this.tools.seals.of(rows.map(storedKeyOf));
    return rows.map((row, index): { readonly found: FoundPlaces; readonly one?: SubjectReception } => {
      const place = { sourceId: row.source_id, localKey: row.local_key };
      const reception = openReception(row, place, usable(boxes[index]));
      const found = placesInReception(reception, sought);
      if (found.certain.length === 0) return { found };
      const { reference, agency_id: agencyId, title: source, local_key: localKey } = row;
      return { found, one: { reference, agencyId, source, localKey, reception, places: found.certain } };
    });
  }

  #stood(
    { national_id: nationalId, agency_id: agencyId, kind, received_on: receivedOn, sealed }: FoundStranger,
    sought: SoughtSubject,
  ): { readonly found: Pick<FoundPlaces, 'doubtful'>; readonly one?: SubjectStranger } {
    const text = Buffer.from(this.tools.house.open(sealed, proposalContext(nationalId))).toString('utf8');
    const who = JSON.parse(text) as NationalWho;
    const told = inStranger(who, sought);
    if (told.how === 'same') {
      const { fullName, idNumbers } = told;
      return { found: { doubtful: 0 }, one: { nationalId, agencyId, kind, receivedOn, fullName, idNumbers } };
    }
    const isDoubtful = told.how === 'doubtful' && !isGuardedKind(kind ?? undefined);
    return { found: { doubtful: isDoubtful ? 1 : 0 } };
  }

  async #note(
    shown: readonly { readonly agencyId: string; readonly target: string }[],
    { onRecord, documentNo: reason }: SubjectExporter,
  ): Promise<void> {
    for (const one of shown)
      await audited(this.tools, async () => ({
        result: undefined,
        entry: { ...onRecord, ...one, action: 'subject export', reason, result: 'done' },
      }));
  }
}
