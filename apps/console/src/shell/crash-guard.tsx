import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { useWords } from '../words/use-words';

interface Props {
  readonly children: ReactNode;
}

/** Keeps the frame standing when a screen fails; tells nobody what was on it. */
export class CrashGuard extends Component<Props, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { readonly hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

function Crashed(): ReactNode {
  const { common } = useWords();
  return (
    <Result
      status="error"
      title={common.crashed}
      subTitle={common.crashedWhat}
      extra={<Button onClick={() => location.reload()}>{common.reload}</Button>}
    />
  );
}
