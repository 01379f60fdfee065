import type { DraftGroup, DraftShape } from '@kntc/domain';
import { isGroup, shapeOf } from './draft-shape';
import type { MapScope } from './map-scope';
import { nearest } from './problems';
import { readCondition } from './read-condition';
import { readExpression, readPeople } from './read-expression';
import type { ElementMap, Expression, FieldMap, GroupMap, ShapeMap } from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

/** Reads the fields of one level; unknown field names are problems with the nearest draft field. */
export function readShape(scope: MapScope, tree: Tree | undefined, shape: DraftShape): ShapeMap {
  const fields = new Map<string, FieldMap>();
  const groups = new Map<string, GroupMap>();
  for (const [name, value] of scope.reader.anyMap(tree)?.entries ?? []) {
    const node = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (node === undefined) {
      scope.reader.problem(value, `không có trường «${name}»`, nearest(name, Object.keys(shape)));
    } else if (isGroup(node)) {
      groups.set(name, readGroup(scope, value, node));
    } else {
      const expression = readExpression(scope, value, node);
      if (expression !== undefined) fields.set(name, { field: node, expression });
    }
  }
  return { fields, groups };
}

/** A `many` group may be a list: one element specification per column group (round 1, round 2 in one row). */
function readGroup(scope: MapScope, tree: Tree, group: DraftGroup): GroupMap {
  const many = group.many !== undefined;
  if (tree.kind === 'list' && !many) scope.reader.problem(tree, 'nhóm này chỉ có một, không dùng danh sách');
  const parts = tree.kind === 'list' ? tree.items : [tree];
  const elements = parts.map((part) => readElement(scope, part, group));
  return { many, elements: elements.filter((element) => element !== undefined) };
}

function readElement(scope: MapScope, tree: Tree, group: DraftGroup): ElementMap | undefined {
  const { reader } = scope;
  const map = reader.map(tree, ['each', 'match', 'when', 'people', 'fields']);
  if (map === undefined) return undefined;
  const hasPeople = map.entries.has('people');
  if (!map.entries.has('fields') && !hasPeople) reader.problem(map, 'thiếu khoá «fields»');
  const eachTree = map.entries.get('each');
  const each = eachTree === undefined ? undefined : scope.child(eachTree);
  const rows = each === undefined ? scope : scope.inside(each);
  const matchTree = map.entries.get('match');
  if (matchTree !== undefined && eachTree === undefined)
    reader.problem(matchTree, '«match» chỉ dùng cùng «each»');
  return {
    each,
    match: readMatch(scope, rows, matchTree),
    when: map.entries.has('when') ? readCondition(rows, map.entries.get('when')) : undefined,
    people: hasPeople ? readPeopleOf(rows, map, group) : undefined,
    shape: map.entries.has('fields')
      ? readShape(rows, map.entries.get('fields'), shapeOf(group))
      : { fields: new Map(), groups: new Map() },
  };
}

/** `people` makes several elements of one cell: it belongs to groups of people and takes the place of their name. */
function readPeopleOf(rows: MapScope, map: TreeMap, group: DraftGroup): Expression | undefined {
  const tree = map.entries.get('people');
  const fields = map.entries.get('fields');
  if (tree !== undefined && group.many?.['fullName'] === undefined)
    rows.reader.problem(tree, '«people» chỉ dùng cho nhóm nhiều người');
  if (fields?.kind === 'map' && fields.entries.has('fullName'))
    rows.reader.problem(fields, '«fullName» đã có trong «people», bỏ một trong hai');
  return readPeople(rows, tree);
}

function readMatch(scope: MapScope, rows: MapScope, tree: Tree | undefined): ElementMap['match'] {
  if (tree === undefined) return [];
  return [...(scope.reader.anyMap(tree)?.entries ?? [])].flatMap(([child, value]) => {
    const childColumn = rows.column({
      kind: 'scalar',
      line: value.line,
      path: value.path,
      text: child,
      textLine: value.line,
    });
    const enclosing = scope.column(value);
    return childColumn === undefined || enclosing === undefined ? [] : [[childColumn, enclosing] as const];
  });
}
