import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';
import type { EdgeLimits } from './edge-limits';

type Next = (problem?: unknown) => void;

/** The routes to which a file is handed in. */
const FILES = /^\/api\/v1\/(entry-batches\/\d{1,18}\/result|(agencies|users)\/(preview|import))$/;

/** Whether a request may bring a workbook, which is larger than any form of ours. */
export function bringsWorkbook({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && FILES.test(url.split('?')[0] ?? '');
}

/** Large bodies are read a few at once: whoever sends many fills no memory. */
export function workbooksAtOnce({ workbooksAtOnce: most, bodyBytes }: EdgeLimits) {
  let reading = 0;
  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const isLarge = !(Number(request.headers['content-length'] ?? Number.NaN) <= bodyBytes);
    if (!bringsWorkbook(request) || !isLarge) return next();
    if (reading >= most) return next(new HttpException({}, HttpStatus.SERVICE_UNAVAILABLE));
    reading += 1;
    response.once('close', () => {
      reading -= 1;
    });
    return next();
  };
}
