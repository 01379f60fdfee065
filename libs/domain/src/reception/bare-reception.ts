import type { Identity, PetitionKind, Petitioners, Reception } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import { Sealed } from '../case/sealed';

/** What was said at a visit, in the words of whoever received: it may name anybody. */
export interface ReceptionWords {
  /** Tóm tắt nội dung. */
  readonly content: string;
  /** Theo dõi, kết quả. */
  readonly result?: string | undefined;
  readonly note?: string | undefined;
}

/**
 * Lượt tiếp công dân that no petition came of. It has to stand nationally (NĐ 154/2026 Đ27), and no interface has a message for
 * it: it is counted, printed for manual entry, and never delivered. Once a petition comes of it, the record is a case.
 */
export interface BareReception {
  /** List 2. */
  readonly receivingAgencyCode: string;
  /** What it was about, as far as the source says. */
  readonly kind?: PetitionKind | undefined;
  readonly visit: Reception & { readonly date: PartialDate };
  /** Who came; as sealed as whoever petitions. */
  readonly visitors: Petitioners;
  /** They came about the same before. */
  readonly isRepeat: boolean;
  /** List 2: who decided about it before. */
  readonly priorAgencyCode?: string | undefined;
  /** Thuộc thẩm quyền of the agency that received; absent: not said. */
  readonly isCompetent?: boolean | undefined;
  /** List 2: hướng dẫn đến cơ quan nào, by which document. */
  readonly guidedToCode?: string | undefined;
  readonly documentNo?: string | undefined;
  readonly words: Sealed<ReceptionWords>;
}

/** The stored forms of a reception: `plain` names nobody, `secret` is who came and what they said. */
export interface FrozenReception {
  readonly plain: { readonly reception: unknown; readonly identity: string; readonly words: string };
  readonly secret: { readonly identity: Identity; readonly words: ReceptionWords };
}

/** Takes a reception apart for storage. Opens every sealed member: only storage calls it. */
export function freezeReception(reception: BareReception): FrozenReception {
  const { visitors, words } = reception;
  return {
    plain: { reception, identity: visitors.identity.digest, words: words.digest },
    secret: { identity: visitors.identity.open(), words: words.open() },
  };
}

/** Puts a reception together again. `openSecret` runs at most once, and not before something sealed is opened. */
export function thawReception(
  plain: FrozenReception['plain'],
  openSecret: () => FrozenReception['secret'],
): BareReception {
  let opened: FrozenReception['secret'] | undefined;
  const secret = (): FrozenReception['secret'] => (opened ??= openSecret());
  const stored = plain.reception as BareReception;
  return {
    ...stored,
    visitors: { ...stored.visitors, identity: Sealed.lazy(() => secret().identity, plain.identity) },
    words: Sealed.lazy(() => secret().words, plain.words),
  };
}
