import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
}

/** A day in a form. The browser's own field: keyboard, screen reader and calendar come with it. */
export function DayField({ name, label, hint, isRequired = true }: Props): ReactNode {
  const { decisions } = useWords();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[{ required: isRequired, message: decisions.required }]}
    >
      <Input type="date" />
    </Form.Item>
  );
}
