import type { Resync } from '../../api/answers';

const WHOLE = 100;

/** Per cent of the records whose result is known, rounded down: 100 is everything. */
export function finishedShare({ records, progress }: Pick<Resync, 'records' | 'progress'>): number {
  const open = progress.chosen + progress.underWay;
  return records === 0 ? WHOLE : Math.floor(((records - open) * WHOLE) / records);
}

/** Nothing of it moves any more. */
export function isOver({ state, progress }: Pick<Resync, 'state' | 'progress'>): boolean {
  return (state === 'done' || state === 'stopped') && progress.underWay === 0;
}
