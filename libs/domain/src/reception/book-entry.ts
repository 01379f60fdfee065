import type { Case, Identity, PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import { Sealed } from '../case/sealed';
import { directionOf } from '../statutory/forms/fields';
import type { BareReception, ReceptionWords } from './bare-reception';

/** An agency by its code of list 2, and the document that went there. */
export interface BookAgency {
  readonly code: string;
  readonly documentNo?: string | undefined;
}

/** One line of the book of receptions (Sổ tiếp công dân, Mẫu 03/TCD of NĐ 154/2026): a visit, with or without a petition. */
export interface BookEntry {
  /** Of the record; of a visit without a petition the one it would have as a case. */
  readonly reference: string;
  readonly agency: string;
  readonly date: PartialDate;
  readonly kind?: PetitionKind | undefined;
  readonly hasPetition: boolean;
  readonly people: number;
  readonly priorAgencyCode?: string | undefined;
  readonly isCompetent?: boolean | undefined;
  readonly guidedTo?: BookAgency | undefined;
  /** Cơ quan thụ lý, or the one it was passed on to. */
  readonly acceptedBy?: BookAgency | undefined;
  readonly identity: Sealed<Identity>;
  readonly words: Sealed<ReceptionWords>;
}

type Who = Pick<BookEntry, 'reference' | 'agency'>;

/** A visit without a petition as the book shows it. Opens nothing sealed. */
export function bookEntryOfReception(reception: BareReception, who: Who): BookEntry {
  const { visit, kind, visitors, priorAgencyCode, isCompetent, guidedToCode, documentNo, words } = reception;
  return {
    ...who,
    date: visit.date,
    kind,
    hasPetition: false,
    people: visitors.headCount,
    priorAgencyCode,
    isCompetent,
    guidedTo: guidedToCode === undefined ? undefined : { code: guidedToCode, documentNo },
    identity: visitors.identity,
    words,
  };
}

/** A visit a petition came of; `undefined`: the petition came some other way. Opens nothing sealed. */
export function bookEntryOfCase(kase: Case, who: Who): BookEntry | undefined {
  const { reception, petition, petitioners, handling, acceptance, priorResolution, rounds } = kase;
  if (reception === undefined) return undefined;
  const { narrative } = petition;
  const direction =
    handling &&
    directionOf({
      handling: {
        date: handling.decidedDate,
        eligible: handling.eligible,
        direction: handling.directionCode,
      },
    });
  const sentTo =
    handling?.nextAgencyCode === undefined
      ? undefined
      : { code: handling.nextAgencyCode, documentNo: handling.documentNo };
  return {
    ...who,
    date: reception.date ?? petition.receivedDate,
    kind: kase.kind,
    hasPetition: true,
    people: petitioners.headCount,
    priorAgencyCode: priorResolution?.agencyCode,
    isCompetent: direction === undefined ? undefined : direction === 'accept',
    guidedTo: direction === 'guide' ? sentTo : undefined,
    acceptedBy:
      acceptance === undefined
        ? direction === 'transfer'
          ? sentTo
          : undefined
        : { code: acceptance.agencyCode, documentNo: acceptance.documentNo },
    identity: petitioners.identity,
    words: Sealed.lazy(
      () => ({ content: narrative.open().content, result: rounds.at(-1)?.summary ?? handling?.summary }),
      narrative.digest,
    ),
  };
}

/**
 * Whether people may be shown at all, whoever asks: of a denunciation, or of what nobody said is none, they stay sealed (Law on
 * Denunciations art. 8); the paper book has them.
 */
export function mayNamePeople({ kind }: Pick<BookEntry, 'kind'>): boolean {
  return kind === 'KN' || kind === 'KNPA';
}
