import { Alert, Button, Result } from 'antd';
import type { ReactNode } from 'react';
import type { Problem } from '../api/ask';
import { useWords } from '../words/use-words';
import { ThreeLines } from './three-lines';

interface Props {
  readonly problem: Problem;
  readonly again?: (() => void) | undefined;
}

/** In the place of what could not be shown: why, and what to do. */
export function ProblemView({ problem, again }: Props): ReactNode {
  const { session } = useWords();
  if (problem.told.status !== 403) return <Refusal problem={problem} again={again} />;
  return <Result status="403" title={session.noPermission} subTitle={session.noPermissionWhat} />;
}

/** What the gateway said of something it did not do: what happened, what it means, what to do or who may. */
export function Refusal({ problem, again }: Props): ReactNode {
  const { common } = useWords();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem.told.title}
      description={<ThreeLines text={problem.lines} />}
      action={again === undefined ? undefined : <Button onClick={again}>{common.again}</Button>}
    />
  );
}
