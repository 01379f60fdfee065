import { REASONS, type ReasonCode } from '@kntc/domain';
import { z } from 'zod';

/** Texts and values that many operations take or give. */

/** One line without control characters: PostgreSQL takes no NUL, a log no line break. */
export const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'một dòng chữ, không có ký tự điều khiển' });

export const REFERENCE = z.string().regex(/^[A-Z0-9]{2,8}-[0-9A-HJKMNP-TV-Z]{13}$/, {
  error: 'mã hồ sơ địa phương, ví dụ H507-0123456789ABC',
});
export const MOMENT = z.iso.datetime();
/** The id the far side gave. */
export const NATIONAL_ID = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, { error: 'mã GUID của CSDLQG' });
export const KIND = z.enum(['KN', 'TC', 'KNPA']);
export const STEP = z.enum(['case', 'handling', 'acceptance', 'resolution', 'enforcement']);
/** A day of an entry into force: no year that a database would not take. */
export const DAY = z.iso
  .date({ error: 'ngày dạng năm-tháng-ngày, ví dụ 2025-07-01' })
  .regex(/^(19|20)/, { error: 'ngày từ 1900 đến 2099' });
export const LIST = z.number().int().min(1).max(14);
export const CODE = z.enum(Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]]).meta({ id: 'ReasonCode' });
export const CLASS = z.enum([
  'confirmed',
  'waiting',
  'quarantined',
  'held',
  'unknown',
  'noChannel',
  'outOfScope',
]);
export const OWNER = z.enum(['province', 'gateway', 'national', 'operator']);
/** What happened, what it means for the case, what to do. */
export const TEXT = z.array(z.string()).readonly();
