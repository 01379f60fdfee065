import 'reflect-metadata';
import { join } from 'node:path';
import { GatewayError, sha256 } from '@kntc/domain';
import type { Logger } from '@kntc/domain';
import { createLogger, farSideIdentity, loadEnvironment, startEmbeddedPostgres } from '@kntc/platform';
import type { EmbeddedPostgres, Environment } from '@kntc/platform';
import { composeGateway } from './composition/compose-gateway';
import type { Gateway } from './composition/gateway';
import { runOnce } from './composition/once';
import { GatewayModule } from './gateway.module';
import { createServer } from './api/edge/create-server';
import { keepHeapLean } from './lean-heap';

/** `dist/console`, beside the compiled programs. */
const CONSOLE = join(__dirname, '..', '..', '..', 'console');

/**
 * The gateway process. `--once` runs the road until it has converged, reports to its parent and ends; without it
 * the process serves until SIGTERM or SIGINT. Its parent (npm start) hears about it over IPC, nobody else has to.
 */
async function main(): Promise<void> {
  keepHeapLean();
  const environment = loadEnvironment(process.env);
  const logger = createLogger(environment.logLevel);
  const database = await openDatabase(environment);
  const gateway = await composeGateway({
    environment,
    databaseUrl: database.url,
    logger,
    variables: process.env,
  });
  const close = (): Promise<void> => shutDown(gateway, database.embedded);
  stopOnSignals(close, logger);
  if (process.argv.includes('--once')) {
    await once(gateway, environment);
    await close();
    process.exit();
  }
  await serve(gateway, environment, logger);
}

async function once(gateway: Gateway, environment: Environment): Promise<void> {
  const result = await runOnce(gateway, environment.roles, (progress) =>
    process.send?.({ type: 'progress', ...progress }),
  );
  process.exitCode = result.converged ? 0 : 1;
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(result.summary)}\n`);
  else await new Promise<void>((resolve) => process.send?.({ type: 'summary', ...result }, () => resolve()));
}

async function serve(gateway: Gateway, environment: Environment, logger: Logger): Promise<void> {
  const app = await createServer(GatewayModule.of(gateway, environment.roles), {
    logger,
    consoleFolder: environment.roles.includes('api') ? CONSOLE : undefined,
  });
  try {
    await app.listen(environment.port, '127.0.0.1');
  } catch (err) {
    throw new GatewayError(
      'GW_P401',
      `PORT ${environment.port}: cổng này đang được chương trình khác dùng; đặt PORT khác`,
      { cause: err },
    );
  }
  if (environment.roles.includes('delivery')) await gateway.startDelivery();
  const address = await app.getUrl();
  logger.info({ stage: 'start', port: environment.port }, 'gateway is up');
  process.send?.({ type: 'ready', url: address, key: gateway.parts.access.localKey.text });
  await gateway.refreshKnowledge();
}

interface OpenDatabase {
  readonly url: string;
  readonly embedded: EmbeddedPostgres | undefined;
}

/** The configured database, or the embedded one: there, each far side has a database of its own. */
async function openDatabase(environment: Environment): Promise<OpenDatabase> {
  if (environment.databaseUrl !== undefined) return { url: environment.databaseUrl, embedded: undefined };
  const embedded = await startEmbeddedPostgres({ dataDir: join(environment.dataDir, 'postgres') });
  const identity =
    environment.nationalBaseUrl === undefined ? 'none' : await farSideIdentity(environment.nationalBaseUrl);
  const name = `kntc_${sha256(identity).slice(0, 10)}`;
  await embedded.ensureDatabase(name);
  return { url: embedded.url(name), embedded };
}

async function shutDown(gateway: Gateway, embedded: EmbeddedPostgres | undefined): Promise<void> {
  await gateway.stop();
  await embedded?.stop();
}

function stopOnSignals(close: () => Promise<void>, logger: Logger): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ stage: 'stop' }, 'gateway is stopping');
    close().then(
      () => process.exit(),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The parent is gone (kill -9): nobody would ever stop us.
  if (process.send !== undefined) process.on('disconnect', stop);
}

main().catch((err: unknown) => {
  const message =
    err instanceof GatewayError
      ? `${err.vi}\n${err.code} ${err.detail}`
      : `Lỗi ngoài dự kiến: ${err instanceof Error ? err.name : 'không rõ'}`;
  process.stderr.write(`${message}\n`);
  const leave = (): never => process.exit(1);
  if (process.send === undefined) leave();
  else process.send({ type: 'fatal', message }, leave);
});
