import { scopeText, spanText, vietnamTime } from '@kntc/domain';
import type { AffectedRecord, Outage } from '@kntc/domain';
import {
  affectedLine,
  causesOf,
  outageDocument,
  outageSheets,
  timesOf,
  type OutageForm,
} from '@kntc/documents';
import { loadProvince, systemClock } from '@kntc/platform';
import { writeNewWorkbook } from '@kntc/sources';
import { affectedRecords, outageOf, outages, recovery } from '@kntc/storage';
import type { RowScope } from '@kntc/storage';
import { Command } from 'commander';
import { count, said } from '../arguments';
import { nationalSettings } from '../composition/national-side';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import { writeZip } from '../evidence/write-zip';
import { pairs, table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface JsonOption {
  readonly json?: true;
}

interface ListOptions extends JsonOption {
  readonly limit: number;
}

interface AgencyOption extends ReaderOptions {
  readonly agency?: string;
}

interface ExportOptions extends AgencyOption {
  readonly out: string;
}

const LISTED = 20;
const MOST_LISTED = 1_000;
const SHOWN_RECORDS = 50;
const MOST_ID = Number.MAX_SAFE_INTEGER;

/** `kntc outages`: interruptions of the connection to the national side, and the record of one. */
export function outagesCommand(shell: Shell): Command {
  const command = new Command('outages').description(
    'Gián đoạn kết nối với CSDLQG: từ lúc nào, vì sao, hồ sơ nào phải chờ; xuất biên bản.',
  );
  command
    .command('list')
    .description('Các lần gián đoạn, mới nhất trước.')
    .option('--limit <số>', 'số lần', count(MOST_LISTED), LISTED)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withReader(command.command('show'))
    .description('Một lần gián đoạn, với các hồ sơ đã phải chờ.')
    .argument('<số>', 'số của lần gián đoạn (outages list)', count(MOST_ID))
    .option('--agency <mã>', 'chỉ hồ sơ của một cơ quan', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: number, options: AgencyOption & JsonOption) => show(shell, id, options)));
  withReader(command.command('export'))
    .description('Biên bản gián đoạn kết nối, tệp .docx để in và ký hoặc .xlsx.')
    .argument('<số>', 'số của lần gián đoạn (outages list)', count(MOST_ID))
    .requiredOption('--out <tệp>', 'tệp .docx hoặc .xlsx, chưa được có', said)
    .option('--agency <mã>', 'biên bản cho một cơ quan, chỉ hồ sơ của cơ quan đó', said)
    .action(shell.does((id: number, options: ExportOptions) => exportOne(shell, id, options)));
  return command;
}

async function list(shell: Shell, { limit, json }: ListOptions): Promise<ExitCode> {
  const items = await withCurrentDatabase(shell.place(), ({ dataSource }) => outages(dataSource, limit));
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Chưa có lần gián đoạn kết nối nào.']
      : table(
          ['Số', 'Từ', 'Đến', 'Dài', 'Phạm vi', 'Mã', 'Hồ sơ phải chờ'],
          items.map((one) => [
            one.id,
            vietnamTime(one.beganAt),
            one.endedAt === null ? 'chưa hết' : vietnamTime(one.endedAt),
            spanText(one.seconds / 60),
            scopeText(one.scope),
            one.code,
            one.affected,
          ]),
        ),
  );
  return 0;
}

async function show(shell: Shell, id: number, options: AgencyOption & JsonOption): Promise<ExitCode> {
  const form = await formOf(shell.place(), id, options);
  const { outage, affected } = form;
  const items = affected.map(({ reference, since, sentAt, state }) => ({ reference, since, sentAt, state }));
  shell.answer(options.json, { ...outage, affected: items.length, records: items }, () => [
    ...pairs(timesOf(form)),
    ...causesOf(form).map(([at, what, who]) => `Từ ${at}: ${what} Ai xử lý: ${who}.`),
    ...(affected.length === 0
      ? []
      : table(
          ['Mã hồ sơ', 'Chờ từ', 'Gửi được lúc', 'Chờ trong'],
          affected.slice(0, SHOWN_RECORDS).map(affectedLine),
        )),
    ...(affected.length > SHOWN_RECORDS
      ? [`… và ${affected.length - SHOWN_RECORDS} hồ sơ khác (dùng --json hoặc outages export)`]
      : []),
  ]);
  return 0;
}

async function exportOne(shell: Shell, id: number, { out, ...options }: ExportOptions): Promise<ExitCode> {
  const kind = /\.(docx|xlsx)$/i.exec(out)?.[1]?.toLowerCase();
  if (kind === undefined)
    throw wrongUsage(`Tên tệp «${out}» phải kết thúc bằng .docx hoặc .xlsx.`, 'Sửa lại --out <tệp>.');
  const form = await formOf(shell.place(), id, options);
  if (kind === 'docx') await writeZip(out, outageDocument(form), form.madeAt);
  else if (!(await writeNewWorkbook(out, outageSheets(form)))) throw notMade(out);
  shell.print([
    `Đã ghi ${out}: gián đoạn số ${id}, ${form.affected.length} hồ sơ.`,
    'Biên bản chỉ có mã hồ sơ, không có dữ liệu cá nhân.',
    form.outage.endedAt === null
      ? 'Gián đoạn chưa hết: xuất lại khi đã gửi được trở lại.'
      : 'In, ký, đóng dấu; đính kèm văn bản giải trình cập nhật chậm.',
  ]);
  return 0;
}

async function formOf(place: Place, id: number, { agency, ...by }: AgencyOption): Promise<OutageForm> {
  const { name, agencies } = loadProvince(place.environment.configDir);
  const nameOf = (wanted: string): string => agencies.find((one) => one.id === wanted)?.name ?? wanted;
  if (agency !== undefined && !agencies.some((one) => one.id === agency))
    throw wrongUsage(`Không có cơ quan «${agency}» trong config/agencies.yaml.`, 'Sửa lại --agency <mã>.');
  return withCurrentDatabase(place, async (database) => {
    const affected = await readAs(place, database, {
      what: `outages show ${id}`,
      kind: 'judgement',
      by,
      read: (scope) => affectedOf(database, { id, agency, scope }),
    });
    const outage = await found(database, id);
    const { requestsPerMinute, rampAfterOutage: rampMs } = nationalSettings(place.environment).limits;
    return {
      outage,
      province: name,
      agency: agency === undefined ? 'Đơn vị vận hành cổng liên thông KNTC' : nameOf(agency),
      affected,
      nameOf,
      recovery:
        outage.endedAt === null
          ? await recovery(database.dataSource, { requestsPerMinute, rampMs })
          : undefined,
      madeAt: systemClock.now(),
    };
  });
}

async function found({ dataSource }: OpenDatabase, id: number): Promise<Outage> {
  const outage = await outageOf(dataSource, String(id));
  if (outage !== undefined) return outage;
  throw new Refusal([
    `Không có lần gián đoạn kết nối số ${id}.`,
    'Chưa ghi gì.',
    'Xem số đúng: npm run kntc -- outages list.',
  ]);
}

interface WantedRecords {
  readonly id: number;
  readonly agency: string | undefined;
  readonly scope: RowScope;
}

async function affectedOf(
  { dataSource }: OpenDatabase,
  { id, agency, scope }: WantedRecords,
): Promise<readonly AffectedRecord[]> {
  const all: AffectedRecord[] = [];
  for await (const one of affectedRecords(dataSource, String(id), scope))
    if (agency === undefined || one.agency === agency) all.push(one);
  return all;
}

function notMade(out: string): Refusal {
  return new Refusal([
    `Không tạo được tệp ${out}: đã có tệp tên đó, hoặc không có quyền ghi.`,
    'Chưa ghi gì: tệp có sẵn không bị ghi đè.',
    'Chọn một tên tệp chưa có, trong thư mục có quyền ghi: --out <tệp>.',
  ]);
}
