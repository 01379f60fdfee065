import { DRAFT_FIELDS, type DraftField, type DraftGroup, type DraftShape } from '@kntc/domain';

/** The fields a source may feed, as plain data. */
export const DRAFT_SHAPE: DraftShape = DRAFT_FIELDS;

export function isGroup(node: DraftField | DraftGroup): node is DraftGroup {
  return 'one' in node || 'many' in node;
}

export function shapeOf(group: DraftGroup): DraftShape {
  return group.one ?? group.many ?? {};
}

/** Every path below a shape, groups included, without indexes: `petitioners`, `petitioners.fullName`. */
export function draftPaths(shape: DraftShape = DRAFT_SHAPE, prefix = ''): readonly string[] {
  return Object.entries(shape).flatMap(([name, node]) => {
    const path = `${prefix}${name}`;
    return isGroup(node) ? [path, ...draftPaths(shapeOf(node), `${path}.`)] : [path];
  });
}
