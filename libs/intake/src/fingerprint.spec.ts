import { aCase, PETITIONER } from '../../../test/builders';
import type { CaseWords } from '../../../test/builders';
import { fakeDigest } from '../../../test/fakes';
import { fingerprintOf } from './fingerprint';

const SECOND = { ...PETITIONER, fullName: 'Trần Văn Cam', idNumber: '037081000456' };
const print = (words: CaseWords, agency = 'thanh-tra-tinh') =>
  fingerprintOf(aCase(words), agency, { keyed: fakeDigest, alone: 'test/A' });
const original = print({
  people: [PETITIONER, SECOND],
  content: 'Khiếu nại việc thu hồi đất, đề nghị xem xét.',
});

describe('the fingerprint of a petition', () => {
  it.each<[string, CaseWords]>([
    ['capitals', { content: 'KHIẾU NẠI việc thu hồi đất, đề nghị xem xét.' }],
    ['spaces, line breaks and punctuation', { content: ' Khiếu nại  việc thu hồi đất\n– đề nghị xem xét!' }],
    ['decomposed letters', { content: 'Khiếu nại việc thu hồi đất, đề nghị xem xét.'.normalize('NFD') }],
    ['the order of people', { people: [SECOND, PETITIONER] }],
    ['register number and dates', { registerNo: '99/KN', copyIndex: 2 }],
    ['phone and address', { people: [{ ...PETITIONER, phone: '1', address: {} }, SECOND] }],
  ])('does not mind %s', (_what, words) => {
    const base = { people: [PETITIONER, SECOND], content: 'Khiếu nại việc thu hồi đất, đề nghị xem xét.' };
    expect(print({ ...base, ...words })).toBe(original);
  });

  it.each<[string, CaseWords]>([
    ['one word of the content', { content: 'Khiếu nại việc thu hồi nhà, đề nghị xem xét.' }],
    ['a tone mark', { content: 'Khiếu nại việc thu hồi dất, đề nghị xem xét.' }],
    ['one person less', { people: [PETITIONER] }],
    ['an identity number', { people: [{ ...PETITIONER, idNumber: '1' }, SECOND] }],
    ['the kind', { kind: 'TC' }],
  ])('differs with %s', (_what, words) => {
    const base = { people: [PETITIONER, SECOND], content: 'Khiếu nại việc thu hồi đất, đề nghị xem xét.' };
    expect(print({ ...base, ...words })).not.toBe(original);
  });

  it('differs with the agency', () => {
    expect(print({}, 'so-tnmt')).not.toBe(print({}));
  });

  it('tells two people whose name and number are the other way round apart', () => {
    const swapped = [
      { ...PETITIONER, idNumber: SECOND.idNumber },
      { ...SECOND, idNumber: PETITIONER.idNumber },
    ];
    expect(print({ people: swapped })).not.toBe(print({ people: [PETITIONER, SECOND] }));
  });

  it('shows nothing of what it was taken from', () => {
    expect(original).toMatch(/^[0-9a-f]{64}$/);
  });
});
