import { MAX_PASSWORD, MIN_PASSWORD, normalisePassword, objectionTo } from './password-rules';

it.each(['', 'ngắn quá', 'x'.repeat(MIN_PASSWORD - 1)])('«%s» is too short', (password) => {
  expect(objectionTo(password, 'lan')).toBe('too-short');
});

it('counts characters as a person does, and refuses what is too long to be hashed quickly', () => {
  expect(objectionTo('mưa rào tháng tư 😀', 'lan')).toBeUndefined();
  expect(objectionTo('ô cửa sổ, cá kho tộ '.repeat(10), 'lan')).toBe('too-long');
  expect(objectionTo('xq'.repeat(MAX_PASSWORD), 'lan')).toBe('too-long');
});

it.each([
  'password1234',
  'P@ssw0rd2026!',
  'MatKhau@2026',
  'Mậtkhẩu12345',
  'M@tKhau123456',
  'admin@123456',
  'Thanhtra@2026',
  'ThanhTraTinh2026!',
  'tiepcongdan#1',
  'UBNDtinh@2026',
  'anhyeuem1234',
  '123456789012',
  'qwertyuiop12',
  'abcdefghijkl',
  'aaaaaaaaaaaa',
  'abababababab',
  'vietnamvodich1',
  'NguyenAnh1990',
])('«%s» is one of the first anybody tries', (password) => {
  expect(objectionTo(password, 'lan.tt')).toBe('common');
});

it.each(['lan.tran.2026', 'Lan-Tran-Lan-Tran', 'lantran!!!!!123'])(
  '«%s» is the login name again',
  (password) => {
    expect(objectionTo(password, 'lan.tran')).toBe('like-login');
  },
);

it.each([
  'cá kho tộ, mưa rào',
  'ba con ngỗng qua cầu',
  'vZ8#kq2Lw!9p',
  'correct horse battery staple',
  'tôi thích ăn phở sáng thứ bảy',
])('«%s» is good', (password) => {
  expect(objectionTo(password, 'lan.tran')).toBeUndefined();
});

it('a password typed in composed and decomposed letters is the same', () => {
  const composed = 'cá kho tộ mưa';
  expect(normalisePassword(composed.normalize('NFD'))).toBe(normalisePassword(composed));
});
