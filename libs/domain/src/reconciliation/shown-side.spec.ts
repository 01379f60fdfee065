import { likenessOf, shownSide } from './shown-side';

const NAME = { kind: 'name', value: 'Trần Văn Mẫu' } as const;
const other = (value: string) => ({ ...NAME, value });

describe('one side of a differing field', () => {
  it('shows codes and dates as they are, of whatever petition', () => {
    const date = { kind: 'date', value: '15/03/2026' } as const;
    expect(shownSide(date, { of: 'TC', roles: ['operator'] })).toEqual({ kind: 'open', text: '15/03/2026' });
  });

  it('covers a name but for two letters, for who sees masked fields', () => {
    expect(shownSide(NAME, { of: 'KN', roles: ['inspector'] })).toEqual({
      kind: 'masked',
      text: 'T••••••••••u',
    });
    expect(shownSide(NAME, { of: 'KN', roles: ['operator'] })).toEqual({ kind: 'hidden' });
  });

  it('shows nothing of who wrote a denunciation, not even a letter', () => {
    expect(shownSide(NAME, { of: 'TC', roles: ['inspector', 'approver'] })).toEqual({ kind: 'hidden' });
    expect(likenessOf(NAME, other('Lê Thị Lạ'), 'TC')).toBeUndefined();
  });

  it('says of a value that there is none', () => {
    expect(shownSide(other(' '), { of: 'KN', roles: ['inspector'] })).toEqual({ kind: 'empty' });
  });
});

describe('how far both sides are apart', () => {
  it.each([
    ['Trần Văn Mẩu', 'close'],
    ['TRẦN VĂN MẪU', 'same'],
    ['Lê Thị Lạ', 'far'],
    ['', undefined],
  ])('is told of «%s»', (value, expected) => {
    expect(likenessOf(NAME, other(value), 'KN')).toBe(expected);
  });
});
