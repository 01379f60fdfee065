import { loadProvince, randomIds } from '@kntc/platform';
import { campaigns, PgCampaigns, type Campaign, type CampaignOutcome } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal, isAccessRefusal } from '../access-refusal';
import { count, isoDate, said } from '../arguments';
import { openApprovals, withProof, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { table } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

const MOST = 1_000_000;

interface JsonOption {
  readonly json?: true;
}

interface RecordOptions extends JsonOption, ProofOptions {
  readonly documentNo: string;
  readonly quota: number;
  readonly until: string;
  readonly recordedBy: string;
}

interface ApproveOptions extends JsonOption, ProofOptions {
  readonly documentNo: string;
  readonly by: string;
}

interface EndOptions extends JsonOption, ProofOptions {
  readonly documentNo: string;
  readonly actor: string;
  readonly reason: string;
}

const STATES: Readonly<Record<Campaign['state'], string>> = {
  pending: 'chờ người thứ hai duyệt',
  approved: 'đã duyệt',
  ended: 'đã kết thúc',
};

/** `kntc campaigns`: đợt cập nhật – what may be created beyond a usual day, by document and by two people. */
export function campaignsCommand(shell: Shell): Command {
  const command = new Command('campaigns').description(
    'Đợt cập nhật: cho nạp dữ liệu cũ vượt hạn mức tạo mới trong ngày, theo văn bản.',
  );
  command
    .command('list')
    .description('Các đợt cập nhật, mới nhất trước.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: JsonOption) => list(shell, options.json)));
  withProof(command.command('record'))
    .description('Ghi nhận đợt cập nhật theo văn bản; chờ người thứ hai duyệt, chưa có hiệu lực.')
    .requiredOption('--document-no <số>', 'số văn bản', said)
    .requiredOption('--quota <số>', 'số vụ việc được tạo mới trong đợt', count(MOST))
    .requiredOption('--until <ngày>', 'ngày cuối của đợt, yyyy-MM-dd', isoDate)
    .requiredOption('--recorded-by <tên>', 'người ghi nhận', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: RecordOptions) => record(shell, options)));
  withProof(command.command('approve'))
    .description('Người thứ hai duyệt; hồ sơ đang chờ hạn mức được gửi tiếp ngay.')
    .requiredOption('--document-no <số>', 'số văn bản, đọc trên văn bản', said)
    .requiredOption('--by <tên>', 'người duyệt, khác người ghi nhận', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ApproveOptions) => approve(shell, options)));
  withProof(command.command('end'))
    .description('Kết thúc hoặc rút một đợt: không tạo thêm vụ việc nào theo đợt này.')
    .requiredOption('--document-no <số>', 'số văn bản', said)
    .requiredOption('--actor <tên>', 'người thực hiện', said)
    .requiredOption('--reason <lý do>', 'lý do, được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: EndOptions) => end(shell, options)));
  return command;
}

async function list(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const items = await withCurrentDatabase(shell.place(), ({ dataSource }) => campaigns(dataSource));
  shell.answer(isJson, { items }, () =>
    items.length === 0
      ? ['Chưa có đợt cập nhật nào: mỗi ngày chỉ tạo mới trong hạn mức (npm run kntc -- status).']
      : table(
          ['Văn bản', 'Hạn mức', 'Đã dùng', 'Đến hết ngày', 'Tình trạng', 'Ghi nhận', 'Duyệt'],
          items.map((one) => [
            one.documentNo,
            one.quota,
            one.used,
            one.lastDay,
            one.state === 'approved' && !one.isOpen ? 'hết hạn hoặc hết hạn mức' : STATES[one.state],
            one.recordedBy,
            one.approvedBy ?? '',
          ]),
        ),
  );
  return 0;
}

function record(shell: Shell, options: RecordOptions): Promise<ExitCode> {
  const { documentNo, quota, until: lastDay, recordedBy, json } = options;
  return decide(shell, { actor: recordedBy, options }, async (all) => {
    refuseUnlessDone(await all.record({ documentNo, quota, lastDay }, recordedBy));
    shell.answer(json, { recorded: true, approved: false, documentNo, quota, lastDay }, () => [
      `Đã ghi nhận đợt cập nhật theo ${documentNo}: ${quota} vụ việc, đến hết ${lastDay}. Chưa có hiệu lực.`,
      `Người thứ hai chạy: npm run kntc -- campaigns approve --document-no "${documentNo}" --by <tên>`,
    ]);
  });
}

function approve(shell: Shell, options: ApproveOptions): Promise<ExitCode> {
  const { documentNo, by, json } = options;
  return decide(shell, { actor: by, options }, async (all) => {
    refuseUnlessDone(await all.approve(documentNo, by));
    shell.answer(json, { approved: true, documentNo }, () => [
      `Đợt cập nhật theo ${documentNo} có hiệu lực; hồ sơ đang chờ hạn mức được gửi tiếp trong vài giây.`,
      'Hồ sơ mới phát sinh vẫn được gửi trước dữ liệu cũ. Theo dõi: npm run kntc -- status.',
    ]);
  });
}

function end(shell: Shell, options: EndOptions): Promise<ExitCode> {
  const { documentNo, actor, reason, json } = options;
  return decide(shell, { actor, options }, async (all) => {
    refuseUnlessDone(await all.end(documentNo, actor, reason));
    shell.answer(json, { ended: true, documentNo }, () => [
      `Đã kết thúc đợt cập nhật theo ${documentNo}; vụ việc đã tạo không đổi.`,
      'Dữ liệu cũ còn lại chờ hạn mức tạo mới của từng ngày.',
    ]);
  });
}

interface Deciding {
  readonly actor: string;
  readonly options: ProofOptions;
}

async function decide(
  shell: Shell,
  { actor, options: { tokenFile } }: Deciding,
  work: (all: PgCampaigns) => Promise<void>,
): Promise<ExitCode> {
  const place = shell.place();
  const provinceId = loadProvince(place.environment.configDir).id;
  await withCurrentDatabase(place, async (database) => {
    const { dataSource } = database;
    const { audit } = await openAudit(place, database);
    const people = { actor, ...(tokenFile !== undefined && { tokenFile }) };
    const approvals = await openApprovals(place, database, { audit, people });
    await work(new PgCampaigns({ dataSource, ids: randomIds, provinceId, audit, approvals }));
  });
  return 0;
}

function refuseUnlessDone(outcome: CampaignOutcome): void {
  if (outcome === 'done') return;
  throw new Refusal(isAccessRefusal(outcome) ? accessRefusal(outcome, 'brakes') : REFUSALS[outcome]);
}

const NOTHING = 'Chưa có gì thay đổi.';
const REFUSALS: Readonly<Record<'exists' | 'not-pending' | 'unknown' | 'over', ThreeLines>> = {
  exists: [
    'Đã có đợt cập nhật theo văn bản này.',
    NOTHING,
    'Xem: npm run kntc -- campaigns list; muốn đổi hạn mức hoặc ngày cuối: kết thúc đợt cũ (campaigns end) rồi ghi nhận lại.',
  ],
  'not-pending': [
    'Đợt cập nhật này đã được duyệt từ trước.',
    NOTHING,
    'Không phải làm gì. Xem: npm run kntc -- campaigns list.',
  ],
  unknown: [
    'Không có đợt cập nhật nào theo văn bản này đang chờ duyệt hoặc đang chạy.',
    NOTHING,
    'Xem lại số văn bản: npm run kntc -- campaigns list.',
  ],
  over: [
    'Ngày cuối của đợt cập nhật đã qua.',
    `${NOTHING} Hồ sơ vẫn chờ hạn mức của từng ngày.`,
    'Ghi nhận lại với ngày cuối từ hôm nay trở đi: --until <ngày>.',
  ],
};
