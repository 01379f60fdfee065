import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';
import type { RouteEntry } from '../access/route-table';

type Next = (problem?: unknown) => void;

/** Answers 405 where a path is known and the method is not; Express would say that there is no such path. */
export function knownMethods(routes: readonly RouteEntry[]) {
  const known = routes.map(({ path, method }) => ({
    pattern: patternOf(path),
    named: path.split('/').filter((part) => part.startsWith(':')).length,
    methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
  }));
  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const [path = ''] = (request.url ?? '').split('?');
    const fitting = known.filter(({ pattern }) => pattern.test(path));
    // `…/preview` is no id of `…/:id`: the path that says more in words is the one that is meant.
    const fewest = Math.min(...fitting.map(({ named }) => named));
    const methods = new Set(fitting.filter(({ named }) => named === fewest).flatMap((one) => one.methods));
    if (methods.size === 0 || methods.has(request.method ?? '')) return next();
    response.setHeader('allow', [...methods].join(', '));
    next(new HttpException({}, HttpStatus.METHOD_NOT_ALLOWED));
  };
}

/** As Express matches: whatever the case, with or without a slash at the end. */
function patternOf(path: string): RegExp {
  const parts = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}/?$`, 'i');
}
