import type { Compensation, Vnd } from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import type { BoiThuongThietHai, ThuHoiTraLai } from './wire/wire';
import { decimalSquareMetres, isWhole, money, wholeSquareMetres } from './wire/wire-values';

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
const AMOUNTS = [
  'moneyRecovered',
  'moneyReturned',
  'administrativeFine',
  'assetsValue',
  'finesPaid',
] as const;

type FigureForms = Pick<NationalSettings['values'], 'landAreas' | 'money'>;

export function toFigures(figures: Figures, { landAreas }: FigureForms): ThuHoiTraLai {
  const area = landAreas === 'decimal' ? decimalSquareMetres : wholeSquareMetres;
  return {
    ThuHoiTien: money(figures.moneyRecovered),
    ThuHoiDatO: area(figures.residentialLandRecovered),
    ThuHoiDatSX: area(figures.productionLandRecovered),
    TraLaiTien: money(figures.moneyReturned),
    TraLaiDatO: area(figures.residentialLandReturned),
    TraLaiDatSX: area(figures.productionLandReturned),
  };
}

/** `null` when nothing at all is known. */
export function toCompensation(compensation: Compensation, forms: FigureForms): BoiThuongThietHai | null {
  const figures = {
    ...toFigures(compensation, forms),
    SoNguoiChuyenDieuTra: compensation.peopleToInvestigation,
    SoNguoiDuocTraQuyenLoi: compensation.peopleRightsRestored,
    XuPhatHanhChinh: money(compensation.administrativeFine),
  };
  return Object.values(figures).every((figure) => figure === undefined) ? null : figures;
}

/** BT's integers: what is larger, its library could not send. */
const MOST_32_BIT = 2_147_483_647;

/** Figures that the settings refuse to send: areas that are not whole, amounts above 32 bits; named as fields. */
export function refusedFigures(
  figures: Figures & Partial<Record<'administrativeFine' | 'assetsValue' | 'finesPaid', Vnd | undefined>>,
  group: string,
  forms: FigureForms,
): readonly string[] {
  const areas = AREAS.filter((area) => {
    const value = figures[area];
    return forms.landAreas === 'refuse' && value !== undefined && !isWhole(value);
  });
  const amounts = AMOUNTS.filter((amount) => {
    const value = figures[amount];
    return forms.money === 'refuse-above-32-bit' && value !== undefined && Number(value) > MOST_32_BIT;
  });
  return [...areas, ...amounts].map((figure) => `${group}.${figure}`);
}
