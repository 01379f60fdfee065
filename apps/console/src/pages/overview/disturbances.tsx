import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import type { Overview } from '../../api/answers';
import { momentText } from '../../parts/format';
import { useWords } from '../../words/use-words';

/** What is out of order now: outages, what waits after them, brakes. Nothing when all is well. */
export function Disturbances({ overview }: { readonly overview: Overview }): ReactNode {
  const { overview: words } = useWords();
  const { outages, recovery, brakes } = overview;
  return (
    <Flex vertical gap={8}>
      {outages.map((outage) => (
        <Alert
          key={outage.id}
          type={outage.isRecovering ? 'warning' : 'error'}
          showIcon
          title={`${words.outage} ${momentText(outage.since)}: ${outage.text}`}
          description={outage.actor}
        />
      ))}
      {recovery !== undefined && recovery.backlog > 0 && (
        <Alert type="info" showIcon title={`${words.recovery}: ${recovery.drainText}`} />
      )}
      {[brakes?.paused, brakes?.wentBack].map(
        (brake) =>
          brake && (
            <Alert
              key={brake.text}
              type="warning"
              showIcon
              title={`${words.brake} – ${momentText(brake.since)}`}
              description={brake.text}
            />
          ),
      )}
    </Flex>
  );
}
