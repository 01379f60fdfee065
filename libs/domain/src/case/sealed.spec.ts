import { format, inspect } from 'node:util';
import { Sealed } from './sealed';

const NAME = 'Nguyễn Thị Bưởi';
const sealed = Sealed.of({ fullName: NAME }, 'digest-1');

describe('a sealed value', () => {
  it.each<[string, () => string]>([
    ['JSON', () => JSON.stringify(sealed)],
    ['JSON of what holds it', () => JSON.stringify({ case: { people: [sealed] } })],
    ['a template', () => `petitioner: ${sealed as unknown as string}`],
    ['a concatenation', () => 'x' + String(sealed)],
    ['inspect', () => inspect(sealed)],
    [
      'a deep inspect with hidden members',
      () => inspect({ a: { b: [sealed] } }, { depth: 9, showHidden: true }),
    ],
    [
      'an inspect that ignores custom printing',
      () => inspect(sealed, { customInspect: false, showHidden: true }),
    ],
    ['format', () => format('%s %o %O %j', sealed, sealed, sealed, sealed)],
    [
      'an error that carries it',
      () => inspect(new Error('failed', { cause: { record: sealed } }), { depth: 9 }),
    ],
    [
      'an error with it as a property',
      () => inspect(Object.assign(new Error('failed'), { sealed }), { depth: 9 }),
    ],
    ['its own entries', () => JSON.stringify(Object.entries(sealed))],
    ['a copy of its members', () => JSON.stringify(Object.assign({}, sealed))],
  ])('does not show its content in %s', (_where, print) => {
    expect(print()).not.toMatch(/Nguyễn|Bưởi|fullName/);
  });

  it('says that it is sealed', () => {
    expect([JSON.stringify(sealed), String(sealed), inspect(sealed)]).toEqual([
      '"[sealed]"',
      '[sealed]',
      '[sealed]',
    ]);
  });

  it('gives its content to whoever opens it on purpose', () => {
    expect(sealed.open().fullName).toBe(NAME);
  });

  it('is decrypted only when it is opened', () => {
    let opened = 0;
    const lazy = Sealed.lazy(() => {
      opened += 1;
      return NAME;
    }, 'digest-2');
    expect([inspect(lazy), lazy.digest, opened]).toEqual(['[sealed]', 'digest-2', 0]);
    expect(lazy.open()).toBe(NAME);
    expect(opened).toBe(1);
  });
});
