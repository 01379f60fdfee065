import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProvince } from '@kntc/platform';
import { isSameMapping, loadSources, mappingChanges } from '@kntc/sources';
import { mappingInUse, mappingWaitOf, PgSourceMappings, recordsToJudge } from '@kntc/storage';
import type { MappedBy, MappingWait } from '@kntc/storage';
import type { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { digest, DIGEST_SHOWN, said } from '../arguments';
import { openApprovals, withBothProofs, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase, type OpenDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import type { DataSource } from '../database/questions';
import { withSourceVariables } from '../database/source-variables';
import { Refusal, wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { mappingLines, type MappingView } from './mapping-lines';

interface AcceptOptions extends ProofOptions {
  readonly version?: string;
  readonly actor?: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly json?: true;
}

/** `kntc sources accept-mapping`: two sides put a changed mapping into use, having seen what changes. */
export function addMappingCommand(command: Command, shell: Shell): void {
  withBothProofs(command.command('accept-mapping'))
    .description(
      'Duyệt ánh xạ mới hoặc đã đổi của một nguồn. Không có --version: chỉ xem thay đổi. Cổng đang chạy tự nhận.',
    )
    .argument('<id>', 'mã nguồn')
    .option('--version <phiên bản>', 'đúng phiên bản đã xem (12 ký tự đầu, lệnh in ra khi xem)', digest)
    .option('--actor <tên>', 'người đề nghị', said)
    .option('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .option('--reason <lý do>', 'lý do, được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: AcceptOptions) => accept(shell, id, options)));
}

function accept(shell: Shell, id: string, options: AcceptOptions): Promise<ExitCode> {
  const place = shell.place();
  return withCurrentDatabase(place, async (database) => {
    const { dataSource } = database;
    const waiting = await mappingWaitOf(dataSource, id);
    if (waiting === undefined) throw new Refusal(notWaiting(id));
    if (!(await isInFolder(place, waiting))) throw new Refusal(FILE_CHANGED);
    const view = await viewOf(dataSource, waiting);
    const { version } = options;
    if (version === undefined) return show(shell, view, options.json);
    if (!waiting.mappingVersion.startsWith(version)) throw new Refusal(otherVersion(id));
    await putInUse(place, { database, waiting, options });
    shell.answer(options.json, { accepted: true, ...toJson(view) }, () => [
      `Đã duyệt ánh xạ ${waiting.mappingVersion.slice(0, DIGEST_SHOWN)} của nguồn ${id}.`,
      'Cổng đang chạy tự đọc nguồn và xét lại hồ sơ trong vài giây; cổng khởi động trước khi tệp đổi phải khởi động lại.',
      'Xem kết quả: npm run kntc -- status.',
    ]);
    return 0;
  });
}

function show(shell: Shell, view: MappingView, isJson: true | undefined): ExitCode {
  const { id, mappingVersion } = view.waiting;
  const command = `npm run kntc -- sources accept-mapping ${id} --version ${mappingVersion.slice(0, DIGEST_SHOWN)}`;
  shell.answer(isJson, { accepted: false, needs: '--version', ...toJson(view) }, () => [
    ...mappingLines(view),
    `Chưa duyệt. Xem trước hồ sơ theo ánh xạ mới: npm run kntc -- sources preview ${id}.`,
    `Đồng ý thì chạy: ${command} --actor <tên> --approver <tên> --reason "<lý do>"`,
    'Không đồng ý: trả tệp nguồn về như cũ rồi khởi động lại cổng; không cần ai duyệt.',
  ]);
  return 1;
}

async function viewOf(dataSource: DataSource, waiting: MappingWait): Promise<MappingView> {
  const inUse = await mappingInUse(dataSource, waiting.id);
  return {
    waiting,
    isNew: inUse === undefined,
    changes: mappingChanges(inUse, waiting.definition),
    records: await recordsToJudge(dataSource, waiting.id),
  };
}

function toJson({ waiting, isNew, changes, records }: MappingView) {
  const { id: source, mappingVersion: version, since } = waiting;
  return { source, version, since, isNew, changes, records };
}

/** What waits is what a gateway started with; the file may have changed since. */
function isInFolder(place: Place, { id, definition }: MappingWait): Promise<boolean> {
  const { configDir } = place.environment;
  return withSourceVariables(place, async (variables) => {
    const source = loadSources(configDir, variables).sources.find((one) => one.id === id);
    return (
      source !== undefined && isSameMapping(definition, readFileSync(join(configDir, source.file), 'utf8'))
    );
  });
}

interface Accepted {
  readonly database: OpenDatabase;
  readonly waiting: MappingWait;
  readonly options: AcceptOptions;
}

/** @throws Refusal when these people may not, or when something else waits by now */
async function putInUse(place: Place, { database, waiting, options }: Accepted): Promise<void> {
  const by = namedBy(options);
  const { audit } = await openAudit(place, database);
  const approvals = await openApprovals(place, database, { audit, people: options });
  const provinceId = loadProvince(place.environment.configDir).id;
  const { dataSource } = database;
  const mappings = new PgSourceMappings({ dataSource, approvals, audit, provinceId });
  const done = await mappings.accept(waiting.id, waiting.mappingVersion, by);
  if (done.kind === 'refused') throw new Refusal(accessRefusal(done.why, 'mapping'));
  if (done.kind === 'not-waiting') throw new Refusal(notWaiting(waiting.id));
  if (done.kind === 'other-version') throw new Refusal(otherVersion(waiting.id));
}

function namedBy({ actor, approver, reason }: AcceptOptions): MappedBy {
  if (actor !== undefined && reason !== undefined) return { actor, approver, reason };
  throw wrongUsage(
    'Duyệt ánh xạ cần --actor, --approver và --reason.',
    'Thêm tên hai người và lý do rồi chạy lại.',
  );
}

function notWaiting(id: string): ThreeLines {
  return [
    `Nguồn ${id} không có ánh xạ nào chờ duyệt.`,
    'Không có gì thay đổi.',
    'Xem các nguồn: npm run kntc -- sources list. Vừa sửa tệp nguồn thì khởi động lại cổng trước: bản mới vào danh sách chờ khi cổng khởi động.',
  ];
}

function otherVersion(id: string): ThreeLines {
  return [
    'Ánh xạ đang chờ không phải phiên bản đã xem.',
    'Chưa duyệt gì; nguồn vẫn chờ.',
    `Xem lại thay đổi: npm run kntc -- sources accept-mapping ${id}.`,
  ];
}

const FILE_CHANGED: ThreeLines = [
  'Tệp nguồn trong config/sources đã đổi sau khi cổng khởi động, khác với bản đang chờ duyệt.',
  'Chưa duyệt gì; nguồn vẫn chờ.',
  'Khởi động lại cổng để bản hiện nay vào danh sách chờ, rồi xem lại. Tệp có lỗi: npm run kntc -- sources check.',
];
