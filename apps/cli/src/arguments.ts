import { REASONS } from '@kntc/domain';
import type { ReasonCode } from '@kntc/domain';
import { nearest } from '@kntc/sources';
import { wrongUsage } from './refusal';

/** Readers of what a person typed: a value or a complaint in three lines, before anything is opened. */

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REFERENCE = /^[A-Z0-9]{2,8}-[0-9A-HJKMNP-TV-Z]{13}$/;
const MAX_TEXT = 500;

export function count(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= max) return value;
    throw wrongUsage(`«${text}» không phải là số nguyên từ 1 đến ${max}.`, 'Sửa lại số rồi chạy lại lệnh.');
  };
}

/** `next` of the page before. */
export function cursor(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw wrongUsage(`Con trỏ «${text}» không đúng.`, 'Dùng giá trị «next» của trang trước.');
}

/** `yyyy-MM-dd` of a day that exists. */
export function isoDate(text: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  const exists = moment !== undefined && !Number.isNaN(moment.getTime());
  if (exists && moment.toISOString().slice(0, 10) === text) return text;
  throw wrongUsage(
    `«${text}» không phải là ngày có thật.`,
    'Viết ngày dạng năm-tháng-ngày, ví dụ 2026-07-15.',
  );
}

/** How much of a digest people read and type. */
export const DIGEST_SHOWN = 12;

/** Beginning of the digest of what a command showed before. */
export function digest(text: string): string {
  if (new RegExp(`^[0-9a-f]{${DIGEST_SHOWN},64}$`).test(text)) return text;
  throw wrongUsage(
    '--version không phải một phiên bản đã xem.',
    `Chạy lệnh không có --version để xem thay đổi; lệnh in ra phiên bản (${DIGEST_SHOWN} ký tự).`,
  );
}

/** Id of a record at the far side. */
export function guid(text: string): string {
  if (GUID.test(text.trim())) return text.trim();
  throw wrongUsage(
    'Mã vụ việc CSDLQG không đúng dạng GUID.',
    'Chép nguyên mã trên CSDLQG, ví dụ 3f2b8c1e-0d4a-4c57-9a63-5b1e7f0c2d94.',
  );
}

/** Local reference of a national record, as `holds list` prints it. */
export function reference(text: string): string {
  const written = text.trim().toUpperCase();
  if (REFERENCE.test(written)) return written;
  throw wrongUsage(
    `«${text.slice(0, 40)}» không phải là mã hồ sơ địa phương.`,
    'Lấy mã (tiền tố, gạch nối, 13 ký tự) từ npm run kntc -- holds list.',
  );
}

/** Every reference of a list, in the order they were typed. */
export function references(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), reference(text)];
}

/** Text that must say something: a name, a reason, a document number. */
export function said(text: string): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= MAX_TEXT) return trimmed;
  throw wrongUsage(
    `Giá trị trống hoặc dài quá ${MAX_TEXT} ký tự.`,
    'Ghi rõ người, lý do hoặc số văn bản rồi chạy lại lệnh.',
  );
}

/** A reason code of the given classes; otherwise the nearest one is proposed. */
export function reasonCode(...classes: readonly string[]): (text: string) => ReasonCode {
  const valid = (Object.keys(REASONS) as ReasonCode[]).filter((code) =>
    classes.includes(REASONS[code].class),
  );
  return (text) => oneOf(valid, text.toUpperCase());
}

export function oneOf<T extends string>(valid: readonly T[], text: string): T {
  const found = valid.find((one) => one === text);
  if (found !== undefined) return found;
  const close = nearest(text, valid);
  throw wrongUsage(
    `Không có giá trị «${text.slice(0, 40)}».${close === undefined ? '' : ` Có phải «${close}»?`}`,
    `Dùng một trong: ${valid.join(', ')}.`,
  );
}
