import type { ReadSheet } from '../entry/read-sheet';
import type { DutyRule } from './duties';
import { grantableUsers } from './grantable-users';
import type { Office } from './office';
import { planUsers, type UserGround } from './plan-users';
import { userLines, type User } from './user';

const HEADING = [
  'STT',
  'Tên người dùng',
  'Đơn vị, Phòng ban',
  'Email',
  'Chức vụ',
  'Nhiệm vụ trên phần mềm',
  'Số điện thoại',
  'Tên đăng nhập',
];
const sheet = (...rows: readonly (readonly string[])[]): readonly ReadSheet[] => [
  { name: 'Biểu 2', rows: [HEADING, ...rows].map((cells, index) => ({ number: index + 1, cells })) },
];

const office = (id: string, name: string, more: Partial<Office> = {}): Office => ({
  id,
  name,
  level: 'province',
  kind: 'agency',
  isBureau: false,
  superiorId: undefined,
  firstDay: '2020-01-01',
  validFrom: '2020-01-01',
  endedOn: undefined,
  successorId: undefined,
  ...more,
});
const OFFICES = [
  office('1', 'Thanh tra tỉnh'),
  office('2', 'Sở Xây dựng'),
  office('3', 'Phòng Tổ chức', { kind: 'department', superiorId: '1' }),
  office('4', 'Phòng Tổ chức', { kind: 'department', superiorId: '2' }),
  office('5', 'Sở Cũ', { endedOn: '2025-02-28' }),
  office('6', 'Trường chưa khai'),
  office('7', 'Sở Tương Lai', { firstDay: '2027-01-01', validFrom: '2027-01-01' }),
];
const RULES: readonly DutyRule[] = [
  { duty: '1', roles: ['operator'], reach: 'agency', from: undefined, until: undefined },
  { duty: '2', roles: ['operator', 'inspector'], reach: 'agency', from: undefined, until: undefined },
  { duty: '3', roles: ['approver'], reach: 'agency', from: undefined, until: undefined },
  { duty: '4', roles: ['inspector'], reach: 'agency', from: undefined, until: '2026-06-30' },
  { duty: '5', roles: ['operator'], reach: 'below', from: undefined, until: undefined },
];
const AGENCIES: Readonly<Record<string, string>> = {
  '1': 'ttt',
  '2': 'sxd',
  '3': 'ttt',
  '4': 'sxd',
  '5': 'cu',
  '7': 'tl',
};

const ground = (more: Partial<UserGround> = {}): UserGround => ({
  users: [],
  accounts: [],
  isRetired: () => false,
  offices: OFFICES,
  agencyOf: ({ id }) => AGENCIES[id],
  rules: RULES,
  superiors: new Map([
    ['ttt', 'P'],
    ['sxd', 'ttt'],
    ['xa', 'sxd'],
  ]),
  on: '2026-11-28',
  ...more,
});
const row = (
  more: Partial<Record<'name' | 'office' | 'email' | 'duties' | 'phone' | 'login', string>> = {},
) => [
  '1',
  more.name ?? 'Trần Thị Lan',
  more.office ?? 'Thanh tra tỉnh',
  more.email ?? 'Lan.TT@tinh.gov.vn',
  'Chuyên viên',
  more.duties ?? '1, 2',
  more.phone ?? '0912 345 678',
  more.login ?? '',
];
const plan = (rows: readonly (readonly string[])[], more: Partial<UserGround> = {}) =>
  planUsers(userLines(sheet(...rows)) ?? [], ground(more));
const problems = (rows: readonly (readonly string[])[], more: Partial<UserGround> = {}) =>
  plan(rows, more).map((one) => one.problems.join());
const rights = { roles: ['operator', 'inspector'] as const, agencies: ['ttt'] };
const LAN: User = {
  accountId: 'a',
  login: 'lan.tt',
  details: {
    fullName: 'Trần Thị Lan',
    email: 'lan.tt@tinh.gov.vn',
    position: 'Chuyên viên',
    phone: '0912345678',
  },
  officeId: '1',
  duties: ['1', '2'],
  rights,
  given: rights,
  isDisabled: false,
};

describe('Biểu số 2', () => {
  it('makes people with what their duties give on that day', () => {
    expect(plan([row()])).toMatchObject([{ state: 'new', login: 'lan.tt', rights }]);
    expect(plan([row({ duties: '5' })])[0]?.rights?.agencies).toEqual(['sxd', 'ttt', 'xa']);
  });

  it('says that nothing changes where nothing does', () => {
    expect(plan([row()], { users: [LAN] })).toMatchObject([{ state: 'unchanged', changes: [] }]);
  });

  it('changes what a form gave, and nothing that people gave since', () => {
    expect(plan([row({ duties: '3' })], { users: [LAN] })).toMatchObject([
      { state: 'changed', changes: ['duties', 'rights'], rights: { roles: ['approver'] }, isByHand: false },
    ]);
    const byHand: User = { ...LAN, rights: { roles: ['config-admin'], agencies: 'all' } };
    expect(plan([row({ duties: '3' })], { users: [byHand] })).toMatchObject([
      { state: 'changed', changes: ['duties'], rights: byHand.rights, isByHand: true },
    ]);
  });

  it('takes an account that was made by hand as that of the person, with what it may', () => {
    const hand = {
      accountId: 'h',
      login: 'lan.tt',
      rights: { roles: ['config-admin'] as const, agencies: 'all' as const },
      isMachine: false,
      isDisabled: false,
    };
    expect(plan([row()], { accounts: [hand] })).toMatchObject([{ state: 'attached', rights: hand.rights }]);
    expect(problems([row()], { accounts: [{ ...hand, isMachine: true }] })).toEqual(['is-machine']);
  });

  it('changes an address only where the login is named', () => {
    expect(problems([row({ email: 'lan.tt@khac.gov.vn' })], { users: [LAN] })).toEqual(['login-taken']);
    expect(plan([row({ email: 'lan.tt@khac.gov.vn', login: 'lan.tt' })], { users: [LAN] })).toMatchObject([
      { state: 'changed', changes: ['email'] },
    ]);
  });

  it('tells every problem of a row at once', () => {
    expect(problems([row({ name: '…1', office: 'Sở Lạ', email: 'lan', duties: '9', phone: '12' })])).toEqual([
      'no-name,no-email,wrong-phone,no-duty,office-unknown',
    ]);
  });

  it.each<[string, readonly (readonly string[])[], readonly string[], Partial<UserGround>?]>([
    [
      'the same address twice',
      [row(), row()],
      ['email-doubled,login-doubled', 'email-doubled,login-doubled'],
    ],
    ['the same login twice', [row(), row({ email: 'lan.tt@khac.vn' })], ['login-doubled', 'login-doubled']],
    ['a department of several agencies', [row({ office: 'Phòng Tổ chức' })], ['office-ambiguous']],
    ['an office that ended', [row({ office: 'Sở Cũ' })], ['office-ended']],
    ['an office that is not there yet', [row({ office: 'Sở Tương Lai' })], ['office-not-yet']],
    ['an office of no agency', [row({ office: 'Trường chưa khai' })], ['office-without-agency']],
    ['a duty without a rule that day', [row({ duties: '4' })], ['no-rule']],
    ['a login of somebody who was removed', [row()], ['login-retired'], { isRetired: () => true }],
    ['somebody who is shut out', [row()], ['is-disabled'], { users: [{ ...LAN, isDisabled: true }] }],
    ['a login that is none', [row({ email: 'đặng@tinh.gov.vn' })], ['no-login']],
    ['an address of another account', [row({ login: 'khac' })], ['email-taken'], { users: [LAN] }],
  ])('refuses %s', (_what, rows, expected, more = {}) => {
    expect(problems(rows, more)).toEqual(expected);
  });

  it('finds a department by the agency above it, in either order', () => {
    for (const text of ['Phòng Tổ chức, Sở Xây dựng', 'Sở Xây dựng - Phòng Tổ chức'])
      expect(plan([row({ office: text })])[0]).toMatchObject({
        office: { id: '4' },
        rights: { agencies: ['sxd'] },
      });
  });
});

describe('what the people behind a form may give', () => {
  const all = { login: 'cntt', agencies: 'all' as const };

  it('is nothing of their own', () => {
    const given = grantableUsers(plan([row({ duties: '3' })], { users: [LAN] }), [
      { login: 'lan.tt', agencies: 'all' },
    ]);
    expect(given).toMatchObject([{ state: 'refused', problems: ['own-access'] }]);
    expect(grantableUsers(plan([row()], { users: [LAN] }), [{ ...all, login: 'lan.tt' }])).toMatchObject([
      { state: 'unchanged' },
    ]);
  });

  it('is nothing at agencies they do not work for', () => {
    expect(grantableUsers(plan([row()]), [all])).toMatchObject([{ state: 'new' }]);
    expect(grantableUsers(plan([row()]), [all, { login: 'b', agencies: ['sxd'] }])).toMatchObject([
      { state: 'refused', problems: ['beyond-own'] },
    ]);
  });
});
