import { aCase, aCaseUpTo } from '../../../../test/builders';
import { freezeCase, thawCase } from './case-codec';
import type { FrozenPlain, FrozenSecret } from './case-codec';
import type { Case } from './case';
import { diffCase } from './diff-case';

const FILE = new Uint8Array([0, 1, 254, 255]);

function stored(kase: Case): { plain: string; secret: string } {
  const frozen = freezeCase(kase);
  return { plain: JSON.stringify(frozen.plain), secret: JSON.stringify(frozen.secret) };
}

function thawed(texts: { plain: string; secret: string }, onOpen = (): void => undefined): Case {
  return thawCase(JSON.parse(texts.plain) as FrozenPlain, () => {
    onOpen();
    return JSON.parse(texts.secret) as FrozenSecret;
  });
}

describe('a stored case', () => {
  const original = aCaseUpTo('enforcement', { files: [{ fileName: 'don.pdf', bytes: FILE }] });

  it('comes back with every value and every digest', () => {
    const copy = thawed(stored(original));
    expect(diffCase(original, copy)).toEqual([]);
    expect(copy.petitioners.identity.open()).toEqual(original.petitioners.identity.open());
    expect(copy.petition.narrative.open()).toEqual(original.petition.narrative.open());
    expect(copy.attachments[0]?.content.open()).toEqual(FILE);
  });

  it('keeps lone surrogates and NUL of the content', () => {
    const copy = thawed(stored(aCase({ content: 'a\u0000b\ud800c' })));
    expect(copy.petition.narrative.open().content).toBe('a\u0000b\ud800c');
  });

  it('shows nothing of people, content or files in its plain half', () => {
    const { plain } = stored(original);
    expect(plain).not.toMatch(/Bưởi|037081000123|thu hồi đất/);
    expect(plain).not.toContain(Buffer.from(FILE).toString('base64'));
  });

  it('opens its secret half not before something sealed is opened, and then once', () => {
    let opened = 0;
    const copy = thawed(stored(original), () => {
      opened += 1;
    });
    JSON.stringify(copy);
    diffCase(copy, original);
    expect([copy.kind, copy.petitioners.identity.digest !== '', opened]).toEqual(['KN', true, 0]);

    copy.petitioners.identity.open();
    copy.petition.narrative.open();
    copy.attachments[0]?.content.open();

    expect(opened).toBe(1);
  });
});
