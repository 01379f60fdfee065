import type { PartialDate } from '../case/partial-date';

/** When something holds: first and last day, both included, `yyyy-MM-dd`; absent = without end on that side. */
export interface Validity {
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

const BEGIN = '0000-00-00';
const END = '9999-99-99';

/** Whether it may hold on a date: of a date without its day, on one of the days it may be. Without a date: now, for good. */
export function isValidOn({ validFrom, validUntil }: Validity, onDate: PartialDate | undefined): boolean {
  if (onDate === undefined) return validUntil === undefined;
  const from = validFrom?.slice(0, onDate.length);
  const until = validUntil?.slice(0, onDate.length);
  return (from === undefined || onDate >= from) && (until === undefined || onDate <= until);
}

/** Whether two periods have a day in common. */
export function doOverlap(first: Validity, second: Validity): boolean {
  return (
    (first.validFrom ?? BEGIN) <= (second.validUntil ?? END) &&
    (second.validFrom ?? BEGIN) <= (first.validUntil ?? END)
  );
}
