import { Card, Flex, Statistic } from 'antd';
import type { ReactNode } from 'react';
import type { ResyncPreview } from '../../api/answers';
import { numberText } from '../../parts/format';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords } from '../../words/use-words';

const ACTS = ['create', 'update', 'attach', 'nothing', 'conflict', 'blocked'] as const;

/** How many records, and what would become of them. */
export function PreviewCounts({ preview }: { readonly preview: ResyncPreview }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { matching, denunciations, counts, unseen, estimate } = preview;
  const of = denunciations === 0 ? '' : ` (${words.denunciations}: ${numberText(denunciations)})`;
  return (
    <Card size="small" title={`${numberText(matching)} ${words.matching}${of}`}>
      <Flex gap={26} wrap>
        {ACTS.map((act) => (
          <Statistic key={act} title={words.acts[act]} value={numberText(counts[act])} />
        ))}
      </Flex>
      <div style={{ marginTop: 12 }}>
        <b>{words.estimate}:</b> {estimate.text.join(' ')}
      </div>
      {unseen > 0 && (
        <p>
          {numberText(unseen)} {words.unseen}
        </p>
      )}
    </Card>
  );
}
