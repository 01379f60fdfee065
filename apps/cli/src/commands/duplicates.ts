import { Command } from 'commander';
import type { Shell } from '../shell';
import { addEvaluate } from './duplicates-evaluate';
import { addTrain } from './duplicates-train';

/** `kntc duplicates`: how well duplicates are found, and learning to find them better. */
export function duplicatesCommand(shell: Shell): Command {
  const command = new Command('duplicates').description(
    'Đơn trùng: đo chất lượng tìm đơn trùng và huấn luyện trên tệp đã gắn nhãn.',
  );
  addEvaluate(command, shell);
  addTrain(command, shell);
  return command;
}
