/** What people and machines do to texts, other than in `dedup-bench`: neighbouring keys, Telex left over, words run together, headers. */
export class Slips {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2654435761) >>> 0 || 1;
  }

  /** Between 0 and 1 (xorshift). */
  share(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state >>> 0;
    return this.#state / 4294967296;
  }

  chance(share: number): boolean {
    return this.share() < share;
  }

  /** Whole number below `most`. */
  upTo(most: number): number {
    return Math.floor(this.share() * most);
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.upTo(list.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  }

  /** A number from `least` to `most`, with leading zeros up to the width of both. */
  digits(least: number, most: number): string {
    const number = least + this.upTo(most - least + 1);
    return String(number).padStart(most < 100 && least < 13 ? 2 : 0, '0');
  }

  /** One clerk's way of typing: the same for every field of a record. */
  clerk(): (text: string) => string {
    const habits: ((text: string) => string)[] = [];
    if (this.chance(0.12)) habits.push(withoutMarks);
    else if (this.chance(0.1)) habits.push((text) => this.#someWords(text, 0.25, withoutMarks));
    if (this.chance(0.06)) habits.push((text) => this.#someWords(text, 0.08, telex));
    if (this.chance(0.15))
      habits.push((text) => this.#someWords(text, 0.04, (word) => this.#neighbour(word)));
    if (this.chance(0.08)) habits.push((text) => text.toUpperCase());
    if (this.chance(0.05)) habits.push((text) => text.normalize('NFD'));
    if (this.chance(0.1))
      habits.push((text) => text.replaceAll(/(\d+)\/(\d+)\/(\d{4})/g, 'ngày $1 tháng $2 năm $3'));
    return (text) => habits.reduce((done, habit) => habit(done), text);
  }

  /** Sentences as somebody sends them: some left out, header and greeting or none. */
  body(sentences: readonly string[], author: string): string {
    const told = sentences.filter(() => this.chance(0.88));
    const header = this.pick([
      '',
      '',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM. Độc lập - Tự do - Hạnh phúc. ',
      'Kính thưa quý cơ quan! ',
    ]);
    const who = this.chance(0.5) ? `Tôi là ${author}. ` : '';
    const end = this.pick([
      '',
      ' Tôi xin chịu trách nhiệm trước pháp luật.',
      ' Trân trọng.',
      ' Kèm ảnh chụp.',
    ]);
    return `${header}${who}${told.join(' ')}${end}`;
  }

  name(name: string): string {
    const [surname = '', middle = '', given = ''] = name.split(' ');
    if (this.chance(0.05)) return `${surname} ${given}`;
    if (this.chance(0.03)) return `${given} ${surname} ${middle}`;
    if (this.chance(0.06)) return this.#neighbour(name);
    return this.chance(0.1) ? `${this.pick(['Ông', 'Bà', 'ông', 'bà'])} ${name}` : name;
  }

  number(digits: string): string {
    if (this.chance(0.03)) {
      const at = 1 + this.upTo(digits.length - 2);
      return digits.slice(0, at) + this.upTo(10) + digits.slice(at + 1);
    }
    return this.chance(0.1) ? digits.replaceAll(/(\d{3})(?=\d)/g, '$1.') : digits;
  }

  #someWords(text: string, share: number, change: (word: string) => string): string {
    return text
      .split(' ')
      .map((word) => (this.chance(share) ? change(word) : word))
      .join(' ');
  }

  /** One letter becomes its neighbour on the keyboard, or is typed twice. */
  #neighbour(word: string): string {
    const at = 1 + this.upTo(Math.max(1, word.length - 1));
    const letter = word[at]?.toLowerCase() ?? '';
    const row = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'].find((keys) => keys.includes(letter));
    if (row === undefined || letter === '') return word;
    const key = row[(row.indexOf(letter) + 1) % row.length] ?? letter;
    return this.chance(0.5)
      ? word.slice(0, at) + key + word.slice(at + 1)
      : word.slice(0, at) + letter + word.slice(at);
  }
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

const KEYS: Readonly<Record<string, string>> = {
  '\u0301': 's',
  '\u0300': 'f',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
};

/** The tone as the key that was pressed: `đất` → `đâts`. */
function telex(word: string): string {
  const letters = word.normalize('NFD');
  const tone = /[\u0301\u0300\u0309\u0303\u0323]/.exec(letters)?.[0];
  return tone === undefined ? word : letters.replace(tone, '').normalize('NFC') + (KEYS[tone] ?? '');
}
