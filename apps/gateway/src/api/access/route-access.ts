import { SetMetadata } from '@nestjs/common';
import type { CustomDecorator } from '@nestjs/common';
import type { Permission } from '@kntc/domain';

/** What a route asks of whoever calls it. */
export type RouteAccess =
  | { readonly kind: 'needs'; readonly permission: Permission }
  /** Anybody, signed in or not. */
  | { readonly kind: 'open'; readonly why: string };

export const ROUTE_ACCESS = 'kntc:route-access';

/** Only for whoever holds the permission. Stands on every route that is not {@link Open}; one with neither is shut. */
export const Needs = (permission: Permission): CustomDecorator =>
  SetMetadata(ROUTE_ACCESS, { kind: 'needs', permission } satisfies RouteAccess);

/** For anybody who can reach the address. @param why the reason nobody has to be known here */
export const Open = (why: string): CustomDecorator =>
  SetMetadata(ROUTE_ACCESS, { kind: 'open', why } satisfies RouteAccess);
