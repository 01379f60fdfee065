import { Flex, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words';

/** Which steps stand at the far side. */
export function StepTags({ of }: { readonly of: readonly string[] }): ReactNode {
  const { steps } = useWords();
  return (
    <Flex gap={4} wrap>
      {of.map((step) => (
        <Tag key={step}>{steps[step] ?? step}</Tag>
      ))}
    </Flex>
  );
}
