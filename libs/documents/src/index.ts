export { correctionLetter } from './letter/correction-letter';
export { correctionSheet } from './letter/correction-table';
export type { Letterhead } from './letter/official-letter';
export { letterhead, line, listed, signatures, signer } from './word/form-parts';
export { receptionBook } from './reception/reception-book';
export { wordDocument } from './word/word-document';
export type { Block, Words } from './word/word-document';
export { zipBytes, zipped } from './zip/zip-files';
export type { ZippedFile } from './zip/zip-files';
