import type { Petition } from '../store/rows';
import type { ContentWriter } from '../texts/compose-content';
import { CLEAN_COUNT, SEED, type CleanPetition } from './clean-petitions';
import { DIRTY_KINDS, type DirtyKind, type ExpectedClass } from './dirty-kinds';
import { DIRTY_TEXTS_AND_DATES } from './dirty-texts-and-dates';
import { makePetition } from './make-petition';
import { receivedDay } from './plan';
import { Random } from './random';
import { createdAt, localKey } from './registration';

export interface Expectation {
  readonly key: string;
  readonly class: ExpectedClass;
  readonly code: string;
}

export interface DirtyPetition {
  readonly petition: Petition;
  readonly expectation: Expectation;
}

// Away from the ordinals that carry files, agents or no name at all.
const PLAIN_ORDINAL = 60;

/** Rows that must not arrive: each is a sound petition with one thing wrong, keyed after the clean ones. */
export function dirtyPetitions(writer: ContentWriter, clean: readonly CleanPetition[]): DirtyPetition[] {
  const wrong = [...DIRTY_KINDS, ...DIRTY_TEXTS_AND_DATES].map((kind, index) =>
    spoilt(kind, CLEAN_COUNT + 1 + index, writer),
  );
  const firstCopy = CLEAN_COUNT + 1 + wrong.length;
  return [...wrong, ...duplicated(clean).map((original, index) => copyOf(original, firstCopy + index))];
}

function spoilt(kind: DirtyKind, id: number, writer: ContentWriter): DirtyPetition {
  const stage = kind.stage;
  const received = receivedDay(new Random(`${SEED}/received/${id}`), stage);
  const petition = makePetition(
    { id, seed: SEED, kind: kind.kind, stage, received, ordinal: PLAIN_ORDINAL },
    writer,
  );
  if (petition.don.loai_chu_don === '3') petition.don.loai_chu_don = '1';
  kind.spoil(petition);
  return { petition, expectation: { key: petition.don.so_ho_so, class: kind.class, code: kind.code } };
}

/** One clean petition of each kind, without repairable damage, that is sent again word for word. */
function duplicated(clean: readonly CleanPetition[]): Petition[] {
  const stages = { KN: 'handled', TC: 'accepted', KNPA: 'handled' } as const;
  return (['KN', 'TC', 'KNPA'] as const).map((kind) => {
    const found = clean.find(
      ({ planned, petition }) =>
        planned.kind === kind &&
        planned.stage === stages[kind] &&
        planned.ordinal >= 5 &&
        petition.don.id % 20 !== 0,
    );
    if (found === undefined) throw new Error(`No ${kind} to copy`);
    return found.petition;
  });
}

function copyOf(original: Petition, id: number): DirtyPetition {
  const received = original.xu_ly[0]?.ngay_xu_ly ?? '';
  const key = localKey(id, received);
  const don = { ...original.don, id, so_ho_so: key, so_don: `${id}/L2`, tao_luc: createdAt(id, received) };
  const own = <T extends { don_id: number }>(rows: readonly T[]): T[] =>
    rows.map((row) => ({ ...row, don_id: id }));
  const renumbered = <T extends { don_id: number; id: number }>(rows: readonly T[]): T[] =>
    own(rows).map((row) => ({ ...row, id: id * 10 + (row.id % 10) }));
  const petition: Petition = {
    ...original,
    don,
    linh_vuc: own(original.linh_vuc),
    nguoi: renumbered(original.nguoi),
    bi_don: renumbered(original.bi_don),
    buoi_tiep: own(original.buoi_tiep),
    xu_ly: own(original.xu_ly),
    thu_ly: own(original.thu_ly),
    xac_minh: own(original.xac_minh),
    doi_thoai: renumbered(original.doi_thoai),
    tam_dinh_chi: renumbered(original.tam_dinh_chi),
    gia_han: renumbered(original.gia_han),
    tai_lieu: renumbered(original.tai_lieu),
  };
  return { petition, expectation: { key, class: 'held', code: 'EXACT_DUPLICATE' } };
}
