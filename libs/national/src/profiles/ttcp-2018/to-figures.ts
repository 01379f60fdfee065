import type { Compensation } from '@kntc/domain';
import type { BoiThuongThietHai, ThuHoiTraLai } from './wire/wire';
import { isWhole, money, wholeSquareMetres } from './wire/wire-values';

/** The six figures that a decision and its enforcement have in common. */
type Figures = Pick<
  Compensation,
  | 'moneyRecovered'
  | 'residentialLandRecovered'
  | 'productionLandRecovered'
  | 'moneyReturned'
  | 'residentialLandReturned'
  | 'productionLandReturned'
>;

const AREAS = [
  'residentialLandRecovered',
  'productionLandRecovered',
  'residentialLandReturned',
  'productionLandReturned',
] as const;

export function toFigures(figures: Figures): ThuHoiTraLai {
  return {
    ThuHoiTien: money(figures.moneyRecovered),
    ThuHoiDatO: wholeSquareMetres(figures.residentialLandRecovered),
    ThuHoiDatSX: wholeSquareMetres(figures.productionLandRecovered),
    TraLaiTien: money(figures.moneyReturned),
    TraLaiDatO: wholeSquareMetres(figures.residentialLandReturned),
    TraLaiDatSX: wholeSquareMetres(figures.productionLandReturned),
  };
}

/** `null` when nothing at all is known. */
export function toCompensation(compensation: Compensation): BoiThuongThietHai | null {
  const figures = {
    ...toFigures(compensation),
    SoNguoiChuyenDieuTra: compensation.peopleToInvestigation,
    SoNguoiDuocTraQuyenLoi: compensation.peopleRightsRestored,
    XuPhatHanhChinh: money(compensation.administrativeFine),
  };
  return Object.values(figures).every((figure) => figure === undefined) ? null : figures;
}

/** Areas that are not whole where the settings refuse to round; named as fields. */
export function refusedAreas(
  figures: Figures,
  group: string,
  landAreas: 'round' | 'refuse',
): readonly string[] {
  if (landAreas === 'round') return [];
  return AREAS.filter((area) => {
    const value = figures[area];
    return value !== undefined && !isWhole(value);
  }).map((area) => `${group}.${area}`);
}
