import type { Arena } from './contender';
import { CONTENDERS, isContender } from './contenders';
import { bookless, caseDelivery } from './deliver-case';

/** A contender as a process of its own, so that nothing of the bench counts as its memory. */
export async function contend([name = '']: readonly string[]): Promise<boolean> {
  if (!isContender(name)) throw new TypeError(`no contender "${name}"`);
  const { load, keepsBooks } = CONTENDERS[name];
  const arena: Arena = JSON.parse(process.env['CONTENDER_ARENA'] ?? '{}');
  const contender = await load();
  const deliver = keepsBooks ? caseDelivery(arena) : await bookless(arena);
  let left = Number(process.env['CONTENDER_CASES']);
  await contender.work(arena, async (id) => {
    await deliver(id).catch((err: unknown) => {
      process.send?.({ type: 'fatal', message: `${name}: case ${id}: ${String(err)}` });
      throw err;
    });
    left -= 1;
    if (left === 0) process.send?.({ type: 'done' });
  });
  // Lives on until it was measured.
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  process.exit();
}
