import { createHash } from 'node:crypto';
import type { ReceivedBody } from '../wire/body-reader';
import type { UpdateMethod } from '../wire/methods';
import type { Outcome } from '../wire/update-desk';

export interface BatchItem {
  readonly method: UpdateMethod;
  readonly key: string;
  /** As if it had come alone. */
  readonly received: ReceivedBody;
}

interface Batch {
  readonly Muc: readonly {
    readonly PhuongThuc: UpdateMethod;
    readonly Khoa: string;
    readonly NoiDung: unknown;
  }[];
}

/** The steps of a batch whose shape was checked. */
export function itemsOf(body: unknown): readonly BatchItem[] {
  return (body as Batch).Muc.map(({ PhuongThuc, Khoa, NoiDung }) => {
    const text = JSON.stringify(NoiDung);
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { method: PhuongThuc, key: Khoa, received: { text, sha256, isForm: false } };
  });
}

/** What one step of a batch is answered: its own answer with the status it would have had alone. */
export function resultOf({ answer }: Outcome): object {
  return { TrangThai: answer.status, ...(JSON.parse(answer.body.toString('utf8')) as object) };
}
