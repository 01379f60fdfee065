import { approvalOfResolution, resolutionSteps } from './resolution-steps';

const CASE = { kind: 'case', ordinal: 1 } as const;
const HANDLING = { kind: 'handling', ordinal: 1 } as const;
const REPLACES = {
  case: 'replace',
  handling: 'unknown',
  acceptance: 'replace',
  resolution: 'replace',
  enforcement: 'add',
} as const;

describe('the national steps that follow from decisions', () => {
  it('are none where what stands there is taken, one update otherwise, however many fields', () => {
    expect(resolutionSteps([{ key: CASE, way: 'theirs' }], REPLACES)).toEqual([
      { ...CASE, act: 'nothing', isIrreversible: false },
    ]);
    const both = [
      { key: CASE, way: 'theirs' },
      { key: CASE, way: 'ours' },
    ] as const;
    expect(resolutionSteps(both, REPLACES)).toEqual([{ ...CASE, act: 'update', isIrreversible: false }]);
  });

  it('are impossible, and said to be, where nothing there can be replaced', () => {
    expect(resolutionSteps([{ key: HANDLING, way: 'typed' }], REPLACES)).toEqual([
      { ...HANDLING, act: 'impossible', isIrreversible: true },
    ]);
  });
});

describe('who must agree', () => {
  it.each([
    [['theirs'], 'KN', 'judgement'],
    [['theirs'], 'KNPA', 'judgement'],
    [['theirs'], 'TC', 'content'],
    [['theirs'], undefined, 'content'],
    [['ours'], 'KN', 'content'],
    [['theirs', 'typed'], 'KN', 'content'],
  ] as const)('%j of %s: %s', (ways, kind, asked) => {
    expect(approvalOfResolution(ways, kind)).toBe(asked);
  });
});
