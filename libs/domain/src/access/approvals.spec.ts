import {
  APPROVAL_KINDS,
  mayApprove,
  mayAsk,
  mayDecide,
  needsSecondPerson,
  type ApprovalContext,
  type ApprovalKind,
  type Decider,
} from './approvals';
import { allowed, delegate, delegation, head, refused } from '../../../../test/builders/deciders';
import { USER_ROLES, type UserRole } from './principal';

const requester = { account: 'binh', roles: ['inspector'] } as const;
const context: ApprovalContext = { requester, agencyId: 'xa-a', on: '2026-11-26' };
describe('who may approve', () => {
  it('an identical body is sent again by one person, operator or approver', () => {
    expect(needsSecondPerson('technical-resend')).toBe(false);
    const alone = { ...context, requester: { account: 'op', roles: ['operator'] as const } };
    const by = (roles: Decider['roles']) =>
      mayApprove('technical-resend', { account: 'op', roles, agencies: ['xa-a'] }, alone);
    expect(by(['operator'])).toEqual(allowed);
    expect(by(['approver'])).toEqual(allowed);
    expect(by(['config-admin', 'auditor', 'inspector', 'key-custodian'])).toEqual(refused('no-permission'));
  });

  it('nobody approves what they asked for, however the name is written', () => {
    for (const kind of ['content', 'unmask', 'policy', 'mapping'] as const) {
      expect(needsSecondPerson(kind)).toBe(true);
      const same = {
        ...context,
        requester: { account: ' AN', roles: ['config-admin', 'inspector'] as const },
      };
      expect(mayApprove(kind, head, same)).toEqual(refused('same-person'));
    }
  });

  it('content: the head of the agency', () => {
    expect(mayApprove('content', head, context)).toEqual(allowed);
    expect(mayApprove('content', { ...head, headOf: ['xa-b'] }, context)).toEqual(
      refused('not-head-nor-delegate'),
    );
    expect(mayApprove('content', { ...head, roles: ['inspector'] }, context)).toEqual(
      refused('no-permission'),
    );
  });

  it.each([
    ['on its last day', {}, allowed],
    ['the day after', { validUntil: '2026-11-25' }, refused('not-head-nor-delegate')],
    ['before its first day', { validFrom: '2026-11-27' }, refused('not-head-nor-delegate')],
    ['without a document', { documentNo: '' }, refused('not-head-nor-delegate')],
    ['of another agency', { agencyId: 'xa-b' }, refused('not-head-nor-delegate')],
  ])('content: a written delegate %s', (_when, change, expected) => {
    const by = { ...delegate, delegations: [{ ...delegation, ...change }] };
    expect(mayApprove('content', by, context)).toEqual(expected);
  });

  it('content: where the agency is excluded, the head of the superior agency and nobody below', () => {
    const instead = { ...context, superiorInstead: 'tinh' };
    expect(mayApprove('content', { ...head, account: 'chu-tich', headOf: ['tinh'] }, instead)).toEqual(
      allowed,
    );
    expect(mayApprove('content', head, instead)).toEqual(refused('agency-excluded'));
    expect(mayApprove('content', delegate, instead)).toEqual(refused('not-head-nor-delegate'));
    expect(mayApprove('content', head, { ...context, superiorInstead: null })).toEqual(
      refused('agency-excluded'),
    );
  });

  it('an excluded person decides nothing about the case, not even a technical re-send', () => {
    const excluded = { ...head, isExcluded: true };
    for (const kind of ['technical-resend', 'content', 'unmask'] as const)
      expect(mayApprove(kind, excluded, context)).toEqual(refused('conflict-of-interest'));
  });

  it.each([
    [['approver'], ['config-admin'], allowed],
    [['config-admin'], ['approver'], allowed],
    [['approver'], ['inspector'], refused('needs-both-sides')],
    [['config-admin'], ['config-admin'], refused('needs-both-sides')],
    [['auditor'], ['config-admin'], refused('needs-both-sides')],
  ] as const)('policy and mapping: %s approves what %s asked for', (roles, asked, expected) => {
    const by: Decider = { account: 'an', roles, agencies: 'all' };
    for (const kind of ['policy', 'mapping', 'brakes'] as const)
      expect(
        mayApprove(kind, by, { on: '2026-11-26', requester: { account: 'binh', roles: asked } }),
      ).toEqual(expected);
  });

  it('an unmask: an approver who works on that agency; to another it does not exist', () => {
    expect(mayApprove('unmask', delegate, context)).toEqual(allowed);
    expect(mayApprove('unmask', { ...delegate, agencies: 'all' }, context)).toEqual(allowed);
    expect(mayApprove('unmask', { ...delegate, agencies: ['xa-b'] }, context)).toEqual(refused('not-there'));
    expect(mayApprove('unmask', { ...delegate, roles: ['inspector'] }, context)).toEqual(
      refused('no-permission'),
    );
    expect(mayApprove('unmask', delegate, { ...context, superiorInstead: 'tinh' })).toEqual(
      refused('not-there'),
    );
  });
});

describe('who may ask', () => {
  const about = { agencyId: 'xa-a', on: '2026-11-26' };
  const ROLES: readonly UserRole[] = [...USER_ROLES];
  const asking = (kind: ApprovalKind): readonly UserRole[] =>
    ROLES.filter(
      (role) => mayAsk(kind, { account: 'x', roles: [role], agencies: ['xa-a'] }, about).kind === 'allowed',
    );

  it.each([
    ['technical-resend', ['operator', 'approver']],
    ['bulk-resend', ['operator', 'approver']],
    ['judgement', ['operator', 'inspector', 'approver']],
    ['content', ['operator', 'inspector', 'approver']],
    ['figures', ['operator', 'inspector', 'approver']],
    ['policy', ['approver', 'config-admin']],
    ['mapping', ['approver', 'config-admin']],
    ['brakes', ['approver', 'config-admin']],
    ['access', ['approver', 'config-admin', 'auditor']],
    ['accounts', ['config-admin']],
    ['unmask', ['inspector']],
    ['person-search', ['inspector', 'approver']],
    ['identity-search', ['inspector', 'approver']],
    ['subject', ['inspector', 'approver']],
    ['subject-export', ['inspector', 'approver']],
    ['keys', ['key-custodian']],
    ['restore', ['approver', 'config-admin', 'auditor']],
    ['tokens', ['config-admin']],
  ] as const)('%s: %s and nobody else', (kind, roles) => {
    expect(asking(kind)).toEqual(roles);
  });

  it('the security auditor and the key custodian decide nothing but access, restoring and keys', () => {
    const theirs: readonly ApprovalKind[] = ['access', 'restore', 'keys'];
    for (const kind of APPROVAL_KINDS.filter((one) => !theirs.includes(one)))
      expect(
        mayAsk(kind, { account: 'x', roles: ['auditor', 'key-custodian'], agencies: 'all' }, about),
      ).toEqual(refused('no-permission'));
  });

  it('nobody of another agency, and nobody who must not know of the case: to them it is not there', () => {
    const inspector: Decider = { account: 'x', roles: ['inspector'], agencies: ['xa-b'] };
    expect(mayAsk('content', inspector, about)).toEqual(refused('not-there'));
    expect(mayAsk('content', { ...inspector, agencies: ['xa-a'], isExcluded: true }, about)).toEqual(
      refused('not-there'),
    );
    const own = { ...inspector, agencies: ['xa-a'] };
    expect(mayAsk('content', own, { ...about, superiorInstead: 'tinh' })).toEqual(refused('not-there'));
  });
});

describe('a decision of two people', () => {
  const about = { agencyId: 'xa-a', on: '2026-11-26' };
  const inspector: Decider = { account: 'binh', roles: ['inspector'], agencies: ['xa-a'] };

  it('is one: somebody may ask and somebody else may approve', () => {
    expect(mayDecide('content', { actor: inspector, approver: head }, about)).toEqual(allowed);
    expect(mayDecide('content', { actor: inspector }, about)).toEqual(refused('needs-second-person'));
    expect(mayDecide('content', { actor: head, approver: head }, about)).toEqual(refused('same-person'));
    expect(mayDecide('content', { actor: head, approver: inspector }, about)).toEqual(
      refused('no-permission'),
    );
    const auditor: Decider = { ...inspector, roles: ['auditor'] };
    expect(mayDecide('content', { actor: auditor, approver: head }, about)).toEqual(refused('no-permission'));
  });

  it('is not needed where one person is enough', () => {
    expect(mayDecide('judgement', { actor: inspector }, about)).toEqual(allowed);
  });

  it('about access takes two of three sides', () => {
    const cntt: Decider = { account: 'cntt', roles: ['config-admin'], agencies: 'all' };
    expect(mayDecide('access', { actor: cntt, approver: head }, { on: about.on })).toEqual(allowed);
    expect(mayDecide('access', { actor: head, approver: cntt }, { on: about.on })).toEqual(allowed);
    const auditor: Decider = { account: 'antoan', roles: ['auditor', 'key-custodian'], agencies: 'all' };
    expect(mayDecide('access', { actor: head, approver: auditor }, { on: about.on })).toEqual(allowed);
    for (const approver of [{ ...cntt, account: 'b' }, inspector])
      expect(mayDecide('access', { actor: cntt, approver }, { on: about.on })).toEqual(
        refused('needs-two-sides'),
      );
  });

  it('of many records takes an approver', () => {
    const operator: Decider = { ...inspector, roles: ['operator'] };
    expect(mayDecide('bulk-resend', { actor: operator, approver: head }, { on: about.on })).toEqual(allowed);
    expect(
      mayDecide(
        'bulk-resend',
        { actor: operator, approver: { ...inspector, account: 'chi' } },
        { on: about.on },
      ),
    ).toEqual(refused('no-permission'));
  });
});
