import { vietnamTime } from '@kntc/domain';
import type { KeyStatus, Retirement } from '@kntc/storage';
import { Command } from 'commander';
import { said } from '../arguments';
import { withAllKeys, withKeys } from '../database/open-keys';
import { table } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { custodian, withCustodianOptions, type CustodianOptions } from './custodian-options';
import { makeIndex } from './keys-index';
import { rewrap } from './keys-rewrap';

/** `kntc keys`: the keys that wrap the keys of records. */
export function keysCommand(shell: Shell): Command {
  const command = new Command('keys').description(
    'Khoá mã hoá: xem, đổi khoá, bọc lại, loại khoá cũ trong khi cổng đang chạy.',
  );
  command
    .command('status')
    .description('Khoá nào đang dùng, khoá cũ nào còn cần cho bao nhiêu bản ghi. Đọc toàn bộ bản ghi.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => status(shell, options.json)));
  withCustodianOptions(command.command('rotate'))
    .description('Đổi sang khoá mới; khoá cũ vẫn mở được dữ liệu cũ. Cổng đang chạy tự nhận khoá mới.')
    .option('--prepare', 'chỉ tạo khoá, chưa dùng: để chép tệp khoá sang các máy khác trước')
    .action(
      shell.does((options: CustodianOptions & { readonly prepare?: true }) =>
        options.prepare === true ? prepare(shell, options) : rotate(shell, options),
      ),
    );
  withCustodianOptions(command.command('rewrap'))
    .description('Đưa mọi bản ghi về khoá đang dùng, từng trang; dừng giữa chừng thì chạy lại để làm tiếp.')
    .action(shell.does((options: CustodianOptions) => rewrap(shell, options)));
  withCustodianOptions(command.command('index'))
    .description('Lập chỉ mục tìm kiếm cho hồ sơ cũ chưa có; dừng giữa chừng thì chạy lại để làm tiếp.')
    .action(shell.does((options: CustodianOptions) => makeIndex(shell, options)));
  withCustodianOptions(command.command('retire'))
    .description('Loại hẳn một khoá cũ khi không còn bản ghi nào cần đến.')
    .argument('<kek>', 'mã khoá, lấy từ keys status', said)
    .action(shell.does((kek: string, options: CustodianOptions) => retire(shell, kek, options)));
  return command;
}

async function status(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const { keys, lost, unindexed } = await withKeys(
    shell.place(),
    {},
    async ({ rotation, register, search }) => ({
      keys: await rotation.status(),
      lost: new Set(await register.lost()),
      unindexed: await search.unindexed(),
    }),
  );
  const items = keys.map((key) => ({ ...key, lost: lost.has(key.id) }));
  shell.answer(isJson, { items, unindexed }, () =>
    items.length === 0
      ? ['Cổng chưa chạy lần nào với cơ sở dữ liệu này: chưa có khoá nào được ghi nhận.']
      : [
          ...table(HEADINGS, items.map(cells)),
          ...(unindexed === 0 ? [] : [`${unindexed} hồ sơ chưa có chỉ mục tìm kiếm: keys index.`]),
          ...advice(items),
        ],
  );
  return lost.size === 0 ? 0 : 1;
}

type StatusItem = KeyStatus & { readonly lost: boolean };

const HEADINGS = ['khoá (KEK)', 'trạng thái', 'dùng từ', 'bản ghi', 'kiểu cũ', 'phiên bản kiểu cũ'];

function cells({ id, active, addedAt, retiredAt, usage, lost }: StatusItem): readonly (string | number)[] {
  const state = retiredAt !== null ? 'đã loại' : active ? 'đang dùng' : 'cũ';
  return [
    id,
    lost ? `${state}, KHÔNG MỞ ĐƯỢC` : state,
    vietnamTime(addedAt),
    usage.records,
    usage.oldRecords,
    usage.oldVersions,
  ];
}

function advice(items: readonly StatusItem[]): readonly string[] {
  const lost = items.filter((one) => one.lost).map(({ id }) => id);
  if (lost.length > 0)
    return [
      `Mất khoá ${lost.join(', ')}: cổng không khởi động được và dữ liệu dưới khoá đó không mở được.`,
      'Khôi phục tệp khoá mới nhất (hoặc khoá trên Vault) từ bản sao lưu. Không tạo khoá mới để thay thế.',
    ];
  const old = items.filter((one) => !one.active && one.retiredAt === null);
  const needed = old.filter(({ usage }) => usage.records + usage.oldRecords + usage.oldVersions > 0);
  if (needed.length > 0) return ['Đưa bản ghi về khoá đang dùng: npm run kntc -- keys rewrap.'];
  if (old.length > 0) return [`Khoá cũ không còn cần: npm run kntc -- keys retire ${old[0]?.id ?? ''}.`];
  return ['Không phải làm gì.'];
}

async function prepare(shell: Shell, { json, ...person }: CustodianOptions): Promise<ExitCode> {
  await withAllKeys(shell.place(), person, async ({ rotation, keyFile }) => {
    const by = await custodian(rotation, person, ['keys prepare', 'new key']);
    const kek = await rotation.prepare(by);
    shell.answer(json, { prepared: kek }, () => [
      `Đã tạo khoá ${kek}, chưa dùng.`,
      `Chép ${keyFile} sang mọi máy chạy cổng và sao lưu tệp (khoá trên Vault: không phải chép).`,
      'Xong thì chạy keys rotate để bắt đầu dùng khoá này.',
    ]);
  });
  return 0;
}

async function rotate(shell: Shell, { json, ...person }: CustodianOptions): Promise<ExitCode> {
  await withAllKeys(shell.place(), person, async ({ rotation, keyFile }) => {
    const by = await custodian(rotation, person, ['keys rotate', 'new key']);
    const { kek, before } = await rotation.rotate(by);
    shell.answer(json, { active: kek, before: before ?? null }, () => [
      `Đang dùng khoá mới ${kek}. Khoá cũ ${before ?? ''} vẫn mở được dữ liệu cũ.`,
      'Các tiến trình đang chạy dùng khoá mới từ lô tiếp theo, không cần khởi động lại.',
      `Sao lưu ${keyFile} ngay (chạy cổng trên nhiều máy: chép tệp sang từng máy), rồi chạy keys rewrap.`,
    ]);
  });
  return 0;
}

const REFUSALS: Readonly<Record<Extract<Retirement, { kind: 'refused' }>['why'], ThreeLines>> = {
  unknown: ['Cơ sở dữ liệu không có khoá này.', 'Không có gì thay đổi.', 'Lấy mã khoá từ keys status.'],
  active: [
    'Khoá này đang dùng để niêm phong bản ghi mới.',
    'Không có gì thay đổi.',
    'Đổi sang khoá khác trước: keys rotate, rồi keys rewrap.',
  ],
  'in-use': [
    'Còn bản ghi cần khoá này để mở.',
    'Khoá vẫn được giữ: loại đi là mất các bản ghi đó.',
    'Chạy keys rewrap cho đến khi keys status báo 0, rồi loại khoá.',
  ],
  'older-first': [
    'Còn một khoá cũ hơn chưa loại.',
    'Không có gì thay đổi.',
    'Loại khoá cũ nhất trước (dòng đầu của keys status).',
  ],
};

async function retire(shell: Shell, kek: string, { json, ...person }: CustodianOptions): Promise<ExitCode> {
  const outcome = await withAllKeys(shell.place(), person, async ({ rotation }) =>
    rotation.retire(kek, await custodian(rotation, person, ['keys retire', kek])),
  );
  if (outcome.kind === 'refused' && json !== true) throw new Refusal(REFUSALS[outcome.why]);
  shell.answer(json, outcome, () => [
    `Đã loại khoá ${kek}.`,
    'Không bản ghi nào cần khoá này; bản sao lưu cơ sở dữ liệu làm trước khi bọc lại vẫn cần tệp khoá cùng thời.',
    'Giữ bản sao lưu cũ của tệp khoá chừng nào còn giữ bản sao lưu cơ sở dữ liệu cùng thời.',
  ]);
  return outcome.kind === 'retired' ? 0 : 1;
}
