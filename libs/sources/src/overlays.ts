import {
  fitOfOverlay,
  saidBySource,
  withOverlays,
  type DraftField,
  type MappedRecord,
  type OverlayFit,
  type OverlayText,
  type PetitionKind,
  type RawRecord,
  type ReadOverlay,
} from '@kntc/domain';
import { DRAFT_SHAPE, isGroup, shapeOf } from './definition/draft-shape';
import type { SourceDefinition } from './definition/source-definition';
import { convert } from './mapping/convert';
import { mapRecord } from './mapping/map-record';

/** What a person wants to complete, held against what the source says now. */
interface OverlayJudgement {
  /** `not-completable` = no field that may be completed, `unreadable` = no such value can stand there. */
  readonly fit: OverlayFit | 'not-completable' | 'unreadable';
  /** Kind of the petition as the source says it. */
  readonly kind: PetitionKind | undefined;
  /** What the source itself says there; `undefined`: nothing that can be read. Personal. */
  readonly said?: string | undefined;
  /** What the petition asks for, as the source says it: it follows the text of the petition at the far side. Personal. */
  readonly request?: string | undefined;
}

/** Adoption and secrecy have ways of their own; files are not typed. */
const NOT_COMPLETED = /^(?:national|confidentiality|attachments)\b/;

/** The record as source and overlays say it; an overlay that no longer reads leaves the field as the source has it. */
export function mapWithOverlays(
  definition: SourceDefinition,
  record: RawRecord,
  overlays: readonly OverlayText[],
): MappedRecord {
  const mapped = mapRecord(definition, record);
  const read = overlays.flatMap((overlay) => readOverlay(overlay, definition.timeZone) ?? []);
  return read.length === 0 ? mapped : withOverlays(mapped, read);
}

/** Whether an overlay may be set on a record as it stands. Pure. */
function judgeOverlay(
  definition: SourceDefinition,
  record: RawRecord,
  overlay: OverlayText,
): OverlayJudgement {
  const mapped = mapRecord(definition, record);
  const { kind } = mapped.draft;
  if (fieldOf(overlay.field) === undefined) return { fit: 'not-completable', kind };
  if (readOverlay(overlay, definition.timeZone) === undefined) return { fit: 'unreadable', kind };
  const said = saidBySource(mapped, overlay.field);
  return { fit: fitOfOverlay(mapped, overlay.field), kind, said, request: mapped.draft.request };
}

/** The value of a typed text, read as the source's own values are; `undefined` = no such value can stand there. */
function readOverlay({ field: path, text, over }: OverlayText, timeZone: string): ReadOverlay | undefined {
  const field = fieldOf(path);
  if (field === undefined) return undefined;
  const expression = { from: { kind: 'const', text }, otherwise: 'problem' } as const;
  const { value, issue } = convert(text, { field, expression, timeZone });
  return value === undefined || issue !== undefined ? undefined : { field: path, value, over };
}

/** The field at a path with indexes: every repeated group has one, and nothing else. */
function fieldOf(path: string): DraftField | undefined {
  if (NOT_COMPLETED.test(path)) return undefined;
  let shape = DRAFT_SHAPE;
  for (const part of path.split('.')) {
    const [, name = '', index] = /^(\w+)(?:\[(\d{1,2})\])?$/.exec(part) ?? [];
    const node = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (node === undefined) return undefined;
    if (!isGroup(node)) return index === undefined ? node : undefined;
    if ((node.many === undefined) !== (index === undefined)) return undefined;
    shape = shapeOf(node);
  }
  return undefined;
}

/** {@link judgeOverlay} by id of the source; of a source that nobody describes no field can be completed. */
export function overlayJudge(
  definitions: readonly SourceDefinition[],
): (sourceId: string, record: RawRecord, overlay: OverlayText) => OverlayJudgement {
  const known = new Map(definitions.map((definition) => [definition.id, definition]));
  return (sourceId, record, overlay) => {
    const definition = known.get(sourceId);
    if (definition === undefined) return { fit: 'not-completable', kind: undefined };
    return judgeOverlay(definition, record, overlay);
  };
}
