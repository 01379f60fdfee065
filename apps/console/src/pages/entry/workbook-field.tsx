import { Form } from 'antd';
import type { ReactNode } from 'react';
import { ENTRY_WORDS } from '../../words/entry-words';
import { useOwnWords } from '../../words/use-words';

interface Workbook {
  readonly fileName: string;
  /** Base64. */
  readonly content: string;
}

/** A file of this computer as a member of the form: the browser's own button, so that keyboards and screen readers know it. */
export function WorkbookField(): ReactNode {
  const words = useOwnWords(ENTRY_WORDS);
  return (
    <Form.Item
      name="workbook"
      label={words.file}
      rules={[{ required: true, message: words.fileMissing }]}
      valuePropName="chosen"
    >
      <FileInput />
    </Form.Item>
  );
}

/** `id` and `onChange` come from the form. */
function FileInput({
  id,
  onChange,
}: {
  readonly id?: string;
  readonly onChange?: (workbook: Workbook | undefined) => void;
}): ReactNode {
  const take = async (file: File | undefined): Promise<void> =>
    onChange?.(file && { fileName: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) });
  return (
    <input
      id={id}
      type="file"
      accept=".xlsx"
      onChange={({ currentTarget: { files } }) => void take(files?.[0] ?? undefined)}
    />
  );
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
}
