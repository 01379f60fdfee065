import { REASONS, vietnamTime } from '@kntc/domain';
import type { AccessRuleChange, Outage, Recovery } from '@kntc/domain';
import { loadAccess } from '@kntc/platform';
import { nightsOfRound } from '@kntc/reconciliation';
import {
  accessStanding,
  brakeState,
  folderChanges,
  openOutages,
  PgReports,
  openRestoration,
  reconciliationStanding,
  queuePauses,
  recovery,
  secretCounts,
  waitingLists,
} from '@kntc/storage';
import type {
  BrakeState,
  Cause,
  FolderChange,
  OpenRestoration,
  QueueDepth,
  QueuePause,
  ReconciliationStanding,
  SecretCount,
  SourceState,
} from '@kntc/storage';
import { Command } from 'commander';
import { nationalSettings } from '../composition/national-side';
import { withCurrentDatabase } from '../database/open-database';
import type { Place } from '../database/place';
import { CLASSES, className, ownerName, pairs, reasonLines, stepName, table } from '../output';
import { outageLines, recoveryLines } from '../outages/outage-lines';
import { reconciliationSummary } from '../reconciliation/reconciliation-lines';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { brakedPairs, brakeLine } from './brake-lines';
import { crosswalkWaiting, crosswalkWaitingLines, type CrosswalkWaiting } from './crosswalk-waiting';
import { pauseLine } from './queues';
import { sourceLines } from './source-lines';

const MAX_CAUSES = 200;
const SHOWN_CAUSES = 30;
const ASK_WITHIN_MS = 3_000;

interface Destination {
  /** `undefined` = only the running gateway knows, and it could not be asked. */
  readonly open?: boolean | undefined;
  readonly code?: string | undefined;
  readonly text?: string | undefined;
}

interface Status {
  readonly database: string;
  readonly classes: Readonly<Record<string, number>>;
  /** Records whose row is gone at the source; they stand in none of the classes. */
  readonly gone: number;
  readonly causes: readonly Cause[];
  readonly queue: QueueDepth;
  /** New cases of the day, and what may still be created. */
  readonly brake: BrakeState;
  readonly destination: Destination;
  /** A side that went back in time and was not signed off. */
  readonly restoration: OpenRestoration | undefined;
  /** Interruptions of the connection that are not over. */
  readonly outages: readonly Outage[];
  readonly recovery: Recovery;
  readonly queuePauses: readonly QueuePause[];
  /** Where both sides agree and where not; a round of comparing takes so many nights, at least. */
  readonly reconciliation: ReconciliationStanding & { readonly nights: number };
  readonly sources: readonly SourceState[];
  /** State secrets: counted, not read. */
  readonly secret: readonly SecretCount[];
  /** What `access.yaml` loosens, as long as two sides did not accept it. */
  readonly accessWaiting: readonly AccessRuleChange[];
  /** What came into use with a restart lately, though accounts decide. */
  readonly folderChanges: readonly FolderChange[];
  /** National lists that changed and that nobody accepted or refused. */
  readonly waitingLists: readonly number[];
  /** What of the folder's crosswalk is not in use. */
  readonly crosswalk: CrosswalkWaiting;
}

/** `kntc status`: where everything stands, and the few causes behind the many records. */
export function statusCommand(shell: Shell): Command {
  return new Command('status')
    .description('Tình hình chung: số hồ sơ theo trạng thái, nguyên nhân, hàng đợi, kết nối CSDLQG.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => status(shell, options.json)));
}

async function status(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const place = shell.place();
  const { limits, reconciliation: rate } = nationalSettings(place.environment);
  const found = await withCurrentDatabase(place, async ({ dataSource, name }): Promise<Status> => {
    const reports = new PgReports(dataSource);
    const standing = await reconciliationStanding(dataSource);
    return {
      database: name,
      classes: await everyClass(reports),
      gone: await reports.goneCount(),
      causes: await reports.causes(MAX_CAUSES),
      queue: await reports.queueDepth(),
      brake: await brakeState(dataSource, limits.createsPerDay),
      destination: await destination(place),
      restoration: await openRestoration(dataSource),
      outages: await openOutages(dataSource),
      recovery: await recovery(dataSource, {
        requestsPerMinute: limits.requestsPerMinute,
        rampMs: limits.rampAfterOutage,
      }),
      reconciliation: { ...standing, nights: nightsOfRound(standing.records, rate.night, rate.perMinute) },
      queuePauses: await queuePauses(dataSource),
      sources: await reports.sources(),
      secret: await secretCounts(dataSource),
      folderChanges: await folderChanges(dataSource),
      waitingLists: await waitingLists(dataSource),
      crosswalk: await crosswalkWaiting({ dataSource }, place.environment.configDir),
      accessWaiting: (await accessStanding(dataSource, loadAccess(place.environment.configDir).asked))
        .waiting,
    };
  });
  const causes = found.causes.map((cause) => ({
    ...cause,
    owner: REASONS[cause.code].owner,
    text: causeLines(cause),
  }));
  shell.answer(isJson, { ...found, causes }, () => readable(found));
  return 0;
}

/** Of a hold the field is the step it stands at. */
function causeLines({ class: cls, code, field, localCode }: Cause): readonly string[] {
  return reasonLines(code, cls === 'held' ? stepName(field) : field, localCode);
}

/** Classes without records stand there with 0, so that programs need not know which may be missing. */
async function everyClass(reports: PgReports): Promise<Status['classes']> {
  const counts: ReadonlyMap<string, number> = await reports.classes();
  return Object.fromEntries(CLASSES.map((name) => [name, counts.get(name) ?? 0]));
}

function readable(found: Status): readonly string[] {
  const { restoration, outages, recovery: back, sources, secret, accessWaiting } = found;
  return [
    `Cơ sở dữ liệu: ${found.database}`,
    '',
    ...recordLines(found),
    '',
    ...causeTable(found.causes),
    '',
    ...queueLines(found),
    ...(restoration === undefined ? [] : [restorationLine(restoration)]),
    ...outages.flatMap(outageLines),
    ...recoveryLines(outages, back),
    ...found.queuePauses.map(pauseLine),
    ...sourceLines(sources),
    ...secretLines(secret),
    ...configurationLines({ accessWaiting, changed: found.folderChanges, lists: found.waitingLists }),
    ...crosswalkWaitingLines(found.crosswalk),
  ];
}

function recordLines({ classes, gone }: Status): readonly string[] {
  const rows = Object.entries(classes).map(([name, count]) => [className(name), count]);
  return [
    ...table(['Trạng thái', 'Số hồ sơ'], rows),
    ...(gone === 0
      ? []
      : [
          `Không còn ở nguồn: ${gone} hồ sơ (không tính ở trên; không gửi thêm gì, không xoá gì trên CSDLQG)`,
        ]),
  ];
}

function causeTable(causes: readonly Cause[]): readonly string[] {
  const rows = causes
    .slice(0, SHOWN_CAUSES)
    .map((cause) => [
      cause.records,
      className(cause.class),
      cause.code,
      ownerName(REASONS[cause.code].owner),
      causeLines(cause)[0],
    ]);
  const more = causes.length - rows.length;
  return [
    ...(rows.length === 0
      ? ['Không có hồ sơ nào đứng lại.']
      : table(['Số', 'Trạng thái', 'Lý do', 'Ai xử lý', 'Chuyện gì'], rows)),
    ...(more > 0 ? [`… và ${more} nguyên nhân khác (dùng --json để xem hết)`] : []),
  ];
}

/** What goes to the far side, and what stands there. */
function queueLines({ queue, brake, destination: far, reconciliation }: Status): readonly string[] {
  return pairs([
    ['Chờ gửi', queue.due],
    ['Đang gửi', queue.inFlight],
    ['Chưa rõ kết quả', queue.unknown],
    ['Tạo mới hôm nay', brakeLine(brake)],
    ...brakedPairs(brake),
    ['Chờ lâu nhất từ', vietnamTime(queue.oldestDueAt)],
    ['Kết nối CSDLQG', destinationLine(far)],
    ['Đối soát', reconciliationSummary(reconciliation, reconciliation.nights)],
  ]);
}

function restorationLine({ side, since, uncompared }: OpenRestoration): string {
  const who = side === 'gateway' ? 'Cơ sở dữ liệu của cổng' : 'CSDLQG';
  const progress =
    uncompared > 0 ? `còn ${uncompared} hồ sơ chưa đối chiếu` : 'đã đối chiếu xong, chờ hai người ký';
  return `${who} quay về thời điểm cũ, phát hiện ${vietnamTime(since)}: không gửi gì; ${progress} (kntc restoration status).`;
}

/** State secrets by source, and when the last ones came. */
function secretLines(counts: readonly SecretCount[]): readonly string[] {
  return [...new Set(counts.map(({ source }) => source))].map((source) => {
    const days = counts.filter((one) => one.source === source);
    const records = days.reduce((sum, one) => sum + one.records, 0);
    const newest = days[0];
    const last = newest === undefined ? '' : `, gần nhất ${newest.day}: ${newest.records}`;
    return `Nguồn ${source}: ${records} hồ sơ Mật trở lên, không đọc, chỉ đếm${last}`;
  });
}

function folderLine({ file, changes, changedAt }: FolderChange): string {
  return `${file} đổi khi khởi động ${vietnamTime(changedAt)}, không ai duyệt: ${changes.join('; ')}`;
}

/** What of the configuration waits for people, or came into use without them. */
function configurationLines(found: {
  readonly accessWaiting: readonly AccessRuleChange[];
  readonly changed: readonly FolderChange[];
  readonly lists: readonly number[];
}): readonly string[] {
  return [
    ...accessLines(found.accessWaiting),
    ...found.changed.map(folderLine),
    ...waitingListLines(found.lists),
  ];
}

/** National lists that wait for two sides, and what ends it. */
function waitingListLines(lists: readonly number[]): readonly string[] {
  if (lists.length === 0) return [];
  return [
    `${lists.length} danh mục quốc gia đã đổi, chờ hai bên duyệt (danh mục ${lists.join(', ')}); danh mục cũ vẫn dùng.`,
    '  Xem thay đổi và duyệt: npm run kntc -- crosswalk lists',
  ];
}

/** What of `access.yaml` does not count yet, and what ends it. */
function accessLines(waiting: readonly AccessRuleChange[]): readonly string[] {
  if (waiting.length === 0) return [];
  const changes = waiting.map(({ key, from, to }) => `${key}: ${from} → ${to}`).join('; ');
  return [
    `access.yaml nới quy định, chưa được hai bên duyệt nên chưa dùng: ${changes}`,
    '  Xem thay đổi và duyệt: npm run kntc -- access accept-settings',
  ];
}

function destinationLine({ open, code, text }: Destination): string {
  if (open === undefined) return 'chưa biết (chỉ cổng đang chạy mới biết; thử npm run kntc -- doctor)';
  return open ? 'đang mở' : `đang tạm dừng, ${code ?? ''} ${text ?? ''}`.trim();
}

/** Whether the destination is open is known to the delivering process alone: it is asked over its admin API. */
async function destination({ note }: Place): Promise<Destination> {
  if (note?.isAlive !== true || note.api === undefined || note.apiKey === undefined) return {};
  try {
    const answer = await fetch(new URL('/api/v1/overview', note.api), {
      signal: AbortSignal.timeout(ASK_WITHIN_MS),
      redirect: 'error',
      headers: { authorization: `Bearer ${note.apiKey}` },
    });
    const overview = (await answer.json()) as { readonly destination?: Destination };
    return overview.destination ?? {};
  } catch {
    return {}; // it is just starting or stopping
  }
}
