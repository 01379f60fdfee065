import { Alert, Button, Card, Flex, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { WrittenFile } from '../../api/answers';
import { lookInto, Problem } from '../../api/ask';
import { saveFile } from '../../api/save-file';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { FileInput, type ChosenFile } from '../../parts/file-input';
import { dayOf, numberText } from '../../parts/format';
import { Refusal } from '../../parts/problem-view';
import { ThreeLines } from '../../parts/three-lines';
import { useSession } from '../../session/use-session';
import { PEOPLE_WORDS } from '../../words/people-words';
import { useOwnWords } from '../../words/use-words';

/** What a preview of either form says. */
interface Previewed {
  readonly seen: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly result: WrittenFile;
  readonly givesRights?: boolean;
}

interface Props<Preview extends Previewed> {
  readonly what: 'agencies' | 'users';
  readonly decisionWhat: string;
  readonly preview: (answer: Preview) => ReactNode;
}

type Looked<Preview> =
  | { readonly kind: 'none' | 'looking' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'seen'; readonly answer: Preview; readonly form: HandedIn };

type HandedIn = ChosenFile & { readonly effectiveOn: string };

/** Hands in a form: first what it would change, row by row; then, by a person with a reason, that it does. */
export function HandInForm<Preview extends Previewed>({
  what,
  decisionWhat,
  preview,
}: Props<Preview>): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const { looked, look, forget } = useLook<Preview>(`/api/v1/${what}/preview`);
  const [open, setOpen] = useState<DecisionToMake>();
  const decide = (form: HandedIn, { seen, givesRights }: Preview): void =>
    setOpen({
      title: words.record,
      what: decisionWhat,
      path: `/api/v1/${what}/import`,
      body: { ...form, seen },
      ...(givesRights === true && { needsApprover: true }),
    });
  return (
    <Card size="small" title={words.handIn}>
      <FormChoice look={look} forget={forget} isLooking={looked.kind === 'looking'} />
      {looked.kind === 'refused' && <Refusal problem={looked.problem} />}
      {looked.kind === 'seen' && (
        <Seen answer={looked.answer} decide={() => decide(looked.form, looked.answer)}>
          {preview(looked.answer)}
        </Seen>
      )}
      <DecisionDialog
        decision={open}
        close={() => {
          setOpen(undefined);
          forget();
        }}
        answered={(answer) => <Taken answer={answer as Previewed & { readonly text: readonly string[] }} />}
      />
    </Card>
  );
}

/** What a form would change, asked when somebody wants to know. */
function useLook<Preview>(path: string): {
  readonly looked: Looked<Preview>;
  readonly look: (form: HandedIn) => Promise<void>;
  readonly forget: () => void;
} {
  const { session } = useSession();
  const [looked, setLooked] = useState<Looked<Preview>>({ kind: 'none' });
  const look = async (form: HandedIn): Promise<void> => {
    setLooked({ kind: 'looking' });
    try {
      setLooked({ kind: 'seen', form, answer: await lookInto<Preview>(path, form, session.csrf ?? '') });
    } catch (err) {
      if (!(err instanceof Problem)) throw err;
      setLooked({ kind: 'refused', problem: err });
    }
  };
  return { looked, look, forget: () => setLooked({ kind: 'none' }) };
}

interface ChoiceProps {
  readonly look: (form: HandedIn) => Promise<void>;
  /** Another file or another day: what was seen is not of it. */
  readonly forget: () => void;
  readonly isLooking: boolean;
}

function FormChoice({ look, forget, isLooking }: ChoiceProps): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const [file, setFile] = useState<ChosenFile>();
  const [effectiveOn, setEffectiveOn] = useState(() => dayOf(new Date().toISOString()));
  const day = useId();
  return (
    <Flex gap={12} wrap align="center">
      <FileInput
        label={words.file}
        onChange={(chosen) => {
          setFile(chosen);
          forget();
        }}
      />
      <label htmlFor={day}>{words.effectiveOn}</label>
      <Input
        id={day}
        type="date"
        value={effectiveOn}
        style={{ width: 160 }}
        onChange={({ target: { value } }) => {
          setEffectiveOn(value);
          forget();
        }}
      />
      <Button
        type="primary"
        disabled={file === undefined || effectiveOn === ''}
        loading={isLooking}
        onClick={() => void (file !== undefined && look({ ...file, effectiveOn }))}
      >
        {words.preview}
      </Button>
      <span>{words.previewHint}</span>
    </Flex>
  );
}

function Seen({
  answer: { counts, result },
  decide,
  children,
}: {
  readonly answer: Previewed;
  readonly decide: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  const { unchanged: _same, refused: _not, ...some } = counts;
  const canTake = Object.values(some).some((count) => count > 0);
  return (
    <Flex vertical gap={8} style={{ marginTop: 12 }}>
      <Alert
        type={canTake ? 'info' : 'warning'}
        showIcon
        title={<Counts counts={counts} />}
        description={canTake ? undefined : words.nothingToTake}
      />
      {children}
      <Flex gap={8}>
        <Button type="primary" disabled={!canTake} onClick={decide}>
          {words.record}
        </Button>
        <Button onClick={() => saveFile(result)}>{words.saveResult}</Button>
      </Flex>
    </Flex>
  );
}

function Counts({ counts }: { readonly counts: Readonly<Record<string, number>> }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${words.states[state] ?? state}: ${numberText(count)}`)
    .join(' · ');
}

function Taken({ answer }: { readonly answer: Previewed & { readonly text: readonly string[] } }): ReactNode {
  const words = useOwnWords(PEOPLE_WORDS);
  return (
    <Flex vertical gap={8} align="start">
      <ThreeLines text={answer.text} />
      <Counts counts={answer.counts} />
      <Button onClick={() => saveFile(answer.result)}>{words.saveResult}</Button>
    </Flex>
  );
}
