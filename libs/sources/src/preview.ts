import {
  type AttachmentContent,
  mask,
  maskUnlessCode,
  type DraftField,
  type DraftShape,
  type MappedRecord,
} from '@kntc/domain';
import { sizeOfContent } from './attachments/file-value';
import type { ConnectorDependencies } from './connector';
import { createConnector } from './create-source';
import { DRAFT_SHAPE, isGroup, shapeOf } from './definition/draft-shape';
import type { SourceDefinition } from './definition/source-definition';
import { mapRecord } from './mapping/map-record';

/** What a record would become, masked: codes, figures and dates of the case are shown, people and texts are not. */
export interface PreviewedRecord extends Omit<MappedRecord, 'draft'> {
  readonly localKey: string;
  readonly draft: Readonly<Record<string, unknown>>;
}

/** Field types that say nothing about a person; dates of people are hidden by name. */
const OPEN_TYPES = new Set<DraftField['type']>([
  'code',
  'choice',
  'integer',
  'money',
  'area',
  'boolean',
  'date',
]);
const PERSONAL = new Set(['birthDate', 'idIssuedDate', 'gender', 'ethnicity', 'nationality', 'ward']);

/** Whether the preview shows nothing of a field, not even masked letters, wherever in the case it stands. */
export function isHiddenInPreview(field: string): boolean {
  return PERSONAL.has(field.slice(field.lastIndexOf('.') + 1));
}

/**
 * Maps the first records of a source and shows the masked result with its issues. Reads only; no cursor moves.
 *
 * @param judged sees each record before it is masked; what it gives is shown as it is
 * @throws GatewayError GW_S101–GW_S105
 */
export async function previewSource<J>(
  definition: SourceDefinition,
  deps: ConnectorDependencies,
  limit: number,
  judged: (mapped: MappedRecord, localKey: string) => J,
): Promise<readonly (PreviewedRecord & { readonly judgement: J })[]> {
  const connector = createConnector(definition, deps);
  try {
    const records = await connector.sample(limit);
    return records.map((record) => {
      const { localKey } = record;
      const mapped = mapRecord(definition, record);
      const judgement = judged(mapped, localKey);
      return { ...mapped, localKey, draft: maskShape(mapped.draft, DRAFT_SHAPE), judgement };
    });
  } finally {
    await connector.close();
  }
}

function maskShape(draft: object, shape: DraftShape): Readonly<Record<string, unknown>> {
  const entries = Object.entries(draft).map(([name, value]: [string, unknown]) => {
    const node = shape[name];
    if (node === undefined) return [name, '•'] as const;
    if (!isGroup(node)) return [name, maskValue(name, value, node)] as const;
    const inner = shapeOf(node);
    const masked = Array.isArray(value)
      ? value.map((element: object) => maskShape(element, inner))
      : maskShape(value as object, inner);
    return [name, masked] as const;
  });
  return Object.fromEntries(entries);
}

function maskValue(name: string, value: unknown, field: DraftField): unknown {
  if (field.type === 'file') return `<${sizeOfContent(value as AttachmentContent)} byte>`;
  if (!OPEN_TYPES.has(field.type)) return mask(String(value));
  if (PERSONAL.has(name)) return '•••';
  return field.type === 'code' ? maskUnlessCode(String(value)) : value;
}
