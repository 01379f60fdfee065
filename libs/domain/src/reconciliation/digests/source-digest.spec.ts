import { sourceDigest, sourceDigestId } from './source-digest';

describe('what is noted of the digest a local system gives', () => {
  it('changes with what it says, and with the salt', () => {
    const noted = sourceDigest('salt', ['v1']);
    expect(noted).toHaveLength(22);
    expect(sourceDigest('salt', ['v1'])).toBe(noted);
    expect(sourceDigest('salt', ['v2'])).not.toBe(noted);
    expect(sourceDigest('other', ['v1'])).not.toBe(noted);
  });

  it('does not depend on the order in which the rows of a key come, nor on how often the same one comes', () => {
    expect(sourceDigest('s', ['b', 'a'])).toBe(sourceDigest('s', ['a', 'b', 'a']));
    expect(sourceDigest('s', ['a', 'a'])).toBe(sourceDigest('s', ['a']));
    expect(sourceDigest('s', ['a', 'b'])).not.toBe(sourceDigest('s', ['a']));
  });

  it('is nothing where the system says nothing of a row', () => {
    expect(sourceDigest('s', [])).toBeUndefined();
    expect(sourceDigest('s', ['a', null])).toBeUndefined();
  });

  it('tells keys apart that differ in case alone', () => {
    expect(sourceDigestId('a')).not.toBe(sourceDigestId('A'));
    expect(sourceDigestId('a')).toMatch(/^[0-9a-f]{64}$/);
  });
});
