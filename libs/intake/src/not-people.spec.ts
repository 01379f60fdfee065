import type { CaseDraft } from '@kntc/domain';
import { aDraft, judged } from '../../../test/builders';
import { notPeople } from './not-people';

const COMPANY = 'Công ty TNHH An Thịnh';

function standsStill(changes: CaseDraft): boolean {
  return notPeople(aDraft(changes)).length > 0;
}

describe('a petitioner without the name of a person', () => {
  it.each<[string, CaseDraft]>([
    ['nobody signed', { petitioners: [{ fullName: 'Nặc danh' }] }],
    ['an organisation', { petitioners: [{ fullName: COMPANY }] }],
    ['an organisation said to be a group', { petitionerType: 'group', petitioners: [{ fullName: COMPANY }] }],
    [
      'an organisation without its name',
      { petitionerType: 'organisation', petitioners: [{ fullName: COMPANY }] },
    ],
    [
      'an organisation said to be an individual',
      { petitionerType: 'individual', organisationName: COMPANY, petitioners: [{ fullName: COMPANY }] },
    ],
  ])('stands still: %s', (_what, changes) => {
    expect(standsStill(changes)).toBe(true);
  });

  it.each<[string, CaseDraft]>([
    ['marked as anonymous', { anonymous: true, petitioners: [{ fullName: 'Nặc danh' }] }],
    ['marked as an organisation', { organisationName: COMPANY, petitioners: [{ fullName: COMPANY }] }],
    ['a person', { petitioners: [{ fullName: 'Trường Văn A' }] }],
    ['no name at all, which is missing', { petitioners: [{}] }],
  ])('passes: %s', (_what, changes) => {
    expect(standsStill(changes)).toBe(false);
  });

  it('shows nothing of the name, least of all of a denouncer', () => {
    const judgement = judged(aDraft({ kind: 'TC', petitioners: [{ fullName: 'UBND xã Phước Hòa' }] }));
    expect(judgement).toMatchObject({
      class: 'quarantined',
      reasons: [{ code: 'NOT_A_PERSON', field: 'petitioners[0].fullName' }],
    });
    expect(JSON.stringify(judgement)).not.toMatch(/UBND|Phước/);
  });
});
