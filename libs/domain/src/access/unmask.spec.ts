import { aDenunciation, mustStayShut, PETITIONER, sealed } from '../../../../test/builders';
import type { Case, Identity, Narrative } from '../case/case';
import type { Principal } from './principal';
import { mayRequestUnmask, mayReveal, UNMASK_FIELDS, unmaskedField, type UnmaskField } from './unmask';

const NOW = new Date('2026-11-26T03:00:00.000Z');
const ago = (ms: number): Date => new Date(NOW.getTime() - ms);
const MINUTE = 60_000;
const anna: Principal = {
  accountId: 'anna',
  login: 'anna',
  roles: ['inspector'],
  agencies: 'all',
  via: 'local',
  authenticatedAt: ago(MINUTE).toISOString(),
};
const approved = { requestedBy: 'anna', approvedAt: ago(MINUTE) };
const ask = (by: Principal, state: Parameters<typeof mayReveal>[1] = approved, revealedToday = 0) =>
  mayReveal(by, state, { now: NOW, revealedToday, cap: 20 });
const refused = (why: string) => ({ kind: 'refused', why });

describe('whether a field may be shown', () => {
  it('a reason says something', () => {
    expect(mayRequestUnmask('  đủ mười!!! ')).toEqual({ kind: 'allowed' });
    expect(mayRequestUnmask('   quá ngắn   ')).toEqual(refused('reason-too-short'));
  });

  it('to whoever asked for it, within five minutes of the approval', () => {
    expect(ask(anna)).toEqual({ kind: 'allowed' });
    expect(ask(anna, { ...approved, approvedAt: ago(5 * MINUTE) })).toEqual({ kind: 'allowed' });
    expect(ask(anna, { ...approved, approvedAt: ago(5 * MINUTE + 1) })).toEqual(refused('window-over'));
    expect(ask(anna, { requestedBy: 'anna' })).toEqual(refused('not-approved'));
    expect(ask(anna, { ...approved, requestedBy: 'binh' })).toEqual(refused('not-there'));
  });

  it.each([
    ['ten minutes ago', ago(10 * MINUTE).toISOString(), { kind: 'allowed' }],
    ['longer ago', ago(10 * MINUTE + 1).toISOString(), refused('sign-in-too-old')],
    ['in the future', ago(-1).toISOString(), refused('sign-in-too-old')],
    ['at no time that can be read', 'yesterday', refused('sign-in-too-old')],
  ])('to somebody who proved who they are %s', (_when, authenticatedAt, expected) => {
    expect(ask({ ...anna, authenticatedAt })).toEqual(expected);
  });

  it('never to a token', () => {
    expect(ask({ ...anna, via: 'token', scopes: ['unmask.reveal'] })).toEqual(refused('token-not-for-this'));
  });

  it('as often as the day allows', () => {
    expect(ask(anna, approved, 19)).toEqual({ kind: 'allowed' });
    expect(ask(anna, approved, 20)).toEqual(refused('cap-reached'));
  });
});

describe('what is shown', () => {
  const identity: Identity = {
    people: [PETITIONER, { fullName: 'Lê Thị Hai', address: {} }],
    organisation: { name: 'Hợp tác xã' },
    agent: { type: 'lawyer', person: { fullName: 'Luật sư Ba', address: {} } },
  };
  const narrative: Narrative = { content: 'Nhận tiền.', request: 'Xử lý.' };
  const kase = aDenunciation({
    petitioners: { identity: sealed(identity) },
    petition: { narrative: sealed(narrative) },
    respondents: [{ type: 'person', person: { fullName: 'Trần Bình', address: {} }, position: 'Chủ tịch' }],
  });

  it.each<[UnmaskField, number, string | undefined]>([
    ['petitioner.name', 1, 'Nguyễn Thị Bưởi'],
    ['petitioner.name', 2, 'Lê Thị Hai'],
    ['petitioner.name', 3, undefined],
    ['petitioner.idNumber', 1, '037081000123'],
    ['petitioner.phone', 1, '0912000111'],
    ['petitioner.phone', 2, undefined],
    ['petitioner.address', 1, 'Thôn Đông, 5070103, 507'],
    ['petitioner.address', 2, undefined],
    ['organisation.name', 1, 'Hợp tác xã'],
    ['agent.name', 1, 'Luật sư Ba'],
    ['content', 1, 'Nhận tiền.'],
    ['request', 1, 'Xử lý.'],
    ['respondent.name', 1, 'Trần Bình'],
    ['respondent.position', 1, 'Chủ tịch'],
    ['respondent.name', 2, undefined],
  ])('%s of %d', (field, place, expected) => {
    expect(unmaskedField(kase, field, place)).toBe(expected);
  });

  it('no field opens more than its own part of the case', () => {
    const shutExcept = (part: 'identity' | 'narrative' | 'none'): Case => ({
      ...kase,
      petitioners: { ...kase.petitioners, identity: part === 'identity' ? sealed(identity) : mustStayShut() },
      petition: { ...kase.petition, narrative: part === 'narrative' ? sealed(narrative) : mustStayShut() },
    });
    for (const field of UNMASK_FIELDS) {
      const part = field.startsWith('respondent') ? 'none' : field.includes('.') ? 'identity' : 'narrative';
      expect(unmaskedField(shutExcept(part), field, 1)).toEqual(expect.any(String));
    }
  });
});
