import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Reception } from '../../api/answers';
import { DayField } from '../../parts/day-field';
import { DecisionDialog, type DecisionToMake } from '../../parts/decision/decision-dialog';
import { LineField } from '../../parts/line-field';
import { useMay } from '../../session/use-session';
import { RECEPTION_WORDS } from '../../words/reception-words';
import { useOwnWords } from '../../words/use-words';
import { AgencyField } from './agency-field';

interface Props {
  readonly period: string;
  readonly agencies: readonly string[];
  readonly selected: readonly Reception[];
  readonly done: () => void;
}

/** Records that visits were typed at the national web: those selected, or a whole period of one agency. */
export function MarkEntered({ period, agencies, selected, done }: Props): ReactNode {
  const words = useOwnWords(RECEPTION_WORDS);
  const may = useMay();
  const [open, setOpen] = useState<DecisionToMake>();
  if (!may('records.decide')) return null;
  const [first] = selected;
  const isOfOne = selected.every(({ agency }) => agency === first?.agency);
  const path = '/api/v1/receptions/entered';
  const some: DecisionToMake = {
    title: words.markSome,
    what: `${selected.length} ${words.selected}. ${words.markWhat}`,
    path,
    body: { period, agency: first?.agency, references: selected.map(({ reference }) => reference) },
    fields: <ProofFields />,
  };
  const all: DecisionToMake = {
    title: words.markAll,
    what: `${period}. ${words.markAllWhat}`,
    path,
    body: { period },
    fields: (
      <>
        <AgencyField agencies={agencies} />
        <ProofFields />
      </>
    ),
  };
  return (
    <>
      <Button disabled={agencies.length === 0} onClick={() => setOpen(all)}>
        {words.markAll}
      </Button>
      <Button
        type="primary"
        disabled={first === undefined || !isOfOne}
        title={isOfOne ? '' : words.oneAgency}
        onClick={() => setOpen(some)}
      >
        {words.markSome} ({selected.length} {words.selected})
      </Button>
      <DecisionDialog
        decision={open}
        close={() => {
          setOpen(undefined);
          done();
        }}
      />
    </>
  );
}

function ProofFields(): ReactNode {
  const words = useOwnWords(RECEPTION_WORDS);
  return (
    <>
      <DayField name="enteredOn" label={words.enteredOn} />
      <LineField name="evidence" label={words.evidence} hint={words.evidenceHint} />
    </>
  );
}
