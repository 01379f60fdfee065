import { aCaseUpTo, aDenunciation, mustStayShut } from '../../../../test/builders';
import type { Identity } from './case';
import { usedCodes } from './used-codes';

describe('the national codes a case uses', () => {
  it('are those of every part, each once', () => {
    const codes = usedCodes(aCaseUpTo('enforcement')).map(({ list, code }) => `${list}/${code}`);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(expect.arrayContaining(['2/H507.02', '6/KN', '6/KN.01', '13/4']));
  });

  it('are of a denouncer the province only, and nothing sealed is opened for them', () => {
    const kase = aDenunciation();
    const sealed = {
      ...kase,
      petitioners: { ...kase.petitioners, provinceCode: '507', identity: mustStayShut<Identity>() },
    };
    expect(usedCodes(sealed).filter(({ list }) => list === 1)).toEqual([{ list: 1, code: '507' }]);
    expect(usedCodes(sealed).filter(({ list }) => list === 3 || list === 4)).toEqual([]);
  });
});
