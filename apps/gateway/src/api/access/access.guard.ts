import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { may } from '@kntc/domain';
import { refusal } from './refusal';
import { principalOf } from './request-principal';
import { ROUTE_ACCESS, type RouteAccess } from './route-access';

/** Stands before every route. A route that declares nothing is shut for everybody: nobody opens one by forgetting. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.get<RouteAccess | undefined>(ROUTE_ACCESS, context.getHandler());
    if (access === undefined) throw refusal('no-permission');
    if (access.kind === 'open') return true;
    const decision = may(principalOf(context.switchToHttp().getRequest<object>()), access.permission);
    if (decision.kind === 'refused') throw refusal(decision.why);
    return true;
  }
}
