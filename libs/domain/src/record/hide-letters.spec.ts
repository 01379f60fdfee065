import { hideLetters } from './hide-letters';
import type { RecordIssue } from './mapped-record';

const inColumnOf = (field: string): RecordIssue => ({ code: 'UNKNOWN_VALUE', field, masked: 'N•••n' });
const SECRET_UNTIL_KNOWN = ['TC', undefined] as const;

// A clerk types a name into any column, and two letters of it are a hint.
describe.each(SECRET_UNTIL_KNOWN)('of a petition of kind %s', (kind) => {
  it.each(['kind', 'receivedDate', 'headCount', 'anonymous', 'handling.summary', 'petitioners[0].fullName'])(
    '%s shows no letter of what stood there',
    (field) => {
      expect(hideLetters([inColumnOf(field)], kind)).toEqual([{ ...inColumnOf(field), masked: '•••' }]);
    },
  );

  it('a name in the column of a code shows no letter either', () => {
    const issue: RecordIssue = {
      code: 'UNKNOWN_CODE',
      field: 'channel',
      list: 9,
      localCode: 'N•••n',
      masked: 'N•••n',
    };
    expect(hideLetters([issue], kind)).toEqual([
      { code: 'UNKNOWN_CODE', field: 'channel', list: 9, masked: '•••' },
    ]);
  });

  it('but what stands for a hidden code shows nothing and stays, so that it can be mapped', () => {
    const hidden = { code: 'UNKNOWN_CODE', list: 6, localCode: '•0123456789ab', masked: 'N•••n' } as const;
    const area = { ...hidden, field: 'classification[0].code' };
    expect(hideLetters([area], kind)).toEqual([{ ...area, masked: '•••' }]);
    const ward = hideLetters([{ ...hidden, field: 'petitioners[0].ward' }], kind);
    expect(JSON.stringify(ward)).not.toContain('0123456789ab');
  });

  it('the code of a place where somebody lives is hidden', () => {
    const ward: RecordIssue = {
      code: 'UNKNOWN_CODE',
      field: 'petitioners[0].ward',
      localCode: 'la',
      masked: 'la',
    };
    expect(JSON.stringify(hideLetters([ward], kind))).not.toContain('la"');
  });

  it('any other code still shows: without it nobody could map it', () => {
    const channel: RecordIssue = { code: 'UNKNOWN_CODE', field: 'channel', localCode: 'la', masked: 'la' };
    expect(hideLetters([channel], kind)).toEqual([channel]);
  });

  it('what our own configuration says shows', () => {
    const local: RecordIssue = { code: 'LOCAL_ONLY', field: '', masked: 'Văn bản nội bộ' };
    expect(hideLetters([local], kind)).toEqual([local]);
  });
});

it.each(['KN', 'KNPA'] as const)('a petition known to be %s shows what was masked', (kind) => {
  expect(hideLetters([inColumnOf('kind')], kind)).toEqual([inColumnOf('kind')]);
});
