import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words';

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly choose: (value: string) => void;
  /** Value and its name; nothing chosen means all of them. */
  readonly options: readonly (readonly [string, string])[];
}

/** A filter of a list with few values. */
export function Choice({ label, value, choose, options }: Props): ReactNode {
  const { common } = useWords();
  return (
    <Select
      aria-label={label}
      value={value ?? ''}
      onChange={choose}
      style={{ minWidth: 190 }}
      options={[
        { value: '', label: `${label}: ${common.all}` },
        ...options.map(([one, name]) => ({ value: one, label: name })),
      ]}
    />
  );
}
