import { aDraft, aSourceInfo, judged, reasonsOf } from '../../../test/builders';

const FORWARDED = { channel: 'co-quan-khac' };
const MISSING = 'MISSING_MANDATORY forwardedBy.agency';

describe('a petition that another agency forwarded', () => {
  it('waits for the name of that agency', () => {
    expect(reasonsOf(judged(aDraft(FORWARDED)))).toEqual([MISSING]);
    expect(reasonsOf(judged(aDraft({ ...FORWARDED, forwardedBy: { documentNo: '15/VP' } })))).toEqual([
      MISSING,
    ]);
  });

  it('is accepted with it', () => {
    expect(judged(aDraft({ ...FORWARDED, forwardedBy: { agency: 'CQ2' } }))).toMatchObject({
      class: 'accepted',
    });
  });

  it('says once what is wrong with an agency that cannot be translated', () => {
    const draft = aDraft({ ...FORWARDED, forwardedBy: { agency: 'la' } });
    expect(reasonsOf(judged(draft))).toEqual(['UNKNOWN_CODE forwardedBy.agency']);
    const unreadable = { code: 'TEXT_LOST', field: 'forwardedBy.agency' } as const;
    expect(reasonsOf(judged(aDraft(FORWARDED), { issues: [unreadable] }))).toEqual([
      'TEXT_LOST forwardedBy.agency',
    ]);
  });

  it('waits also where the source file lets an unknown agency go', () => {
    const source = aSourceInfo({ lenient: ['forwardedBy.agency'] });
    const draft = aDraft({ ...FORWARDED, forwardedBy: { agency: 'la' } });
    expect(reasonsOf(judged(draft, {}, { source }))).toEqual([MISSING]);
  });

  it('is told beside everything else that is missing', () => {
    const reasons = reasonsOf(judged(aDraft({ ...FORWARDED, receivingAgency: undefined })));
    expect(reasons).toEqual(['MISSING_MANDATORY receivingAgency', MISSING]);
  });

  it('need not be named for any other channel', () => {
    expect(judged(aDraft())).toMatchObject({ class: 'accepted' });
    const lenient = aSourceInfo({ lenient: ['forwardedBy.agency'] });
    const draft = aDraft({ forwardedBy: { agency: 'la' } });
    expect(judged(draft, {}, { source: lenient })).toMatchObject({ class: 'accepted' });
  });
});
