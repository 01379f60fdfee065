import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';

type Next = (problem?: unknown) => void;

const JSON_BODY = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const FORM_BODY = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * A body that is no JSON is refused before it is read; so is a packed one, which can be larger than it looks. Pages send
 * forms, and nobody else: a form is what another site's page can make a browser send without asking.
 */
export function plainBodies(
  { headers, url = '' }: IncomingMessage,
  _response: ServerResponse,
  next: Next,
): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const isKnown = (url.startsWith('/dang-') ? FORM_BODY : JSON_BODY).test(headers['content-type'] ?? '');
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
  next(
    hasBody && !(isKnown && isPlain) ? new HttpException({}, HttpStatus.UNSUPPORTED_MEDIA_TYPE) : undefined,
  );
}
