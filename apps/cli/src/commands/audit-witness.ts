import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LocalTimeStamps, WitnessBook } from '@kntc/confidentiality';
import { systemClock } from '@kntc/platform';
import { Command } from 'commander';
import { count, said } from '../arguments';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { createWitnessServer } from '../witness/witness-server';

interface WitnessOptions {
  readonly port: number;
  readonly host: string;
  readonly dir: string;
}

const MOST = 65_535;

/** `kntc audit witness`: what a second host runs to remember the audits of gateways. Needs no database and no key. */
export function auditWitnessCommand(shell: Shell): Command {
  return new Command('witness')
    .description(
      'Giữ dấu mốc cho cổng ở máy khác: chạy trên một máy độc lập, chỉ ghi thêm, từ chối lịch sử mâu thuẫn.',
    )
    .requiredOption('--port <cổng>', 'cổng TCP để nghe', count(MOST))
    .requiredOption('--dir <thư mục>', 'nơi giữ dấu mốc, mỗi cơ sở dữ liệu một tệp', said)
    .option('--host <địa chỉ>', 'địa chỉ để nghe; mặc định chỉ máy này', said, '127.0.0.1')
    .action(shell.does((options: WitnessOptions) => serve(shell, options)));
}

async function serve(shell: Shell, { port, host, dir }: WitnessOptions): Promise<ExitCode> {
  const server = createWitnessServer({
    book: new WitnessBook(dir),
    authority: new LocalTimeStamps(join(dir, 'time-stamp-key.pem'), systemClock),
    say: shell.terminal.err,
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch {
    throw new Refusal([
      `Không nghe được ở ${host} cổng ${port}.`,
      'Chưa giữ dấu mốc nào.',
      'Chọn cổng khác, hoặc dừng chương trình đang dùng cổng này.',
    ]);
  }
  shell.terminal.out(`Đang giữ dấu mốc ở ${host}:${(server.address() as AddressInfo).port}, thư mục ${dir}.`);
  const stop = (): void => void server.close();
  process.once('SIGTERM', stop).once('SIGINT', stop);
  await once(server, 'close');
  return 0;
}
