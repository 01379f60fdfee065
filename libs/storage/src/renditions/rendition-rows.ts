import { Sealed } from '@kntc/domain';
import type { Rendition, RenditionField, SealBox } from '@kntc/domain';

/** One element of the JSON a lane fetch brings along. */
export type RenditionTuple = readonly [
  id: string,
  field: RenditionField,
  original: string,
  contentBase64: string,
];

/** Approved renditions of a due record; decrypted only when one is used. */
export function toRendition([id, field, original, content]: RenditionTuple, seal: SealBox): Rendition {
  const open = (): Uint8Array => seal.open(Buffer.from(content, 'base64'), renditionContext(id));
  return { id, field, original, content: Sealed.lazy(open, id) };
}

/** Binds sealed content to its row. */
export function renditionContext(id: string): string {
  return `rendition.content|${id}`;
}
