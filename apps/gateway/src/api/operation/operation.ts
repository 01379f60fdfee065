import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

type Members = z.ZodObject;

/**
 * One operation of the API, declared once: requests are validated by it, and the OpenAPI document is made of it. What a
 * caller may read as words is Vietnamese.
 */
export interface Operation {
  /** Name in programs made from the document; unique. */
  readonly id: string;
  readonly summary: string;
  readonly group: Group;
  /** Members of the path. What does not fit is not there: 404. */
  readonly params?: Members;
  readonly query?: Members;
  readonly body?: z.ZodType;
  /** Body of the answer; absent: 204, or what {@link media} says. */
  readonly answer?: z.ZodType;
  /** Of an answer that is no JSON. */
  readonly media?: string;
  /** Default: 200, without an answer 204. */
  readonly status?: number;
  /** Problems besides those of every operation of its kind. */
  readonly problems?: readonly number[];
  /** Asks for an `Idempotency-Key`: the same key and body act once. */
  readonly isOnce?: true;
}

export type Group =
  | 'Tổng quan'
  | 'Hồ sơ'
  | 'Quyết định'
  | 'Đối soát'
  | 'Đơn trùng'
  | 'Danh mục'
  | 'Người tố cáo'
  | 'Nhật ký'
  | 'Phiên và mã truy cập'
  | 'Nguồn'
  | 'Người dùng và đơn vị';

const OPERATION = 'kntc:operation';

/** What a handler does. Its permission stands beside it: `@Needs` or `@Open`. */
export const Does = (operation: Operation): MethodDecorator =>
  applyDecorators(SetMetadata(OPERATION, operation), HttpCode(statusOf(operation)));

export function operationOf(handler: object): Operation | undefined {
  return Reflect.getMetadata(OPERATION, handler) as Operation | undefined;
}

/** Status when it is done. */
export function statusOf({ status, answer, media }: Operation): number {
  return status ?? (answer === undefined && media === undefined ? 204 : 200);
}

type Read<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler gets of a request. */
export interface AskedOf<O extends Operation> {
  readonly params: Read<O['params']>;
  readonly query: Read<O['query']>;
  readonly body: Read<O['body']>;
  /** Of an operation that acts once. */
  readonly key: O['isOnce'] extends true ? string : undefined;
}

export type AnswerOf<O extends Operation> = O['answer'] extends z.ZodType ? z.input<O['answer']> : void;
