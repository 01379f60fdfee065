import { KeySet } from './key-set';

describe('a set of very many keys', () => {
  it('knows what was added, also what comes after a question', () => {
    const keys = new KeySet();
    const many = Array.from({ length: 5_000 }, (_, index) => `HS-${index}`);
    for (const key of many) keys.add(key);
    expect(many.every((key) => keys.has(key))).toBe(true);
    expect(keys.has('HS-5000')).toBe(false);
    keys.add('HS-5000');
    expect(keys.has('HS-5000')).toBe(true);
    expect(keys.has('HS-0')).toBe(true);
    expect(keys.size).toBe(5_001);
  });

  it('is empty at first', () => {
    expect(new KeySet().has('')).toBe(false);
  });

  it('takes 8 bytes a key', () => {
    const keys = new KeySet();
    const before = process.memoryUsage().arrayBuffers;
    for (let index = 0; index < 200_000; index += 1) keys.add(`a rather long key of a local system ${index}`);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
    expect(keys.has('a rather long key of a local system 199999')).toBe(true);
  });
});
