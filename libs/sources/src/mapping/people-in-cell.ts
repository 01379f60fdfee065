import { splitPeople, type DraftField, type RawRow } from '@kntc/domain';
import type { Expression, SourceDefinition } from '../definition/source-definition';
import { convert } from './convert';
import { evaluate, evaluateText, type Evaluated } from './evaluate';

const NAME: DraftField = { type: 'personName', label: 'Họ tên' };

type Setting = Pick<SourceDefinition, 'nulls' | 'timeZone'>;

/**
 * The names of a cell that holds all people of a group, each as the field `fullName` would read it. One evaluation
 * for the whole cell when it is cut, too long, one person, or several who cannot be told apart; none when it is empty.
 */
export function namesIn(people: Expression, row: RawRow, setting: Setting): readonly Evaluated[] {
  const whole = evaluate(people, row, NAME, setting);
  const isSeveral = whole.issue === undefined || whole.issue === 'MANY_PEOPLE_IN_ONE_FIELD';
  const text = evaluateText(people, row, setting);
  if (text === undefined) return [];
  const names = isSeveral ? splitPeople(text)?.names : undefined;
  if (names === undefined) return [whole];
  return names.map((name) => {
    const converted = convert(name, { field: NAME, expression: people, timeZone: setting.timeZone });
    const noticed = converted.issue !== undefined || converted.warning !== undefined;
    return { ...converted, column: whole.column, raw: noticed ? name : undefined };
  });
}
