import type { IncomingMessage } from 'node:http';
import { BadRequestException, createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { z } from 'zod';
import { refusal } from '../access/refusal';
import { operationOf, type AskedOf, type Operation } from './operation';
import { wrongParts, type Part } from './wrong-parts';

interface Request extends Pick<IncomingMessage, 'headers'> {
  readonly params: unknown;
  readonly query: unknown;
  readonly body?: unknown;
}

export const KEY_HEADER = 'idempotency-key';
/** As programs make them: a UUID, a hash, a counter with a name. */
export const KEY = z
  .string()
  .regex(/^[\w.:-]{8,100}$/, { error: '8 đến 100 ký tự: chữ không dấu, số, . _ : -' });

/**
 * The request as the operation of its handler declares it. Nothing beyond that is taken: an unknown member is refused, not
 * dropped, so that nobody believes to have said it.
 */
export const Asked = createParamDecorator((_data: unknown, context: ExecutionContext): AskedOf<Operation> => {
  const operation = operationOf(context.getHandler());
  if (operation === undefined) throw new Error('the handler declares no operation');
  return readAsked(operation, context.switchToHttp().getRequest<Request>());
});

/** @throws HttpException 404 for a path that names nothing, 400 with every member that is wrong */
export function readAsked(operation: Operation, request: Request): AskedOf<Operation> {
  const params = (operation.params ?? NOTHING).safeParse(request.params);
  if (!params.success) throw refusal('not-there');
  const query = (operation.query ?? NOTHING).safeParse(withNumbers(operation.query, request.query), TOLD);
  const body = operation.body?.safeParse(request.body ?? {}, TOLD);
  const key = operation.isOnce === true ? KEY.safeParse(request.headers[KEY_HEADER], TOLD) : undefined;
  const wrong = [...partsOf('query', query), ...partsOf('body', body), ...partsOf('header', key)];
  if (wrong.length > 0) throw wrongRequest(wrong);
  return {
    params: operation.params && params.data,
    query: operation.query && query.data,
    body: body?.data,
    key: key?.data as undefined,
  };
}

/** The answer to a request of which these parts are wrong. */
export function wrongRequest(wrong: readonly Part[]): BadRequestException {
  const said = wrong.map(({ name, text }) => `${name}: ${text}`).join('; ');
  return new BadRequestException({
    code: 'wrong-request',
    detail: `Yêu cầu chưa đúng, chưa có gì thay đổi. ${said}.`,
    errors: wrong,
  });
}

const NOTHING = z.strictObject({});
/** Whether a member is missing or of another type is seen by its value. */
const TOLD = { reportInput: true } as const;

function partsOf(where: Part['in'], read: z.ZodSafeParseResult<unknown> | undefined): readonly Part[] {
  return read?.success === false ? wrongParts(where, read.error.issues) : [];
}

/** A query is text; where a number is declared, what looks like one is one. */
function withNumbers(declared: z.ZodObject | undefined, query: unknown): unknown {
  if (declared === undefined || typeof query !== 'object' || query === null) return query;
  const entries = Object.entries(query).map(([name, value]: [string, unknown]) => {
    const isNumber = typeof value === 'string' && /^\d{1,15}$/.test(value) && isNumeric(declared.shape[name]);
    return [name, isNumber ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}

function isNumeric(declared: unknown): boolean {
  const bare =
    declared instanceof z.ZodOptional || declared instanceof z.ZodDefault ? declared.unwrap() : declared;
  return bare instanceof z.ZodNumber;
}
