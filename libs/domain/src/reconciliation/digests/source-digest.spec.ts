import { saltedHash, sourceDigest, sourceDigestId } from './source-digest';

const said = (...texts: readonly string[]) => sourceDigest(texts.map((text) => saltedHash('salt', text)));

describe('what is noted of the digest a local system gives', () => {
  it('changes with what it says, and with the salt', () => {
    expect(said('v1')).toHaveLength(22);
    expect(said('v1')).toBe(said('v1'));
    expect(said('v2')).not.toBe(said('v1'));
    expect(sourceDigest([saltedHash('other', 'v1')])).not.toBe(said('v1'));
  });

  it('does not depend on the order in which the rows of a key come, nor on how often the same one comes', () => {
    expect(said('b', 'a')).toBe(said('a', 'b', 'a'));
    expect(said('a', 'a')).toBe(said('a'));
    expect(said('a', 'b')).not.toBe(said('a'));
  });

  it('is nothing where the system says nothing of a row', () => {
    expect(sourceDigest([])).toBeUndefined();
    expect(sourceDigest([saltedHash('s', 'a'), null])).toBeUndefined();
  });

  it('tells keys apart that differ in case alone', () => {
    expect(sourceDigestId('a')).not.toBe(sourceDigestId('A'));
    expect(sourceDigestId('a')).toMatch(/^[0-9a-f]{64}$/);
  });
});
