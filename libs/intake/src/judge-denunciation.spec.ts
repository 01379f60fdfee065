import type { CaseDraft, RecordIssue } from '@kntc/domain';
import { aDraft, judged } from '../../../test/builders';

const unclassified = { ...aDraft(), kind: undefined };

describe('what a judgement shows of a denunciation', () => {
  const shown = (kind: CaseDraft['kind'], field: string): string | undefined => {
    const issues: RecordIssue[] = [{ code: 'TEXT_SUSPECT', field, masked: 'Ng*** B***' }];
    const judgement = judged({ ...aDraft(), kind }, { issues, warnings: issues });
    expect(judgement.warnings[0]?.masked).toBe(
      judgement.class === 'accepted' ? '' : judgement.reasons[0]?.masked,
    );
    return judgement.warnings[0]?.masked;
  };
  const PERSONAL = [
    'petitioners[0].fullName',
    'agent.fullName',
    'organisationName',
    'content',
    'request',
    'attachments[0].title',
  ];

  it.each(PERSONAL)('%s shows not even a masked letter', (field) => {
    expect(shown('TC', field)).toBe('•••');
  });

  it.each(PERSONAL)('%s is hidden too while nobody has said that it is none', (field) => {
    const issues: RecordIssue[] = [
      { code: 'TEXT_SUSPECT', field, masked: 'Ng***' },
      { code: 'UNKNOWN_VALUE', field: 'kind', masked: 'x' },
    ];
    const judgement = judged(unclassified, { issues });
    expect(judgement).toMatchObject({ reasons: [{ masked: '•••' }, { masked: '•••' }] });
  });

  it('the people of a complaint show as masked', () => {
    expect(shown('KN', 'petitioners[0].fullName')).toBe('Ng*** B***');
    expect(shown('KNPA', 'content')).toBe('Ng*** B***');
  });

  it('a code of the place where a denouncer lives does not show', () => {
    const judgement = judged(aDraft({ kind: 'TC', petitioners: [{ fullName: 'A', ward: 'la' }] }));
    expect(judgement).toMatchObject({
      reasons: [{ code: 'UNKNOWN_CODE', field: 'petitioners[0].ward', masked: '•••' }],
    });
    expect(JSON.stringify(judgement)).not.toContain('"la"');
  });

  it('any other local code still shows: without it nobody could map it', () => {
    const judgement = judged(aDraft({ kind: 'TC', channel: 'la' }));
    expect(judgement).toMatchObject({ reasons: [{ field: 'channel', localCode: 'la' }] });
  });
});
