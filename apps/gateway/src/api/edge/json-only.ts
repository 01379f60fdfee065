import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';

type Next = (problem?: unknown) => void;

/** A body that is no JSON is refused before it is read; so is a packed one, which can be larger than it looks. */
export function jsonOnly({ headers }: IncomingMessage, _response: ServerResponse, next: Next): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const isJson = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(headers['content-type'] ?? '');
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
  next(
    hasBody && !(isJson && isPlain) ? new HttpException({}, HttpStatus.UNSUPPORTED_MEDIA_TYPE) : undefined,
  );
}
