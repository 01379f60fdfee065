import { Button, Card, Flex } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CauseInFull } from '../../api/answers';
import { DayField } from '../../parts/day-field';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { dayOf, dayText, momentText } from '../../parts/format';
import { LineField } from '../../parts/line-field';
import { useMay } from '../../session/use-session';
import { CAUSE_WORDS, type CauseWords } from '../../words/cause-words';
import { useOwnWords } from '../../words/use-words';
import { AttentionTag } from './attention-tag';

/** Who takes care of a cause and what was said of it, newest first. */
export function CauseNotes({ seen }: { readonly seen: CauseInFull }): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  const { attention, items, cause } = seen;
  return (
    <Card size="small" title={words.attention} extra={<NoteActions id={cause.id} />}>
      <Flex gap={12} align="center" wrap>
        <AttentionTag state={attention.state} />
        {attention.by !== null && attention.until !== null && (
          <span>
            {attention.by}, {words.until} {dayText(dayOf(attention.until))}: {attention.note}
          </span>
        )}
        <span>
          {attention.assignee === null ? words.noAssignee : `${words.assignee} ${attention.assignee}`}
        </span>
      </Flex>
      <h3 style={{ fontSize: 14, margin: '12px 0 4px' }}>{words.notes}</h3>
      {items.length === 0 ? (
        <span className="nothing">{words.noNotes}</span>
      ) : (
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {items.map(({ kind, by, at, note, assignee, until }) => (
            <li key={`${at} ${kind}`}>
              {momentText(at)}, {by} {words.kinds[kind]}
              {assignee !== null && ` → ${assignee}`}
              {until !== null && ` ${words.until} ${dayText(dayOf(until))}`}: {note}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function NoteActions({ id }: { readonly id: string }): ReactNode {
  const words = useOwnWords(CAUSE_WORDS);
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  if (!may('records.decide')) return null;
  return (
    <Flex gap={8} wrap>
      {notesOn(id, words).map((decision) => (
        <Button key={decision.path} size="small" onClick={() => setOpen(decision)}>
          {decision.title}
        </Button>
      ))}
      <DecisionDialog decision={open} close={() => setOpen(undefined)} />
    </Flex>
  );
}

function notesOn(id: string, words: CauseWords): readonly DecisionToMake[] {
  const at = (act: string): string => `/api/v1/causes/${id}/${act}`;
  return [
    {
      title: words.acknowledge,
      what: words.acknowledgeWhat,
      path: at('acknowledge'),
      body: {},
      fields: <DayField name="until" label={words.until} hint={words.untilHint} />,
    },
    {
      title: words.assign,
      what: words.assignWhat,
      path: at('assign'),
      body: {},
      fields: (
        <LineField
          name="assignee"
          label={words.assigneeLabel}
          hint={words.assigneeHint}
          most={80}
          isRequired={false}
        />
      ),
      bodyOf: ({ assignee, ...said }) => ({ ...said, assignee: assignee ?? null }),
    },
    { title: words.comment, what: words.commentWhat, path: at('comment'), body: {} },
  ];
}
