import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly most?: number;
  readonly isRequired?: boolean;
}

/** One line of text in a form. */
export function LineField({ name, label, hint, most = 200, isRequired = true }: Props): ReactNode {
  const { decisions } = useWords();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[{ required: isRequired, whitespace: true, message: decisions.required }]}
    >
      <Input maxLength={most} autoComplete="off" />
    </Form.Item>
  );
}
