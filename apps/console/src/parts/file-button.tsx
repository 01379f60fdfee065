import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { WrittenFile } from '../api/answers';
import { Problem, read } from '../api/ask';
import { saveFile } from '../api/save-file';

interface Props {
  readonly path: string;
  readonly label: string;
}

/** Asks the gateway for a file and saves it; a refusal stands beside the button. */
export function FileButton({ path, label }: Props): ReactNode {
  const [state, setState] = useState<'idle' | 'busy' | Problem>('idle');
  const fetchIt = async (): Promise<void> => {
    setState('busy');
    try {
      saveFile(await read<WrittenFile>(path));
      setState('idle');
    } catch (err) {
      if (!(err instanceof Problem)) throw err;
      setState(err);
    }
  };
  return (
    <>
      <Button size="small" loading={state === 'busy'} onClick={() => void fetchIt()}>
        {label}
      </Button>
      {state instanceof Problem && <Alert type="error" title={state.lines[0]} />}
    </>
  );
}
