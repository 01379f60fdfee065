import { PETITION_SEARCH_WAYS } from '@kntc/domain';
import { z } from 'zod';

export const day = z.string().regex(/^(|\d{4}-\d{2}-\d{2})$/, 'expected yyyy-MM-dd, or "" for no limit');

/** First and last day, both included, as days in Vietnam. */
export const validityPeriod = z
  .strictObject({ from: day, until: day })
  .refine(({ from, until }) => until === '' || from <= until, {
    path: ['until'],
    error: 'lies before `from`',
  });

/** Days of the week in the order of `Date.getUTCDay`. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 22:30');

/** When the far side is closed, in Vietnamese time. `until` before `from` ends on the next day. */
export const maintenanceWindow = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1),
  from: clockTime,
  until: clockTime,
});

/** Reading back what stands at the far side: how fast, and when the nightly share runs. */
export const reconciliationSettings = z.strictObject({
  perMinute: z.int().min(1).max(6_000),
  night: z.strictObject({ from: clockTime, until: clockTime }),
});

/**
 * What the far side may be asked about people for, before a petition of theirs is created there: nothing by default, since whether we
 * may is not known of a real one.
 */
export const petitionSearchSettings = z.strictObject({
  by: z.array(z.enum(PETITION_SEARCH_WAYS)),
  perMinute: z.int().min(1).max(6_000),
});

/** File types by the ending of the name. */
export const ATTACHMENT_TYPES = [
  'pdf',
  'doc',
  'docx',
  'xls',
  'xlsx',
  'jpg',
  'jpeg',
  'png',
  'tif',
  'tiff',
  'zip',
] as const;

/** Longest texts in characters: key of the wire, with its objects (`NoiDungDon`, `NguoiKNTC.DataNguoiKNTC.HoTen`). */
export const textLimits = z.record(
  z
    .string()
    .regex(/^[A-Za-z]+(\.[A-Za-z0-9]+)*$/, 'expected a path of wire keys such as NguonDonDen.SoVanBanDen'),
  z.int().min(1),
);
