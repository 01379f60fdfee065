import { withAllKeys } from '../database/open-keys';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { custodian, type CustodianOptions } from './custodian-options';

const SAY_EVERY = 5_000;

/** `kntc keys index`: search hashes of cases that were stored before there were any. Stopped anywhere, it goes on. */
export async function makeIndex(shell: Shell, { json, ...person }: CustodianOptions): Promise<ExitCode> {
  return withAllKeys(shell.place(), person, async ({ search, rotation }) => {
    const by = await custodian(rotation, person, ['keys index', 'party hashes']);
    await rotation.note(by, { action: 'keys index', target: 'party hashes', result: 'started' });
    let total = 0;
    let after: string | undefined;
    do {
      const { indexed, next } = await search.index(after);
      if (Math.floor((total + indexed) / SAY_EVERY) > Math.floor(total / SAY_EVERY))
        shell.terminal.err(`… ${total + indexed}`);
      total += indexed;
      after = next;
    } while (after !== undefined);
    const left = await search.unindexed();
    await rotation.note(by, {
      action: 'keys index',
      target: 'party hashes',
      result: left === 0 ? 'done' : 'partly',
    });
    shell.answer(json, { indexed: total, left }, () => [
      `Đã lập chỉ mục tìm kiếm cho ${total} hồ sơ; còn ${left}.`,
      'Chỉ mục là mã băm có khoá riêng: không đọc ngược được thành tên hay số.',
      left === 0 ? 'Không phải làm gì.' : 'Chạy lại keys index.',
    ]);
    return left === 0 ? 0 : 1;
  });
}
