/** Since you left: what was decided and changed, first what touches one's own. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { NewsItem } from '../../shared/acts/reading/since.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { go, pathOf } from '../route.ts';
import { targetWords, viewWords } from './act-words.ts';
import { Nothing } from './controls.tsx';
import { type Negotiation, viewOf } from './negotiation.ts';
import { changesOf, PastState, useLooked } from './past-state.tsx';
import { namesOf } from './proposal-facts.tsx';

interface SincePanelProps {
  readonly draft: string;
  readonly negotiation: Negotiation;
  readonly onProposal: (id: string) => void;
  readonly onGo: (block: string) => void;
}

export function SincePanel(props: SincePanelProps): ReactNode {
  const { t } = useText();
  const [looked, look] = useLooked();
  const { draft, negotiation } = props;
  const { news, seen } = negotiation;
  if (news.length === 0) return <Nothing>{t('since.empty')}</Nothing>;
  const groups = [
    { title: t('since.touches-us'), items: news.filter(({ touchesUs }) => touchesUs) },
    { title: t('since.others'), items: news.filter(({ touchesUs }) => !touchesUs) },
  ];
  return (
    <div className="panel-body">
      <div className="panel-tools">
        {seen !== undefined && seen > 0 && (
          <Button
            className="button small"
            onPress={() => look({ title: t('since.text'), wish: changesOf({ baseSeq: seen }) })}
          >
            {t('since.text')}
          </Button>
        )}
        <Button className="button small" onPress={negotiation.markSeen}>
          {t('since.seen')}
        </Button>
      </div>
      {groups
        .filter(({ items }) => items.length > 0)
        .map(({ title, items }) => (
          <section key={title}>
            <h3>
              {title} <span className="group-count">{items.length}</span>
            </h3>
            <ul className="proposals">
              {items.map((item) => (
                <News key={keyOfNews(item)} {...props} item={item} />
              ))}
            </ul>
          </section>
        ))}
      <PastState draft={draft} looked={looked} onClose={() => look(undefined)} />
    </div>
  );
}

const keyOfNews = ({ news, seq }: NewsItem): string =>
  `${news.kind} ${seq} ${'on' in news.fact ? news.fact.on : ''}`;

function News({
  draft,
  item,
  negotiation,
  onProposal,
  onGo,
}: SincePanelProps & { readonly item: NewsItem }): ReactNode {
  const { t } = useText();
  const { fact } = item.news;
  const open = (): void => {
    if (fact.kind === 'revision') go(pathOf({ kind: 'issued', draft, symbol: fact.symbol }));
    else if (fact.kind === 'proposal') onProposal(fact.id);
    else if ('on' in fact && fact.on.startsWith('proposal:')) onProposal(fact.on.slice('proposal:'.length));
    else if ('unit' in fact && fact.unit !== undefined) onGo(fact.unit);
  };
  return (
    <li className="proposal-item">
      <Button className="proposal-open" onPress={open}>
        <span className="point-head">
          <span className="point-number">{t(`news.${item.news.kind}`)}</span>
          <span>{placeOf(negotiation, item)}</span>
        </span>
        <span className="in-context">{newsWords(t, negotiation, item)}</span>
      </Button>
    </li>
  );
}

function placeOf({ place }: Negotiation, { news: { fact } }: NewsItem): string {
  return 'unit' in fact && fact.unit !== undefined ? place(fact.unit) : '';
}

function newsWords(t: Say, negotiation: Negotiation, { news: { fact } }: NewsItem): string {
  switch (fact.kind) {
    case 'decision':
      return fact.corrected === undefined ? fact.after : t('news.corrected');
    case 'proposal': {
      const view = viewOf(negotiation, fact.id);
      const who = namesOf(negotiation, fact.proponents.length > 0 ? fact.proponents : fact.withdrew);
      return view ? t('news.by', { who, what: viewWords(t, view, negotiation) }) : who;
    }
    case 'status':
      return sayCode(t, 'status', fact.status);
    case 'position':
      return t('act.position', {
        party: negotiation.name(fact.party),
        stance: t(`stance.${fact.stance}`),
        what: targetWords(t, negotiation, fact.on),
      });
    case 'comment':
      return t('news.by', { who: negotiation.name(fact.party), what: fact.words });
    case 'revision':
      return fact.symbol;
    case 'floor':
    case 'part-phase':
    case 'grant':
    case 'hand':
    case 'tick':
    case 'objection':
    case 'parked':
    case 'requested':
    case 'retired':
    case 'went':
    case 'meeting':
    case 'trace':
    case 'coverage':
      return '';
    default:
      return fact satisfies never;
  }
}
