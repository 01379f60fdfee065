import { GatewayError } from '@kntc/domain';
import type { KeyStatus, RewrapPage } from '@kntc/storage';
import { withAllKeys, type OpenKeys } from '../database/open-keys';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { custodian, type CustodianOptions } from './custodian-options';

/** Rows that intake held are met in the next round; more than this only when something keeps holding them. */
const ROUNDS = 5;
const SAY_EVERY = 5_000;

interface Done {
  readonly changed: number;
  readonly unreadable: number;
}

/** `kntc keys rewrap`: every record under the active key. Stopped anywhere, it goes on where it was. */
export async function rewrap(shell: Shell, { json, ...person }: CustodianOptions): Promise<ExitCode> {
  return withAllKeys(shell.place(), person, async (open) => {
    const { rotation } = open;
    const kek = await rotation.active();
    if (kek === undefined) throw new GatewayError('GW_T308', 'no active key');
    const by = await custodian(rotation, person, ['keys rewrap', kek]);
    await rotation.note(by, { action: 'keys rewrap', target: kek, result: 'started' });
    const done = await allPages(open, kek, (line) => shell.terminal.err(line));
    const left = leftOf(await rotation.status());
    const isWhole = left === 0 && done.unreadable === 0;
    await rotation.note(by, { action: 'keys rewrap', target: kek, result: isWhole ? 'done' : 'partly' });
    shell.answer(json, { active: kek, ...done, left }, () => lines(kek, done, left));
    return isWhole ? 0 : 1;
  });
}

async function allPages(
  { rewrap: pages }: OpenKeys,
  kek: string,
  say: (line: string) => void,
): Promise<Done> {
  const total = { changed: 0, unreadable: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const parts = [
      await walk((after) => pages.keys(kek, after), say, 'khoá bản ghi'),
      await walk((after) => pages.records(kek, after), say, 'bản ghi kiểu cũ'),
      await walk((after) => pages.versions(after), say, 'phiên bản kiểu cũ'),
    ];
    const changed = parts.reduce((sum, part) => sum + part.changed, 0);
    total.changed += changed;
    total.unreadable = parts.reduce((sum, part) => sum + part.unreadable, 0);
    if (changed === 0) break;
  }
  return total;
}

async function walk(
  page: (after: string | undefined) => Promise<RewrapPage>,
  say: (line: string) => void,
  what: string,
): Promise<Done> {
  const done = { changed: 0, unreadable: 0 };
  let after: string | undefined;
  let said = 0;
  do {
    const { changed, unreadable, next } = await page(after);
    done.changed += changed;
    done.unreadable += unreadable;
    if (done.changed - said >= SAY_EVERY) {
      said = done.changed;
      say(`… ${what}: ${said}`);
    }
    after = next;
  } while (after !== undefined);
  return done;
}

function leftOf(keys: readonly KeyStatus[]): number {
  return keys.reduce((sum, { active, usage }) => {
    const { records, oldRecords, oldVersions } = usage;
    return sum + (active ? 0 : records) + oldRecords + oldVersions;
  }, 0);
}

function lines(kek: string, { changed, unreadable }: Done, left: number): readonly string[] {
  if (left === 0)
    return [
      `Đã đưa ${changed} khoá bản ghi và bản ghi về ${kek}; mọi bản ghi nay dưới khoá này.`,
      'Khoá cũ không còn cần cho dữ liệu đang chạy.',
      'Xem và loại khoá cũ: keys status, keys retire.',
    ];
  return [
    `Đã đưa ${changed} về ${kek}; còn ${left}, trong đó ${unreadable} không mở được.`,
    unreadable > 0
      ? 'Giá trị không mở được đã hỏng từ trước hoặc bị chuyển chỗ; chúng được giữ nguyên.'
      : 'Phần còn lại đang được cổng ghi.',
    unreadable > 0
      ? 'Khôi phục các dòng hỏng từ bản sao lưu rồi chạy lại keys rewrap.'
      : 'Chạy lại keys rewrap.',
  ];
}
