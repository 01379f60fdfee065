import { BadRequestException, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

/** At most so many names of wrong parameters are told. */
const NAMED = 10;

/**
 * Bodies and queries are what their class declares and nothing more: an unknown property is refused, not dropped
 * without a word, so that nobody believes to have set it. Neither the value nor the object is in the answer.
 */
export function dtoPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (problems) => new BadRequestException({ detail: wrongParameters(problems) }),
  });
}

/** Names of parameters come from the caller as well: only what looks like a name is repeated. */
export function wrongParameters(problems: readonly Pick<ValidationError, 'property'>[]): string {
  const names = problems.map(({ property }) => (/^\w{1,40}$/.test(property) ? property : '?'));
  return `Tham số chưa đúng: ${[...new Set(names)].slice(0, NAMED).join(', ')}.`;
}
