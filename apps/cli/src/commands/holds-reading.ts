import { fieldLabel, REASONS, vietnamTime } from '@kntc/domain';
import { listOverlays, type OverlayRow } from '@kntc/storage';
import { pageAs, readAs, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import type { AttemptRow, PageRequest, StandingRow, StepRow } from '../database/questions';
import { className, ownerName, pairs, reasonLines, stepName, table } from '../output';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const SHOWN_ATTEMPTS = 10;
const SHOWN_OVERLAYS = 50;

export interface ListOptions extends PageRequest, ReaderOptions {
  readonly json?: true;
}

export interface ShowOptions extends ReaderOptions {
  readonly json?: true;
}

/** One page of held records. */
export async function listHolds(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const page = await withCurrentDatabase(place, (database) =>
    pageAs(place, database, {
      what: 'holds list',
      by: options,
      page: (scope) => database.questions.held(options, scope),
    }),
  );
  const items = page.items.map(toListed);
  shell.answer(options.json, { items, next: page.next }, () => [
    ...table(
      ['Mã hồ sơ', 'Nguồn', 'Khoá ở nguồn', 'Lý do', 'Bước', 'Ai xử lý', 'Từ lúc'],
      items.map((row) => [
        row.reference ?? '',
        row.source,
        row.localKey,
        row.holdCode ?? '',
        stepName(row.holdStep),
        row.owner === undefined ? '' : ownerName(row.owner),
        vietnamTime(row.changedAt),
      ]),
    ),
    items.length === 0 ? 'Không có hồ sơ nào tạm dừng.' : `${items.length} hồ sơ`,
    ...(page.next === null ? [] : [`Trang sau: --cursor ${page.next}`]),
  ]);
  return 0;
}

function toListed({ reasons: _reasons, ...row }: StandingRow) {
  return { ...row, owner: row.holdCode === null ? undefined : REASONS[row.holdCode].owner };
}

/** Everything about one record that a person needs to decide. */
export async function showHold(shell: Shell, reference: string, options: ShowOptions): Promise<ExitCode> {
  const { json: isJson } = options;
  const place = shell.place();
  const found = await withCurrentDatabase(place, async (database) => {
    const { questions } = database;
    const [row] = await readAs(place, database, {
      what: reference,
      isCase: true,
      kind: 'judgement',
      by: options,
      read: async (scope) => [await questions.byReference(reference, scope)].flatMap((one) => one ?? []),
    });
    return {
      row,
      steps: await questions.steps(reference),
      attempts: await questions.attempts(reference, SHOWN_ATTEMPTS),
      overlays: await listOverlays(database.dataSource, { reference, limit: SHOWN_OVERLAYS }),
    };
  });
  const { row, steps, attempts, overlays } = found;
  if (row === undefined) {
    throw new Refusal([
      `Không có hồ sơ ${reference}.`,
      'Không có gì để xem.',
      'Lấy mã từ npm run kntc -- holds list.',
    ]);
  }
  const text = standing(row);
  shell.answer(isJson, { ...row, text, steps, attempts, overlays }, () => [
    ...headLines(row),
    ...text.map((line) => `  ${line}`),
    ...overlayLines(overlays),
    ...stepLines(steps),
    ...attemptLines(attempts),
  ]);
  return 0;
}

/** The sentences of the hold, else those of every reason the record stands still for. */
function standing(row: StandingRow): readonly string[] {
  if (row.holdCode !== null) return reasonLines(row.holdCode, stepName(row.holdStep), undefined);
  return row.reasons.flatMap((reason) => reasonLines(reason.code, reason.field, reason.masked));
}

function headLines(row: StandingRow): readonly string[] {
  return pairs([
    ['Mã hồ sơ', row.reference ?? ''],
    ['Nguồn', `${row.source}, khoá ${row.localKey}`],
    ['Cơ quan', row.agency],
    ['Loại đơn', row.kind ?? ''],
    ['Trạng thái', className(row.class ?? 'unaccounted')],
    ['Mã vụ việc trên CSDLQG', row.nationalId ?? 'chưa có'],
    ['Lý do', row.holdCode ?? ''],
    ['Bước', stepName(row.holdStep)],
    ['Thông báo', row.holdDetail ?? ''],
    ['Ai xử lý', row.holdCode === null ? '' : ownerName(REASONS[row.holdCode].owner)],
    ['Từ lúc', vietnamTime(row.changedAt)],
  ]);
}

/** Which fields the record has from people, not from its source. */
function overlayLines(overlays: readonly OverlayRow[]): readonly string[] {
  return overlays.map(
    ({ field, documentNo, author, setAt }) =>
      `  Thông tin bổ sung: ${field} (${fieldLabel(field)}), văn bản ${documentNo}, ${author}, ${vietnamTime(setAt)}`,
  );
}

function stepLines(steps: readonly StepRow[]): readonly string[] {
  if (steps.length === 0) return ['', 'Chưa có bước nào được CSDLQG xác nhận.'];
  const rows = steps.map((step) => [
    stepName(step.kind),
    step.ordinal,
    step.resultId,
    vietnamTime(step.confirmedAt),
  ]);
  return ['', ...table(['Bước đã xác nhận', 'Thứ tự', 'Mã trên CSDLQG', 'Lúc'], rows)];
}

const OUTCOMES: Readonly<Record<string, string>> = {
  confirmed: 'đã xác nhận',
  rejected: 'bị từ chối',
  'not-sent': 'chưa gửi đi',
  unknown: 'chưa rõ',
};

function attemptLines(attempts: readonly AttemptRow[]): readonly string[] {
  if (attempts.length === 0) return [];
  const rows = attempts.map((attempt) => [
    attempt.attemptNo,
    stepName(attempt.step),
    attempt.outcome === null ? 'đang chờ' : (OUTCOMES[attempt.outcome] ?? attempt.outcome),
    attempt.reason ?? '',
    vietnamTime(attempt.intentAt),
  ]);
  return ['', ...table(['Lần gửi', 'Bước', 'Kết quả', 'Ghi chú', 'Lúc'], rows)];
}
