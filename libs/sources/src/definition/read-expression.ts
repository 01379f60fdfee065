import { dateFormatProblem, fold, readDate, type DraftField } from '@kntc/domain';
import type { MapScope } from './map-scope';
import { nearest } from './problems';
import { readFileByPath } from './read-attachments';
import { readCondition } from './read-condition';
import { readNullsAndWidth } from './read-value-limits';
import { AMBIGUOUS, type Expression, type Otherwise, type ValueMap } from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

const FORMS = ['column', 'const', 'concat', 'people', 'file'] as const;
const OPTIONS = [
  'values',
  'otherwise',
  'nulls',
  'nullsMatching',
  'cutAt',
  'date',
  'true',
  'false',
  'when',
  'else',
];
const OTHERWISE: readonly Otherwise[] = ['problem', 'nothing', 'waiting'];

/** Reads the expression of one field; the type of the field decides which options make sense. */
export function readExpression(
  scope: MapScope,
  tree: Tree | undefined,
  field: DraftField,
): Expression | undefined {
  const { reader } = scope;
  const map = reader.map(tree, [...FORMS, ...OPTIONS]);
  if (map === undefined) return undefined;
  const values = scope.values(map.entries.get('values'));
  const otherwise = reader.choice(map.entries.get('otherwise'), OTHERWISE, 'problem');
  const from = readFrom(scope, map, { field, values, otherwise });
  checkValues(scope, map, { field, values });
  noteConstants(scope, map, field);
  const options = readOptions(scope, map, field);
  const otherwiseExpression = map.entries.has('else')
    ? readExpression(scope, map.entries.get('else'), field)
    : undefined;
  if (map.entries.has('else') && !map.entries.has('when'))
    reader.problem(map.entries.get('else') ?? map, '«else» chỉ dùng cùng «when»');
  if (from === undefined) return undefined;
  const expression = { from, values, otherwise, ...options };
  if (from.kind === 'concat' && field.list !== undefined)
    scope.join({ expression, list: field.list, line: map.line, path: map.path });
  return { ...expression, else: otherwiseExpression };
}

interface Meaning {
  readonly field: DraftField;
  readonly values: ValueMap | undefined;
  readonly otherwise: Otherwise;
}

function readFrom(scope: MapScope, map: TreeMap, meaning: Meaning): Expression['from'] | undefined {
  const { reader } = scope;
  const forms = FORMS.filter((form) => map.entries.has(form));
  if (forms.length !== 1) {
    reader.problem(map, 'cần đúng một trong: column, const, concat');
    return undefined;
  }
  if (forms[0] === 'file') return readFileOf(scope, map.entries.get('file'), meaning);
  if (forms[0] === 'people') return readPeopleCount(scope, map.entries.get('people'), meaning);
  if (forms[0] === 'column') {
    const column = scope.column(map.entries.get('column'), coverageOf(meaning));
    return column === undefined ? undefined : { kind: 'column', column };
  }
  if (forms[0] === 'const') return readConst(scope, map.entries.get('const'), meaning);
  const plain: DraftField = { type: 'text', label: meaning.field.label };
  const parts = reader.list(map.entries.get('concat')).map((part) => readExpression(scope, part, plain));
  return { kind: 'concat', parts: parts.filter((part) => part !== undefined) };
}

/** Text of a cell that names people; used beside `fields` of a group and for counting. */
export function readPeople(scope: MapScope, tree: Tree | undefined): Expression | undefined {
  return readExpression(scope, tree, { type: 'personName', label: 'Họ tên' });
}

function readPeopleCount(
  scope: MapScope,
  tree: Tree | undefined,
  { field }: Meaning,
): Expression['from'] | undefined {
  if (field.type !== 'integer' && tree !== undefined)
    scope.reader.problem(
      tree,
      `«people» chỉ dùng cho trường kiểu integer, trường này kiểu ${field.type}; với nhóm người, đặt «people» ngang hàng «fields»`,
    );
  const cell = readPeople(scope, tree);
  return cell === undefined ? undefined : { kind: 'people', cell };
}

function readFileOf(
  scope: MapScope,
  tree: Tree | undefined,
  { field }: Meaning,
): Expression['from'] | undefined {
  if (field.type === 'file') return readFileByPath(scope, tree);
  if (tree !== undefined)
    scope.reader.problem(tree, `«file» chỉ dùng cho nội dung tệp đính kèm, trường này kiểu ${field.type}`);
  return undefined;
}

function coverageOf({ field, values, otherwise }: Meaning) {
  const translated = values !== undefined || field.type === 'choice' || field.type === 'code';
  if (!translated) return undefined;
  return { values, otherwise, choices: field.choices, list: field.list };
}

function readConst(
  scope: MapScope,
  tree: Tree | undefined,
  meaning: Meaning,
): Expression['from'] | undefined {
  const text = scope.reader.text(tree);
  if (text === undefined || tree === undefined) return undefined;
  const { choices, type } = meaning.field;
  if (choices !== undefined && meaning.values === undefined && !choices.includes(text))
    scope.reader.problem(tree, `«${text}» không hợp lệ; dùng ${choices.join(', ')}`, nearest(text, choices));
  if (type === 'date' && readDate(text) === undefined)
    scope.reader.problem(tree, `«${text}» không phải là ngày`);
  return { kind: 'const', text };
}

function checkValues(scope: MapScope, map: TreeMap, meaning: Pick<Meaning, 'field' | 'values'>): void {
  const tree = map.entries.get('values');
  const { choices } = meaning.field;
  if (tree === undefined || choices === undefined) return;
  for (const target of new Set(meaning.values?.values())) {
    if (target !== undefined && target !== AMBIGUOUS && !choices.includes(target))
      scope.reader.problem(
        tree,
        `bảng quy đổi cho «${target}», trường này chỉ nhận ${choices.join(', ')}`,
        nearest(target, choices),
      );
  }
}

/** What becomes of a constant is what its value map makes of it, if there is one. */
function noteConstants(scope: MapScope, map: TreeMap, { list }: DraftField): void {
  if (list === undefined) return;
  const constant = map.entries.get('const');
  const values = map.entries.get('values');
  const stated = values === undefined ? [constant] : scope.targets(values);
  for (const tree of stated) {
    if (tree?.kind === 'scalar' && (values === undefined || tree.text !== AMBIGUOUS))
      scope.constant(tree, map.path, list);
  }
}

function readOptions(scope: MapScope, map: TreeMap, field: DraftField) {
  const only = (key: string, type: DraftField['type']): Tree | undefined => {
    const tree = map.entries.get(key);
    if (tree !== undefined && field.type !== type)
      scope.reader.problem(tree, `«${key}» chỉ dùng cho trường kiểu ${type}, trường này kiểu ${field.type}`);
    return tree;
  };
  return {
    ...readNullsAndWidth(scope.reader, map),
    dateFormats: readFormats(scope, only('date', 'date')),
    trueWords: readWords(scope, only('true', 'boolean')),
    falseWords: readWords(scope, only('false', 'boolean')),
    when: map.entries.has('when') ? readCondition(scope, map.entries.get('when')) : undefined,
  };
}

function readFormats(scope: MapScope, tree: Tree | undefined): readonly string[] | undefined {
  if (tree === undefined) return undefined;
  const formats = scope.reader.texts(tree);
  for (const format of formats) {
    const problem = dateFormatProblem(format);
    if (problem !== undefined) scope.reader.problem(tree, `dạng ngày «${format}»: ${problem}`);
  }
  return formats.filter((format) => dateFormatProblem(format) === undefined);
}

function readWords(scope: MapScope, tree: Tree | undefined): ReadonlySet<string> | undefined {
  return tree === undefined ? undefined : new Set(scope.reader.texts(tree).map((word) => fold(word)));
}
