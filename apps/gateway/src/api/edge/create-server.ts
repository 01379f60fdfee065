import type { DynamicModule, LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import { routeTable } from '../access/route-table';
import { securityHeaders } from '../access/security-headers';
import { ProblemFilter } from '../problem.filter';
import { consoleFiles } from './console-files';
import { EdgeAdapter } from './edge-adapter';
import { EDGE_LIMITS, type EdgeLimits } from './edge-limits';
import { plainBodies } from './plain-bodies';
import { knownMethods } from './known-methods';
import { limitAddresses } from './rate-limit';
import { TokenBuckets } from './token-buckets';
import { bringsWorkbook, workbooksAtOnce } from './workbook-bodies';

/** Name, password, code: a form of ours is short. */
const FORM_BYTES = 8 * 1024;

export interface ServerOptions {
  readonly logger: Logger;
  /** What Nest itself may print. */
  readonly nestLogs?: false | LogLevel[];
  /** For tests. */
  readonly limits?: Partial<EdgeLimits>;
  /** Where the built console stands; absent: no console is served. */
  readonly consoleFolder?: string | undefined;
}

/**
 * The HTTP server of the gateway with everything that stands before its routes, in this order: slow and wordy callers
 * are given up, one address asks no more than its share, methods nobody serves are told, bodies are JSON (or a form, at a page) of a
 * bounded size (their bytes are kept for signatures), and every problem leaves as RFC 9457 without internals.
 */
export async function createServer(
  module: DynamicModule,
  { logger, nestLogs = ['error'], limits: changed = {}, consoleFolder }: ServerOptions,
): Promise<NestExpressApplication> {
  const limits = { ...EDGE_LIMITS, ...changed };
  const app = await NestFactory.create<NestExpressApplication>(module, new EdgeAdapter(limits), {
    logger: nestLogs,
    abortOnError: false,
    bodyParser: false,
    rawBody: true,
  });
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use(limitAddresses(new TokenBuckets(limits.perAddress, () => systemClock.monotonicMs())));
  if (consoleFolder !== undefined) app.use(consoleFiles(consoleFolder));
  app.use(knownMethods(routeTable(app)));
  app.use(plainBodies);
  app.useBodyParser('urlencoded', { limit: FORM_BYTES, extended: false, inflate: false });
  app.use(workbooksAtOnce(limits));
  app.useBodyParser('json', {
    limit: limits.workbookBytes,
    strict: true,
    inflate: false,
    type: bringsWorkbook,
  });
  app.useBodyParser('json', { limit: limits.bodyBytes, strict: true, inflate: false });
  app.useGlobalFilters(new ProblemFilter(logger));
  return app;
}
