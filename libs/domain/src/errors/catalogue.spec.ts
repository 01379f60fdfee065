import { FAILURES, GatewayError } from './gateway-error';
import type { FailureCode } from './gateway-error';
import { reasonText } from './reason-text';
import { REASON_CODES, REASONS } from './reasons';

const OWNERS = ['province', 'gateway', 'national', 'operator'];
const VIETNAMESE = /[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]/i;

describe('every reason', () => {
  it.each(REASON_CODES)('%s says in Vietnamese what happened, what it means and what to do', (code) => {
    const { vi, en, owner } = REASONS[code];
    expect(vi).toHaveLength(3);
    for (const sentence of vi) {
      expect(sentence).toMatch(VIETNAMESE);
      expect(sentence).toMatch(/^[A-ZĐ«].*[.…]$/u);
    }
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(OWNERS).toContain(owner);
  });

  it.each(REASON_CODES)('%s says what to press; a command stands behind it in brackets', (code) => {
    expect(REASONS[code].vi[2].replaceAll(/\([^)]*\)/g, '')).not.toContain('kntc ');
  });

  it('has three sentences of its own', () => {
    const firsts = REASON_CODES.map((code) => REASONS[code].vi[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it.each(REASON_CODES)('%s shows field and value where its sentences ask for them', (code) => {
    const filled = reasonText(code, 'Ngày tiếp nhận', '32/13/2026');
    expect(filled.join(' ')).not.toMatch(/[{}]/);
  });

  it('leaves no empty place where no field or step is known', () => {
    expect(reasonText('CORRECTION_NEEDS_DECISION')[0]).toBe(
      'Thông tin đã được CSDLQG xác nhận nay thay đổi.',
    );
    expect(reasonText('CORRECTION_NEEDS_DECISION', 'vụ việc')[0]).toContain('thay đổi: vụ việc.');
    expect(reasonText('BAD_DATE')[0]).toBe('Không đọc được ngày.');
  });

  it('shows a value with characters that a replacement would take for a pattern', () => {
    expect(reasonText('UNKNOWN_CODE', 'Xã', "$& $' $1")[0]).toContain("«$& $' $1»");
  });
});

describe('every failure of the machinery', () => {
  const codes = Object.keys(FAILURES) as FailureCode[];

  it.each(codes)('%s has a code with its stage, a sentence and an owner', (code) => {
    expect(code).toMatch(/^GW_[SIDNPT]\d{3}$/);
    expect(FAILURES[code].vi).toMatch(VIETNAMESE);
    expect(FAILURES[code].vi).toMatch(/\.$/);
    expect(OWNERS).toContain(FAILURES[code].owner);
  });

  it('has a number and an English text of its own', () => {
    expect(new Set(codes.map((code) => code.slice(4))).size).toBe(codes.length);
    expect(new Set(codes.map((code) => FAILURES[code].en)).size).toBe(codes.length);
    expect(new Set(codes.map((code) => FAILURES[code].vi)).size).toBe(codes.length);
  });

  it('is an error that knows who must act and whether trying again can help', () => {
    const cause = new Error('ECONNREFUSED');
    const failure = new GatewayError('GW_T301', 'db:5432', { cause });
    expect(failure).toMatchObject({
      code: 'GW_T301',
      detail: 'db:5432',
      owner: 'operator',
      retryable: true,
      cause,
      message: 'GW_T301 the gateway database cannot be reached: db:5432',
      name: 'GatewayError',
    });
    expect(failure.vi).toBe(FAILURES.GW_T301.vi);
    expect(new GatewayError('GW_P401').message).toBe('GW_P401 the configuration is invalid');
  });
});
