import type { PairLabel } from '@kntc/duplicates';

/** Tags of the published format that say more of a pair than its label: whether person or matter is the same. */
const MEANINGS: Readonly<Record<string, Pick<PairLabel, 'samePerson' | 'sameMatter'>>> = {
  same_person_diff_matter: { samePerson: true, sameMatter: false },
  second_stage: { samePerson: true, sameMatter: true },
  group_vs_member: { samePerson: true, sameMatter: true },
  household_same_matter: { samePerson: false, sameMatter: true },
  co_complainant: { samePerson: false, sameMatter: true },
  namesake: { samePerson: false, sameMatter: false },
  template_project: { samePerson: false, sameMatter: false },
  group_diff_matter: { samePerson: true, sameMatter: false },
};

/** The label with what its tags say. */
export function withMeaning(label: PairLabel): PairLabel {
  if (label.label === 'duplicate') return label;
  const meaning = label.tags.map((tag) => MEANINGS[tag]).find((found) => found !== undefined);
  return meaning === undefined ? label : { ...label, ...meaning };
}
