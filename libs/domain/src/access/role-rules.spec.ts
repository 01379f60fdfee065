import { USER_ROLES } from './principal';
import { exclusivePair, isUserRole } from './role-rules';

it('an account never holds both roles of an exclusive pair, whatever else it holds', () => {
  expect(exclusivePair(['approver', 'operator', 'config-admin'])).toEqual(['config-admin', 'approver']);
  expect(exclusivePair(['auditor', 'inspector'])).toEqual(['inspector', 'auditor']);
});

it('other roles go together', () => {
  expect(exclusivePair([])).toBeUndefined();
  expect(exclusivePair(['operator', 'inspector', 'approver', 'key-custodian'])).toBeUndefined();
  expect(exclusivePair(['config-admin', 'auditor'])).toBeUndefined();
});

it('knows its own roles from any other word', () => {
  expect(USER_ROLES.every(isUserRole)).toBe(true);
  expect(['', 'admin', 'Operator', '__proto__'].some(isUserRole)).toBe(false);
});
