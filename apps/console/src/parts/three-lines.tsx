import { Typography } from 'antd';
import type { ReactNode } from 'react';

/** What happened (bold), what it means, what to do. */
export function ThreeLines({ text }: { readonly text: readonly string[] }): ReactNode {
  const [what, ...rest] = text;
  return (
    <div>
      <Typography.Text strong>{what}</Typography.Text>
      {rest.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}
