import type { SquareMetres, Vnd } from './amounts';
import type { PartialDate } from './partial-date';
import type { Sealed } from './sealed';

/** KN khiếu nại (complaint), TC tố cáo (denunciation), KNPA kiến nghị, phản ánh (`PA` on the TTCP-2018 wire). */
export type PetitionKind = 'KN' | 'TC' | 'KNPA';
export const PETITION_KINDS: readonly PetitionKind[] = ['KN', 'TC', 'KNPA'];

/** `normal` thường, `restricted` hạn chế, `secret` mật trở lên (never delivered). */
export type Confidentiality = 'normal' | 'restricted' | 'secret';

/** Address as far as it is known. Codes are national (list 1); `detail` is what the record says below the codes. */
export interface Address {
  readonly provinceCode?: string | undefined;
  readonly districtCode?: string | undefined;
  readonly wardCode?: string | undefined;
  readonly detail?: string | undefined;
}

/** A natural person. The name is one field: Vietnamese names are never split or reordered. */
export interface Person {
  readonly fullName: string;
  readonly idNumber?: string | undefined;
  readonly idIssuedDate?: PartialDate | undefined;
  readonly idIssuedPlace?: string | undefined;
  readonly gender?: 'male' | 'female' | undefined;
  readonly birthDate?: PartialDate | undefined;
  readonly phone?: string | undefined;
  readonly address: Address;
  /** List 3. */
  readonly nationalityCode?: string | undefined;
  /** List 4. */
  readonly ethnicityCode?: string | undefined;
}

export interface Organisation {
  readonly name: string;
  readonly address?: string | undefined;
}

/** Người bị khiếu nại, tố cáo. Local systems know many, the TTCP-2018 wire one (the first). */
export type Respondent =
  | {
      readonly type: 'person';
      readonly person: Person;
      readonly position?: string | undefined;
      readonly organisation?: string | undefined;
    }
  | { readonly type: 'organisation'; readonly name: string; readonly address: Address };

/** Người được uỷ quyền. `other` has no national code and stays local. */
export interface Agent {
  readonly type: 'lawyer' | 'legal-aid' | 'other';
  readonly person: Person;
}

/** Who stands behind a petition: everything that could identify a denouncer. */
export interface Identity {
  /** The petitioner, or each representative of a group. Empty only when the petition is anonymous. */
  readonly people: readonly Person[];
  readonly organisation?: Organisation | undefined;
  readonly agent?: Agent | undefined;
}

/** Free text of the petition, which may name anybody. */
export interface Narrative {
  readonly content: string;
  readonly request?: string | undefined;
}

export interface Petitioners {
  readonly type: 'individual' | 'group' | 'organisation';
  /** Số người KNTC, at least 1. */
  readonly headCount: number;
  /** Số người đại diện. */
  readonly representativeCount: number;
  readonly anonymous: boolean;
  readonly impersonated: boolean;
  /** Province (list 1) of the first petitioner: the only part of the address a withheld denouncer shows. */
  readonly provinceCode?: string | undefined;
  readonly identity: Sealed<Identity>;
}

/** Path in list 6, one to four levels, each the full dotted code: `['KN', 'KN.01', 'KN.01.02']`. */
export type ClassificationPath = readonly string[];

export interface Petition {
  readonly registerNo?: string | undefined;
  readonly writtenDate?: PartialDate | undefined;
  readonly receivedDate: PartialDate;
  /** List 5. */
  readonly channelCode: string;
  /** Set when another agency forwarded the petition (list 2, document number and date). */
  readonly forwardedBy?:
    | {
        readonly agencyCode: string;
        readonly documentNo?: string | undefined;
        readonly documentDate?: PartialDate | undefined;
      }
    | undefined;
  readonly classification: readonly ClassificationPath[];
  readonly hasOriginals?: boolean | undefined;
  readonly copyIndex?: number | undefined;
  readonly narrative: Sealed<Narrative>;
}

/** Tiếp công dân: who received the citizen. */
export interface Reception {
  readonly date?: PartialDate | undefined;
  readonly leader?: string | undefined;
  readonly periodic: boolean;
  readonly delegated: boolean;
  readonly delegatedBy?: string | undefined;
}

/** Cơ quan đã giải quyết: what an agency decided before this petition came. */
export interface PriorResolution {
  readonly agencyCode: string;
  readonly round: number;
  readonly decidedDate?: PartialDate | undefined;
  /** List 8. */
  readonly decisionTypeCode?: string | undefined;
  readonly result?: string | undefined;
}

/** Kết quả xử lý đơn. */
export interface Handling {
  readonly decidedDate: PartialDate;
  readonly eligible: boolean;
  /** Canonical reasons (`domain.md` §3.3). */
  readonly ineligibleReasons: readonly string[];
  /** List 13. */
  readonly directionCode: string;
  /** List 2. */
  readonly agencyCode: string;
  readonly nextAgencyCode?: string | undefined;
  readonly documentNo?: string | undefined;
  readonly handledBy?: string | undefined;
  readonly approvedBy?: string | undefined;
  readonly summary?: string | undefined;
}

/** Thụ lý. */
export interface Acceptance {
  readonly date: PartialDate;
  readonly dueDate: PartialDate;
  readonly agencyCode: string;
  readonly documentNo?: string | undefined;
  readonly approvedBy?: string | undefined;
}

export interface Verification {
  readonly decisionNo?: string | undefined;
  readonly decisionDate?: PartialDate | undefined;
  readonly unit?: string | undefined;
  readonly dueDate?: PartialDate | undefined;
  readonly reportDate?: PartialDate | undefined;
}

export interface Dialogue {
  readonly date: PartialDate;
  readonly place?: string | undefined;
  readonly minutes?: string | undefined;
}

export interface Compensation {
  readonly moneyRecovered?: Vnd | undefined;
  readonly residentialLandRecovered?: SquareMetres | undefined;
  readonly productionLandRecovered?: SquareMetres | undefined;
  readonly moneyReturned?: Vnd | undefined;
  readonly residentialLandReturned?: SquareMetres | undefined;
  readonly productionLandReturned?: SquareMetres | undefined;
  readonly peopleToInvestigation?: number | undefined;
  readonly peopleRightsRestored?: number | undefined;
  readonly administrativeFine?: Vnd | undefined;
}

export interface Enforcement {
  /** Stable ordinal inside its round, from 1: part of the step key. */
  readonly ordinal: number;
  readonly date: PartialDate;
  readonly agencyCode: string;
  readonly moneyRecovered?: Vnd | undefined;
  readonly residentialLandRecovered?: SquareMetres | undefined;
  readonly productionLandRecovered?: SquareMetres | undefined;
  readonly moneyReturned?: Vnd | undefined;
  readonly residentialLandReturned?: SquareMetres | undefined;
  readonly productionLandReturned?: SquareMetres | undefined;
  readonly peopleHandled?: number | undefined;
  readonly collectivesHandled?: number | undefined;
  readonly assetsValue?: Vnd | undefined;
  readonly finesPaid?: Vnd | undefined;
  readonly peopleProsecuted?: number | undefined;
}

/** One round of settlement: lần đầu, lần hai, giải quyết lại. */
export interface ResolutionRound {
  /** From 1; part of the step key. */
  readonly round: number;
  readonly decisionNo?: string | undefined;
  readonly issuedDate: PartialDate;
  readonly agencyCode: string;
  /** List 10. */
  readonly resultCode: string;
  /** List 8. */
  readonly formCode?: string | undefined;
  readonly rightToSue?: boolean | undefined;
  readonly summary?: string | undefined;
  readonly compensation: Compensation;
  readonly disciplinedPeople: readonly {
    readonly name: string;
    readonly position?: string | undefined;
    readonly measure: string;
  }[];
  readonly disciplinedOrganisations: readonly { readonly name: string; readonly measure: string }[];
  readonly enforcements: readonly Enforcement[];
}

export interface Suspension {
  readonly date: PartialDate;
  readonly resumedDate?: PartialDate | undefined;
  readonly documentNo?: string | undefined;
}

/** Gia hạn giải quyết: the agency gave itself longer than it had laid down when it accepted. */
export interface Extension {
  readonly date: PartialDate;
  /** Day by which it is to be decided from then on. */
  readonly dueDate?: PartialDate | undefined;
  readonly documentNo?: string | undefined;
}

export interface Withdrawal {
  readonly date: PartialDate;
  readonly documentNo?: string | undefined;
  /** A group may withdraw in part; the rest goes on (NĐ 155/2026 Đ7a). */
  readonly partial: boolean;
}

/** A file that belongs to the case. Its content is sealed: scans show handwriting. */
/**
 * A file that stays where the source keeps it; only what identifies it is stored. It is opened when it is sent, and
 * what is read then must have exactly this size and hash.
 */
export interface FileReference {
  /** The root as the source file names it: a folder, or the name of an environment variable. */
  readonly root: string;
  /** Below the root, with `/`. May hold a person's name: it stays inside `Sealed`. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly modifiedMs: number;
}

/** Bytes that came with the record, or a file by path. */
export type AttachmentContent = Uint8Array | FileReference;

export interface Attachment {
  /** List 11. */
  readonly typeCode?: string | undefined;
  readonly title: string;
  readonly fileName: string;
  readonly summary?: string | undefined;
  readonly content: Sealed<AttachmentContent>;
}

/**
 * The canonical case as one agency knows it: an immutable state. Which milestones exist decides its lifecycle
 * state and which national steps it feeds.
 */
export interface Case {
  readonly kind: PetitionKind;
  /** National code of the receiving agency (list 2). */
  readonly receivingAgencyCode: string;
  readonly petition: Petition;
  readonly petitioners: Petitioners;
  readonly respondents: readonly Respondent[];
  readonly priorResolution?: PriorResolution | undefined;
  readonly reception?: Reception | undefined;
  readonly handling?: Handling | undefined;
  readonly acceptance?: Acceptance | undefined;
  readonly verification?: Verification | undefined;
  readonly dialogues: readonly Dialogue[];
  readonly rounds: readonly ResolutionRound[];
  readonly suspensions: readonly Suspension[];
  /** Absent: none, or stored before sources could tell of any. */
  readonly extensions?: readonly Extension[] | undefined;
  readonly withdrawal?: Withdrawal | undefined;
  readonly closedDate?: PartialDate | undefined;
  readonly attachments: readonly Attachment[];
  readonly confidentiality: Confidentiality;
}
