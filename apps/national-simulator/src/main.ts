import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { BadArguments, readArguments } from './arguments';
import { findProductRoot } from './product-root';
import { InvalidInput } from './settings/parse-settings';
import { startSimulator, type Simulator } from './simulator';
import { DataDirectoryInUse } from './state/data-lock';

const STOP_LIMIT_MS = 1900;

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2), resolve(process.env['KNTC_DATA_DIR'] ?? 'var'));
  const simulator = await startSimulator({
    host: options.host,
    port: options.port,
    dataDirectory: options.dataDirectory,
    productRoot: findProductRoot([__dirname, process.cwd()]),
    settings: options.settingsFile === null ? {} : readSettings(options.settingsFile),
  });
  stopOnSignal(simulator);
  process.stdout.write(`CSDLQG mô phỏng đang chạy tại ${simulator.url}/\n`);
  process.send?.({ type: 'ready', port: simulator.port, url: simulator.url });
}

function readSettings(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (err) {
    throw new BadArguments(`Không đọc được tệp cấu hình ${file}: ${(err as Error).message}`);
  }
}

function stopOnSignal(simulator: Simulator): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
    simulator.stop().then(
      () => process.exit(0),
      (err: unknown) => fail(err),
    );
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, stop);
}

function fail(err: unknown): void {
  process.stderr.write(`${plainMessage(err)}\n`);
  process.exit(1);
}

function plainMessage(err: unknown): string {
  if (err instanceof BadArguments) return err.message;
  if (err instanceof InvalidInput) return `Cấu hình trình mô phỏng không hợp lệ: ${err.message}`;
  if (err instanceof DataDirectoryInUse)
    return `Thư mục dữ liệu đang được một trình mô phỏng khác dùng: ${err.message}`;
  const { code, port } = err as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE')
    return `Cổng ${port ?? ''} đã có chương trình khác dùng; hãy chọn cổng khác bằng --port.`;
  if (code === 'EACCES') return `Không có quyền mở cổng ${port ?? ''} hoặc thư mục dữ liệu.`;
  return `Không khởi động được trình mô phỏng: ${err instanceof Error ? (err.stack ?? err.message) : String(err)}`;
}

main().catch(fail);
