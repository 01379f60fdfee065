import { isLoopback, systemClock } from '@kntc/platform';
import { mappingWaits, PgReceipts, type MappingWait } from '@kntc/storage';
import { Command } from 'commander';
import { withDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import type { BindingRow } from '../database/questions';
import { withSourceVariables } from '../database/source-variables';
import { checkAlerts } from '../doctor/alerts';
import { checkConfiguration, checkKeyFile } from '../doctor/configuration';
import { checkCredentials } from '../doctor/credentials';
import { checkFarSide } from '../doctor/far-side';
import { bad, finding, findingLine, good, skipped } from '../doctor/finding';
import type { Finding } from '../doctor/finding';
import { mappingFindings } from '../doctor/mappings';
import { checkIdentityProvider } from '../doctor/identity-provider';
import { checkDisk, checkNode } from '../doctor/machine';
import { checkReceiptKeys } from '../doctor/receipt-keys';
import { checkRedis } from '../doctor/redis';
import { checkWitness } from '../doctor/witness';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

/** `kntc doctor`: one line per thing that must be right, with what to do where it is not. Changes nothing. */
export function doctorCommand(shell: Shell): Command {
  return new Command('doctor')
    .description(
      'Kiểm tra máy, cơ sở dữ liệu, cấu hình, tệp khoá, kết nối CSDLQG, đăng nhập của tỉnh, Redis, cảnh báo, đĩa.',
    )
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => examine(shell, options.json)));
}

async function examine(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const findings = [checkNode(process.versions.node)];
  const environment = await readEnvironment(shell);
  findings.push(environment.finding);
  if (environment.place !== undefined) findings.push(...(await examinePlace(environment.place)));
  const isFine = findings.every(({ ok }) => ok !== false);
  shell.answer(isJson, { ok: isFine, findings }, () => findings.map(findingLine));
  return isFine ? 0 : 1;
}

async function readEnvironment(
  shell: Shell,
): Promise<{ readonly finding: Finding; readonly place: Place | undefined }> {
  let place: Place | undefined;
  const found = await finding('Biến môi trường', async () => {
    place = shell.place();
    const running = place.note?.isAlive === true ? `, npm start đang chạy (pid ${place.note.pid ?? 0})` : '';
    return good('Biến môi trường', `hợp lệ${running}`);
  });
  return { finding: found, place };
}

async function examinePlace(place: Place): Promise<readonly Finding[]> {
  const { environment } = place;
  const { found: database, binding, waiting, mayGoOn } = await examineDatabase(place);
  return [
    database,
    await finding('Tệp khoá', () => checkKeyFile(place, binding?.keyFingerprint)),
    await finding('Khoá ký biên nhận', () => checkReceiptKeys(place, mayGoOn)),
    await finding('Cấu hình', () =>
      withSourceVariables(place, (variables) => checkConfiguration(place, variables)),
    ),
    ...mappingFindings(waiting),
    await finding('Tài khoản CSDLQG', () => checkCredentials(place)),
    await finding('CSDLQG', () => checkFarSide(place, binding)),
    await finding('Đăng nhập của tỉnh', () => checkIdentityProvider(place)),
    environment.redisUrl === undefined
      ? skipped('Redis', 'không dùng, hàng đợi nằm trong PostgreSQL')
      : await finding('Redis', () => checkRedis(environment.redisUrl ?? '')),
    await finding('Dấu mốc nhật ký', async () =>
      checkWitness({
        witnesses: environment.auditWitnesses,
        dataDir: environment.dataDir,
        isForReal: environment.nationalBaseUrl !== undefined && !isLoopback(environment.nationalBaseUrl),
      }),
    ),
    await finding('Cảnh báo', () => checkAlerts(place)),
    await finding('Đĩa', () => checkDisk(environment.dataDir)),
  ];
}

interface ExaminedDatabase {
  readonly found: Finding;
  readonly binding: BindingRow | undefined;
  /** Mappings nobody approved yet. */
  readonly waiting: readonly MappingWait[];
  /** Keys that may sign receipts on; none as long as nothing was signed. */
  readonly mayGoOn: readonly string[];
}

async function examineDatabase(place: Place): Promise<ExaminedDatabase> {
  const what = 'Cơ sở dữ liệu';
  let binding: BindingRow | undefined;
  let waiting: readonly MappingWait[] = [];
  let mayGoOn: readonly string[] = [];
  const found = await finding(what, () =>
    withDatabase(place, async ({ questions, dataSource, name, from }) => {
      const missing = await questions.missingMigrations();
      if (missing.length > 0)
        return bad(what, `${name}: thiếu ${missing.length} bước cấu trúc`, 'chạy npm run kntc -- migrate');
      binding = await questions.binding();
      waiting = await mappingWaits(dataSource);
      mayGoOn = await new PgReceipts(dataSource, { clock: systemClock, provinceId: '' }).mayGoOn();
      return good(
        what,
        `${name} (${from}), cấu trúc đúng bản${binding === undefined ? ', chưa gắn CSDLQG' : ''}`,
      );
    }),
  );
  return { found, binding, waiting, mayGoOn };
}
