import type { Principal } from '@kntc/domain';
import { principalOf, setPrincipal } from './request-principal';

const anna: Principal = {
  accountId: '6b0a1a52-0d3f-4a43-9a55-6f4f0f0d9a01',
  login: 'anna',
  roles: ['operator'],
  agencies: 'all',
  via: 'local',
  authenticatedAt: '2026-11-26T03:00:00.000Z',
};

it('a request nobody signed in for has no principal', () => {
  expect(principalOf({})).toBeUndefined();
});

it('a request carries the principal the sign-in found, and no other request does', () => {
  const request = {};
  setPrincipal(request, anna);
  expect(principalOf(request)).toBe(anna);
  expect(principalOf({})).toBeUndefined();
});
