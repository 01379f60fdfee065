import type { CredentialGroup } from '../settings/credential-settings';
import { type Account, Credentials } from './credentials';

const always = { from: '', until: '' };
const GROUPS: readonly CredentialGroup[] = [
  {
    group: 'cap-tinh',
    agencies: ['btcd', 'ttt'],
    secrets: [
      { name: 'TINH_2026', from: '', until: '2026-12-31' },
      { name: 'TINH_2027', from: '2027-01-01', until: '' },
    ],
  },
  { group: 'con-lai', agencies: '*', secrets: [{ name: 'CHUNG', ...always }] },
];
const account = (username: string): Account => ({ username, password: 'mật khẩu' });

function at(iso: string, values: Readonly<Record<string, Account>>, groups = GROUPS): Credentials {
  const clock = {
    monotonicMs: () => 0,
    now: () => new Date(iso),
    sleep: () => Promise.resolve(),
    turn: () => Promise.resolve(),
  };
  return new Credentials(groups, (name) => values[name], clock, account('env'));
}

function userOf(credentials: Credentials, group: string): string {
  const result = credentials.authorization(group);
  if ('trouble' in result) return result.trouble;
  return Buffer.from(result.header.slice('Basic '.length), 'base64').toString('utf8').split(':')[0] ?? '';
}

const BOTH = { TINH_2026: account('t26'), TINH_2027: account('t27'), CHUNG: account('chung') };

describe('credentials of groups of agencies', () => {
  it('give every agency its own group, the rest the group of all others', () => {
    const credentials = at('2026-11-22T00:00:00Z', BOTH);
    expect(['btcd', 'ttt', 'ubnd-qn'].map((id) => credentials.groupOf(id))).toEqual([
      'cap-tinh',
      'cap-tinh',
      'con-lai',
    ]);
  });

  it('change at midnight in Vietnam, while the process runs', () => {
    expect(userOf(at('2026-12-31T16:59:59Z', BOTH), 'cap-tinh')).toBe('t26');
    expect(userOf(at('2026-12-31T17:00:00Z', BOTH), 'cap-tinh')).toBe('t27');
  });

  it('say why there is none: nobody put it there, its time has not come, its time is over', () => {
    expect(userOf(at('2026-11-22T00:00:00Z', { CHUNG: account('chung') }), 'cap-tinh')).toBe('missing');
    const one = (from: string, until: string): readonly CredentialGroup[] => [
      { group: 'g', agencies: '*', secrets: [{ name: 'A', from, until }] },
    ];
    const values = { A: account('a') };
    expect(userOf(at('2026-11-22T00:00:00Z', values, one('2027-01-01', '')), 'g')).toBe('not-yet-valid');
    expect(userOf(at('2026-11-22T00:00:00Z', values, one('', '2026-11-21')), 'g')).toBe('expired');
    expect(userOf(at('2026-11-22T00:00:00Z', values, one('2026-11-22', '2026-11-22')), 'g')).toBe('a');
    expect(userOf(at('2026-11-22T00:00:00Z', { A: account('a:b') }, one('', '')), 'g')).toBe('missing');
  });

  it('take the newer of two that are valid, and the older while the newer has no value', () => {
    const overlap: readonly CredentialGroup[] = [
      {
        group: 'g',
        agencies: '*',
        secrets: [
          { name: 'OLD', from: '2026-01-01', until: '2026-12-31' },
          { name: 'NEW', from: '2026-11-01', until: '' },
        ],
      },
    ];
    const both = { OLD: account('old'), NEW: account('new') };
    expect(userOf(at('2026-11-22T00:00:00Z', both, overlap), 'g')).toBe('new');
    expect(userOf(at('2026-11-22T00:00:00Z', { OLD: account('old') }, overlap), 'g')).toBe('old');
  });

  it('show names, agencies and last days, and never a value', () => {
    const states = at('2026-11-22T00:00:00Z', { TINH_2026: account('t26') }).states();
    expect(states).toEqual([
      {
        group: 'cap-tinh',
        agencies: ['btcd', 'ttt'],
        secret: 'TINH_2026',
        until: '2026-12-31',
        trouble: undefined,
      },
      { group: 'con-lai', agencies: '*', secret: 'CHUNG', until: undefined, trouble: 'missing' },
    ]);
    expect(JSON.stringify(states)).not.toMatch(/t26|mật khẩu/);
  });

  it('bind a database to groups and names; without groups to the user name', () => {
    expect(at('2026-11-22T00:00:00Z', BOTH).binding()).toBe('cap-tinh=TINH_2026+TINH_2027;con-lai=CHUNG');
    const single = at('2026-11-22T00:00:00Z', {}, []);
    expect([single.binding(), single.groups.length, userOf(single, single.groupOf('any'))]).toEqual([
      'env',
      1,
      'env',
    ]);
  });

  it('are refused at start for agencies that nobody names and names that are no agency', () => {
    const only: readonly CredentialGroup[] = [
      { group: 'g', agencies: ['ttt', 'tttt'], secrets: [{ name: 'A', ...always }] },
    ];
    const check = () => at('2026-11-22T00:00:00Z', {}, only).checkAgencies(['ttt', 'btcd']);
    expect(check).toThrow(/no agency tttt[\s\S]*the agency btcd is in no group/);
    expect(() => at('2026-11-22T00:00:00Z', {}).checkAgencies(['btcd', 'ttt', 'x'])).not.toThrow();
  });
});
