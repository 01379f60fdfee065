import { Card, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import type { Overview } from '../../api/answers';
import { momentText } from '../../parts/format';
import { Tone } from '../../parts/tone';
import { useWords } from '../../words/use-words';

/** Each source: read last when, and why it is not read where it is not. */
export function SourceStates({ sources }: { readonly sources: Overview['sources'] }): ReactNode {
  const { overview } = useWords();
  return (
    <Card size="small" title={overview.sources}>
      <Flex vertical gap={8}>
        {sources.map((source) => (
          <div key={source.id}>
            <Typography.Text strong>{source.title}</Typography.Text>{' '}
            <Tone of={source.pausedCode === undefined ? 'good' : 'bad'}>
              {source.pausedCode ?? overview.sourceFine}
            </Tone>
            {source.readAt !== undefined && momentText(source.readAt)}
            {source.text !== undefined && <div>{source.text}</div>}
          </div>
        ))}
      </Flex>
    </Card>
  );
}
