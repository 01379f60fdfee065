import { EnvironmentError, loadEnvironment } from './environment';

const WHOLE = {
  KNTC_OIDC_ISSUER: 'https://sso.tinh-x.gov.vn/realms/tinh',
  KNTC_OIDC_CLIENT_ID: 'kntc',
  KNTC_OIDC_CLIENT_SECRET_FILE: '/run/kntc/oidc-secret',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadEnvironment(env);
  } catch (err) {
    if (err instanceof EnvironmentError) return err.problems.map(({ key }) => key).toSorted();
    throw err;
  }
  return [];
}

describe('the identity provider in the environment', () => {
  it('is none when nothing is said of it', () => {
    expect(loadEnvironment({}).oidc).toBeUndefined();
    expect(loadEnvironment({ KNTC_OIDC_ISSUER: '' }).oidc).toBeUndefined();
  });

  it('is read with its secret and with what proves a second factor', () => {
    expect(
      loadEnvironment({ ...WHOLE, KNTC_OIDC_SECOND_FACTOR: 'acr:2, amr:mfa,acr:urn:x:gold' }).oidc,
    ).toEqual({
      issuer: WHOLE.KNTC_OIDC_ISSUER,
      clientId: 'kntc',
      secret: { file: '/run/kntc/oidc-secret' },
      secondFactor: { acr: ['2', 'urn:x:gold'], amr: ['mfa'] },
      maxAgeS: 300,
    });
    const { KNTC_OIDC_CLIENT_SECRET_FILE: _file, ...rest } = WHOLE;
    expect(loadEnvironment({ ...rest, KNTC_OIDC_CLIENT_SECRET: 's3cret' }).oidc).toMatchObject({
      secret: { value: 's3cret' },
      secondFactor: { acr: [], amr: [] },
    });
  });

  it('is all there or not at all: everything that is missing is told at once', () => {
    expect(problemsOf({ KNTC_OIDC_ISSUER: WHOLE.KNTC_OIDC_ISSUER, PORT: 'x' })).toEqual([
      'KNTC_OIDC_CLIENT_ID',
      'KNTC_OIDC_CLIENT_SECRET_FILE',
      'PORT',
    ]);
    expect(problemsOf({ KNTC_OIDC_SECOND_FACTOR: 'mfa' })).toEqual([
      'KNTC_OIDC_CLIENT_ID',
      'KNTC_OIDC_CLIENT_SECRET_FILE',
      'KNTC_OIDC_ISSUER',
      'KNTC_OIDC_SECOND_FACTOR',
    ]);
    expect(problemsOf({ ...WHOLE, KNTC_OIDC_MAX_AGE_S: '5m' })).toEqual(['KNTC_OIDC_MAX_AGE_S']);
    expect(problemsOf({ ...WHOLE, KNTC_OIDC_CLIENT_SECRET: 'two' })).toEqual([
      'KNTC_OIDC_CLIENT_SECRET_FILE',
    ]);
  });

  it.each([
    'http://sso.tinh-x.gov.vn',
    'https://user:pw@sso.tinh-x.gov.vn',
    'https://sso.tinh-x.gov.vn/?x=1',
    'https://sso.tinh-x.gov.vn/#x',
    'sso.tinh-x.gov.vn',
    'ftp://sso.tinh-x.gov.vn',
  ])('%s is no address of one', (issuer) => {
    expect(problemsOf({ ...WHOLE, KNTC_OIDC_ISSUER: issuer })).toEqual(['KNTC_OIDC_ISSUER']);
  });

  it('may be in the clear on this very machine only', () => {
    expect(problemsOf({ ...WHOLE, KNTC_OIDC_ISSUER: 'http://localhost:8080/realms/x' })).toEqual([]);
  });

  it('never shows the secret', () => {
    const wrong = (): unknown => loadEnvironment({ KNTC_OIDC_CLIENT_SECRET: 'mật khẩu s3cret' });
    expect(wrong).toThrow(/KNTC_OIDC_CLIENT_SECRET = "\*\*\*"/);
    expect(wrong).not.toThrow(/s3cret/);
  });
});
