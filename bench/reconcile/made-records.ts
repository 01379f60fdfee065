import { createHash } from 'node:crypto';
import { digest128 } from '@kntc/domain';

/** A record as both sides make it up from its number; SQL does the same in `fill-digests.ts`. */
export function idOf(n: number): string {
  const hex = createHash('md5').update(`record ${n}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function digestOf(n: number): string {
  return digest128(`digest ${n}`);
}

/** What was changed there. */
export function otherDigestOf(n: number): string {
  return digest128(`changed ${n}`);
}

export interface Differences {
  /** Numbers of records that are there on both sides and not the same. */
  readonly different: ReadonlySet<number>;
  readonly onlyLocal: ReadonlySet<number>;
  /** Beyond the last of ours. */
  readonly onlyNational: readonly number[];
}

/** So many differences, spread evenly: four tenths changed, three missing there, three added there. */
export function differencesOf(records: number, differences: number): Differences {
  const every = Math.max(1, Math.floor(records / Math.max(1, differences)));
  const different = new Set<number>();
  const onlyLocal = new Set<number>();
  const onlyNational: number[] = [];
  for (let nth = 0; nth < differences; nth += 1) {
    const n = nth * every + 1;
    if (nth % 10 < 4) different.add(n);
    else if (nth % 10 < 7) onlyLocal.add(n);
    else onlyNational.push(records + 1 + nth);
  }
  return { different, onlyLocal, onlyNational };
}

/** As a finding is told: `kind id`. */
export function expectedFindings({ different, onlyLocal, onlyNational }: Differences): readonly string[] {
  return [
    ...[...different].map((n) => `different ${idOf(n)}`),
    ...[...onlyLocal].map((n) => `only-local ${idOf(n)}`),
    ...onlyNational.map((n) => `only-national ${idOf(n)}`),
  ].toSorted();
}
