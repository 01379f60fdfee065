const MOMENT = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
/** Sweden writes days as the API does. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
const NUMBER = new Intl.NumberFormat('vi-VN');

/** A moment on the clock of Vietnam, wherever the browser stands. */
export function momentText(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : MOMENT.format(at);
}

/** A day `2026-03-01` as people write it. */
export function dayText(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-');
  return date === undefined ? day : `${date}/${month}/${year}`;
}

/** The day of a moment on the calendar of Vietnam, as `2026-03-01`. */
export function dayOf(iso: string): string {
  return DAY.format(new Date(iso));
}

export function numberText(count: number): string {
  return NUMBER.format(count);
}

/** A share, rounded down: 99.96 % is not everything. */
export function shareText(share: number): string {
  return `${NUMBER.format(Math.floor(share * 1000) / 10)} %`;
}

/** How long ago, in the largest unit that fits. */
export function ageText(seconds: number, isVietnamese: boolean): string {
  const units: readonly (readonly [number, string, string])[] = [
    [86_400, 'ngày', 'd'],
    [3_600, 'giờ', 'h'],
    [60, 'phút', 'min'],
  ];
  const [size, vi, en] = units.find(([least]) => seconds >= least) ?? [1, 'giây', 's'];
  return `${numberText(Math.floor(seconds / size))} ${isVietnamese ? vi : en}`;
}
