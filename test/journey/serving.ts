import 'reflect-metadata';
import { createServer } from '../../apps/gateway/src/api/edge/create-server';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';

/** A gateway that works by its own schedules, and what an operator can ask it. */
export interface Serving {
  readonly address: string;
  readonly ask: (path: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly close: () => Promise<void>;
}

/** As the process serves: sources are polled, bells rung and questions answered, by nobody's hand. */
export async function serve(gateway: Gateway): Promise<Serving> {
  const roles = ['api', 'intake', 'delivery', 'scheduler'] as const;
  const app = await createServer(GatewayModule.of(gateway, roles), { logger: gateway.parts.logger });
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();
  await gateway.startDelivery();
  await gateway.refreshKnowledge();
  return {
    address,
    ask: async (path) => {
      const headers = { authorization: `Bearer ${gateway.parts.access.localKey.text}` };
      return (await (await fetch(`${address}/${path}`, { headers })).json()) as Record<string, unknown>;
    },
    close: () => app.close(),
  };
}
