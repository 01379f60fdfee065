import { Flex, Typography } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useWords } from '../words/use-words';

interface Props {
  readonly title: string;
  readonly what?: string | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a screen: its name once for eyes and for the browser's tab, what it is for, what can be done. */
export function Page({ title, what, actions, children }: Props): ReactNode {
  const { product } = useWords();
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="start" wrap gap={8}>
        <div>
          <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
            {title}
          </Typography.Title>
          {what !== undefined && <Typography.Text type="secondary">{what}</Typography.Text>}
        </div>
        <Flex gap={8} className="no-print" wrap>
          {actions}
        </Flex>
      </Flex>
      {children}
    </Flex>
  );
}
