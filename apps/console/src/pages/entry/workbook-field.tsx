import { Form } from 'antd';
import type { ReactNode } from 'react';
import { FileInput } from '../../parts/file-input';
import { ENTRY_WORDS } from '../../words/entry-words';
import { useOwnWords } from '../../words/use-words';

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
