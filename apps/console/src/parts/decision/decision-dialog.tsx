import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { decide, Problem } from '../../api/ask';
import { useSession } from '../../session/use-session';
import { useWords } from '../../words/use-words';
import { intoView } from '../into-view';
import { Refusal } from '../problem-view';
import { ThreeLines } from '../three-lines';

/** What every decision says besides its own members. */
interface Said {
  readonly reason: string;
  readonly approver?: string;
  readonly approverToken?: string;
}

export interface DecisionToMake {
  readonly title: string;
  /** What will happen when it is sent. */
  readonly what: string;
  readonly path: string;
  /** Members the screen already knows. */
  readonly body: object;
  /** Members this person types, as items of the form. */
  readonly fields?: ReactNode;
  /** Makes the body of what was typed, where names alone are not enough. */
  readonly bodyOf?: ((typed: Readonly<Record<string, unknown>>) => object) | undefined;
  readonly isDangerous?: boolean;
  /** It is known that one person is not enough. */
  readonly needsApprover?: boolean;
  /** Asks the gateway what would come of it, without doing anything. */
  readonly preview?: { readonly path: string; readonly shown: (answer: unknown) => ReactNode };
}

interface Props {
  /** `undefined`: closed. */
  readonly decision: DecisionToMake | undefined;
  readonly close: () => void;
  /** Shows the answer; default: its lines. */
  readonly answered?: ((answer: unknown) => ReactNode) | undefined;
  /** What is not good about an answer, as its heading; `undefined`: all of it was done. */
  readonly flawOf?: ((answer: unknown) => string | undefined) | undefined;
}

/**
 * The one way to decide anything. Keeps one idempotency key from opening to the answer, so that a double click, a lost answer or a
 * session that ended in between act once; a refusal leaves everything typed where it is.
 */
export function DecisionDialog({ decision, close, answered = linesOf, flawOf }: Props): ReactNode {
  const { decisions } = useWords();
  const queries = useQueryClient();
  // Not before: a list that no longer holds the record would take this dialog away, and its answer with it.
  const end = (): void => {
    close();
    void queries.invalidateQueries();
  };
  return (
    <Modal
      open={decision !== undefined}
      title={decision?.title}
      onCancel={end}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      aria-label={decision?.title ?? decisions.cancel}
    >
      {decision !== undefined && (
        <DecisionForm decision={decision} close={end} answered={answered} flawOf={flawOf} />
      )}
    </Modal>
  );
}

function DecisionForm({
  decision,
  close,
  answered,
  flawOf,
}: Pick<Props, 'close' | 'flawOf'> & {
  readonly decision: DecisionToMake;
  readonly answered: (answer: unknown) => ReactNode;
}): ReactNode {
  const { decisions } = useWords();
  const { send, look, state } = useDecision(decision);
  const [form] = Form.useForm<Said>();
  if (state.kind === 'done')
    return <Answer flaw={flawOf?.(state.answer)} shown={answered(state.answer)} close={close} />;
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={(typed: Said) => void send(typed)}
      requiredMark
      disabled={state.kind === 'sending'}
    >
      <p>{decision.what}</p>
      {decision.fields}
      <SaidFields needsApprover={decision.needsApprover === true} />
      {state.kind === 'refused' && (
        <div ref={intoView}>
          <Refusal problem={state.problem} />
        </div>
      )}
      {state.kind === 'seen' && (
        <div ref={intoView}>
          <Alert
            type="info"
            showIcon
            title={decisions.preview}
            description={decision.preview?.shown(state.answer)}
          />
        </div>
      )}
      <div style={{ marginTop: 16, display: 'flex', gap: 8, justifyContent: 'end' }}>
        <Button onClick={close}>{decisions.cancel}</Button>
        {decision.preview !== undefined && (
          <Button onClick={() => void form.validateFields().then(look, () => undefined)}>
            {decisions.preview}
          </Button>
        )}
        <Button
          type="primary"
          htmlType="submit"
          danger={decision.isDangerous === true}
          loading={state.kind === 'sending'}
        >
          {decision.title}
        </Button>
      </div>
    </Form>
  );
}

function Answer({
  flaw,
  shown,
  close,
}: Pick<Props, 'close'> & { readonly flaw: string | undefined; readonly shown: ReactNode }): ReactNode {
  const { common, decisions } = useWords();
  return (
    <>
      <Alert
        type={flaw === undefined ? 'success' : 'warning'}
        showIcon
        title={flaw ?? decisions.sent}
        description={shown}
      />
      <Button type="primary" onClick={close} style={{ marginTop: 16 }} autoFocus>
        {common.close}
      </Button>
    </>
  );
}

function SaidFields({ needsApprover }: { readonly needsApprover: boolean }): ReactNode {
  const { decisions } = useWords();
  return (
    <>
      <Form.Item
        name="reason"
        label={decisions.reason}
        extra={decisions.reasonHint}
        rules={[{ required: true, whitespace: true, message: decisions.reasonMissing }]}
      >
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="approver"
        label={decisions.approver}
        extra={needsApprover ? decisions.approverNeeded : decisions.approverHint}
        rules={[{ required: needsApprover, whitespace: true, message: decisions.required }]}
      >
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name="approverToken" label={decisions.approverToken} extra={decisions.approverTokenHint}>
        <Input.Password maxLength={200} autoComplete="off" visibilityToggle={false} />
      </Form.Item>
    </>
  );
}

type SendingState =
  | { readonly kind: 'open' | 'sending' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'done' | 'seen'; readonly answer: unknown };

/** Statuses after which nothing was done for sure: what is sent next is another request, with another key. */
const REFUSED = [400, 403, 404, 409, 422];

function useDecision({ path, body, bodyOf, preview }: DecisionToMake): {
  readonly send: (typed: Said) => Promise<void>;
  readonly look: (typed: Said) => Promise<void>;
  readonly state: SendingState;
} {
  const { session, sayEnded } = useSession();
  const key = useRef(newKey());
  const [state, setState] = useState<SendingState>({ kind: 'open' });
  const ask = (to: string, typed: Said, once: string): Promise<unknown> => {
    const members = Object.fromEntries(Object.entries(typed).filter(([, value]) => (value ?? '') !== ''));
    const whole = { ...body, ...(bodyOf === undefined ? members : bodyOf(members)) };
    return decide<unknown>({ path: to, body: whole, key: once, csrf: session.csrf ?? '' });
  };
  const run = async (asking: () => Promise<unknown>, then: 'done' | 'seen'): Promise<void> => {
    setState({ kind: 'sending' });
    try {
      setState({ kind: then, answer: await asking() });
    } catch (err) {
      if (!(err instanceof Problem)) throw err;
      if (err.isSignedOut) sayEnded();
      if (REFUSED.includes(err.told.status)) key.current = newKey();
      setState({ kind: 'refused', problem: err });
    }
  };
  return {
    send: (typed) => run(() => ask(path, typed, key.current), 'done'),
    look: (typed) => run(() => ask(preview?.path ?? path, typed, newKey()), 'seen'),
    state,
  };
}

/** `crypto.randomUUID` is missing where the page does not come by TLS or from this very machine. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function linesOf(answer: unknown): ReactNode {
  const { text } = answer as { readonly text?: readonly string[] };
  return text === undefined ? undefined : <ThreeLines text={text} />;
}
