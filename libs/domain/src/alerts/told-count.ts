/** From this many on a number says nothing about one person; whoever reads a mail is nobody who signed in. */
const SMALLEST_TOLD = 5;

/** A number of records as messages say it. */
export function toldCount(count: number): string {
  if (count > 0 && count < SMALLEST_TOLD) return `dưới ${SMALLEST_TOLD}`;
  return count.toLocaleString('vi-VN');
}
