import { allowed, delegate, delegation, head, refused } from '../../../../test/builders/deciders';
import { mayDecide, mayHandleToken, type Decider } from './approvals';
import type { UserRole } from './principal';

describe('a search for a person', () => {
  const inspector: Decider = { account: 'binh', roles: ['inspector'], agencies: ['xa-a'] };
  const people = { actor: inspector, approver: head };
  const of = { agencyId: 'xa-a', on: '2026-11-26' };

  it('takes an approver as second person once denunciations are looked through', () => {
    expect(mayDecide('person-search', { actor: inspector }, { on: of.on })).toEqual(allowed);
    expect(mayDecide('identity-search', { actor: inspector }, { on: of.on })).toEqual(
      refused('needs-second-person'),
    );
    expect(mayDecide('identity-search', people, { on: of.on })).toEqual(allowed);
    expect(
      mayDecide('identity-search', { ...people, approver: { ...head, roles: ['auditor'] } }, { on: of.on }),
    ).toEqual(refused('no-permission'));
  });

  it.each([
    ['both of its agency', people, of, allowed],
    ['the first of another', { ...people, actor: { ...inspector, agencies: ['xa-b'] } }, of, 'not-there'],
    ['the second of another', { ...people, approver: { ...head, agencies: ['xa-b'] } }, of, 'not-there'],
    ['the first shut out', { ...people, actor: { ...inspector, isExcluded: true } }, of, 'not-there'],
    [
      'the second shut out',
      { ...people, approver: { ...head, isExcluded: true } },
      of,
      'conflict-of-interest',
    ],
    ['their agency barred', people, { ...of, superiorInstead: 'tinh' }, 'not-there'],
  ])('of one case found: %s', (_who, by, found, expected) => {
    expect(mayDecide('identity-search', by, found)).toEqual(
      typeof expected === 'string' ? refused(expected) : expected,
    );
  });
});

describe('an export to a denouncer', () => {
  const inspector: Decider = { account: 'binh', roles: ['inspector'], agencies: 'all' };
  const by = (approver: Decider, agencyId?: string) =>
    mayDecide(
      'subject-export',
      { actor: inspector, approver },
      { on: '2026-11-26', ...(agencyId !== undefined && { agencyId }) },
    );

  it('takes the word of somebody who decides content, by position or delegation of the day', () => {
    expect([by(head), by(delegate)]).toEqual([allowed, allowed]);
    const past = { ...delegate, delegations: [{ ...delegation, validUntil: '2026-11-25' }] };
    expect([by(past), by({ ...head, headOf: [] })]).toEqual([
      refused('not-head-nor-delegate'),
      refused('not-head-nor-delegate'),
    ]);
    expect(by({ ...head, roles: ['auditor'] })).toEqual(refused('no-permission'));
  });

  it('and holds the denunciations of that agency, no others', () => {
    expect([by(head, 'xa-a'), by(delegate, 'xa-a')]).toEqual([allowed, allowed]);
    expect(by(head, 'xa-b')).toEqual(refused('not-head-nor-delegate'));
    expect(by({ ...head, isExcluded: true }, 'xa-a')).toEqual(refused('conflict-of-interest'));
  });
});

describe('a token of an account', () => {
  const owner: Decider = { account: 'lan', roles: ['inspector'], agencies: 'all' };
  const admin: Decider = { account: 'cntt', roles: ['config-admin'], agencies: 'all' };
  const lans = { owner: 'lan', isMachine: false, act: 'make' } as const;

  it('is made by its owner, who proves it, and for a machine by an administrator', () => {
    expect(mayHandleToken(owner, true, lans)).toEqual(allowed);
    expect(mayHandleToken(owner, false, lans)).toEqual(refused('own-token-unproved'));
    expect(mayHandleToken(admin, true, lans)).toEqual(refused('not-the-owner'));
    const machines = { ...lans, owner: 'may', isMachine: true };
    expect(mayHandleToken(admin, false, machines)).toEqual(allowed);
    expect(mayHandleToken(owner, true, machines)).toEqual(refused('no-permission'));
  });

  it('is taken back by either', () => {
    const back = { ...lans, act: 'revoke' } as const;
    expect([mayHandleToken(owner, false, back), mayHandleToken(admin, false, back)]).toEqual([
      allowed,
      allowed,
    ]);
    expect(mayHandleToken({ ...admin, roles: ['auditor'] }, true, back)).toEqual(refused('no-permission'));
  });
});

describe('a restored database', () => {
  const approve = (first: UserRole, second: UserRole) =>
    mayDecide(
      'restore',
      {
        actor: { account: 'a', roles: [first], agencies: 'all' },
        approver: { account: 'b', roles: [second], agencies: 'all' },
      },
      { on: '2026-11-26' },
    );

  it('is gone on with by two people of two sides', () => {
    expect([approve('config-admin', 'auditor'), approve('auditor', 'approver')]).toEqual([allowed, allowed]);
    expect(approve('approver', 'approver')).toEqual(refused('needs-two-for-restore'));
    expect(approve('key-custodian', 'approver')).toEqual(refused('no-permission'));
  });
});
