import type { Figures, QuyetDinhRow, ThiHanhRow } from '../store/rows';
import type { Day } from './days';
import type { Random } from './random';

/** Whole đồng; one in four lies above what 32 bits hold. */
function money(random: Random): string {
  return random.chance(0.25)
    ? String(2_147_483_648 + random.int(1, 90_000_000) * 1000)
    : String(random.int(1, 80_000) * 12_500);
}

/** Square metres, mostly whole, else halves and quarters. */
function land(random: Random): string {
  return `${random.int(20, 9000)}${random.pick(['', '', '.5', '.25', '.75'])}`;
}

export function figures(random: Random, probability: number): Figures {
  const some = <T>(make: () => T): T | null => (random.chance(probability / 2) ? make() : null);
  return {
    thu_hoi_tien: some(() => money(random)),
    thu_hoi_dat_o: some(() => land(random)),
    thu_hoi_dat_sx: some(() => land(random)),
    tra_lai_tien: some(() => money(random)),
    tra_lai_dat_o: some(() => land(random)),
    tra_lai_dat_sx: some(() => land(random)),
  };
}

export function enforcement(
  random: Random,
  decision: Pick<QuyetDinhRow, 'id' | 'don_id' | 'ma_cq_ban_hanh'>,
  { part, day }: { readonly part: number; readonly day: Day },
): ThiHanhRow {
  return {
    id: decision.id * 10 + part,
    quyet_dinh_id: decision.id,
    don_id: decision.don_id,
    ngay: day,
    ma_cq: decision.ma_cq_ban_hanh,
    ...figures(random, 0.7),
    nguoi_bi_xu_ly: random.chance(0.3) ? random.int(1, 4) : null,
    tap_the_bi_xu_ly: random.chance(0.2) ? 1 : null,
    tai_san: random.chance(0.2) ? money(random) : null,
    tien_phat: random.chance(0.25) ? String(random.int(1, 300) * 250_000) : null,
    da_khoi_to: random.chance(0.1) ? 1 : null,
  };
}
