/**
 * Words most guessed passwords are made of: the world's list, and what is chosen in Vietnam's offices. Without tones and
 * in lower case; longer ones first, so that taking them out leaves nothing behind. A password of twelve characters made
 * of these alone is one of the first million anybody tries.
 */
export const COMMON_WORDS: readonly string[] = [
  'password', 'passwort', 'passw', 'letmein', 'welcome', 'iloveyou', 'sunshine', 'princess', 'football', 'baseball',
  'superman', 'batman', 'dragon', 'monkey', 'master', 'shadow', 'michael', 'jennifer', 'computer', 'internet', 'trustno',
  'whatever', 'starwars', 'freedom', 'hello', 'secret', 'qwerty', 'qwertz', 'azerty', 'asdfgh', 'asdf', 'zxcvbn', 'qazwsx',
  'changeme', 'change', 'default', 'administrator', 'adminadmin', 'admin', 'root', 'guest', 'test', 'user', 'login',
  'server', 'system', 'oracle', 'postgres', 'mysql', 'access', 'manager', 'office', 'windows', 'google', 'facebook',
  'samsung', 'iphone', 'spring', 'summer', 'autumn', 'winter', 'monday', 'friday', 'january', 'december',
  'matkhaumoi', 'matkhau', 'matkau', 'khongbiet', 'khongco', 'khongnho', 'xinchao', 'chaoban', 'anhyeuem', 'emyeuanh',
  'yeuem', 'yeuanh', 'anhyeu', 'tinhyeu', 'giadinh', 'hanhphuc', 'maimai', 'motminh', 'conyeu', 'bome', 'chame',
  'quenroi', 'abcxyz', 'abcabc', 'abcd', 'vietnam', 'vietnamvodich', 'hanoi', 'saigon', 'hochiminh', 'danang', 'haiphong',
  'cantho', 'nghean', 'thanhhoa', 'thanhtra', 'thanhtratinh', 'tiepcongdan', 'tiepdan', 'khieunai', 'tocao', 'kiennghi',
  'donthu', 'kntc', 'ubnd', 'uybannhandan', 'uyban', 'nhandan', 'quantri', 'quantrivien', 'hethong', 'nguoidung', 'canbo',
  'congchuc', 'chuyenvien', 'vanphong', 'vanthu', 'tinhuy', 'huyen', 'tinh', 'phuong', 'thanhpho', 'congan', 'thongtin',
  'nguyen', 'tran', 'pham', 'hoang', 'huynh', 'phan', 'dang', 'bui', 'duong', 'hung', 'tuan', 'minh', 'linh', 'huong',
  'lan', 'hoa', 'mai', 'anh', 'em', 'yeu',
].toSorted((left, right) => right.length - left.length); // prettier-ignore
