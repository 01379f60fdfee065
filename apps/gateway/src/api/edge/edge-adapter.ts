import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { EdgeLimits } from './edge-limits';

/** How often Node looks for connections that are too slow; its own half minute would treble the limits. */
const LOOK_EVERY_MS = 1_000;

/** Express on a server that gives slow and wordy callers up. */
export class EdgeAdapter extends ExpressAdapter {
  constructor(private readonly limits: EdgeLimits) {
    super();
  }

  override initHttpServer(): void {
    const { headerBytes, headersWithinMs, requestWithinMs, connections } = this.limits;
    const server = createServer(
      {
        maxHeaderSize: headerBytes,
        headersTimeout: headersWithinMs,
        requestTimeout: requestWithinMs,
        connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, headersWithinMs),
        insecureHTTPParser: false,
        requireHostHeader: true,
      },
      this.getInstance<RequestListener>(),
    );
    server.maxConnections = connections;
    this.httpServer = server;
  }
}
