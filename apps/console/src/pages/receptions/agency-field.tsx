import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words';

/** An agency as a member of the form. */
export function AgencyField({ agencies }: { readonly agencies: readonly string[] }): ReactNode {
  const { columns, decisions } = useWords();
  return (
    <Form.Item name="agency" label={columns.agency} rules={[{ required: true, message: decisions.required }]}>
      <Select options={agencies.map((value) => ({ value, label: value }))} />
    </Form.Item>
  );
}
