import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import { refusal } from './refusal';
import { principalOf } from './request-principal';

/** Who asks, as a parameter of a handler behind {@link Needs}. */
export const Asker = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<object>());
  if (principal === undefined) throw refusal('not-signed-in');
  return principal;
});
