import { chooseDatabase } from './choose-database';

const EXISTING = ['demo_province', 'kntc_aaaa', 'kntc_bbbb', 'postgres'];

describe('chooseDatabase', () => {
  it('takes the first wanted one that exists', () => {
    expect(chooseDatabase({ existing: EXISTING, wanted: [undefined, 'kntc_gone', 'kntc_bbbb'] })).toBe(
      'kntc_bbbb',
    );
  });

  it('takes the only one when nothing is known', () => {
    expect(chooseDatabase({ existing: ['kntc_aaaa', 'postgres'], wanted: [] })).toBe('kntc_aaaa');
  });

  it('does not guess between several', () => {
    expect(() => chooseDatabase({ existing: EXISTING, wanted: ['kntc_gone'] })).toThrow(
      /kntc_aaaa, kntc_bbbb/,
    );
  });

  it('never takes a database that is not the gateway’s', () => {
    expect(() => chooseDatabase({ existing: ['demo_province', 'postgres'], wanted: [] })).toThrow(/Chưa có/);
  });
});
