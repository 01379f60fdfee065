import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kntcReading, type Said } from '../../apps/cli/test/kntc';
import { unzipped } from '../fakes';
import { fill } from '../journey/by-hand/clerk';
import { openAsClerk, saveAsClerk, type ClerkSheet } from '../journey/by-hand/clerk-workbook';
import { rowOf } from './canaries';
import { environmentOf } from './children';
import { plantLatecomers } from './petitions';
import type { World } from './world';

const BY = ['--actor', 'operator-one', '--reason', 'nhập tay'];
const TWO = [...BY, '--approver', 'inspector-two'];
const AGENCY = ['--agency', 'ttt'];
const PERIOD = '2026-Q1';

const VISIT = { nguon: 'TD', co_don: 'khong', ngay_xu_ly: null, so_nguoi: '2' };

interface Desk {
  readonly world: World;
  /** Outside of everything that is scanned: what is handed to people on purpose. */
  readonly folder: string;
  readonly ask: (...words: readonly string[]) => Promise<Said>;
}

/**
 * Everything that is handed out and read back where there is no channel: the book of receptions, workbooks of a batch, a list from
 * the national web, and what becomes a proposal.
 */
export async function workByHand(world: World): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-by-hand-'));
  const ask = async (...words: readonly string[]): Promise<Said> => {
    const said = await kntcReading('', environmentOf(world.road), ...words);
    world.said.push({
      where: `kntc ${words.slice(0, 2).join(' ')}`,
      bytes: Buffer.from(said.out + said.err),
    });
    return said;
  };
  const desk = { world, folder, ask };
  try {
    await receptions(desk);
    await batches(desk);
    await lists(desk);
    await proposals(desk);
    succeeded(await ask('batch', 'end', ...AGENCY, ...TWO));
    await world.road.converge();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Visits about complaints, about denunciations, and about what nobody wrote down. */
async function receptions({ world, folder, ask }: Desk): Promise<void> {
  const { road, aviary } = world;
  for (const [ma, owner, kind] of [
    ['KN-VISIT', 'complainant', { loai: 'kn' }],
    ['TC-VISIT', 'denouncer', { loai: 'tc', linh_vuc: 'TN' }],
    ['ANY-VISIT', 'denouncer', { loai: null }],
  ] as const)
    await road.petition(ma, rowOf(aviary.petition(ma, owner), { ...VISIT, ...kind }, true));
  await road.converge();
  const { rows } = await road.own.query("select from reception where plain <> '' and secret <> ''");
  if (rows.length !== 3) throw new Error(`${rows.length} visits are kept`);
  for (const form of [[], ['--json']]) succeeded(await ask('receptions', 'list', PERIOD, ...form));
  const masked = join(folder, 'che.xlsx');
  succeeded(await ask('receptions', 'export', PERIOD, ...AGENCY, '--out', masked));
  world.exports.push({ where: 'masked book ', bytes: readFileSync(masked), ownerOf: '' });
  const named = join(folder, 'ten.xlsx');
  succeeded(await ask('receptions', 'export-named', PERIOD, ...AGENCY, '--out', named, ...TWO));
  const book = readFileSync(named);
  // Handed to two people on purpose; whoever denounces is not in it all the same.
  world.workbooks.push({ where: 'named book', bytes: book });
  const text = [...(await unzipped(book)).values()].join('\n');
  if (!text.includes(valueOf(world, 'KN-VISIT', 'họ tên'))) throw new Error('the named book names nobody');
  const proof = ['--entered-on', '2026-03-20', '--evidence', 'màn hình Tiếp công dân'];
  succeeded(await ask('receptions', 'entered', PERIOD, ...AGENCY, ...proof, ...BY));
}

/** A batch goes out with denunciations in it, and comes back with names where none belong. */
async function batches({ world, folder, ask }: Desk): Promise<void> {
  const { road, aviary, workbooks } = world;
  succeeded(await ask('batch', 'begin', ...AGENCY, ...BY));
  await plantLatecomers(road, aviary, 'BY-HAND');
  await road.converge();
  const [out, back] = [join(folder, 'dot.xlsx'), join(folder, 'xong.xlsx')];
  succeeded(await ask('batch', 'export', ...AGENCY, '--denunciations', '--out', out, ...TWO));
  workbooks.push({ where: 'workbook of a batch', bytes: readFileSync(out) });
  const sheets = await openAsClerk(out);
  let handedOut = 0;
  for (const sheet of sheets.slice(1)) handedOut += await returned(world, sheet);
  if (handedOut < 4) throw new Error('nothing was handed out');
  await saveAsClerk(back, sheets);
  for (const form of [[], ['--json']])
    await ask('batch', 'read', '1', '--file', back, '--preview', ...TWO, ...form);
  await ask('batch', 'read', '1', '--file', back, ...TWO);
  const { rows } = await road.own.query("select from entry_row where state = 'refused'");
  if (rows.length === 0) throw new Error('no row came back refused');
  for (const form of [[], ['--json']]) succeeded(await ask('batch', 'list', ...form));
  await ask('batch', 'cancel', '1', ...BY);
}

/**
 * Every other row refused, with a note that names who stands behind the petition, as clerks who know them do; the rest with a name
 * typed over a cell.
 */
async function returned({ road, aviary }: World, sheet: ClerkSheet): Promise<number> {
  const { rows: known } = await road.own.query<{ reference: string; ma: string }>(
    'select n.reference, f.local_key as ma from national_record n join case_file f on f.id = n.case_id',
  );
  const planted = aviary.petition(`TC-TYPED-${sheet.name}`, 'denouncer');
  for (const [index, row] of sheet.rows.entries()) {
    const ma = known.find(({ reference }) => row.includes(reference))?.ma ?? '';
    const own = aviary.canaries.filter(({ petition, field }) => petition === ma && NOTED.includes(field));
    if (own.length === 0) throw new Error(`nobody stands behind ${ma}`);
    const note = `Theo lời bà ${own.map(({ value }) => value).join(', ')}: thiếu giấy tờ`;
    fill(sheet, row, { result: 'bị từ chối', note, by: 'Nguyễn Thị Nhập' });
    if (index % 2 > 0) row[row.findIndex((cell) => cell !== '')] = planted.name('ô bị sửa');
  }
  return sheet.rows.length;
}

const NOTED = [
  'họ tên',
  'họ tên đã sửa',
  'số định danh',
  'số giấy tờ',
  'điện thoại',
  'địa chỉ',
  'địa chỉ đã sửa',
];

/** A list with cases that nobody here knows, of both owners, and with a name in the place of an id. */
async function lists({ world, folder, ask }: Desk): Promise<void> {
  const { road, aviary } = world;
  const titles = ['TT', 'Mã vụ việc', 'Chủ đơn', 'Số CCCD', 'Nội dung đơn', 'Loại đơn', 'Ngày tiếp nhận'];
  const rows = LISTED.map(([name, owner, kind, id], index) => {
    const of = aviary.petition(name, owner);
    const content = `${of.sentence('nội dung')} Tôi ở ${of.address('địa chỉ')}.`;
    const shownId = id === '' ? of.name('tên ở cột mã') : id;
    return [`${index + 1}`, shownId, of.name('họ tên'), of.identityNumber('số'), content, kind, '02/03/2026'];
  });
  const file = join(folder, 'ds.xlsx');
  await saveAsClerk(file, [{ name: 'Danh sách', titles, rows }]);
  const soon = new Date(Date.now() + 7 * 3_600_000 + 60_000).toISOString().slice(0, 16);
  for (const form of [[], ['--json']])
    await ask('batch', 'compare', ...AGENCY, '--file', file, '--made-at', soon, ...BY, ...form);
  const kept = await road.own.query("select from proposal where sealed <> ''");
  if (kept.rows.length !== LISTED.length - 1) throw new Error(`${kept.rows.length} proposals are kept`);
}

const LISTED = [
  ['KN-LISTED', 'complainant', 'Khiếu nại', '99999999-9999-4999-8999-999999999991'],
  ['TC-LISTED', 'denouncer', 'Tố cáo', '99999999-9999-4999-8999-999999999992'],
  ['ANY-LISTED', 'denouncer', '', '99999999-9999-4999-8999-999999999993'],
  ['TC-LISTED-WRONG', 'denouncer', 'Tố cáo', ''],
] as const;

async function proposals({ world, ask }: Desk): Promise<void> {
  const { rows } = await world.road.own.query<{ id: string }>('select id from proposal order by national_id');
  for (const form of [[], ['--json']]) {
    succeeded(await ask('proposals', 'list', ...form));
    for (const { id } of rows) succeeded(await ask('proposals', 'show', id, ...form));
  }
  for (const { id } of rows) succeeded(await ask('proposals', 'decide', id, '--not-ours', ...BY));
  succeeded(await ask('corrections', 'draft', '--all', ...BY));
  succeeded(await ask('corrections', 'list'));
}

function succeeded(said: Said): Said {
  if (said.code !== 0) throw new Error(`refused: ${said.out} ${said.err}`);
  return said;
}

function valueOf({ aviary }: World, petition: string, field: string): string {
  const found = aviary.canaries.find((one) => one.petition === petition && one.field === field);
  if (found === undefined) throw new Error(`${petition} has no ${field}`);
  return found.value;
}
