import { vietnamTime, WATCHED } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import {
  brakeState,
  deliveryPause,
  leastShare,
  openRestoration,
  resumeDelivery,
  watchState,
} from '@kntc/storage';
import type { BrakeState, DeliveryPause, OpenRestoration, WatchState } from '@kntc/storage';
import { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { said } from '../arguments';
import { nationalSettings } from '../composition/national-side';
import { openApprovals, withBothProofs, type ProofOptions } from '../database/open-approvals';
import { openAudit } from '../database/open-audit';
import { withCurrentDatabase } from '../database/open-database';
import { pairs } from '../output';
import { Refusal, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { brakedPairs, brakeLine } from './brake-lines';
import { failureText } from './source-lines';

interface JsonOption {
  readonly json?: true;
}

interface ResumeOptions extends JsonOption, ProofOptions {
  readonly actor: string;
  readonly approver: string;
  readonly reason: string;
}

/** `kntc delivery`: what slows or stops sending by decision of the gateway itself. */
export function deliveryCommand(shell: Shell): Command {
  const command = new Command('delivery').description('Gửi lên CSDLQG: hạn mức trong ngày, tự tạm dừng.');
  command
    .command('status')
    .description('Đã tạo mới bao nhiêu hôm nay, hạn mức còn lại, cổng có tự tạm dừng không.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: JsonOption) => status(shell, options.json)));
  withBothProofs(command.command('resume'))
    .description('Hai người cho gửi tiếp sau khi cổng tự tạm dừng.')
    .requiredOption('--actor <tên>', 'người đề nghị', said)
    .requiredOption('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .requiredOption('--reason <lý do>', 'đã xem và sửa gì; được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ResumeOptions) => resume(shell, options)));
  return command;
}

async function status(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const place = shell.place();
  const { createsPerDay } = nationalSettings(place.environment).limits;
  const found = await withCurrentDatabase(place, async ({ dataSource }) => ({
    pause: await deliveryPause(dataSource),
    brake: await brakeState(dataSource, createsPerDay),
    watch: await watchState(dataSource),
    share: await leastShare(dataSource),
    restoration: await openRestoration(dataSource),
  }));
  const { pause = null, watch = null, brake, share = 1, restoration = null } = found;
  shell.answer(isJson, { pause, brake, watch, share, restoration }, () => lines(found));
  return 0;
}

interface Found {
  readonly pause: DeliveryPause | undefined;
  readonly brake: BrakeState;
  readonly watch: WatchState | undefined;
  readonly share: number | undefined;
  readonly restoration: OpenRestoration | undefined;
}

function watchLine(watch: WatchState | undefined): string {
  if (watch === undefined) return '';
  const what = watch.what === 'mapping' ? `tệp nguồn ${watch.target}` : 'bảng đối chiếu';
  return `${watch.seen} trong ${WATCHED} lần gửi đầu, ${watch.refused + watch.changed} bất thường (${what})`;
}

function lines({ pause, brake, watch, share, restoration }: Found): readonly string[] {
  return [
    ...pairs([
      ['Tạo mới hôm nay', brakeLine(brake)],
      ...brakedPairs(brake),
      ['Theo dõi sau khi đổi ánh xạ', watchLine(watch)],
      ['Đang tăng dần sau gián đoạn', share === undefined ? '' : `${Math.round(share * 100)} % giới hạn gửi`],
    ]),
    ...(restoration === undefined ? [] : [failureText('GW_N210')]),
    ...(pause === undefined
      ? ['Cổng không tự tạm dừng.']
      : [`Cổng tự tạm dừng từ ${vietnamTime(pause.since)} (${pause.detail}).`, failureText(pause.code)]),
  ];
}

async function resume(shell: Shell, options: ResumeOptions): Promise<ExitCode> {
  const place = shell.place();
  const provinceId = loadProvince(place.environment.configDir).id;
  const outcome = await withCurrentDatabase(place, async (database) => {
    const { audit } = await openAudit(place, database);
    const approvals = await openApprovals(place, database, { audit, people: options });
    return resumeDelivery({ dataSource: database.dataSource, provinceId, audit, approvals }, options);
  });
  if (outcome === 'not-paused') throw new Refusal(NOT_PAUSED);
  if (outcome !== 'resumed') throw new Refusal(accessRefusal(outcome, 'brakes'));
  shell.answer(options.json, { resumed: true }, () => [
    'Cổng gửi tiếp trong vài giây.',
    'Hồ sơ bị từ chối hoặc chờ quyết định sửa vẫn chờ: npm run kntc -- holds list.',
  ]);
  return 0;
}

const NOT_PAUSED: ThreeLines = [
  'Cổng không tự tạm dừng.',
  'Chưa có gì thay đổi.',
  'Xem vì sao chưa gửi: npm run kntc -- status.',
];
