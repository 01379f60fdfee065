import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PetitionBody, readModel, scorersOf } from '@kntc/duplicates';
import { petitionsIn, unitsIn } from './read-data';

const KB = 1_024;

/** Matches the first petitions of a folder with each other, and says how long that took and how much memory. `DIR NUMBER` */
export async function selfMatch([folder = '', most = '0']: readonly string[]): Promise<boolean> {
  const read = readModel(JSON.parse(readFileSync(join('config', 'duplicates', 'model.json'), 'utf8')));
  if (read.kind !== 'model') throw new Error(read.problem);
  const { duplicate } = scorersOf(read.model);
  const startedMs = performance.now();
  const body = new PetitionBody([], unitsIn(folder));
  for await (const petition of petitionsIn(folder)) {
    if (body.size === Number(most)) break;
    body.add(petition);
  }
  let pairs = 0;
  for (const { levels } of body.compared())
    if (duplicate.score(levels) >= read.model.thresholds.review) pairs += 1;
  const seconds = (performance.now() - startedMs) / 1_000;
  const peakMb = process.resourceUsage().maxRSS / KB;
  process.stdout.write(`${JSON.stringify({ petitions: body.size, pairs, seconds, peakMb })}\n`);
  return true;
}
