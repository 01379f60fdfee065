import type { ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { principalOf } from '../access/request-principal';
import { tooMany } from './rate-limit';
import type { TokenBuckets } from './token-buckets';

/** Injection token of the buckets of accounts. */
export const ACCOUNT_BUCKETS = Symbol('account buckets');

/** Stands behind the guard that finds out who asks: one account asks no more than its share, from wherever. */
@Injectable()
export class RateGuard implements CanActivate {
  constructor(@Inject(ACCOUNT_BUCKETS) private readonly buckets: TokenBuckets) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const account = principalOf(http.getRequest<object>())?.accountId;
    const waitMs = account === undefined ? 0 : this.buckets.take(account);
    if (waitMs > 0) throw tooMany(http.getResponse<ServerResponse>(), waitMs);
    return true;
  }
}
