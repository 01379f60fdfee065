import type { ReactNode } from 'react';

/** A file of this computer. */
export interface ChosenFile {
  readonly fileName: string;
  /** Base64. */
  readonly content: string;
}

interface Props {
  /** `id` and `onChange` come from the form, where it stands in one. */
  readonly id?: string;
  readonly label?: string;
  readonly onChange?: (file: ChosenFile | undefined) => void;
}

/** Takes a workbook by the browser's own button, so that keyboards and screen readers know it. */
export function FileInput({ id, label, onChange }: Props): ReactNode {
  const take = async (file: File | undefined): Promise<void> =>
    onChange?.(file && { fileName: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) });
  return (
    <input
      id={id}
      type="file"
      accept=".xlsx"
      aria-label={label}
      onChange={({ currentTarget: { files } }) => void take(files?.[0] ?? undefined)}
    />
  );
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
}
