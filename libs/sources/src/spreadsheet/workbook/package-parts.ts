import { posix } from 'node:path';
import { FileRefused } from '../refusals';
import type { SheetName } from '../rows';
import type { Archive } from './archive';
import { readXml } from './xml';

/** Where the parts of a workbook lie in its archive. */
export interface PackageParts {
  readonly from1904: boolean;
  readonly sheets: readonly (SheetName & { readonly part: string })[];
  readonly sharedStrings?: string | undefined;
  readonly styles?: string | undefined;
}

interface Relation {
  readonly id: string;
  /** Last word of the type: `worksheet`, `styles`, `sharedStrings`, `officeDocument`. */
  readonly kind: string;
  readonly part: string;
}

const MACRO_PARTS = /(^|\/)(vbaProject\.bin$|macrosheets\/)/i;

/**
 * Finds the parts by the relationships between them. Targets outside the archive (external links) are never
 * followed: only parts that stand in the archive are read.
 * @throws FileRefused when macros are inside or it is no workbook
 */
export async function readParts(archive: Archive): Promise<PackageParts> {
  if (archive.names().some((name) => MACRO_PARTS.test(name)) || (await declaresMacros(archive)))
    throw new FileRefused('MACRO');
  const book = (await relations(archive, '')).find(({ kind }) => kind === 'officeDocument')?.part;
  if (book === undefined || !book.endsWith('.xml'))
    throw new FileRefused('NOT_A_WORKBOOK', 'tệp nén này không phải bảng tính .xlsx');
  const related = await relations(archive, book);
  const byId = new Map(related.map((relation) => [relation.id, relation]));
  const { from1904, listed } = await readWorkbook(archive, book);
  const part = (kind: string): string | undefined => related.find((relation) => relation.kind === kind)?.part;
  const sheets = listed.flatMap(({ id, name, visible }) => {
    const relation = byId.get(id);
    return relation?.kind === 'worksheet' ? [{ name, visible, part: relation.part }] : [];
  });
  return { from1904, sheets, sharedStrings: part('sharedStrings'), styles: part('styles') };
}

async function declaresMacros(archive: Archive): Promise<boolean> {
  const types = '[Content_Types].xml';
  if (!archive.has(types)) throw new FileRefused('NOT_A_WORKBOOK', 'tệp nén này không phải bảng tính .xlsx');
  let found = false;
  await readXml(await archive.stream(types), {
    open: (_name, { ContentType }) => {
      found ||= ContentType?.includes('macroEnabled') === true;
    },
  });
  return found;
}

/** Relations of a part (`''` = of the archive) to parts inside the archive. */
async function relations(archive: Archive, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(file)) return [];
  const found: Relation[] = [];
  await readXml(await archive.stream(file), {
    open: (name, { Id, Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || Target === undefined || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      if (archive.has(target)) found.push({ id: Id ?? '', kind: posix.basename(Type ?? ''), part: target });
    },
  });
  return found;
}

async function readWorkbook(archive: Archive, part: string) {
  const listed: (SheetName & { readonly id: string })[] = [];
  let from1904 = false;
  await readXml(await archive.stream(part), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      // The prefix of the relationship id is the file's own choice.
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      listed.push({
        id,
        name: attributes['name'] ?? '',
        visible: (attributes['state'] ?? 'visible') === 'visible',
      });
    },
  });
  return { from1904, listed };
}
