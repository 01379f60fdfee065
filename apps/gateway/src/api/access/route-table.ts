import { RequestMethod } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { operationOf, type Operation } from '../operation/operation';
import { ROUTE_ACCESS, type RouteAccess } from './route-access';

/** One route as Nest will serve it. */
export interface RouteEntry {
  readonly method: string;
  /** `/api/v1/cases/:reference`. */
  readonly path: string;
  /** `undefined`: it declares nothing, and the guard keeps it shut. */
  readonly access: RouteAccess | undefined;
  /** What it does; `undefined` of pages and of what machines ask. */
  readonly operation: Operation | undefined;
}

type Handler = (...args: never[]) => unknown;

/** Every route of an application, read from what the decorators left on its controllers. */
export function routeTable(app: INestApplication): readonly RouteEntry[] {
  return routesOfModules(app.get(ModulesContainer));
}

/** The same for what is itself part of the application. */
export function routesOfModules(modules: ModulesContainer): readonly RouteEntry[] {
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? routesOf(metatype) : []));
}

function routesOf(controller: object): readonly RouteEntry[] {
  const { prototype } = controller as { readonly prototype: object };
  const handlers = Object.values(Object.getOwnPropertyDescriptors(prototype)).map(
    ({ value }) => value as unknown,
  );
  return handlers.filter(isRoute).flatMap((handler) => entriesOf(controller, handler));
}

function isRoute(value: unknown): value is Handler {
  return typeof value === 'function' && Reflect.hasMetadata('method', value);
}

function entriesOf(controller: object, handler: Handler): readonly RouteEntry[] {
  const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod];
  const access = Reflect.getMetadata(ROUTE_ACCESS, handler) as RouteAccess | undefined;
  return pathsOf(controller).flatMap((base) =>
    pathsOf(handler).map((path) => ({
      method,
      path: `/${[...partsOf(base), ...partsOf(path)].join('/')}`,
      access,
      operation: operationOf(handler),
    })),
  );
}

function pathsOf(declared: object): readonly string[] {
  const paths = Reflect.getMetadata('path', declared) as string | readonly string[];
  return typeof paths === 'string' ? [paths] : paths;
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}
