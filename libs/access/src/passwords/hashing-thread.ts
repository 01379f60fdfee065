import { parentPort } from 'node:worker_threads';
import { fitsPassword, hashPassword } from './hash-password';
import type { HashingAnswer, HashingTask } from './protocol';

/** The body of the thread: one task after the other. */
async function answerTo(task: HashingTask): Promise<HashingAnswer> {
  const { id, password } = task;
  if (task.kind === 'hash') return { id, hash: await hashPassword(password, task.salt) };
  return { id, fits: await fitsPassword(password, task.encoded) };
}

if (parentPort !== null) {
  const port = parentPort;
  port.on('message', (task: HashingTask) => {
    void answerTo(task)
      .catch((): HashingAnswer => ({ id: task.id, failed: true })) // no text: it might quote the password
      .then((answer) => port.postMessage(answer, []));
  });
}
