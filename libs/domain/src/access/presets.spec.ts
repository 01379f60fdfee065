import { checkPreset, type Preset, type PresetPerson } from './presets';

const officer: PresetPerson = {
  id: 'officer',
  name: 'Cán bộ',
  at: 'agency',
  roles: ['operator', 'inspector'],
};
const head: PresetPerson = {
  id: 'head',
  name: 'Chủ tịch',
  at: 'agency',
  roles: ['approver'],
  decides: 'head',
};
const it3: PresetPerson = { id: 'it', name: 'CNTT', at: 'province', roles: ['config-admin'] };
const safety: PresetPerson = {
  id: 'safety',
  name: 'An toàn',
  at: 'province',
  roles: ['auditor', 'key-custodian'],
};
const preset = (...people: readonly PresetPerson[]): Preset => ({ id: 'p', name: 'P', people });

describe('a preset', () => {
  it('that covers every duty without an exclusive pair has nothing wrong', () => {
    expect(checkPreset(preset(officer, head, it3, safety))).toEqual([]);
  });

  it('names an account with roles that exclude each other', () => {
    expect(
      checkPreset(preset(officer, { ...head, roles: ['approver', 'config-admin'] }, safety)),
    ).toContainEqual({
      kind: 'exclusive-pair',
      person: 'head',
      pair: ['config-admin', 'approver'],
    });
  });

  it.each([
    [officer, ['work-on-cases', 'unmask']],
    [head, ['approve-content', 'approve-policy-and-mapping', 'unmask']],
    [it3, ['approve-policy-and-mapping', 'configure']],
    [safety, ['audit', 'keep-keys']],
  ])('without $id names the duties nobody has', (missing, duties) => {
    const left = [officer, head, it3, safety].filter((one) => one !== missing);
    const found = checkPreset(preset(...left)).flatMap((one) =>
      one.kind === 'duty-without-person' ? [one.duty] : [],
    );
    expect(found).toEqual(expect.arrayContaining(duties));
  });

  it('in which one person asks and approves is stuck', () => {
    const both: PresetPerson = { ...head, roles: ['inspector', 'approver'] };
    expect(checkPreset(preset(both, it3, safety))).toContainEqual({ kind: 'nobody-else', duty: 'unmask' });
  });

  it('whose approver is neither head nor delegate leaves content without approval', () => {
    const { decides: _decides, ...undecided } = head;
    expect(checkPreset(preset(officer, undecided, it3, safety))).toEqual([
      { kind: 'duty-without-person', duty: 'approve-content' },
    ]);
  });
});
