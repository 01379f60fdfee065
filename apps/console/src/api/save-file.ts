import type { WrittenFile } from './answers';

/** Hands a file of the API to the person, under its name. Nothing of it stays in the page. */
export function saveFile({ fileName, mediaType, content }: WrittenFile): void {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
