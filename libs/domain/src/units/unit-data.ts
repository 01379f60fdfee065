/** Rows of the public package on units after Nghị quyết 202/2025, as they are: with their mistakes. GSO codes. */
export interface RawUnits {
  readonly provinces: readonly { readonly code: string; readonly name: string }[];
  readonly wards: readonly { readonly code: string; readonly name: string; readonly province: string }[];
  readonly mappings: readonly RawMapping[];
}

/** One old commune, whole or in part, that came to a new one. Empty where the package says nothing. */
export interface RawMapping {
  readonly oldCode: string;
  readonly oldName: string;
  readonly oldDistrict: string;
  readonly oldProvince: string;
  readonly newCode: string;
  readonly newName: string;
  readonly newProvince: string;
}

/** First day of the units of two tiers; the old ones ended the day before. */
export const TWO_TIERS_SINCE = '2025-07-01';
export const THREE_TIERS_UNTIL = '2025-06-30';

/** A commune, old or new. */
export interface Unit {
  /** GSO, five digits; none of an old unit whose code the package does not give. */
  readonly code?: string | undefined;
  readonly name: string;
  /** Of an old one. */
  readonly district?: string | undefined;
  readonly province: string;
  readonly isNew: boolean;
}
