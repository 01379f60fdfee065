import { Result } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words';

export function NotFound(): ReactNode {
  const { common } = useWords();
  return <Result status="404" title={common.notFound} subTitle={common.notFoundWhat} />;
}
