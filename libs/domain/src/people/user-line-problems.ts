import { phone } from '../text/phone';
import type { UserLine } from './user';
import type { UserProblem } from './user-problems';

const LONGEST_NAME = 100;
const LONGEST_POSITION = 200;
const LONGEST_EMAIL = 120;
const EMAIL = /^[^\s@<>(),;:"']+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** What is wrong with a line by itself, and beside the other lines. All of it at once. */
export function ownUserProblems(line: UserLine, lines: readonly UserLine[]): readonly UserProblem[] {
  const { details, duties } = line;
  const isEmail = EMAIL.test(details.email) && details.email.length <= LONGEST_EMAIL;
  const others = lines.filter((other) => other !== line && other.details.email === details.email);
  const found: readonly (readonly [UserProblem, boolean])[] = [
    ['no-name', !/\p{L}/u.test(details.fullName) || details.fullName.length > LONGEST_NAME],
    ['no-email', !isEmail],
    ['no-position', details.position.length > LONGEST_POSITION],
    ['wrong-phone', phone(details.phone).warning === 'unusual'],
    ['no-duty', duties === undefined || duties.length === 0],
    ['email-doubled', isEmail && others.length > 0],
  ];
  return found.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}
