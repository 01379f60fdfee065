import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kntcReading, parsed, type Said } from '../../apps/cli/test/kntc';
import { referenceOf } from '../journey/ways-out/way-out';
import { environmentOf } from './children';
import type { World } from './world';

/** What is let go in the place of the summary; it must be heard at the far side, or nothing was let go. */
export const REDACTED = 'Người đứng đơn trình bày: cán bộ địa chính nhận tiền khi giao đất.';
/** The same, of a scan. */
export const REDACTED_FILE = 'Biên bản đã che: cán bộ địa chính nhận tiền.';

/** Whose receipts a case has, and of which month. */
const AGENCY_OF = `select agency_id as agency, to_char(confirmed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month
  from receipt where reference = $1 order by seq desc limit 1`;
const PAPER = ['--document-no', '12/ĐN', '--received', '2026-11-20', '--due', '2026-11-30'];
const CHECKED = ['--verified-by', 'Chị Tiếp', '--verified-how', 'căn cước tại bàn tiếp dân'];
const CLERK = ['--actor', 'operator-one'];
const CHIEF = ['--actor', 'inspector-two'];

/**
 * People redact, look for cases and ask what is held of them. What they type stands in files outside of everything that
 * is scanned, and what they are told is kept.
 */
export async function peopleAsk(world: World): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-asked-'));
  const ask = async (input: string, ...words: readonly string[]): Promise<Said> => {
    const said = await kntcReading(input, environmentOf(world.road), ...words);
    world.said.push({
      where: `kntc ${words.slice(0, 2).join(' ')}`,
      bytes: Buffer.from(said.out + said.err),
    });
    return said;
  };
  try {
    await redact(world, ask, folder);
    await find(world, ask);
    for (const [petition, more] of [
      ['KN-FULL', []],
      ['TC-FULL', ['--denunciations']],
    ] as const)
      for (const form of [[], ['--json']]) await exportFor(world, { ask, folder, petition, more, form });
    await papers(world, ask, folder);
    for (const words of [
      ['audit', 'list'],
      ['policy', 'disclosed'],
      ['renditions', 'list'],
      ['subject', 'list'],
    ])
      for (const form of [[], ['--json']]) succeeded(await ask('', ...words, ...form));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Ask = (input: string, ...words: readonly string[]) => Promise<Said>;

/** A text that still names somebody is refused, a clean one is let go by a second person. */
async function redact(world: World, ask: Ask, folder: string): Promise<void> {
  const reference = await referenceOf(world.road, 'TC-FULL');
  const propose = (field: string, text: string): Promise<Said> => {
    const file = join(folder, 'ban-da-che.txt');
    writeFileSync(file, text);
    return ask('', 'renditions', 'propose', reference, '--field', field, '--file', file, ...CLERK, '--json');
  };
  const name = valueOf(world, 'TC-FULL', 'họ tên đã sửa');
  if ((await propose('content', `${REDACTED} Bà ${name} đã ký.`)).code === 0)
    throw new Error('a text that names the denouncer was taken');
  for (const [field, text] of [
    ['content', REDACTED],
    ['file:1', REDACTED_FILE],
  ] as const) {
    const { id } = parsed(succeeded(await propose(field, text))) as { readonly id: string };
    succeeded(await ask('', 'renditions', 'show', id, ...CHIEF));
    succeeded(await ask('', 'renditions', 'approve', id, ...CHIEF));
  }
}

/** Found by what identifies them, told by reference only. */
async function find(world: World, ask: Ask): Promise<void> {
  const who = [...CLERK, '--reason', 'trả lời người đứng đơn'];
  const both = ['--denunciations', '--second-person', 'inspector-two'];
  for (const [petition, more] of [
    ['KN-FULL', []],
    ['TC-FULL', both],
  ] as const) {
    const reference = await referenceOf(world.road, petition);
    for (const field of ['họ tên đã sửa', 'số định danh']) {
      const said = await ask(valueOf(world, petition, field), 'cases', 'find', ...who, ...more);
      if (!succeeded(said).out.includes(reference)) throw new Error(`${petition} is not found by ${field}`);
    }
  }
}

async function exportFor(
  world: World,
  {
    ask,
    folder,
    petition,
    more,
    form,
  }: {
    readonly ask: Ask;
    readonly folder: string;
    readonly petition: string;
    readonly more: readonly string[];
    readonly form: readonly string[];
  },
): Promise<void> {
  const who = `họ tên: ${valueOf(world, petition, 'họ tên đã sửa')}\nsố giấy tờ: ${valueOf(world, petition, 'số định danh')}\n`;
  const out = join(folder, `${petition}-${form.length}`);
  const written = ['--out', out, ...form];
  if (more.length === 0)
    succeeded(await ask(who, 'subject', 'export', ...PAPER, ...CHECKED, ...CLERK, ...written));
  else {
    const recorded = await ask(who, 'subject', 'export', ...PAPER, ...CHECKED, ...CLERK, ...more, '--json');
    const { id } = parsed(succeeded(recorded)) as { readonly id: string };
    succeeded(await ask('', 'subject', 'approve', id, ...CHIEF));
    succeeded(await ask(who, 'subject', 'export', '--request', id, ...CLERK, ...written));
  }
  if (!existsSync(out)) throw new Error(`no export for ${petition}`);
  const where = `export ${world.exports.length + 1} for ${petition} `;
  world.exports.push({ where, bytes: readFileSync(out), ownerOf: petition });
}

/** Receipts to print and evidence for strangers: for whoever, so nobody stands in them. */
async function papers(world: World, ask: Ask, folder: string): Promise<void> {
  const keep = (where: string, file: string): void =>
    void world.exports.push({ where, bytes: readFileSync(file), ownerOf: '' });
  for (const petition of ['KN-FULL', 'TC-FULL']) {
    const reference = await referenceOf(world.road, petition);
    const file = join(folder, `${petition}.docx`);
    succeeded(await ask('', 'receipts', 'show', reference));
    succeeded(await ask('', 'receipts', 'export', reference, '--out', file));
    keep(`receipts of ${petition} `, file);
  }
  succeeded(await ask('', 'receipts', 'verify', '--json'));
  const { rows } = await world.road.own.query<{ agency: string; month: string }>(AGENCY_OF, [
    await referenceOf(world.road, 'KN-FULL'),
  ]);
  const file = join(folder, 'evidence.zip');
  const of = ['--agency', rows[0]?.agency ?? '', '--period', rows[0]?.month ?? ''];
  succeeded(await ask('', 'evidence', ...of, '--out', file));
  keep('evidence ', file);
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
