import { useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Modal, Result, Skeleton } from 'antd';
import { createContext, useContext, useState, type ReactNode } from 'react';
import type { Session } from '../api/answers';
import { useAnswer } from '../api/use-answer';
import { ProblemView } from '../parts/problem-view';
import { useWords } from '../words/use-words';
import { SESSION_PATH, SIGN_IN_PATH } from './paths';

interface Known {
  readonly session: Session;
  /** Shows the dialog to sign in again, with everything typed kept behind it. */
  readonly sayEnded: () => void;
}

const Knowing = createContext<Known | undefined>(undefined);

/** Asks who sits here before anything is shown. Nobody: to the sign-in page, which comes back here. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const asked = useAnswer<Session>(SESSION_PATH);
  const [hasEnded, setEnded] = useState(false);
  if (asked.data === undefined) return <NoSession problem={asked.error} again={() => void asked.refetch()} />;
  return (
    <Knowing value={{ session: asked.data, sayEnded: () => setEnded(true) }}>
      {children}
      <EndedDialog isOpen={hasEnded} close={() => setEnded(false)} />
    </Knowing>
  );
}

function NoSession({
  problem,
  again,
}: {
  readonly problem: ReturnType<typeof useAnswer>['error'];
  readonly again: () => void;
}): ReactNode {
  const { session, product } = useWords();
  if (problem === null) return <Skeleton active style={{ padding: 48 }} />;
  if (!problem.isSignedOut) return <ProblemView problem={problem} again={again} />;
  return (
    <Result
      status="info"
      title={product}
      extra={
        <Button type="primary" href={SIGN_IN_PATH} autoFocus>
          {session.signIn}
        </Button>
      }
    />
  );
}

function EndedDialog({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }): ReactNode {
  const { session } = useWords();
  const queries = useQueryClient();
  const goOn = async (): Promise<void> => {
    await queries.invalidateQueries();
    close();
  };
  return (
    <Modal open={isOpen} title={session.endedTitle} footer={null} onCancel={close} zIndex={2000}>
      <Flex vertical gap={16}>
        {session.ended}
        <Flex gap={8}>
          <Button type="primary" href={SIGN_IN_PATH} target="_blank" rel="noopener">
            {session.openSignIn}
          </Button>
          <Button onClick={() => void goOn()}>{session.signedInAgain}</Button>
        </Flex>
      </Flex>
    </Modal>
  );
}

/** Who sits here. Inside {@link SessionProvider} only. */
export function useSession(): Known {
  const known = useContext(Knowing);
  if (known === undefined) throw new Error('useSession outside of SessionProvider');
  return known;
}

/** Whether this account may do something at all; the gateway asks again at every act. */
export function useMay(): (permission: Session['permissions'][number]) => boolean {
  const { session } = useSession();
  return (permission) => session.permissions.includes(permission);
}
