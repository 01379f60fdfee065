import type { Case } from '@kntc/domain';
import { aCase, aContext, aFullCase, aShutDenunciation, day, seal, shut } from './spec/a-case';
import { aProfile, shippedSettings } from './spec/a-profile';
import { plan, profile } from './spec/planning';

describe('digests', () => {
  const digests = (kase: Case, index = 0, policy?: 'withheld') => {
    const { contentDigest, protectedDigest, identityDigest } = plan(kase, policy).steps[index]!;
    return { contentDigest, protectedDigest, identityDigest };
  };

  it('stay the same for equal content and know nothing of the marker or the form of the wire', () => {
    const other = aProfile(shippedSettings('production'));
    expect(digests(aFullCase(), 3)).toEqual(digests(aFullCase(), 3));
    const [step] = other.plan(aCase(), aContext()).steps;
    expect(step).toMatchObject(digests(aCase()));
  });

  it('see an officer, a file or a summary as a change that no person must decide', () => {
    const before = digests(aFullCase(), 1);
    const handling = { ...aFullCase().handling!, handledBy: 'Người khác', summary: 'Khác' };
    const after = digests(aFullCase({ handling }), 1);
    expect(after.contentDigest).not.toBe(before.contentDigest);
    expect(after.protectedDigest).toBe(before.protectedDigest);
    const file = { title: 'Đơn', fileName: 'don.pdf', content: seal(new Uint8Array([1])) };
    const withFile = digests(aCase({ attachments: [file] }));
    expect(withFile.contentDigest).not.toBe(digests(aCase()).contentDigest);
    expect(withFile.protectedDigest).toBe(digests(aCase()).protectedDigest);
  });

  it('see people, text, dates and figures as protected', () => {
    const { petition } = aCase();
    const changed = [
      aCase({ petition: { ...petition, narrative: seal({ content: 'Khác' }) } }),
      aCase({ petition: { ...petition, receivedDate: day('2026-08-04') } }),
      aCase({ petitioners: { ...aCase().petitioners, headCount: 2 } }),
      aCase({ receivingAgencyCode: 'H507.03' }),
    ].map((kase) => digests(kase).protectedDigest);
    expect(new Set([...changed, digests(aCase()).protectedDigest]).size).toBe(5);
  });

  it('do not change when a code list renames an entry of a structured summary', () => {
    const emptyBook = { ...aContext().codeBook, nameOf: () => undefined };
    const [step] = profile.plan(
      aShutDenunciation(),
      aContext({ identityPolicy: 'withheld', codeBook: emptyBook }),
    ).steps;
    expect(step).toMatchObject(digests(aShutDenunciation(), 0, 'withheld'));
  });

  it('recognise a repeat of a decision by agency and date', () => {
    const round = aFullCase().rounds[1]!;
    const moved = { ...round, issuedDate: day('2026-09-21') };
    const fined = { ...round, resultCode: '2' };
    const of = (one: typeof round) => digests(aFullCase({ rounds: [one] }), 3).identityDigest;
    expect(of(fined)).toBe(of(round));
    expect(of(moved)).not.toBe(of(round));
  });

  it('of files come from their own digest, so planning opens no file', () => {
    const file = { title: 'Đơn', fileName: 'don.pdf', content: shut<Uint8Array>() };
    expect(() => plan(aCase({ attachments: [file] }))).not.toThrow();
  });
});
