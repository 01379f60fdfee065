import { accessRuleChanges, DEFAULT_ACCESS_RULES, stricterOf, type AccessRules } from './access-rules';

const rules = (change: Partial<AccessRules> = {}): AccessRules => ({ ...DEFAULT_ACCESS_RULES, ...change });
const STRICT = rules({ unmaskDailyCap: 5, requireAccounts: 'always', requireProof: true });

describe('the stricter of two sets of rules about access', () => {
  it.each<[string, AccessRules, AccessRules, AccessRules]>([
    ['two that say the same', rules(), rules(), rules()],
    ['a lower cap', rules(), rules({ unmaskDailyCap: 5 }), rules({ unmaskDailyCap: 5 })],
    ['no cap left at all', rules(), rules({ unmaskDailyCap: 0 }), rules({ unmaskDailyCap: 0 })],
    ['a higher cap counts for nothing', rules(), rules({ unmaskDailyCap: 999 }), rules()],
    ['proof asked for', rules(), rules({ requireProof: true }), rules({ requireProof: true })],
    ['accounts always', rules(), rules({ requireAccounts: 'always' }), rules({ requireAccounts: 'always' })],
    ['everything stricter', rules(), STRICT, STRICT],
    [
      'one key stricter, one looser: each for itself',
      rules({ requireProof: true }),
      rules({ unmaskDailyCap: 5 }),
      rules({ unmaskDailyCap: 5, requireProof: true }),
    ],
  ])('%s', (_what, one, other, expected) => {
    expect(stricterOf(one, other)).toEqual(expected);
    expect(stricterOf(other, one)).toEqual(expected);
  });

  it('what changes is named key by key, in words of the file', () => {
    expect(accessRuleChanges(STRICT, STRICT)).toEqual([]);
    expect(accessRuleChanges(STRICT, rules({ requireAccounts: 'always' }))).toEqual([
      { key: 'unmaskDailyCap', from: '5', to: '20' },
      { key: 'requireProof', from: 'true', to: 'false' },
    ]);
  });
});
