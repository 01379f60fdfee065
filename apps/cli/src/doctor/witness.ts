import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { bad, good, skipped, type Finding } from './finding';

const WHAT = 'Dấu mốc nhật ký';

/** Where the audit is remembered, and what it must not share a disk with. */
export interface WitnessPlaces {
  /** As configured: folders, or addresses of other machines. */
  readonly witnesses: readonly string[];
  readonly dataDir: string;
  /** Petitions go to a real national database. */
  readonly isForReal: boolean;
}

/** A witness on the disk of the database goes back in time together with it, and then says nothing. */
export function checkWitness(
  { witnesses, dataDir, isForReal }: WitnessPlaces,
  deviceOf: (folder: string) => number = deviceBelow,
): Finding {
  const elsewhere = witnesses.filter((one) => /^(https?:|syslog)/.test(one));
  if (elsewhere.length > 0) return good(WHAT, `${elsewhere.length} nơi ở máy khác`);
  const own = deviceOf(dataDir);
  if (witnesses.some((one) => deviceOf(one) !== own)) return good(WHAT, 'ở ổ đĩa khác với dữ liệu');
  const detail = 'cùng ổ đĩa với dữ liệu: khôi phục cả ổ đĩa thì không ai nhận ra';
  return isForReal
    ? bad(WHAT, detail, 'đặt KNTC_AUDIT_WITNESS tới một ổ đĩa hoặc máy khác')
    : skipped(WHAT, `${detail}; đủ để thử với CSDLQG mô phỏng`);
}

/** Of the folder, or of the nearest one above that exists. */
function deviceBelow(path: string): number {
  let folder = resolve(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return statSync(folder).dev;
}
