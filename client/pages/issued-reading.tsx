/** One issued text to read: what stands above it, its contents, its words as they were issued, and their hash. */
import { type ReactNode, useEffect, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import { type OutlineNode, readOutline } from '../../shared/draft/outline.ts';
import { anchorsOf } from '../../shared/renditions/anchors.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { useAsked } from '../asked.ts';
import { type IssuedText, type IssuedReading as Read, readIssued } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from '../panels/announce.tsx';
import { Nothing, Trouble } from '../panels/controls.tsx';
import { IssuedLinks } from '../panels/issued-links.tsx';
import { putOnClipboard } from '../panels/to-clipboard.ts';
import { DraftText } from '../reading/draft-text.tsx';
import { pathOf } from '../route.ts';
import { bringFontsFor } from '../theme/appearance.ts';
import { nameIn, usePlaceInAddress } from './anchors-in-page.ts';

/** Id of the region that holds the text. */
export const MAIN = 'issued-text';

interface IssuedReadingProps {
  readonly draft: string;
  readonly text: IssuedText;
  readonly texts: readonly IssuedText[];
  readonly onTake: () => void;
  readonly onCompare: () => void;
}

export function IssuedReading(props: IssuedReadingProps): ReactNode {
  const { t } = useText();
  const { draft, text } = props;
  const [asked, again] = useAsked(`${draft} ${text.symbol}`, () => readIssued(draft, text.symbol));
  const read = asked.kind === 'there' ? asked.value : undefined;
  return (
    <>
      <nav className="issued-side" aria-label={t('issued.places')}>
        <h2>{t('panel.revisions')}</h2>
        <IssuedLinks draft={draft} texts={props.texts} here={text.symbol} />
        {read && <Contents document={read.document} />}
      </nav>
      <main className="issued-main" id={MAIN} tabIndex={-1}>
        {asked.kind === 'waiting' && <Nothing>{t('page.opening')}</Nothing>}
        {asked.kind === 'refused' && (
          <>
            <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>
            <Button className="button" onPress={again}>
              {t('issued.again')}
            </Button>
          </>
        )}
        {read && <ReadText {...props} read={read} />}
      </main>
    </>
  );
}

function ReadText({
  draft,
  text,
  texts,
  read,
  onTake,
  onCompare,
}: IssuedReadingProps & { readonly read: Read }) {
  const { t } = useText();
  const { document, masthead } = read;
  usePlaceInAddress(document.blocks);
  useEffect(() => void bringFontsFor(document.meta.language), [document]);
  const copyAddress = async (): Promise<void> => {
    const address = location.origin + pathOf({ kind: 'issued', draft, symbol: text.symbol });
    announce(t((await putOnClipboard(address)) ? 'copy.done' : 'copy.failed'));
  };
  return (
    <>
      <div className="panel-tools">
        <Button className="button small primary" onPress={onTake}>
          {t('export.title')}
        </Button>
        {texts.length > 1 && (
          <Button className="button small" onPress={onCompare}>
            {t('compare.title')}
          </Button>
        )}
        <Button className="button small" onPress={() => void copyAddress()}>
          {t('issued.address')}
        </Button>
      </div>
      <section
        className="issued-head"
        aria-label={t('issued.head')}
        lang={document.meta.language}
        dir={document.meta.dir}
      >
        <p className="symbol" translate="no">
          {masthead.symbol}
        </p>
        <Issued at={text.at} />
        {masthead.status && <p>{masthead.status}</p>}
        {masthead.legend && <p>{masthead.legend}</p>}
      </section>
      <div className="issued-text">
        <DraftText meta={document.meta} blocks={document.blocks} label={text.symbol} />
      </div>
      <Hash said={text.hash} found={read.hash} />
    </>
  );
}

function Issued({ at }: { readonly at: number }): ReactNode {
  const { t, language } = useText();
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(at);
  return (
    <p className="hint" lang={language}>
      {t('issued.at', { when })}
    </p>
  );
}

/** Whoever has the file can compare; the page has just done so. */
function Hash({ said, found }: { readonly said: string; readonly found: string | undefined }): ReactNode {
  const { t } = useText();
  if (found !== undefined && found !== said)
    return <Trouble>{t('issued.other-hash', { hash: said })}</Trouble>;
  return (
    <p className="hint hash">
      {t('issued.hash', { hash: said })} {found === said && t('issued.hash-checked')}
    </p>
  );
}

/** Table of contents: headings, and under them the provisions by their numbers. */
function Contents({ document }: { readonly document: DraftDocument }): ReactNode {
  const { t } = useText();
  const outline = useMemo(() => readOutline(document), [document]);
  const anchors = useMemo(() => anchorsOf(document.blocks), [document]);
  const items = (nodes: readonly OutlineNode[]): ReactNode => (
    <ul>
      {nodes
        .filter(({ kind }) => kind !== 'item' && kind !== 'paragraph')
        .map((node) => (
          <li key={node.id} className={node.kind}>
            <a href={`#${encodeURIComponent(nameIn(anchors, node.id))}`}>
              {nameOfNode(node, document) || '…'}
            </a>
            {node.children.length > 0 && items(node.children)}
          </li>
        ))}
    </ul>
  );
  if (outline.nodes.length === 0) return null;
  return (
    <>
      <h2>{t('issued.contents')}</h2>
      <div className="contents" lang={document.meta.language} dir={document.meta.dir} translate="no">
        {items(outline.nodes)}
      </div>
    </>
  );
}

/** `14. We are convinced …`, `Annex 1 Political opening`. */
function nameOfNode({ at, text }: OutlineNode, { blocks, meta }: DraftDocument): string {
  const block = blocks[at];
  return [block ? nameOf(block, schemeOf(meta.language)) : '', text].filter(Boolean).join(' ');
}
