import type { CaseDraft, CodeBook, RecordClass } from '@kntc/domain';

/**
 * Agency that answers for a record which is no case yet: the one that received it, as far as its code says so.
 *
 * Not of a denunciation, nor of a record that does not say what it is: who is denounced, and must not know of it, is found out
 * from the case alone, and until there is one only the province knows that the record is there.
 */
export function ownerOf(
  judged: RecordClass,
  { kind, receivingAgency, receivedDate }: CaseDraft,
  { codeBook, sourceId }: { readonly codeBook: CodeBook; readonly sourceId: string },
): string | undefined {
  if (judged === 'accepted' || receivingAgency === undefined || kind === undefined || kind === 'TC')
    return undefined;
  const code = codeBook.translate(sourceId, 2, receivingAgency, receivedDate);
  if (code.kind !== 'found') return undefined;
  const agency = codeBook.agencyOn(code.code, receivedDate);
  return agency?.kind === 'open' ? agency.id : undefined;
}
