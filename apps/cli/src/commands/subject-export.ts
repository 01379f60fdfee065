import { readFileSync, statSync } from 'node:fs';
import { dateInVietnam, readSubject, toVietnameseDate, type SoughtSubject } from '@kntc/domain';
import { loadProvince, loadSubjectRules, systemClock } from '@kntc/platform';
import type { MayExport } from '@kntc/storage';
import type { Command } from 'commander';
import { guid, said } from '../arguments';
import { withSubjects, type OpenSubjects } from '../database/open-keys';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import { besideCodes, besideViews } from '../subject/beside-view';
import { HTML_DOCUMENT, JSON_DOCUMENT } from '../subject/export-document';
import { writePrivateFile } from '../subject/private-file';
import { paperOf, refusalOf, withPaper, type PaperOptions } from '../subject/request-options';
import { codesOf, subjectView } from '../subject/subject-view';
import type { ExitCode } from '../terminal';

interface ExportOptions extends PaperOptions {
  readonly identity?: string;
  readonly denunciations?: true;
  readonly request?: string;
  readonly out?: string;
}

interface Written {
  readonly count: number;
  readonly doubtful: number;
}

const LARGEST_IDENTITY = 4_096;
const NOT_WRITTEN = 'chưa ghi; bộ phận pháp chế trả lời';

/** `kntc subject export`: what is held of one person, into a file that only its owner reads. */
export function exportCommand(parent: Command, shell: Shell): void {
  withPaper(parent.command('export'))
    .description(
      'Ghi ra tệp dữ liệu của một người mà cổng giữ. Đơn tố cáo: chỉ cho chính người tố cáo, cần người thứ hai duyệt.',
    )
    .option('--identity <tệp>', 'tệp ghi người yêu cầu; bỏ trống: đọc đầu vào chuẩn')
    .option('--out <tệp>', 'tệp kết quả, chưa được có; chỉ chủ tệp đọc được (0600)', said)
    .option('--denunciations', 'cả đơn tố cáo của chính người này: chỉ ghi nhận, chờ người khác duyệt')
    .option('--request <mã>', 'xuất theo yêu cầu đã được duyệt', guid)
    .addHelpText(
      'after',
      '\nNgười yêu cầu ghi từng dòng «họ tên: …», «số giấy tờ: …», «điện thoại: …»; không bao giờ viết trên dòng lệnh.\nCần họ tên và ít nhất một số. --json: tệp kết quả cũng ở dạng JSON; bỏ trống: HTML để in.',
    )
    .action(shell.does((options: ExportOptions) => exportSubject(shell, options)));
}

async function exportSubject(shell: Shell, options: ExportOptions): Promise<ExitCode> {
  const { denunciations, request, out } = options;
  if (request !== undefined && denunciations === true)
    throw wrongUsage('Yêu cầu đã ghi nhận thì không ghi nhận lại.', 'Bỏ --denunciations hoặc --request.');
  if (denunciations !== true && out === undefined)
    throw wrongUsage('Chưa rõ ghi kết quả vào đâu.', 'Ghi --out <tệp>, một tệp chưa có.');
  const place = shell.place();
  const paper = request === undefined ? paperOf(place, 'export', options) : undefined;
  const sought = await soughtOf(shell, options.identity);
  return withSubjects(place, options, async (open) => {
    if (paper !== undefined && denunciations === true) {
      const recorded = await open.requests.recordExport(paper, { sought, withDenunciations: true });
      if (recorded.kind === 'refused') throw refusalOf(recorded);
      return proposed(shell, recorded.id, options.json);
    }
    const path = out ?? '';
    const grant = (): Promise<MayExport> => grantedOf(open, { request, paper, sought, actor: options.actor });
    const { id, ...written } = await write(shell, open, { ...options, out: path }, { grant, sought });
    await open.requests.exported(id, options.actor);
    return answered(shell, path, { ...written, unindexed: await open.unindexed() }, options.json);
  });
}

interface Asking {
  readonly request: string | undefined;
  readonly paper: ReturnType<typeof paperOf> | undefined;
  readonly sought: SoughtSubject;
  readonly actor: string;
}

/** On whose word an export is made. */
async function grantedOf(
  { requests }: OpenSubjects,
  { request, paper, sought, actor }: Asking,
): Promise<MayExport> {
  const answer =
    paper === undefined
      ? await requests.mayExport(request ?? '', sought, actor)
      : await requests.recordExport(paper, { sought, withDenunciations: false });
  if (answer.kind === 'may') return answer;
  throw refusalOf(answer.kind === 'refused' ? answer : { kind: 'refused', why: 'no-request' });
}

async function write(
  shell: Shell,
  { cases, beside }: OpenSubjects,
  { out, json }: ExportOptions & { readonly out: string },
  { grant, sought }: { readonly grant: () => Promise<MayExport>; readonly sought: SoughtSubject },
): Promise<Written & Pick<MayExport, 'id'>> {
  const { configDir } = shell.place().environment;
  const province = loadProvince(configDir);
  const { legalGround, retention } = loadSubjectRules(configDir);
  const agencies = new Map(province.agencies.map(({ id, name }) => [id, name]));
  const document = json === true ? JSON_DOCUMENT : HTML_DOCUMENT;
  const madeOn = toVietnameseDate(dateInVietnam(systemClock.now()));
  let count = 0;
  let doubtful = 0;
  let id = '';
  // Asked for once the file could be made: nothing is recorded for an export that cannot be written.
  async function* pieces(): AsyncIterable<string> {
    const granted = await grant();
    id = granted.id;
    const { by } = granted;
    yield document.begin({
      province: province.name,
      documentNo: by.documentNo,
      madeOn,
      retention: retention || NOT_WRITTEN,
      withDenunciations: by.approver !== undefined,
    });
    for await (const page of cases.of(sought, by)) {
      const codes = await cases.codeNames(codesOf(page.cases));
      const views = page.cases.map((one) => subjectView(one, { agencies, codes, legalGround }));
      yield document.cases(views, count === 0);
      count += views.length;
      doubtful += page.doubtful;
    }
    const others = await beside.of(sought, by);
    const codes = await cases.codeNames(besideCodes(others));
    const views = besideViews(others, { agencies, codes, legalGround });
    yield document.cases(views, count === 0);
    count += views.length;
    doubtful += others.doubtful;
    yield document.end(count);
  }
  await writePrivateFile(out, pieces());
  return { id, count, doubtful };
}

function proposed(shell: Shell, id: string, isJson: true | undefined): ExitCode {
  shell.answer(isJson, { recorded: true, approved: false, id }, () => [
    'Đã ghi nhận yêu cầu, chưa tìm gì: có đơn tố cáo nên cần người thứ hai.',
    `Người khác chạy: npm run kntc -- subject approve ${id} --actor <tên>.`,
    `Sau đó: npm run kntc -- subject export --request ${id} --actor <tên> --out <tệp>, đưa lại đúng người yêu cầu.`,
  ]);
  return 0;
}

function answered(
  shell: Shell,
  path: string,
  { count, doubtful, unindexed }: Written & { readonly unindexed: number },
  isJson: true | undefined,
): ExitCode {
  shell.answer(isJson, { written: path, cases: count, doubtful, unindexed }, () => [
    `Đã ghi ${path}: ${count} hồ sơ. Chỉ chủ tệp đọc được; trao xong thì xoá tệp.`,
    ...(doubtful === 0
      ? []
      : [
          `${doubtful} chỗ trùng số nhưng khác tên (hoặc ngược lại) nên không đưa vào: đối chiếu bằng npm run kntc -- cases find.`,
        ]),
    ...(unindexed === 0
      ? []
      : [`${unindexed} hồ sơ chưa có chỉ mục nên chưa được tìm: npm run kntc -- keys index, rồi xuất lại.`]),
    'Không xác nhận hay phủ nhận với người khác rằng một người có đơn tố cáo.',
  ]);
  return 0;
}

/** @throws Refusal for anything that does not name one person for certain; never repeats it */
async function soughtOf(shell: Shell, file: string | undefined): Promise<SoughtSubject> {
  const text = file === undefined ? ((await shell.terminal.input?.()) ?? '') : fileText(file);
  const sought = text.length <= LARGEST_IDENTITY ? readSubject(text) : undefined;
  if (sought !== undefined) return sought;
  throw wrongUsage(
    'Chưa rõ người yêu cầu.',
    'Ghi từng dòng «họ tên: …», «số giấy tờ: …», «điện thoại: …»: một họ tên và ít nhất một số.',
  );
}

function fileText(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > LARGEST_IDENTITY)
    throw wrongUsage(`Không đọc được tệp ${path}.`, 'Kiểm tra lại đường dẫn ở --identity.');
  return readFileSync(path, 'utf8');
}
