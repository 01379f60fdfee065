import { setTimeout as wait } from 'node:timers/promises';
import { caseNumberIn } from '../delivery/source-tables';
import { entriesOf } from '../delivery/ledger';

const LOOK_MS = 500;

/** When the far side had answered a step of a case, by the case's number; in milliseconds since 1970. */
export async function answeredAt(origin: string, method: string): Promise<ReadonlyMap<number, number>> {
  const numbers = new Map<string, number>();
  const answered = new Map<number, number>();
  for await (const { method: sent, caseId, body, respondedAt } of entriesOf(origin)) {
    if (sent === 'CapNhatVuViec') numbers.set(caseId ?? '', caseNumberIn(String(body['NoiDungDon'])));
    const no = numbers.get(caseId ?? '');
    if (sent === method && no !== undefined && respondedAt !== null && !answered.has(no))
      answered.set(no, Date.parse(respondedAt));
  }
  return answered;
}

/** Waits until all of these cases were answered, or the time is over; whoever is missing then is missing in the answer. */
export async function allAnswered(
  origin: string,
  method: string,
  { numbers, withinMs }: { readonly numbers: readonly number[]; readonly withinMs: number },
): Promise<ReadonlyMap<number, number>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answered = await answeredAt(origin, method);
    if (numbers.every((no) => answered.has(no)) || performance.now() > end) return answered;
    await wait(LOOK_MS);
  }
}
