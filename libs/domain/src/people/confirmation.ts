/** Every quarter somebody says of each account in the national system that it is still needed. */
export const CONFIRMATION_STATES = ['confirmed', 'due', 'overdue', 'ended'] as const;
export type ConfirmationState = (typeof CONFIRMATION_STATES)[number];

const MONTHS = 3;

/** First day of the quarter a day is in. @param day `yyyy-MM-dd` */
export function quarterStart(day: string): string {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % MONTHS);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** First day of the quarter before the one a day is in. */
export function quarterBefore(day: string): string {
  const start = quarterStart(day);
  const month = Number(start.slice(5, 7)) - MONTHS;
  const [year, of] =
    month > 0 ? [Number(start.slice(0, 4)), month] : [Number(start.slice(0, 4)) - 1, month + 12];
  return `${year}-${String(of).padStart(2, '0')}-01`;
}

/** Last day of the quarter a day is in: by then it is to be confirmed. */
export function quarterEnd(day: string): string {
  const start = quarterStart(day);
  const month = Number(start.slice(5, 7)) + MONTHS - 1;
  const last = new Date(Date.UTC(Number(start.slice(0, 4)), month, 0)).getUTCDate();
  return `${start.slice(0, 4)}-${String(month).padStart(2, '0')}-${last}`;
}

/**
 * Confirmed this quarter, or opened in it; else due until its end; overdue once a whole quarter went by without.
 * @param confirmedOn last day somebody said so; the day it was opened, where nobody did
 */
export function confirmationState(
  { confirmedOn, endedOn }: { readonly confirmedOn: string; readonly endedOn: string | undefined },
  today: string,
): ConfirmationState {
  if (endedOn !== undefined) return 'ended';
  if (confirmedOn >= quarterStart(today)) return 'confirmed';
  return confirmedOn >= quarterBefore(today) ? 'due' : 'overdue';
}
