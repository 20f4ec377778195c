/** What was issued of a draft, for whoever may read that: the list, one text to read, its files, comparisons (SPEC RV5). */
import { House } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Link } from 'react-aria-components';
import { mayReadDraft, mayTake } from '../../shared/house/audience.ts';
import { api, type DraftEntry, type DraftRecord } from '../api.ts';
import { useAsked } from '../asked.ts';
import { type IssuedText, issuedTexts } from '../issued.ts';
import { useText } from '../locales/i18n.ts';
import { type Compared, CompareSheet } from '../panels/compare-sheet.tsx';
import { IconButton, Nothing } from '../panels/controls.tsx';
import { ExportSheet } from '../panels/export-sheet.tsx';
import { IssuedLinks } from '../panels/issued-links.tsx';
import { go, pathOf } from '../route.ts';
import { goToPlace } from './anchors-in-page.ts';
import { IssuedReading, MAIN } from './issued-reading.tsx';
import { AppearanceButtons, LanguageMenu } from './page-tools.tsx';
import { reasonOf, Shut } from './shut.tsx';

interface IssuedPageProps {
  readonly draft: string;
  /** Of the text to read; absent: the last one. */
  readonly symbol?: string;
}

export function IssuedPage({ draft, symbol }: IssuedPageProps): ReactNode {
  const { t } = useText();
  const [asked] = useAsked(draft, async () => ({
    texts: await issuedTexts(draft),
    entry: await api.entry(draft),
  }));
  if (asked.kind === 'waiting') return <p className="opening">{t('page.opening')}</p>;
  if (asked.kind === 'refused') return <Shut reason={reasonOf(t, asked.refusal)} />;
  const { texts, entry } = asked.value;
  if (!entry.draft) return <Shut reason={t('refusal.unknown-draft')} />;
  return <IssuedBody texts={texts} entry={entry} record={entry.draft} symbol={symbol} />;
}

/** Without regard to case, as a symbol is given once. */
const isOf =
  (symbol: string) =>
  (text: IssuedText): boolean =>
    text.symbol.toLowerCase() === symbol.toLowerCase();

interface IssuedBodyProps {
  readonly texts: readonly IssuedText[];
  readonly entry: DraftEntry;
  readonly record: DraftRecord;
  readonly symbol: string | undefined;
}

function IssuedBody({ texts, entry, record, symbol }: IssuedBodyProps): ReactNode {
  const { t } = useText();
  const read = symbol === undefined ? texts[0] : texts.find(isOf(symbol));
  const [takes, setTakes] = useState(false);
  const [compared, compare] = useComparedInAddress();
  const symbols = texts.map((each) => each.symbol);
  const { member } = entry;
  useEffect(() => {
    document.title = read?.symbol ?? record.title;
  }, [read, record]);
  return (
    <div className="issued-page">
      <Button className="button skip" onPress={() => document.getElementById(MAIN)?.focus()}>
        {t('issued.skip')}
      </Button>
      <IssuedHeader entry={entry} record={record} />
      <div className="issued-middle">
        {read ? (
          <IssuedReading
            key={read.symbol}
            draft={record.id}
            text={read}
            texts={texts}
            onTake={() => setTakes(true)}
            onCompare={() => compare(pairWith(read, texts))}
          />
        ) : (
          <main className="issued-main" id={MAIN} tabIndex={-1}>
            <Nothing>{symbol === undefined ? t('revisions.none') : t('issued.no-such', { symbol })}</Nothing>
            <IssuedLinks draft={record.id} texts={texts} />
          </main>
        )}
      </div>
      <ExportSheet
        draft={record.id}
        offer={{ member, standing: record, revisions: symbols }}
        revision={read?.symbol}
        isOpen={takes}
        onClose={() => setTakes(false)}
        onGo={goToPlace}
      />
      <CompareSheet
        draft={record.id}
        revisions={symbols}
        mayNow={mayTake(member, record, 'working').may}
        compared={compared}
        onCompare={compare}
        onClose={() => compare(undefined)}
      />
    </div>
  );
}

function IssuedHeader({ entry, record }: Pick<IssuedBodyProps, 'entry' | 'record'>): ReactNode {
  const { t } = useText();
  const kind = mayReadDraft(entry.member, record).may ? 'draft' : 'screen';
  return (
    <header className="top-bar">
      <IconButton icon={House} label={t('drafts.title')} onPress={() => go(pathOf({ kind: 'drafts' }))} />
      <div className="naming">
        <h1 lang={record.language} dir={record.dir} translate="no">
          {record.title}
        </h1>
        <Link className="issued-back" href={pathOf({ kind, draft: record.id })}>
          {t(kind === 'draft' ? 'issued.to-draft' : 'issued.to-screen')}
        </Link>
      </div>
      <LanguageMenu />
      <AppearanceButtons />
    </header>
  );
}

/** With the text issued before it; the first with the one after. */
function pairWith({ symbol }: IssuedText, texts: readonly IssuedText[]): Compared {
  const at = texts.findIndex(isOf(symbol));
  const [before, after] = [texts[at + 1], texts[at - 1]];
  if (before) return { from: before.symbol, to: symbol };
  return { from: symbol, ...(after ? { to: after.symbol } : {}) };
}

/** What is compared stands in the address, so that it can be sent to somebody: `?from=…&to=…`. */
function useComparedInAddress(): readonly [Compared | undefined, (next: Compared | undefined) => void] {
  const [compared, setCompared] = useState<Compared | undefined>(() => {
    const asked = new URLSearchParams(location.search);
    const [from, to] = [asked.get('from'), asked.get('to')];
    return from === null ? undefined : { from, ...(to === null ? {} : { to }) };
  });
  const compare = (next: Compared | undefined): void => {
    const query = next ? `?${new URLSearchParams({ ...next })}` : '';
    history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
    setCompared(next);
  };
  return [compared, compare];
}
