import 'reflect-metadata';
import { Controller, Get, Post } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LocalKey } from '../../apps/gateway/src/api/access/local-key';
import { routeTable } from '../../apps/gateway/src/api/access/route-table';
import { Needs } from '../../apps/gateway/src/api/access/route-access';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import { DECLARED_ROUTES } from './declared-routes';
import { servedRoutes } from './served-routes';

/** Of the gateway only the key of its launcher is needed: somebody who is signed in. */
const localKey = new LocalKey('kntc_local_test');
const gateway = { parts: { access: { localKey } } } as unknown as Gateway;
const SIGNED_IN = { authorization: `Bearer ${localKey.text}` };

@Controller('api/v1/planted')
class PlantedController {
  @Get()
  @Needs('records.read')
  declared(): void {}

  @Post(':id/forgotten')
  forgotten(): void {}
}

function withPlanted(): DynamicModule {
  const module = GatewayModule.of(gateway, ['api']);
  return { ...module, controllers: [...(module.controllers ?? []), PlantedController] };
}

/** What the build asks for; gives back what is wrong. */
function objections(app: INestApplication): readonly string[] {
  const table = routeTable(app).map(({ method, path, access }) => {
    const asked = access === undefined ? undefined : access.kind === 'open' ? 'open' : access.permission;
    return { route: `${method} ${path}`, asked };
  });
  return [
    ...table.flatMap(({ route, asked }) => (asked === undefined ? [`${route}: declares nothing`] : [])),
    ...table.flatMap(({ route, asked }) =>
      DECLARED_ROUTES.includes(`${route} ${asked ?? ''}`) ? [] : [`${route}: not in the list`],
    ),
    ...DECLARED_ROUTES.filter(
      (line) => !table.some(({ route, asked }) => line === `${route} ${asked ?? ''}`),
    ).map((line) => `${line}: in the list only`),
    ...servedRoutes(app)
      .filter((route) => !table.some((one) => one.route === route))
      .map((route) => `${route}: served past Nest`),
  ].toSorted();
}

describe('the routes of the gateway', () => {
  const open: INestApplication[] = [];
  const started = async (module: DynamicModule): Promise<INestApplication> => {
    const app = await NestFactory.create(module, { logger: false });
    open.push(app);
    await app.init();
    return app;
  };
  afterEach(() => Promise.all(open.splice(0).map((app) => app.close())));

  it('declare what they ask for, as the written list says, and there are no others', async () => {
    expect(objections(await started(GatewayModule.of(gateway, ['api'])))).toEqual([]);
  });

  it('a process without the role api serves health and metrics only', async () => {
    expect(servedRoutes(await started(GatewayModule.of(gateway, [])))).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
    ]);
  });

  it('one that declares nothing, one that is not listed and one that Nest does not know are found', async () => {
    const app = await NestFactory.create(withPlanted(), { logger: false });
    open.push(app);
    (app.getHttpAdapter().getInstance() as { get(path: string, act: () => void): void }).get(
      '/past-nest',
      () => {},
    );
    await app.init();
    expect(objections(app)).toEqual([
      'GET /api/v1/planted: not in the list',
      'GET /past-nest: served past Nest',
      'POST /api/v1/planted/:id/forgotten: declares nothing',
      'POST /api/v1/planted/:id/forgotten: not in the list',
    ]);
  });

  it('one that declares nothing is shut for everybody who is signed in', async () => {
    const app = await NestFactory.create(withPlanted(), { logger: false });
    open.push(app);
    await app.listen(0, '127.0.0.1');
    const ask = (path: string, method: string) => fetch(`${address}${path}`, { method, headers: SIGNED_IN });
    const address = await app.getUrl();
    expect((await ask('/api/v1/planted', 'GET')).status).toBe(200);
    expect((await ask('/api/v1/planted/7/forgotten', 'POST')).status).toBe(403);
  });
});
