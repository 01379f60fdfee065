import { ForbiddenException, HttpException, NotFoundException, UnauthorizedException } from '@nestjs/common';
import { ACCESS_REFUSALS } from '@kntc/domain';
import type { AccessRefusal } from '@kntc/domain';

/** Too late, too soon or too often: asking again in the same way may be right at another time. */
const CONFLICTS: readonly AccessRefusal[] = ['not-approved', 'already-decided', 'window-over'];

/** A refusal as the API answers it, with its code and its Vietnamese sentence. @param detail another one, of this request */
export function refusal(code: AccessRefusal, detail: string = ACCESS_REFUSALS[code]): HttpException {
  const answer = { code, detail };
  if (code === 'not-signed-in') return new UnauthorizedException(answer);
  if (code === 'not-there') return new NotFoundException(answer);
  if (code === 'cap-reached') return new HttpException(answer, 429);
  if (code === 'reason-too-short' || code === 'no-such-field') return new HttpException(answer, 400);
  return CONFLICTS.includes(code) ? new HttpException(answer, 409) : new ForbiddenException(answer);
}
