import { acceptedStep, otpauthUri, toBase32, totpCode, totpStep } from './totp';

const SECRET = Buffer.from('12345678901234567890');
const at = (seconds: number): Date => new Date(seconds * 1000);

// RFC 6238, appendix B (SHA-1, eight digits).
it.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at second %i the code is that of the standard', (seconds, code) => {
  expect(totpCode(SECRET, totpStep(at(seconds)), 8)).toBe(code);
});

// RFC 4226, appendix D (six digits).
it.each([
  [0, '755224'],
  [1, '287082'],
  [9, '520489'],
])('step %i gives the six digits of the standard', (step, code) => {
  expect(totpCode(SECRET, step)).toBe(code);
});

describe('a typed code', () => {
  const now = at(1_234_567_890);
  const step = totpStep(now);

  it.each([-1, 0, 1])('is good when the phone is %i steps off', (off) => {
    expect(acceptedStep(SECRET, totpCode(SECRET, step + off), now, -1)).toBe(step + off);
  });

  it.each([-2, 2])('is refused when the phone is %i steps off', (off) => {
    expect(acceptedStep(SECRET, totpCode(SECRET, step + off), now, -1)).toBeUndefined();
  });

  it('is good once: the same step, or one before it, is refused', () => {
    expect(acceptedStep(SECRET, totpCode(SECRET, step), now, step)).toBeUndefined();
    expect(acceptedStep(SECRET, totpCode(SECRET, step - 1), now, step)).toBeUndefined();
  });

  it('may be typed with blanks', () => {
    const code = totpCode(SECRET, step);
    expect(acceptedStep(SECRET, ` ${code.slice(0, 3)} ${code.slice(3)} `, now, -1)).toBe(step);
  });

  it.each(['', '12345', '1234567', '000000', 'abcdef', '１２３４５６', '-12345'])(
    '«%s» is refused',
    (typed) => {
      expect(acceptedStep(SECRET, typed, now, -1)).toBeUndefined();
    },
  );
});

// RFC 4648, section 10.
it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('«%s» is %s in base 32', (text, written) => {
  expect(toBase32(Buffer.from(text))).toBe(written);
});

it('an authenticator app is told secret, account and form', () => {
  expect(otpauthUri(SECRET, 'lan.tt')).toBe(
    'otpauth://totp/KNTC:lan.tt?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=KNTC&digits=6&period=30',
  );
});
