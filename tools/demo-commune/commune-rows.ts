import type { Kind } from '../demo-province/data/local-codes';
import type { Expectation } from '../demo-province/generator/dirty-petitions';
import { makePetition } from '../demo-province/generator/make-petition';
import { receivedDay, type Stage } from '../demo-province/generator/plan';
import { Random } from '../demo-province/generator/random';
import { ContentWriter } from '../demo-province/texts/compose-content';
import { toWideRow, type WideRow } from './wide-row';

const SEED = 'demo-commune-2026';
const FIRST_ID = 20_001;
// Away from the ordinals that carry files or agents: the commune keeps neither.
const PLAIN_ORDINAL = 60;

export const REGISTERS: Readonly<Record<Kind, string>> = {
  KN: 'so_khieu_nai',
  TC: 'so_to_cao',
  KNPA: 'so_phan_anh',
};

const PLAN: readonly (readonly [kind: Kind, stage: Stage, count: number])[] = [
  ['KN', 'handled', 3],
  ['KN', 'accepted', 2],
  ['KN', 'resolved', 3],
  ['KN', 'second-round', 2],
  ['KN', 'second-enforced', 1],
  ['KN', 'enforced', 1],
  ['TC', 'accepted', 2],
  ['TC', 'resolved', 2],
  ['KNPA', 'received', 6],
  ['KNPA', 'handled', 5],
  ['KNPA', 'resolved', 3],
];

interface Dirty {
  readonly kind: Kind;
  readonly stage: Stage;
  readonly class: Expectation['class'];
  readonly code: string;
  readonly change: WideRow;
}

const DIRTY: readonly Dirty[] = [
  {
    kind: 'KNPA',
    stage: 'received',
    class: 'waiting',
    code: 'NOT_CLASSIFIED',
    change: { loai: 'Chưa phân loại' },
  },
  { kind: 'KN', stage: 'received', class: 'waiting', code: 'NOT_RELEASED', change: {} },
  {
    kind: 'KNPA',
    stage: 'received',
    class: 'quarantined',
    code: 'BAD_DATE',
    change: { ngay_tiep_nhan: '30/02/2026' },
  },
  {
    kind: 'KNPA',
    stage: 'received',
    class: 'quarantined',
    code: 'UNKNOWN_CODE',
    change: { linh_vuc: 'Tâm linh' },
  },
  {
    kind: 'KN',
    stage: 'handled',
    class: 'quarantined',
    code: 'MISSING_MANDATORY',
    change: { nguoi_nop: ' ' },
  },
  {
    kind: 'KN',
    stage: 'handled',
    class: 'quarantined',
    code: 'MANY_PEOPLE_IN_ONE_FIELD',
    change: { nguoi_nop: 'Võ Thị Lài, Đỗ Văn Sáu và 5 hộ khác' },
  },
];

export interface CommuneRow {
  readonly register: string;
  readonly row: WideRow;
}

export interface Commune {
  readonly rows: readonly CommuneRow[];
  readonly expectations: readonly Expectation[];
}

/** Thirty petitions that must arrive and six that must not; two bear keys that the demo province uses as well. */
export function generateCommune(): Commune {
  const writer = new ContentWriter(new Random(`${SEED}/texts`));
  let id = FIRST_ID;
  const make = (kind: Kind, stage: Stage, change: WideRow = {}): CommuneRow => {
    const row = { ...wideRow(writer, { id, kind, stage }), ...change };
    id += 1;
    return { register: REGISTERS[kind], row };
  };
  const clean = PLAN.flatMap(([kind, stage, count]) =>
    Array.from({ length: count }, () => make(kind, stage)),
  );
  const dirty = DIRTY.map((one) => make(one.kind, one.stage, one.change));
  const expectations = DIRTY.map((one, index) => ({
    key: String(dirty[index]?.row['so_ho_so']),
    class: one.class,
    code: one.code,
  }));
  return { rows: [...clean, ...dirty], expectations };
}

interface Wish {
  readonly id: number;
  readonly kind: Kind;
  readonly stage: Stage;
}

function wideRow(writer: ContentWriter, { id, kind, stage }: Wish): WideRow {
  const received = receivedDay(new Random(`${SEED}/received/${id}`), stage);
  const petition = makePetition({ id, kind, stage, received, ordinal: PLAIN_ORDINAL, seed: SEED }, writer);
  const number = id - FIRST_ID + 1;
  const key = number <= 2 ? `HS-2025-${String(number).padStart(5, '0')}` : `PH/${kind}/${number}`;
  return toWideRow(petition, kind, key);
}
