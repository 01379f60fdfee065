import { visibleFields } from './field-classes';
import { may, PERMISSIONS, ROLE_PERMISSIONS } from './permissions';
import { USER_ROLES } from './principal';
import type { Principal } from './principal';

const anna: Principal = {
  accountId: 'anna',
  login: 'anna',
  roles: ['inspector'],
  agencies: ['ttt'],
  via: 'local',
  authenticatedAt: '2026-11-26T03:00:00.000Z',
};

describe('who may what', () => {
  it('nobody who did not sign in may anything', () => {
    for (const permission of PERMISSIONS)
      expect(may(undefined, permission)).toEqual({ kind: 'refused', why: 'not-signed-in' });
  });

  it('an account without a role may only look after its own session', () => {
    const allowed = PERMISSIONS.filter((one) => may({ ...anna, roles: [] }, one).kind === 'allowed');
    expect(allowed).toEqual(['session.own']);
  });

  it('every permission is held by somebody, or it would stand for nothing', () => {
    const held = new Set(Object.values(ROLE_PERMISSIONS).flat());
    expect(PERMISSIONS.filter((one) => one !== 'session.own' && !held.has(one))).toEqual([]);
  });

  it('no role both requests and approves an unmask', () => {
    const both = USER_ROLES.filter((role) => {
      const held = new Set(ROLE_PERMISSIONS[role]);
      return held.has('unmask.request') && held.has('unmask.approve');
    });
    expect(both).toEqual([]);
  });

  it('a token may what it was made for, as far as its owner may', () => {
    const token: Principal = { ...anna, via: 'token', scopes: ['records.read', 'audit.read'] };
    expect(may(token, 'records.read')).toEqual({ kind: 'allowed' });
    expect(may(token, 'audit.read')).toEqual({ kind: 'refused', why: 'no-permission' });
    expect(may(token, 'cases.read')).toEqual({ kind: 'refused', why: 'token-not-for-this' });
  });

  it('a token never unmasks and never decides, whatever it says it is for', () => {
    const token: Principal = { ...anna, roles: [...USER_ROLES], via: 'token', scopes: [...PERMISSIONS] };
    const allowed = PERMISSIONS.filter((one) => may(token, one).kind === 'allowed');
    expect(allowed).toEqual(['overview.read', 'records.read', 'cases.read', 'audit.read']);
  });
});

describe('which fields of a case', () => {
  const everything = {
    reference: 'BDI-1',
    kind: 'TC',
    parties: { count: 1 },
    reasonValues: ['N•••n'],
    note: 'x',
  };

  it.each([
    ['operator', { reference: 'BDI-1', kind: 'TC' }],
    ['inspector', { reference: 'BDI-1', kind: 'TC', parties: { count: 1 }, reasonValues: ['N•••n'] }],
    ['approver', { reference: 'BDI-1', kind: 'TC', parties: { count: 1 }, reasonValues: ['N•••n'] }],
    ['auditor', {}],
    ['key-custodian', {}],
  ] as const)('%s sees only its own, and what nobody declared nobody sees', (role, expected) => {
    expect(visibleFields([role], everything as never)).toEqual(expected);
  });
});
