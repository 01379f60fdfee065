const SHAPE = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const HANOI_OFFSET_MS = 7 * 3600 * 1000; // Asia/Ho_Chi_Minh has had no other offset since 1975

/** A calendar day as one comparable number, yyyymmdd. */
export type Day = number;

/** Reads `dd/MM/yyyy`; null when the text has another shape or names a day that does not exist. */
export function parseDay(text: string): Day | null {
  const parts = SHAPE.exec(text);
  if (!parts) return null;
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return year * 10000 + month * 100 + day;
}

/** The day it is in Việt Nam at this instant (milliseconds since 1970). */
export function dayInVietnam(atMs: number): Day {
  const local = new Date(atMs + HANOI_OFFSET_MS);
  return local.getUTCFullYear() * 10000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate();
}

export function formatDay(day: Day): string {
  const text = String(day).padStart(8, '0');
  return `${text.slice(6)}/${text.slice(4, 6)}/${text.slice(0, 4)}`;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
