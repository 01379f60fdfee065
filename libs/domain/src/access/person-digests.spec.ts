import { aCase, aDenunciation } from '../../../../test/builders';
import { fakeDigest } from '../../../../test/fakes';
import type { Respondent } from '../case/case';
import { accountDigests, denouncedDigests } from './person-digests';

const account = accountDigests({ fullName: 'Trần Văn Bình', idNumber: '052081000123' }, fakeDigest);
const denounced = (fullName: string, idNumber?: string): Respondent => ({
  type: 'person',
  person: { fullName, idNumber, address: {} },
});
const isMet = (...respondents: readonly Respondent[]): boolean =>
  denouncedDigests(aDenunciation({ respondents }), fakeDigest).some((one) => account.includes(one));

describe('a denounced person with an account here', () => {
  it('is met by the identity number, however it is written and whatever the name', () => {
    expect(isMet(denounced('Ông Bình', '052 081 000 123'))).toBe(true);
  });

  it('is met by the name where the petition knows no number', () => {
    expect(isMet(denounced('TRẦN  VĂN BÌNH'))).toBe(true);
    expect(isMet(denounced('Trần Văn Bính'))).toBe(false);
  });

  it('is told from a namesake by the number', () => {
    expect(isMet(denounced('Trần Văn Bình', '052081999999'))).toBe(false);
  });

  it('is met as the second of several', () => {
    expect(isMet({ type: 'organisation', name: 'UBND xã', address: {} }, denounced('Trần Văn Bình'))).toBe(
      true,
    );
  });

  it('is met in denunciations only', () => {
    expect(denouncedDigests(aCase({ respondents: [denounced('Trần Văn Bình')] }), fakeDigest)).toEqual([]);
  });
});
