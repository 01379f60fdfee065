import { Sealed, type Case } from '@kntc/domain';
import { aCase } from '../../../../test/builders';
import { queriesOf } from './petition-queries';

const WAYS = ['identity-number', 'name'] as const;
const PERSON = {
  fullName: 'Đoàn Ngọc Bảo Khuê',
  idNumber: '052185001210',
  address: { provinceCode: '52', wardCode: '5201' },
};

function by(people: readonly object[], change: Partial<Case> = {}): Case {
  const kase = aCase();
  const identity = Sealed.of({ people } as never, '');
  return { ...kase, kind: 'KN', ...change, petitioners: { ...kase.petitioners, anonymous: false, identity } };
}

describe('what the far side is asked about whoever writes', () => {
  it('is the number alone, or the name with its area', () => {
    expect(queriesOf(by([PERSON]), WAYS)).toEqual([
      { by: 'identity-number', idNumber: PERSON.idNumber },
      { by: 'name', fullName: PERSON.fullName, provinceCode: '52', wardCode: '5201' },
    ]);
  });

  it('is only what the profile allows', () => {
    expect(queriesOf(by([PERSON]), ['identity-number'])).toHaveLength(1);
    expect(queriesOf(by([PERSON]), [])).toEqual([]);
  });

  it('is nothing of a denunciation, whatever is allowed; its identity is not even opened', () => {
    const kase = by([PERSON], { kind: 'TC' });
    const identity = Sealed.lazy<never>(() => {
      throw new Error('opened');
    }, '');
    expect(queriesOf({ ...kase, petitioners: { ...kase.petitioners, identity } }, WAYS)).toEqual([]);
  });

  it('is nothing where nobody is named, and never a name without its province or part of a number', () => {
    expect(queriesOf(by([]), WAYS)).toEqual([]);
    expect(queriesOf(by([{ ...PERSON, idNumber: '0521', address: {} }]), WAYS)).toEqual([]);
  });
});
