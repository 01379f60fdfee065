import { AFTER_SIGN_OFF, findingOf, findingsThat } from './finding';

describe('a record compared with what the far side shows', () => {
  it.each([
    ['the id we know', 'QG-1', { kind: 'found', caseId: 'qg-1' }, { kind: 'same' }],
    ['another id', 'QG-1', { kind: 'found', caseId: 'QG-2' }, { kind: 'other-id', nationalId: 'QG-2' }],
    [
      'an id we know nothing of',
      undefined,
      { kind: 'found', caseId: 'QG-2' },
      { kind: 'unknown-here', nationalId: 'QG-2' },
    ],
    ['nothing, and we hold an id', 'QG-1', { kind: 'absent' }, { kind: 'lost-there' }],
    ['nothing, nor do we', undefined, { kind: 'absent' }, { kind: 'nowhere' }],
    ['several', 'QG-1', { kind: 'several', count: 2 }, { kind: 'unclear' }],
    [
      'too little to prove anything',
      undefined,
      { kind: 'failed', reason: 'content-not-shown' },
      { kind: 'unclear' },
    ],
    ['no answer', 'QG-1', { kind: 'failed', reason: 'timeout' }, undefined],
  ] as const)('shows %s', (_what, ours, look, finding) => {
    expect(findingOf(ours, look)).toEqual(finding);
  });
});

describe('the sign-off', () => {
  it('never lets a record be created again that may stand there', () => {
    expect(findingsThat('create-again', 'gateway')).toEqual([]);
    expect(findingsThat('create-again', 'national')).toEqual(['lost-there']);
  });

  it('believes an id that contradicts ours only when the far side went back', () => {
    expect([AFTER_SIGN_OFF.gateway['other-id'], AFTER_SIGN_OFF.national['other-id']]).toEqual([
      'ask',
      'adopt',
    ]);
  });

  it('asks a person about everything that is unclear', () => {
    expect(findingsThat('ask', 'gateway')).toEqual(['other-id', 'lost-there', 'unclear']);
    expect(findingsThat('ask', 'national')).toEqual(['unclear']);
  });
});
