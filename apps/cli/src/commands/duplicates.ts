import { Command } from 'commander';
import type { Shell } from '../shell';
import { addEvaluate } from './duplicates-evaluate';
import { addLearning } from './duplicates-learning';
import { addPairs } from './duplicates-pairs';
import { addSearch } from './duplicates-search';
import { addTrain } from './duplicates-train';

/** `kntc duplicates`: pairs that may be one matter, how well they are found, and learning to find them better. */
export function duplicatesCommand(shell: Shell): Command {
  const command = new Command('duplicates').description(
    'Đơn trùng: xem và quyết định cặp đơn, đo chất lượng, huấn luyện.',
  );
  addPairs(command, shell);
  addSearch(command, shell);
  addLearning(command, shell);
  addEvaluate(command, shell);
  addTrain(command, shell);
  return command;
}
