import { once } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { FileRefused } from '../refusals';
import { inspectFile } from '../table/inspect-file';
import { openTableFile } from '../table/open-table-file';
import { readRecords } from '../table/read-records';
import { readTables } from '../table/read-tables';
import type { ReadingAnswer, ReadingTask, TablesTask } from './protocol';

/** Batches that may lie between the threads: reading goes on while the last ones are judged. */
const AHEAD = 4;

/** The body of the thread: one task, one file. What is wrong with the file is an answer; anything else ends it. */
async function work(port: MessagePort, task: ReadingTask | TablesTask): Promise<void> {
  const answer = (message: ReadingAnswer): void => port.postMessage(message);
  try {
    const csv = task.kind === 'tables' ? task.csv : task.layout.csv;
    const file = await openTableFile(task.path, task.name, csv);
    try {
      if (task.kind === 'tables') answer({ kind: 'tables', tables: await readTables(file, task.mostRows) });
      else if (task.kind === 'inspect')
        answer({ kind: 'report', report: await inspectFile(file, task.layout, task.record) });
      else await send(port, readRecords(file, task), answer);
    } finally {
      file.close();
    }
    answer({ kind: 'end' });
  } catch (err) {
    if (!(err instanceof FileRefused)) throw err;
    answer({ kind: 'refused', code: err.code, detail: err.detail });
  }
}

async function send(
  port: MessagePort,
  batches: ReturnType<typeof readRecords>,
  answer: (message: ReadingAnswer) => void,
): Promise<void> {
  const credit = { batches: AHEAD };
  port.on('message', () => {
    credit.batches += 1;
  });
  for await (const records of batches) {
    while (credit.batches === 0) await once(port, 'message');
    credit.batches -= 1;
    answer({ kind: 'records', records });
  }
}

if (parentPort !== null) {
  const port = parentPort;
  void work(port, workerData as ReadingTask | TablesTask).finally(() => port.close());
}
