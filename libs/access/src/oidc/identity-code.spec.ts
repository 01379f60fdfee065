import { fakeDigest } from '../../../../test/fakes';
import { identityCode, issuerForm, readIdentityCode, shownCode } from './identity-code';

const ISSUER = 'https://sso.tinh-x.gov.vn/realms/tinh';

describe('the code of a person of the provider', () => {
  it('is of the person at this provider, and shows nothing of them', () => {
    const code = identityCode(fakeDigest, ISSUER, '079203001234');
    expect(code).toMatch(/^[a-z2-7]{24}$/);
    expect(identityCode(fakeDigest, ISSUER, '079203001234')).toBe(code);
    expect(identityCode(fakeDigest, `${ISSUER}/`, '079203001234')).toBe(code);
    expect(identityCode(fakeDigest, ISSUER, '079203001235')).not.toBe(code);
    expect(identityCode(fakeDigest, `${ISSUER}2`, '079203001234')).not.toBe(code);
    expect(
      identityCode(
        { digest: (text) => fakeDigest.digest(`another key ${String(text)}`) },
        ISSUER,
        '079203001234',
      ),
    ).not.toBe(code);
  });

  it('is read however it was written down', () => {
    const code = identityCode(fakeDigest, ISSUER, 'lan');
    expect(shownCode(code)).toMatch(/^([a-z2-7]{4}-){5}[a-z2-7]{4}$/);
    for (const typed of [
      code,
      shownCode(code),
      shownCode(code).toUpperCase(),
      ` ${code.slice(0, 9)} ${code.slice(9)} `,
    ])
      expect(readIdentityCode(typed)).toBe(code);
    for (const typed of ['', 'x', code.slice(1), `${code}a`, code.replace(/./, '1'), 'lan@tinh-x'])
      expect(readIdentityCode(typed)).toBeUndefined();
  });

  it('has one form of an issuer', () => {
    expect(issuerForm('HTTPS://SSO.tinh-x.gov.vn:443/')).toBe('https://sso.tinh-x.gov.vn');
    expect(issuerForm('https://sso.tinh-x.gov.vn/Realm')).toBe('https://sso.tinh-x.gov.vn/Realm');
  });
});
