import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dateInVietnam, fieldLabel } from '@kntc/domain';
import { addressGuardOf, loadProvince, systemClock } from '@kntc/platform';
import { evidenceOf, proposeSource, unfedFields, writeCrosswalkFile, writeSourceFile } from '@kntc/sources';
import type { NoProposal, SourceProposal, WantedSource } from '@kntc/sources';
import type { Command } from 'commander';
import { previewKnowledge } from '../composition/preview-judge';
import type { Place } from '../database/place';
import { table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface InitOptions {
  readonly urlEnv: string;
  readonly table?: string;
  readonly schema?: string;
  readonly title?: string;
  readonly agency?: string;
  readonly startDate?: string;
  readonly json?: true;
}

/** `kntc sources init`: looks at a database nobody has described yet and writes the first draft of its source file. */
export function addInitCommand(command: Command, shell: Shell): void {
  command
    .command('init')
    .description(
      'Xem một cơ sở dữ liệu mới, đề xuất tệp nguồn và bảng đối chiếu để người phụ trách sửa tiếp. Chỉ đọc ở nguồn.',
    )
    .argument('<id>', 'mã nguồn mới: chữ thường, số, gạch ngang; không bao giờ đổi')
    .requiredOption(
      '--url-env <biến>',
      'biến môi trường có địa chỉ và tài khoản chỉ đọc, ví dụ KNTC_SO_DON_URL',
    )
    .option('--table <bảng>', 'bảng hoặc khung nhìn mỗi dòng một đơn; bỏ trống: bảng giống sổ đơn nhất')
    .option('--schema <tên>', 'chỉ xem schema (PostgreSQL) hoặc cơ sở dữ liệu (MariaDB) này')
    .option('--title <tên>', 'tên nguồn để cán bộ nhận ra')
    .option('--agency <mã>', 'cơ quan tiếp nhận của mọi đơn trong nguồn, mã trong agencies.yaml')
    .option('--start-date <ngày>', 'đơn tiếp nhận từ ngày này (yyyy-MM-dd); bỏ trống: đầu năm nay')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: InitOptions) => init(shell, id, options)));
}

async function init(shell: Shell, id: string, options: InitOptions): Promise<ExitCode> {
  const place = shell.place();
  const { configDir } = place.environment;
  const files = { source: `sources/${id}.yaml`, crosswalk: `crosswalks/${id}.yaml` };
  const wanted = wantedOf(place, id, options);
  refuseExisting(configDir, Object.values(files));
  const addresses = await addressGuardOf(place.environment, place.environment.databaseUrl);
  const deps = { clock: systemClock, env: place.terminal.variables, addresses };
  shell.terminal.err('Đang xem các bảng …');
  const proposal = await proposeSource(wanted, deps);
  if ('kind' in proposal) throw new Refusal(noProposal(proposal, options.table));
  const { codes } = await previewKnowledge(place, id);
  const text = writeSourceFile(proposal);
  writeNew(join(configDir, files.source), text);
  writeNew(join(configDir, files.crosswalk), writeCrosswalkFile(proposal, codes));
  const missing = unfedFields(proposal).map((path) => fieldLabel(path));
  shell.answer(options.json, toJson(proposal, files), () => [
    ...proposalLines(proposal),
    ...(missing.length === 0 ? [] : [`! Chưa thấy cột cho: ${missing.join(', ')}.`]),
    ...proposal.wideRights.map((right) => `! ${right}; khi nối thật chỉ cấp SELECT trên khung nhìn cần đọc.`),
    ...(codes.length === 0 ? [`! ${WITHOUT_LISTS}`] : []),
    `Đã viết ${join(configDir, files.source)} và ${join(configDir, files.crosswalk)}. Cổng chưa đọc nguồn này.`,
    `Việc tiếp theo: mở hai tệp (tệp nguồn có ${linesWith(text, 'CẦN SỬA:')} dòng CẦN SỬA, ${linesWith(text, 'CẦN XEM:')} dòng CẦN XEM), sửa xong thì chạy:`,
    `  npm run kntc -- sources check ${id}`,
    `  npm run kntc -- sources dry-run ${id}`,
  ]);
  return 0;
}

function linesWith(text: string, mark: string): number {
  return text.split('\n').filter((line) => line.includes(mark)).length;
}

const WITHOUT_LISTS =
  'Cổng chưa có danh mục quốc gia nên bảng đối chiếu chưa có mã đề xuất. Chạy cổng một lần trước khi có nguồn này thì có.';

function wantedOf({ environment, terminal }: Place, id: string, options: InitOptions): WantedSource {
  const today = dateInVietnam(systemClock.now());
  const { urlEnv, table: wantedTable, schema, title, startDate = `${today.slice(0, 4)}-01-01` } = options;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))
    throw wrongUsage(
      `Mã nguồn «${id}» chưa đúng.`,
      'Dùng chữ thường không dấu, số, gạch ngang; ví dụ so-don-xa.',
    );
  if (!/^\d{4}-\d{2}-\d{2}$/.test(startDate))
    throw wrongUsage(`Ngày «${startDate}» chưa đúng.`, 'Viết --start-date yyyy-MM-dd, ví dụ 2026-01-01.');
  if (/:\/\//.test(urlEnv))
    throw wrongUsage(
      'Tham số --url-env là tên một biến môi trường, không phải địa chỉ.',
      'Đặt địa chỉ vào biến (export KNTC_SO_DON_URL=…) rồi nêu tên biến: mật khẩu không nằm trên dòng lệnh.',
    );
  if ((terminal.variables[urlEnv] ?? '') === '')
    throw wrongUsage(
      `Chưa đặt biến môi trường ${urlEnv}, nên chưa biết cơ sở dữ liệu ở đâu.`,
      `Đặt ở cửa sổ này rồi chạy lại: export ${urlEnv}='postgres://tài-khoản:mật-khẩu@máy-chủ:5432/cơ-sở-dữ-liệu' (MariaDB, MySQL: mariadb://…:3306/…; dấu @ trong mật khẩu viết là %40).`,
    );
  const agency = agencyOf(environment.configDir, options.agency);
  return { id, title, urlEnv, schema, table: wantedTable, agency, startDate };
}

function agencyOf(configDir: string, id: string | undefined): WantedSource['agency'] {
  if (id === undefined) return undefined;
  const { agencies } = loadProvince(configDir);
  const agency = agencies.find((one) => one.id === id);
  if (agency !== undefined) return agency;
  throw wrongUsage(
    `Không có cơ quan «${id}» trong ${configDir}/agencies.yaml.`,
    `Các cơ quan đã khai: ${agencies.map((one) => `${one.id} (${one.name})`).join(', ')}.`,
  );
}

/** Nobody's finished work is written over. */
function refuseExisting(configDir: string, files: readonly string[]): void {
  const there = files.map((file) => join(configDir, file)).filter((file) => existsSync(file));
  if (there.length === 0) return;
  throw new Refusal([
    `Đã có ${there.join(' và ')}.`,
    'Không viết đè lên tệp đã có; chưa xem gì ở nguồn.',
    'Chọn mã nguồn khác, hoặc chuyển tệp cũ đi rồi chạy lại.',
  ]);
}

function writeNew(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
}

function noProposal({ kind, tables }: NoProposal, named: string | undefined) {
  return kind === 'nothing'
    ? ([
        'Tài khoản này không thấy bảng hoặc khung nhìn nào.',
        'Chưa viết tệp nào.',
        'Cấp quyền SELECT cho tài khoản (GRANT SELECT …), hoặc xem lại tên cơ sở dữ liệu trong địa chỉ và --schema.',
      ] as const)
    : ([
        `Không có bảng «${named ?? ''}».`,
        'Chưa viết tệp nào.',
        `Chọn trong các bảng mà tài khoản thấy: ${tables.join(', ')}.`,
      ] as const);
}

function proposalLines({ main, key, watermark, fields, people, unused, others }: SourceProposal) {
  return [
    `Bảng ${main.name}: ${main.rows} dòng; khoá: ${key ?? 'CHƯA THẤY'}; lúc sửa cuối: ${watermark ?? 'không có cột, mỗi lần đọc cả bảng'}.`,
    ...table(
      ['Trường', 'Cột', 'Vì sao'],
      [
        ...fields.map((field) => [fieldLabel(field.path), field.facts.name, evidenceOf(field)]),
        ...(people?.fields ?? []).map((field) => [
          fieldLabel(field.path),
          `${people?.table ?? ''}.${field.facts.name}`,
          evidenceOf(field),
        ]),
      ],
    ),
    ...(unused.length === 0 ? [] : [`Cột chưa dùng: ${unused.join(', ')}.`]),
    ...(others.length === 0
      ? []
      : [`Bảng khác: ${others.join(', ')}. Không đúng bảng thì xoá hai tệp và chạy lại với --table.`]),
  ];
}

function toJson(proposal: SourceProposal, files: { readonly source: string; readonly crosswalk: string }) {
  const { id, main, key, watermark, fields, people, unused, others, wideRights } = proposal;
  return {
    source: id,
    files,
    table: main.name,
    rows: main.rows,
    key,
    watermark,
    fields: [...fields, ...(people?.fields ?? [])].map(({ path, by, facts }) => ({
      path,
      column: facts.name,
      by,
    })),
    missing: unfedFields(proposal),
    unused,
    others,
    wideRights,
  };
}
